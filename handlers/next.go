package handlers

import (
	"net/url"
	"strings"
)

// ownPath gives back a path of ours that a person was on the way to, or fallback. Only a path of this host passes: no
// scheme, no host, no second slash or backslash that a browser would read as one, no control characters.
func ownPath(next, fallback string) string {
	if len(next) < 1 || len(next) > 2000 || next[0] != '/' {
		return fallback
	}
	if strings.ContainsAny(next, "\\\x00\t\r\n") || strings.HasPrefix(next, "//") {
		return fallback
	}
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || u.Opaque != "" {
		return fallback
	}
	decoded, err := url.PathUnescape(u.EscapedPath())
	if err != nil || strings.HasPrefix(decoded, "//") || strings.ContainsAny(decoded, "\\\x00\t\r\n") {
		return fallback
	}
	return next
}

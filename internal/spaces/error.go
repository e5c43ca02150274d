package spaces

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
)

// Kind says what went wrong at the vendor.
type Kind string

// The kinds of failure.
const (
	// Refused means that the vendor answered and said no: a status from 400 to 499, or an OAuth2 error.
	Refused Kind = "refused"
	// Down means that the vendor serves nobody now: no connection, a status of 500 and more, or too many requests (429).
	Down Kind = "down"
	// Slow means that the time for the call was over, or that the caller gave up.
	Slow Kind = "slow"
	// Malformed means an answer that is none of the vendor's: not JSON, too long, a field missing, or a redirect (CodeMoved).
	Malformed Kind = "malformed"
)

// CodeMoved is the code of a vendor that sends its callers to another address. No redirect is followed.
const CodeMoved = "moved"

// Error is a call that failed. It holds no address, body, secret, code or token, so it can be logged and shown.
type Error struct {
	Kind Kind
	// Status is the HTTP status, 0 where there was no answer.
	Status int
	// Code is the OAuth2 error when the vendor gave a known one ("invalid_grant"), or CodeMoved.
	Code string
}

// Error names the kind, and the status and code if there are any.
func (e *Error) Error() string {
	text := "the vendor's answer: " + string(e.Kind)
	if e.Status != 0 {
		text += fmt.Sprintf(", status %d", e.Status)
	}
	if e.Code != "" {
		text += ", " + e.Code
	}
	return text
}

// KindOf is the kind of a failure of this package, or empty.
func KindOf(err error) Kind {
	var failed *Error
	if errors.As(err, &failed) {
		return failed.Kind
	}
	return ""
}

// knownCode lets through the OAuth2 errors that are known; others are dropped, since a vendor could put anything there.
func knownCode(code string) string {
	switch code {
	case "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope",
		"access_denied", "unsupported_response_type", "server_error", "temporarily_unavailable", "invalid_token",
		"redirect_uri_mismatch", "invalid_redirect_uri":
		return code
	}
	return ""
}

// failedStatus is the failure that a status other than 2xx means.
func failedStatus(status int, code string) *Error {
	e := &Error{Status: status, Code: knownCode(code)}
	switch {
	case status >= 300 && status < 400:
		e.Kind, e.Code = Malformed, CodeMoved
	case status == http.StatusTooManyRequests || status >= 500:
		e.Kind = Down
	case status >= 400 || e.Code != "" || code != "":
		e.Kind = Refused
	default:
		e.Kind = Malformed
	}
	return e
}

// failedCall is the failure that an error of net/http means. The error itself, which names the address, is dropped.
func failedCall(ctx context.Context, err error) *Error {
	var timed net.Error
	if ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timed) && timed.Timeout() {
		return &Error{Kind: Slow}
	}
	var transport *url.Error
	if errors.As(err, &transport) {
		return &Error{Kind: Down}
	}
	return &Error{Kind: Malformed}
}

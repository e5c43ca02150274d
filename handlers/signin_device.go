package handlers

import (
	"errors"
	"net/http"
	"time"

	"portico/internal/apperr"
)

// deviceLifetime is how long a browser is known. Browsers keep a cookie for about as long at most.
const deviceLifetime = 390 * 24 * time.Hour

func (s *Server) deviceCookieName() string {
	if s.Secure {
		return "__Host-portico-device"
	}
	return "portico-device"
}

// deviceCookie is what the browser brought; empty for none.
func (s *Server) deviceCookie(c *call) string {
	cookie, err := c.Cookie(s.deviceCookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}

func (s *Server) setDeviceCookie(c *call, value string) {
	if value == "" {
		return
	}
	c.SetCookie(&http.Cookie{
		Name: s.deviceCookieName(), Value: value, Path: "/", MaxAge: int(deviceLifetime.Seconds()),
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// messageOf is what an error says to people.
func messageOf(err error) string {
	var typed *apperr.Error
	if errors.As(err, &typed) {
		return typed.Message
	}
	return ""
}

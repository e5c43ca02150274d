package handlers

import (
	"net/http"

	"portico/internal/access"
	"portico/internal/audit"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// route is one line of the URL map. Every route declares the right that it asks for, and every route that changes anything
// the event that the change writes; tests hold both to be true.
type route struct {
	method, path string
	right        access.Right
	event        audit.Action
	handle       handlerFunc
}

// routes is the whole URL map.
func (s *Server) routes() []route {
	return []route{
		// The way in
		{get, "/", access.SignedIn, "", s.homeShow},

		// The process
		{get, "/metrics", access.SettingsRead, "", s.metricsShow},
	}
}

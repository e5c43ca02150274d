// Package journey owns the vendor's procedure and a member's way through it: the dated editions (data, read from YAML), the
// facts a member's progress rests on, and Evaluate, the one place that turns facts into states. Nothing here stores a status.
//
// The files edition*.go, facts.go, days.go and evaluate*.go are pure: no database, no clock, no package-level state. The
// package may import access, apperr, audit, postgres, people, company, permission and oauthapp; never echo, templ, net/http
// or views.
package journey

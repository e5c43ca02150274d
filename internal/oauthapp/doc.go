// Package oauthapp owns OAuth2 apps at the vendor and their way to production: client ids and redirect URIs (the secret
// never), owners, the test list in staging, the commitment to deploy, and production requests with every attempt.
//
// request*.go, readiness.go, text.go and clock.go hold pure rules beside the tasks. The package may import access, apperr,
// audit, postgres (dbsqlc in its store.go only), company and permission; never journey, echo, templ or net/http.
package oauthapp

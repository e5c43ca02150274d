// Package company owns companies at the vendor: their names and mail domains, who is admin and employee there, and which
// company a person's mail domain belongs to.
//
// The files domain*.go and freemail.go are pure rules without a database. The package may import access, apperr, audit and
// postgres (dbsqlc in its store.go only); never people's doors, permission, oauthapp, journey, echo, templ or net/http.
package company

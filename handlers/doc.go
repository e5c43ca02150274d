// Package handlers turns requests into calls of the features and their answers into pages: who, what input, call, view
// model, answer. routes.go is the whole URL map. It may import the features, access, apperr, views, echo and scs; it never
// speaks to the database itself.
package handlers

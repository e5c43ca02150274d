// Package dbsqlc is the typed form of db/queries, written by sqlc (make gen) and never by hand, this comment aside. It imports
// pgx alone, and only the store.go of a feature imports it.
package dbsqlc

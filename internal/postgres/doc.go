// Package postgres owns the pool, the roles a connection works under, migrations and the translation of SQLSTATEs into
// apperr. It may import access and apperr. Features reach their SQL through dbsqlc, which is generated from db/queries.
package postgres

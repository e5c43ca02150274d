// Package pgprivate runs a PostgreSQL server of Portico's own, for those who
// start the program without a DATABASE_URL, and for tests.
//
// It owns one folder, <data dir>/postgres: the cluster (data), the socket
// (run), the server's log and the lock. The rules it never breaks:
//
//   - Data is never removed and never written by another major version of
//     PostgreSQL than the one that made it.
//   - The server listens on a socket in a folder only its user can enter, and
//     on nothing else; that is why it needs no password.
//   - The server never outlives us uncontrolled: it stops with the process that
//     started it, however that process ends, and a second process on the same
//     folder joins the running server instead of starting another.
//
// The lock is what makes this simple. It is a flock on a file whose descriptor
// the server inherits, so it is held exactly as long as somebody starts, runs
// or is still winding down a server on this folder, on any kind of end.
//
// It may import the standard library and pgx, and nothing of Portico.
package pgprivate

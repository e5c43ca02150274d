// Package testdb gives each test a migrated database of its own on a real PostgreSQL. It may import postgres, audit,
// pgprivate and every feature (for factories); only tests import it.
package testdb

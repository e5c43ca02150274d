// Package setting owns what an admin decides while Portico runs: whole numbers with a default, bounds and a sentence each. A
// feature that needs one adds it to list.go and reads it with In, in its own transaction, or takes it from Values. It may
// import access, apperr, audit and postgres; every feature may import it.
package setting

// Package secret tells text that looks like a credential from text that does not, so that it is refused before it is stored.
// It is pure and imports only the standard library.
package secret

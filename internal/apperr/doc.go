// Package apperr is the one error type of the house: a kind that decides the answer's status, a message for people, errors
// beside fields, and a cause for the log. It owns nothing else and imports only the standard library.
package apperr

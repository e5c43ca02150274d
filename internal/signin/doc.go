// Package signin owns how a person comes in: passwords, reset links, the first set-up, and sessions with their store. It may
// import access, apperr, postgres, audit and people.
package signin

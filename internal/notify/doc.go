// Package notify owns what leaves Portico for people: mails, with their words and the way to the mail server. It may import
// access, apperr, postgres, audit and every feature below it; handlers and cmd import it.
package notify

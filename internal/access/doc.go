// Package access says who acts and what they may do. It is pure: an Actor, a Right, a Scope and one policy table. It imports
// the standard library and apperr, and knows nothing of the database or the web.
package access

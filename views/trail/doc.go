// Package trail holds the pages of the audit trail: the list with its filters, and one event with what it changed.
//
// It may import templ, portico/views/layout, portico/views/components, portico/static and the standard library.
package trail

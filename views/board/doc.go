// Package board holds the pages of a lead: the board of a team, the page of one developer, and the list of teams. Its models
// are filled by handlers and hold plain fields; what a person may not do is an empty address.
//
// It may import templ, portico/views/layout, portico/views/components, portico/static and the standard library.
package board

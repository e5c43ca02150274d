// Package people holds the pages about who is here: people and invitations, one person, inviting, and importing a list.
//
// It may import templ, portico/views/layout, portico/views/components, portico/static and the standard library.
package people

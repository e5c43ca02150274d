// Package gallery holds the page that shows every component once, in every state it
// can take, and the list of all sample pages. It is for those who build Portico.
//
// It may import templ, portico/views/layout, portico/views/components,
// portico/static and the standard library.
package gallery

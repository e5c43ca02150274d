// Package app shows OAuth2 apps at the vendor and their way to production: the list, one app with its owners and tests, and
// the production request in all its states. It may import templ, views/layout, views/components, static and the standard
// library.
package app

// Package signin holds the pages of the way in: sign-in, set-up of the first admin,
// a forgotten password, an invitation, and a person's own settings.
//
// It may import templ, portico/views/layout, portico/views/components,
// portico/static and the standard library. The New functions give models whose
// fields are named and wired; a handler fills in values and errors and nothing else.
package signin

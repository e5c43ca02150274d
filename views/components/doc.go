// Package components holds the parts every page is built from: buttons, fields,
// statuses, notices, lists. Each part takes a typed model with plain fields and
// carries its own wiring for keyboards and screen readers.
//
// It may import templ, portico/static and the standard library. It never sees a
// role, a right or an entity: pages tell it what to show.
package components

// Package export draws the exports of the ledger and the trail: one with how far it is, the list of them, and an answer on
// paper. Its pages hold typed models and no rules.
//
// It may import templ, portico/views/layout, portico/views/components, portico/static and the standard library.
package export

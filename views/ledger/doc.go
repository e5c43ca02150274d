// Package ledger holds the pages of the ledger of developer permission: the question in a sentence with its answer, one
// grant with its time line, and the form that records a grant of one's own in staging.
//
// It may import templ, portico/views/layout, portico/views/components, portico/static and the standard library.
package ledger

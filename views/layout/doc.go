// Package layout holds what stands around every page: the document, the bar on
// top, the messages, the foot, and the gate that sign-in, set-up and problem pages
// share.
//
// It may import templ, portico/views/components, portico/static and the standard
// library. Everything it shows comes in a [Frame] or a [GateFrame]; a part whose
// field is empty is not shown, since a control that does nothing is worse than none.
package layout

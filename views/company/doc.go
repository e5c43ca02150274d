// Package company shows companies at the vendor: the list, one company with its people, domains and open questions, and
// the forms about them. It may import templ, views/layout, views/components, static and the standard library.
package company

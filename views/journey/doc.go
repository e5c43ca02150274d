// Package journey shows a member's way through the vendor's procedure: the map with its current step open, and the record
// that is printed. It may import templ, portico/views/layout, portico/views/components and the standard library; it gets
// words that are ready to be read and never works out a state itself.
package journey

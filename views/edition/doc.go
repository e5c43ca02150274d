// Package edition is the pages of /journeys: the editions of a vendor's procedure, how one is read, changed, published and
// exported, and how people are moved from one to another. It imports templ, views/layout and views/components alone.
package edition

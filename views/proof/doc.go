// Package proof holds the pages of a round trip with the vendor: where it begins, where it comes back, and what it showed.
//
// It may import views/layout and views/components, and nothing of the features.
package proof

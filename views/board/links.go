package board

// DeadLinks says in a sentence which links of the journey do not answer. URL leads to what can be done about it; empty for those
// who may not see it.
type DeadLinks struct{ Text, URL string }

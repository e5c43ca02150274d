package seal

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Sealed is one line of the chain as it is stored.
type Sealed struct {
	Seq        int64
	Event      int64
	Line       string
	Leaf, Link Hash
}

// Known is a checkpoint whose signature holds, with the words by which a person finds it.
type Known struct {
	Checkpoint
	Name string
	// Outside says that it was kept where the trail's own database is not.
	Outside bool
	// Excused says that somebody knows why it does not hold, if it does not.
	Excused bool
}

// mostBack is how far the time of an event may lie before that of one sealed earlier: they are sealed in the order in which
// they were committed, and no transaction takes so long.
const mostBack = time.Hour

// Chain checks sealed lines, from the first on, in the order of the chain. It keeps a few hundred bytes, and a bit for each
// event, however many there are. The zero value is a chain that nothing was added to yet.
type Chain struct {
	Findings Findings
	// First and Newest are times of events.
	First, Newest time.Time
	// Hold counts the checkpoints whose root is that of the lines.
	Hold, HoldOutside int64
	// Excused counts those that do not, and somebody knows why.
	Excused int64

	tree    Tree
	link    Hash
	next    int64
	added   int64
	last    int64 // the number of the event before
	newest  int64 // the event with the newest time
	seen    map[int64]uint64
	known   []Known
	lastly  int64 // the biggest size at which a checkpoint holds
	failing map[bool]int64
}

// Expect gives the checkpoints to hold the lines against, before the first line.
func (c *Chain) Expect(known []Known) {
	c.known = slices.Clone(known)
	slices.SortStableFunc(c.known, func(a, b Known) int { return cmp.Compare(a.Size, b.Size) })
	c.reached()
}

// Size is how many lines were added.
func (c *Chain) Size() int64 { return c.tree.Size() }

// Head is the chain's head after the last line.
func (c *Chain) Head() Hash { return c.link }

// Root is the root of the tree over all lines.
func (c *Chain) Root() Hash { return c.tree.Root() }

func (c *Chain) bad(s Sealed, format string, args ...any) {
	c.Findings.Add(Finding{Seq: s.Seq, Event: s.Event, What: fmt.Sprintf(format, args...)})
}

// Add checks the next line: that its text is canonical, that leaf and link are right, that nothing is left out or said twice,
// that its time does not go back and, where table is given, that the event as it stands there says the same. It returns the
// inner nodes of the tree that became complete, and the event as it was sealed; nil is one that cannot be read.
func (c *Chain) Add(s Sealed, table *Line) ([]Node, *Line) {
	line, readable := c.read(s, table)
	leaf := Leaf(s.Line)
	if s.Leaf != leaf {
		c.bad(s, "its sealed line was changed: the stored leaf is not that of the line")
	}
	if s.Seq != c.next {
		c.bad(Sealed{Seq: min(c.next, s.Seq)}, "the chain has no line there: the one after seq %d is seq %d", c.next-1, s.Seq)
	} else if s.Link != Link(c.link, leaf) {
		c.breaks(s)
	}
	c.link, c.next, c.last = s.Link, s.Seq+1, s.Event
	c.added++
	nodes := c.tree.Add(leaf)
	c.reached()
	if !readable {
		return nodes, nil
	}
	c.order(s, line)
	return nodes, &line
}

func (c *Chain) breaks(s Sealed) {
	if s.Seq == 0 {
		c.bad(s, "the chain does not begin with it as it stands: it was changed or put there later")
		return
	}
	c.bad(s, "the chain breaks here: it does not go on from event %d (seq %d), so one of the two was changed, moved, put in or taken out",
		c.last, s.Seq-1)
}

// read gives the event of a sealed line. A table that writes the same text proves the text canonical at once.
func (c *Chain) read(s Sealed, table *Line) (Line, bool) {
	if table != nil {
		if text, err := table.Canonical(); err == nil && text == s.Line && table.Event == s.Event {
			return *table, true
		}
	}
	line, err := ParseLine(s.Line)
	if err != nil {
		c.bad(s, "its sealed line cannot be read: %v", err)
		return line, false
	}
	if line.Event != s.Event {
		c.bad(s, "its sealed line speaks of event %d", line.Event)
	}
	if table != nil {
		for _, what := range Differences(line, *table) {
			c.bad(s, "%s", what)
		}
	}
	return line, true
}

// order checks what lines must be to each other.
func (c *Chain) order(s Sealed, line Line) {
	if c.twice(line.Event) {
		c.bad(s, "it was sealed before: the chain has it twice")
	}
	at, err := ParseTime(line.At)
	if err != nil {
		c.bad(s, "its time cannot be read: %q", line.At)
		return
	}
	if what := c.Back(at); what != "" {
		c.bad(s, "%s", what)
	}
	c.span(line)
}

// twice notes an event and says whether it was there already: a bit for each.
func (c *Chain) twice(event int64) bool {
	if c.seen == nil {
		c.seen = map[int64]uint64{}
	}
	word, bit := event>>6, uint64(1)<<(event&63)
	was := c.seen[word]
	c.seen[word] = was | bit
	return was&bit != 0
}

// span notes the first and the newest time.
func (c *Chain) span(line Line) {
	at, err := ParseTime(line.At)
	if err != nil {
		return
	}
	if c.First.IsZero() || at.Before(c.First) {
		c.First = at
	}
	if at.After(c.Newest) {
		c.Newest, c.newest = at, line.Event
	}
}

// Back says in words that a time lies too far before that of an event that was sealed already; empty is all well.
func (c *Chain) Back(at time.Time) string {
	if !at.Before(c.Newest.Add(-mostBack)) {
		return ""
	}
	return fmt.Sprintf("its time goes back: it says %s, and event %d of %s was sealed before it", Moment(at), c.newest, Moment(c.Newest))
}

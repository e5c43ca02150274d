package seal

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Finding is one thing that is not as it was sealed.
type Finding struct {
	// Seq is the place in the chain, and Until the last place where it may be; -1 is no place.
	Seq   int64 `json:"seq"`
	Until int64 `json:"until,omitempty"`
	// Event is the number of the event; 0 is not known, or not about one.
	Event int64 `json:"event,omitempty"`
	// What is wrong, in words: the end of a sentence about the event, or a sentence of its own where there is none.
	What string `json:"what"`
}

// Nowhere is a finding that is about no event.
func Nowhere(format string, args ...any) Finding {
	return Finding{Seq: -1, What: fmt.Sprintf(format, args...)}
}

// AboutEvent says whether the finding names an event or its place.
func (f Finding) AboutEvent() bool { return f.Seq >= 0 || f.Event != 0 }

// Which names the event: "17 (seq 16)".
func (f Finding) Which() string {
	switch {
	case f.Seq >= 0 && f.Until > f.Seq:
		return fmt.Sprintf("one of seq %s to %s", Number(f.Seq), Number(f.Until))
	case f.Seq < 0:
		return fmt.Sprintf("%d (not sealed)", f.Event)
	case f.Event == 0:
		return fmt.Sprintf("the one of seq %d", f.Seq)
	}
	return fmt.Sprintf("%d (seq %d)", f.Event, f.Seq)
}

// String is the finding as one line without a full stop.
func (f Finding) String() string {
	switch {
	case !f.AboutEvent():
		return f.What
	case f.Event == 0:
		return f.Which() + ": " + f.What
	}
	return "event " + f.Which() + ": " + f.What
}

// before orders findings: by place in the chain, then events that are not sealed, then what is about none.
func (f Finding) before(g Finding) bool {
	if f.rank() != g.rank() {
		return f.rank() < g.rank()
	}
	if f.rank() == 0 {
		// A stretch in which one is bad says less than the one that is.
		return max(f.Seq, f.Until) < max(g.Seq, g.Until)
	}
	return f.rank() == 1 && f.Event < g.Event
}

func (f Finding) rank() int {
	switch {
	case f.Seq >= 0:
		return 0
	case f.Event != 0:
		return 1
	}
	return 2
}

// keptFindings is how many findings are kept word for word: somebody who rewrote everything fills no memory.
const keptFindings = 50

// Findings are the first ones of all that were found, in the order of the chain.
type Findings struct {
	Kept []Finding
	// Count is how many there are in all.
	Count int64
}

// Add puts a finding in its place.
func (f *Findings) Add(found ...Finding) {
	for _, one := range found {
		f.Count++
		at := len(f.Kept)
		for at > 0 && one.before(f.Kept[at-1]) {
			at--
		}
		if at >= keptFindings {
			continue
		}
		f.Kept = slices.Insert(f.Kept, at, one)
		f.Kept = f.Kept[:min(len(f.Kept), keptFindings)]
	}
}

// Join adds all of other.
func (f *Findings) Join(other Findings) {
	f.Add(other.Kept...)
	f.Count += other.Count - int64(len(other.Kept))
}

// Number writes a count for people: 1,311.
func Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Moment writes a time for people, in UTC.
func Moment(t time.Time) string { return t.UTC().Format("2 January 2006 15:04:05 UTC") }

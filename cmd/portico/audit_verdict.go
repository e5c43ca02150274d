package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"portico/internal/audit"
	"portico/internal/audit/seal"
)

// verdict is what a verification says, for people and as JSON.
type verdict struct {
	Holds    bool           `json:"holds"`
	Of       string         `json:"of"` // database, or export of the trail or of the ledger
	Events   int64          `json:"events"`
	Head     string         `json:"head,omitempty"` // hexadecimal
	Root     string         `json:"root,omitempty"`
	Findings []seal.Finding `json:"findings"`
	// Found counts all findings; the first are listed.
	Found   int64    `json:"found"`
	Breaks  []string `json:"breaks,omitempty"`
	Seconds float64  `json:"seconds"`
	// Said are the lines for people where all is well, Warned what they should know beside it.
	Said   []string `json:"said"`
	Warned []string `json:"warned,omitempty"`
}

func newVerdict(of string, found seal.Findings) *verdict {
	return &verdict{Holds: found.Count == 0, Of: of, Findings: found.Kept, Found: found.Count}
}

func (r *verdict) say(format string, args ...any) {
	r.Said = append(r.Said, fmt.Sprintf(format, args...))
}

func (r *verdict) warn(format string, args ...any) {
	r.Warned = append(r.Warned, fmt.Sprintf(format, args...))
}

func databaseVerdict(t *audit.Verified, lines int64, found seal.Findings, outside bool) *verdict {
	r := newVerdict("database", found)
	r.Events, r.Breaks = t.Events, t.Breaks
	r.Head, r.Root = hex.EncodeToString(t.Head[:]), hex.EncodeToString(t.Root[:])
	if t.Events == 0 {
		r.say("No event is sealed yet.")
	} else {
		r.say("%s sealed without a break%s; head %s.", count(t.Events, "event"), span(t.First, t.Newest, t.Now), r.Head)
	}
	r.say("%s.", holding(t.Stored, t.Outside))
	r.say("%s with the trail.", agreeing(lines))
	if t.Unsealed > 0 {
		r.say("%s not sealed yet (the newest is %s old).", is(t.Unsealed, "event"), age(t.Now.Sub(t.NewestUnsealed)))
	}
	for _, b := range t.Breaks {
		r.warn("A break of continuity is recorded: %s.", b)
	}
	if t.Excused > 0 {
		r.warn("%s from outside did not count: the break of continuity explains them.", count(t.Excused, "checkpoint"))
	}
	if !outside {
		r.warn("No checkpoint from outside was compared: whoever owns the database and the key could have rewritten all of it. Say --checkpoint.")
	}
	return r
}

func exportVerdict(x *seal.Exported, lines int64, found seal.Findings) *verdict {
	m := x.Manifest
	r := newVerdict("export of the "+m.What, found)
	r.Events = x.Events
	r.Root = hex.EncodeToString(x.Checkpoint.Root[:])
	r.say("Export of the %s, made %s by %s%s.", m.What, m.MadeAt, m.MadeBy, asked(m))
	switch {
	case m.What != seal.ExportTrail:
		r.say("%s as when they were signed.", count(int64(x.Files), "file"))
	case m.Whole:
		r.say("The whole trail: %s sealed without a break%s.", count(x.Events, "event"), span(x.First, x.Newest, time.Time{}))
		r.say("%s with the trail.", agreeing(lines))
	default:
		r.say("%s, each proved to be in the trail of %s.", count(x.Events, "event"), count(x.Checkpoint.Size, "event"))
	}
	r.say("Signed at %s; root %s.", count(x.Checkpoint.Size, "event"), r.Root)
	if x.Outside > 0 {
		r.say("%s from outside.", holding(x.Outside, 0))
	}
	if x.OwnKey && x.Key != "" {
		r.warn("The export vouches for itself: it was checked with the key that it carries, %s. Say --key with a key that you have from elsewhere.", x.Key)
	}
	if x.NotHeld > 0 {
		r.warn("%s could not be compared: this export holds no chain up to them.", count(x.NotHeld, "checkpoint"))
	}
	return r
}

func asked(m seal.Manifest) string {
	if m.Query == "" {
		return ""
	}
	return ", for the question " + m.Query
}

func (r *verdict) print(out, aside io.Writer, asJSON, quiet bool) error {
	if asJSON {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		return e.Encode(r)
	}
	for _, w := range r.Warned {
		if _, err := fmt.Fprintln(aside, printable(w)); err != nil {
			return err
		}
	}
	if r.Holds {
		if quiet {
			return nil
		}
		for _, said := range r.Said {
			if _, err := fmt.Fprintln(out, printable(said)); err != nil {
				return err
			}
		}
		return nil
	}
	for i, f := range r.Findings {
		line := capital(f.String())
		switch {
		case i == 0 && f.AboutEvent():
			line = "The first bad event is " + f.Which() + ": " + f.What
		case i > 0:
			line = "Also: " + f.String()
		}
		if _, err := fmt.Fprintln(out, printable(line)+"."); err != nil {
			return err
		}
	}
	if more := r.Found - int64(len(r.Findings)); more > 0 {
		_, err := fmt.Fprintf(out, "And %s more.\n", seal.Number(more))
		return err
	}
	return nil
}

// longestPrinted is how many characters a line for people has at most.
const longestPrinted = 4000

// printable is a line as it may stand on a terminal: whoever made an export chose its names and its question, and what a
// terminal would obey is written out.
func printable(line string) string {
	var b strings.Builder
	n := 0
	for _, r := range line {
		if n++; n > longestPrinted {
			b.WriteString(" ...")
			break
		}
		if unicode.IsPrint(r) && r != utf8.RuneError {
			b.WriteRune(r)
			continue
		}
		b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
	}
	return b.String()
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func count(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return seal.Number(n) + " " + noun + "s"
}

func is(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return seal.Number(n) + " " + noun + "s are"
}

func holding(stored, outside int64) string {
	words := seal.Number(stored) + " checkpoints hold"
	if stored == 1 {
		words = "1 checkpoint holds"
	}
	if outside > 0 {
		words += fmt.Sprintf(", and %s from outside", seal.Number(outside))
	}
	return words
}

func agreeing(lines int64) string {
	if lines == 1 {
		return "1 line of the ledger agrees"
	}
	return seal.Number(lines) + " lines of the ledger agree"
}

// span is from when to when, in UTC; a day that is today is called so.
func span(first, newest, now time.Time) string {
	from, to := day(first), day(newest)
	switch {
	case first.IsZero():
		return ""
	case from == to:
		return " on " + from
	case to == day(now):
		to = "today"
	}
	return " from " + from + " to " + to
}

func day(t time.Time) string { return t.UTC().Format("2 January 2006") }

func age(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%.1f s", max(0, d.Seconds()))
	}
	return d.Round(time.Second).String()
}

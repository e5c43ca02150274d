package seal

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// events checks the events of an export of the trail: of a whole one the chain and the tree from the first on, of a part the
// proof of each that it is in the tree.
func (x *exportFile) events(outside []Known) error {
	if x.entries[EventsFile] == nil {
		return nil // said already
	}
	reasons := &reasonReader{}
	if f := x.entries[ReasonsFile]; f != nil {
		r, err := f.Open()
		if err != nil {
			return err
		}
		defer func() { _ = r.Close() }()
		reasons.lines = lineScanner(r)
	}
	var chain Chain
	whole := x.out.Manifest.Whole
	if whole {
		if x.head {
			outside = append([]Known{{Checkpoint: x.out.Checkpoint, Name: "the checkpoint of the export"}}, outside...)
		}
		chain.Expect(outside)
	} else {
		x.compare(outside)
	}
	err := EachLine(x.entries[EventsFile].Open, func(text []byte) error {
		var e ExportedEvent
		if err := json.Unmarshal(text, &e); err != nil {
			return fmt.Errorf("a line is not an event: %w", err)
		}
		line := x.event(&chain, e, whole)
		if line == nil {
			return nil
		}
		return reasons.check(&chain, e.Seq, *line)
	})
	if err == nil {
		err = reasons.finish(&chain)
	}
	if whole {
		chain.Finish()
		x.out.Outside = chain.HoldOutside
	}
	x.out.Events, x.out.First, x.out.Newest = chain.added, chain.First, chain.Newest
	x.out.Findings.Join(chain.Findings)
	return err
}

func (x *exportFile) event(chain *Chain, e ExportedEvent, whole bool) *Line {
	s := Sealed{Seq: e.Seq, Line: e.Line, Leaf: Leaf(e.Line)}
	line, err := ParseLine(e.Line)
	if err == nil {
		s.Event = line.Event
	}
	if whole {
		link, err := hex.DecodeString(e.Link)
		if err != nil || len(link) != len(s.Link) {
			chain.bad(s, "its link is not a hash: %q", short(e.Link))
		}
		copy(s.Link[:], link)
		_, sealed := chain.Add(s, nil)
		return sealed
	}
	if err != nil {
		chain.bad(s, "its sealed line cannot be read: %v", err)
		return nil
	}
	chain.part(s, line, e.Proof, x.out.Checkpoint)
	return &line
}

// part checks an event of a part of the trail, in any order.
func (c *Chain) part(s Sealed, line Line, proof [][]byte, head Checkpoint) {
	hashes := make(tlog.RecordProof, len(proof))
	for i, p := range proof {
		copy(hashes[i][:], p)
	}
	if err := tlog.CheckRecord(hashes, head.Size, head.Root, s.Seq, s.Leaf); err != nil {
		c.bad(s, "it is not in the tree of the checkpoint: it was changed or put in, or it is of another trail")
	}
	if c.twice(line.Event) {
		c.bad(s, "the export has it twice")
	}
	c.span(line)
	c.added++
}

// reasonReader reads the words of reasons beside the events, in the same order.
type reasonReader struct {
	lines *bufio.Scanner // nil where there is no such file
	next  *ExportedReason
}

func (r *reasonReader) peek() error {
	if r.next != nil || r.lines == nil {
		return nil
	}
	if !r.lines.Scan() {
		err := r.lines.Err()
		r.lines = nil
		if err != nil {
			return fmt.Errorf("read %s: %w", ReasonsFile, err)
		}
		return nil
	}
	var one ExportedReason
	if err := json.Unmarshal(r.lines.Bytes(), &one); err != nil {
		return fmt.Errorf("read %s: %w", ReasonsFile, err)
	}
	r.next = &one
	return nil
}

func (r *reasonReader) check(c *Chain, seq int64, line Line) error {
	if err := r.peek(); err != nil {
		return err
	}
	var beside *Reason
	if r.next != nil && r.next.Event == line.Event {
		beside = &Reason{Salt: r.next.Salt, Words: r.next.Words}
		r.next = nil
	}
	if what := ReasonProblem(line.Reason, beside); what != "" {
		c.bad(Sealed{Seq: seq, Event: line.Event}, "%s", what)
	}
	return nil
}

// finish says that words are left over which no event has.
func (r *reasonReader) finish(c *Chain) error {
	if err := r.peek(); err != nil {
		return err
	}
	if r.next != nil {
		c.Findings.Add(Nowhere("%s has words for event %d, which is not the next one of the export with a reason", ReasonsFile, r.next.Event))
	}
	return nil
}

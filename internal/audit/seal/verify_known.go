package seal

import (
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// OpenCheckpoint reads a signed checkpoint after its signature by one of the keys holds and it is one of their trail.
func OpenCheckpoint(signed string, verifiers ...string) (Checkpoint, error) {
	text, err := Open(signed, verifiers...)
	if err != nil {
		return Checkpoint{}, err
	}
	c, err := ParseCheckpoint(text)
	if err != nil {
		return c, err
	}
	for _, key := range verifiers {
		if KeyName(key) == c.Origin {
			return c, nil
		}
	}
	return c, fmt.Errorf("it is a checkpoint of another trail, %q", c.Origin)
}

// reached holds the tree against the checkpoints of its size.
func (c *Chain) reached() {
	for len(c.known) > 0 && c.known[0].Size <= c.tree.Size() {
		k := c.known[0]
		c.known = c.known[1:]
		if k.Root == c.tree.Root() {
			c.holds(k)
			continue
		}
		c.fails(k)
	}
}

func (c *Chain) holds(k Known) {
	c.lastly = k.Size
	if k.Outside {
		c.HoldOutside++
	} else {
		c.Hold++
	}
}

// fails says so once for the checkpoints inside and once for those outside: after a change all the later ones fail.
func (c *Chain) fails(k Known) {
	if k.Excused {
		c.Excused++
		return
	}
	if c.failing == nil {
		c.failing = map[bool]int64{}
	}
	if c.failing[k.Outside]++; c.failing[k.Outside] > 1 {
		c.Findings.Count++
		return
	}
	what := "something there was changed, put in or taken out since it was signed"
	if c.lastly > 0 {
		what += fmt.Sprintf("; the first %s events still are what was signed", Number(c.lastly))
	}
	c.Findings.Add(Finding{
		Seq: c.lastly, Until: k.Size - 1,
		What: fmt.Sprintf("%s (%s events) does not hold: %s", k.Name, Number(k.Size), what),
	})
}

// Finish says of the checkpoints that the lines did not reach that the tail was cut. The lines are all added.
func (c *Chain) Finish() {
	size := c.tree.Size()
	var last Known
	for _, k := range c.known {
		switch {
		case k.Excused:
			c.Excused++
		case k.Size > last.Size || (k.Size == last.Size && k.Outside):
			last = k
		}
	}
	if last.Size == 0 {
		return
	}
	c.Findings.Add(Finding{Seq: size, What: fmt.Sprintf(
		"it is gone: the chain ends after %s events, and %s was signed over %s, so the last %s were cut off",
		Number(size), last.Name, Number(last.Size), Number(last.Size-size))})
}

// VerifierIn reads a verifying key: itself, or the one that belongs to a signing key.
func VerifierIn(key string) (string, error) {
	if strings.HasPrefix(key, "PRIVATE+KEY+") {
		return VerifierOf(key)
	}
	if _, err := note.NewVerifier(key); err != nil {
		return "", fmt.Errorf("the verifying key is not one: %w", err)
	}
	return key, nil
}

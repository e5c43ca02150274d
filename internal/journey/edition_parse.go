package journey

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Problem is one thing that is wrong with the text of an edition. Path leads to it: keys of the file and positions from 0; it
// is empty where the text cannot be read at all.
type Problem struct {
	Line int
	Path []any
	Say  string
}

// Step is the position of the step that the problem is in, and the field of it; ok is false for a problem elsewhere.
func (p Problem) Step() (position int, field string, ok bool) {
	if len(p.Path) < 2 || p.Path[0] != "steps" {
		return 0, "", false
	}
	position, ok = p.Path[1].(int)
	if len(p.Path) > 2 {
		field, _ = p.Path[2].(string)
	}
	return position, field, ok
}

// The limits of a file. MaxSource counts bytes; the others keep a hostile file from costing more than it weighs.
const (
	MaxSource = 256 << 10
	maxDepth  = 12
	maxNodes  = 20_000
	maxItems  = 60
	maxScalar = 4000
)

// ParseEdition reads an edition's text and says everything that is wrong with it, in the order of the lines. Where nothing is,
// the Edition is whole; else it holds what could be read, for a page that shows the problems.
func ParseEdition(text string) (Edition, []Problem) {
	file, problems := readFile([]byte(text))
	return file.edition(), problems
}

// readFile reads the text twice: as a tree, which knows the line of everything and is held against the limits before anything
// of it is expanded; then as typed values, which finds unknown keys and wrong kinds.
func readFile(text []byte) (editionFile, []Problem) {
	var file editionFile
	if problems := hostile(text); len(problems) > 0 {
		return file, problems
	}
	trees := yaml.NewDecoder(bytes.NewReader(text))
	var root yaml.Node
	if err := trees.Decode(&root); err != nil {
		if errors.Is(err, io.EOF) {
			return file, []Problem{{Line: 1, Say: "the file is empty"}}
		}
		return file, atLine(err)
	}
	l := limits{}
	l.walk(&root, 0)
	if len(l.found) > 0 {
		return file, l.found
	}
	if err := trees.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return file, []Problem{{Line: lastLine(&root) + 1, Say: "only one document belongs in a file"}}
	}
	typed := yaml.NewDecoder(bytes.NewReader(text))
	typed.KnownFields(true)
	if err := typed.Decode(&file); err != nil {
		return file, atLine(err)
	}
	c := checker{root: &root}
	c.edition(&file)
	return file, c.found
}

// hostile refuses what should not even be looked at.
func hostile(text []byte) []Problem {
	switch {
	case len(text) > MaxSource:
		return []Problem{{Line: 1, Say: fmt.Sprintf("the file is larger than %d KiB", MaxSource>>10)}}
	case !utf8.Valid(text):
		return []Problem{{Line: 1, Say: "the file is not UTF-8 text"}}
	}
	return nil
}

// limits walks a tree before it is read as values.
type limits struct {
	nodes int
	found []Problem
}

func (l *limits) say(n *yaml.Node, format string, args ...any) {
	l.found = append(l.found, Problem{Line: max(n.Line, 1), Say: fmt.Sprintf(format, args...)})
}

func (l *limits) walk(n *yaml.Node, depth int) {
	l.nodes++
	switch {
	case len(l.found) > 20:
		return
	case l.nodes == maxNodes:
		l.say(n, "the file has more than %d values", maxNodes)
		return
	case l.nodes > maxNodes:
		return
	case depth > maxDepth:
		l.say(n, "the file is nested deeper than %d levels", maxDepth)
		return
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		l.say(n, "anchors and aliases (& and *) are not taken: write the text out")
		return
	case n.Kind == yaml.ScalarNode && utf8.RuneCountInString(n.Value) > maxScalar:
		l.say(n, "a text is longer than %d characters", maxScalar)
	case n.Kind == yaml.SequenceNode && len(n.Content) > maxItems:
		l.say(n, "a list has more than %d entries", maxItems)
		return
	}
	if n.Kind == yaml.MappingNode && len(n.Content) > 2*maxItems {
		// Reading it as values would compare each key with all others.
		l.say(n, "a block has more than %d keys", maxItems)
		return
	}
	for _, child := range n.Content {
		l.walk(child, depth+1)
	}
}

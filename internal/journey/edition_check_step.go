package journey

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// filling finds the places of a text that Evaluate fills in.
var filling = regexp.MustCompile(`\{([^}]*)\}`)

// maxLinks is how many links and hosts an edition names: each of them is asked by the link watch.
const maxLinks = 300

// steps checks every step and how they hang together.
func (c *checker) steps(f *editionFile, stages, general map[string]bool) {
	if len(f.Steps) == 0 {
		c.say([]any{"steps"}, "there are no steps")
	}
	keys, rules := map[string]bool{}, map[Rule]bool{}
	linkURLs := map[string]string{}
	position := map[string]int{}
	for i, s := range f.Steps {
		if _, twice := position[s.Key]; !twice {
			position[s.Key] = i
		}
	}
	last := -1
	for i, s := range f.Steps {
		path := []any{"steps", i}
		c.key(path, "step", s.Key, keys)
		c.step(path, s, general)
		if !stages[s.Stage] {
			c.say(at(path, "stage"), "stage %q is unknown", s.Stage)
		} else if order := slices.IndexFunc(f.Stages, func(st stageFile) bool { return st.Key == s.Stage }); order < last {
			c.say(at(path, "stage"), "stage %q comes after a later stage", s.Stage)
		} else {
			last = order
		}
		if s.Rule != "" && s.Rule != RuleMark {
			if rules[s.Rule] {
				c.say(at(path, "rule"), "rule %q is used twice", s.Rule)
			}
			rules[s.Rule] = true
		}
		c.links(path, s, linkURLs)
		c.prerequisites(path, s, position)
	}
	links := len(f.Hosts)
	for _, s := range f.Steps {
		links += len(s.Links)
	}
	if links > maxLinks {
		c.say([]any{"steps"}, "there are %d links and hosts, and at most %d are watched", links, maxLinks)
	}
	c.cycles(f, position)
}

// step checks what a step says about itself.
func (c *checker) step(path []any, s stepFile, general map[string]bool) {
	for _, t := range []struct{ name, value string }{
		{"title", s.Title}, {"short", s.Short}, {"hint", s.Hint}, {"why", s.Why}, {"evidence", s.Evidence}, {"source", s.Source},
	} {
		c.text(path, t.name, t.value)
	}
	if s.Rule != "" {
		oneOf(c, path, "rule", s.Rule, knownRules)
	}
	oneOf(c, path, "scope", s.Scope, knownScopes)
	oneOf(c, path, "environment", s.Environment, knownEnv)
	oneOf(c, path, "actor", s.Actor, knownActors)
	if len(s.Instructions) == 0 {
		c.say(at(path, "instructions"), "there are no instructions")
	}
	for i, in := range s.Instructions {
		here := at(path, "instructions", i)
		c.text(here, "text", in.Text)
		oneOf(c, here, "copy", in.Copy, knownCopies)
		if strings.Count(in.Text, "**")%2 != 0 {
			c.say(at(here, "text"), "a ** is not closed")
		}
	}
	for i, r := range s.IfThisFails {
		c.text(at(path, "if_this_fails", i), "sign", r.Sign)
		c.text(at(path, "if_this_fails", i), "do", r.Do)
	}
	for _, n := range []struct {
		name  string
		value int
	}{{"expected_days", s.ExpectedDays}, {"follow_up_days", s.FollowUpDays}, {"minutes", s.Minutes}} {
		if n.value < 0 || n.value > 1000 {
			c.say(at(path, n.name), "%s %d is not between 0 and 1000", n.name, n.value)
		}
	}
	if s.Rule == RuleRoles && (s.AskTitle == "" || s.Message == "") {
		c.say(path, "a step about roles needs ask_title and message")
	}
	for _, t := range []struct{ name, value string }{{"ask_title", s.AskTitle}, {"message", s.Message}} {
		for _, m := range filling.FindAllStringSubmatch(t.value, -1) {
			if !slices.Contains(knownFillings, m[1]) {
				c.say(at(path, t.name), "{%s} is not one of %s", m[1], join(knownFillings))
			}
		}
	}
	c.stuck(at(path, "stuck"), s.Stuck, maps.Clone(general))
}

// links checks a step's links and that instructions speak of them. A key that stands at several steps has one address,
// because a lead supplies an address by its key.
func (c *checker) links(path []any, s stepFile, urls map[string]string) {
	keys := map[string]bool{}
	for i, l := range s.Links {
		here := at(path, "links", i)
		c.key(here, "link", l.Key, keys)
		c.text(here, "label", l.Label)
		c.address(here, l.URL, l.Host, true)
		if known, ok := urls[l.Key]; ok && known != l.URL {
			c.say(at(here, "url"), "link %q has another url at an earlier step", l.Key)
		}
		urls[l.Key] = l.URL
	}
	for i, in := range s.Instructions {
		if in.Link != "" && !keys[in.Link] {
			c.say(at(path, "instructions", i, "link"), "link %q is not one of the step’s links", in.Link)
		}
	}
}

// prerequisites checks that what a step needs exists. Its order is checked by cycles.
func (c *checker) prerequisites(path []any, s stepFile, position map[string]int) {
	seen := map[string]bool{}
	for j, need := range s.Prerequisites {
		here := at(path, "prerequisites", j)
		_, known := position[need]
		switch {
		case need == s.Key:
			c.say(here, "step %q needs itself", s.Key)
		case !known:
			c.say(here, "prerequisite %q is not a step", need)
		case seen[need]:
			c.say(here, "prerequisite %q stands twice", need)
		}
		seen[need] = true
	}
}

// cycles checks that every step can be reached: steps that need each other are named in a circle, and a step that needs a
// later one is out of order, because journeys are walked from top to bottom.
func (c *checker) cycles(f *editionFile, position map[string]int) {
	const (
		fresh = iota
		open
		closed
	)
	state := make([]int, len(f.Steps))
	var visit func(i int, trail []string)
	visit = func(i int, trail []string) {
		state[i] = open
		trail = append(trail, f.Steps[i].Key)
		for j, need := range f.Steps[i].Prerequisites {
			next, known := position[need]
			if !known || next == i {
				continue
			}
			switch {
			case state[next] == open:
				from := slices.Index(trail, need)
				c.say([]any{"steps", i, "prerequisites", j}, "steps need each other in a circle: %s", strings.Join(append(trail[from:], need), ", "))
			case state[next] == fresh:
				visit(next, slices.Clone(trail))
				fallthrough
			default:
				if next > i {
					c.say([]any{"steps", i, "prerequisites", j}, "prerequisite %q comes later than %q", need, f.Steps[i].Key)
				}
			}
		}
		state[i] = closed
	}
	for i := range f.Steps {
		if state[i] == fresh {
			visit(i, nil)
		}
	}
}

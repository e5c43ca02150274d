package journey

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// checker collects what is wrong with one file, each with its place.
type checker struct {
	root  *yaml.Node
	found []Problem
}

// keyShape is what keys look like: they stand in URLs and in the database.
var keyShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// The words that a file may use where the code decides by them.
var (
	knownRules = []Rule{
		RuleMark, RuleSignUp, RuleInvitation, RuleCompany, RuleRoles, RulePermission, RuleDashboard, RuleApp,
		RuleSDK, RuleTests, RuleRequest, RuleReview,
	}
	knownScopes  = []Scope{ScopeMember, ScopeCompany, ScopeMemberCompany, ScopeGrant, ScopeApp}
	knownActors  = []Actor{ActorMember, ActorCompanyAdmin, ActorLead, ActorVendor}
	knownParties = []WaitKind{WaitYou, WaitCompanyAdmin, WaitLead, WaitVendor, WaitLink}
	knownCopies  = []string{"", ValueWorkEmail, ValueMailDomain, ValueCompanyName, ValueCompanyDomain, ValueAppName}
	knownEnv     = []Environment{Staging, Production}
	// knownClients are the vendors that Portico can speak to; without one the steps are not proved.
	knownClients  = []string{"", ClientSpaces}
	knownFillings = []string{"admin", "name", "email", "roles", "company", "domain", "host"}
)

// say notes what is wrong at the place in the tree; path holds keys (string) and positions (int).
func (c *checker) say(path []any, format string, args ...any) {
	c.found = append(c.found, Problem{Line: c.line(path), Path: path, Say: fmt.Sprintf(format, args...)})
}

// line walks the tree along path as far as it goes: a key that is missing gives the line of what should hold it.
func (c *checker) line(path []any) int {
	node := c.root
	if node.Kind == yaml.DocumentNode && len(node.Content) > 0 {
		node = node.Content[0]
	}
	line := max(node.Line, 1)
	for _, part := range path {
		next := child(node, part)
		if next == nil {
			break
		}
		node, line = next, next.Line
	}
	return line
}

// child is the node below n by key or by position, or nil.
func child(n *yaml.Node, part any) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch p := part.(type) {
	case string:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == p {
				return n.Content[i+1]
			}
		}
	case int:
		if n.Kind == yaml.SequenceNode && p < len(n.Content) {
			return n.Content[p]
		}
	}
	return nil
}

// at extends a path without touching the one it came from.
func at(path []any, more ...any) []any { return append(slices.Clone(path), more...) }

// text says so when a text that must be there is empty.
func (c *checker) text(path []any, name, value string) {
	if strings.TrimSpace(value) == "" {
		c.say(at(path, name), "%s is empty", name)
	}
}

// key says so when a key is badly shaped or was seen before; what it is a key of stands in the sentence.
func (c *checker) key(path []any, what, key string, seen map[string]bool) {
	switch {
	case !keyShape.MatchString(key):
		c.say(at(path, "key"), "%s key %q is not lower-case words joined by hyphens", what, key)
	case seen[key]:
		c.say(at(path, "key"), "%s key %q is used twice", what, key)
	}
	seen[key] = true
}

// oneOf says so when a word is not one that the code knows.
func oneOf[T ~string](c *checker, path []any, name string, value T, known []T) {
	if !slices.Contains(known, value) {
		c.say(at(path, name), "%s %q is not one of %s", name, value, join(known))
	}
}

func join[T ~string](words []T) string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, string(w))
		}
	}
	return strings.Join(out, ", ")
}

// edition checks the whole file.
func (c *checker) edition(f *editionFile) {
	c.key(nil, "the edition’s", f.Key, map[string]bool{})
	for _, t := range []struct{ name, value string }{
		{"name", f.Name}, {"title", f.Title}, {"vendor", f.Vendor}, {"overview", f.Overview}, {"freelance_note", f.FreelanceNote},
	} {
		c.text(nil, t.name, t.value)
	}
	if f.Number < 1 {
		c.say([]any{"number"}, "number %d is not 1 or more", f.Number)
	}
	oneOf(c, nil, "client", f.Client, knownClients)
	c.text([]any{"source"}, "title", f.Source.Title)
	if _, err := time.Parse(time.DateOnly, f.Source.ReadOn); err != nil {
		c.say([]any{"source", "read_on"}, "read_on %q is not a day like 2026-06-02", f.Source.ReadOn)
	}
	hosts := map[string]bool{}
	for i, h := range f.Hosts {
		path := []any{"hosts", i}
		c.key(path, "host", h.Key, hosts)
		c.address(path, h.URL, h.Host, false)
		oneOf(c, path, "environment", h.Environment, knownEnv)
		c.text(path, "purpose", h.Purpose)
	}
	stages := map[string]bool{}
	for i, s := range f.Stages {
		path := []any{"stages", i}
		c.key(path, "stage", s.Key, stages)
		c.text(path, "title", s.Title)
		c.text(path, "short", s.Short)
		c.text(path, "board", s.Board)
		oneOf(c, path, "environment", s.Environment, knownEnv)
	}
	if len(f.Stages) == 0 {
		c.say([]any{"stages"}, "there are no stages")
	}
	general := map[string]bool{}
	c.stuck([]any{"stuck"}, f.Stuck, general)
	c.steps(f, stages, general)
}

// stuck checks a list of stuck reasons; taken holds the keys that a step may not use again.
func (c *checker) stuck(path []any, list []stuckFile, taken map[string]bool) {
	for i, s := range list {
		here := at(path, i)
		c.key(here, "stuck reason", s.Key, taken)
		c.text(here, "label", s.Label)
		c.text(here, "phrase", s.Phrase)
		c.text(here, "advice", s.Advice)
		oneOf(c, here, "on", s.On, knownParties)
	}
}

// address checks a URL and the host shown beside it. An empty URL is good only where missing may be.
func (c *checker) address(path []any, address, host string, mayMiss bool) {
	if address == "" {
		if !mayMiss {
			c.say(at(path, "url"), "url is empty")
		} else if host != "" {
			c.say(at(path, "host"), "host %q stands beside a link without url", host)
		}
		return
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		c.say(at(path, "url"), "url %q is not an https address", address)
		return
	}
	if u.Host != host {
		c.say(at(path, "host"), "host %q is not the one of %s", host, address)
	}
}

package journey

import (
	"fmt"
	"net/url"
	"strings"

	"gopkg.in/yaml.v3"

	"portico/internal/apperr"
)

// Every change of a draft is a new text made out of the old one: only what was changed is written anew, so that comments and
// the order of everything else stay as they were. Kind of all of them: Invalid where the text cannot be read.

// tree reads the text as a tree, with its mapping at the top.
func tree(source string) (doc, top *yaml.Node, err error) {
	doc = new(yaml.Node)
	if err := yaml.Unmarshal([]byte(source), doc); err != nil || doc.Kind != yaml.DocumentNode || doc.Content[0].Kind != yaml.MappingNode {
		return nil, nil, apperr.New(apperr.Invalid, "This draft cannot be read. Mend it as YAML first.")
	}
	return doc, doc.Content[0], nil
}

func written(doc *yaml.Node) (string, error) {
	var b strings.Builder
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(doc); err != nil {
		return "", fmt.Errorf("write an edition: %w", err)
	}
	return b.String(), enc.Close()
}

// put sets a key of a mapping; a key that is not there yet comes last.
func put(mapping *yaml.Node, key string, value *yaml.Node) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			value.LineComment = mapping.Content[i+1].LineComment
			mapping.Content[i+1] = value
			return
		}
	}
	mapping.Content = append(mapping.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key}, value)
}

// textNode is a text; the encoder quotes it where that is needed.
func textNode(text string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(text)
	return n
}

// WithHead changes texts at the top of an edition: its key, title, overview and so on.
func WithHead(source string, values map[string]string) (string, error) {
	doc, top, err := tree(source)
	if err != nil {
		return "", err
	}
	for _, key := range []string{"key", "name", "title", "vendor", "overview", "freelance_note"} {
		if text, ok := values[key]; ok {
			put(top, key, textNode(text))
		}
	}
	return written(doc)
}

// stepsOf finds the list of steps; one that is not there yet is made.
func stepsOf(top *yaml.Node) *yaml.Node {
	if list := child(top, "steps"); list != nil && list.Kind == yaml.SequenceNode {
		return list
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	put(top, "steps", list)
	return list
}

// stepAt is the position of a step by its key, or -1.
func stepAt(list *yaml.Node, key string) int {
	for i, n := range list.Content {
		if k := child(n, "key"); k != nil && k.Value == key {
			return i
		}
	}
	return -1
}

// WithStep puts a step in the place of the one with the key old. Where its key changes, prerequisites that name it follow. Kind:
// NotFound for a key that is not there.
func WithStep(source, old string, s Step) (string, error) {
	doc, top, err := tree(source)
	if err != nil {
		return "", err
	}
	list := stepsOf(top)
	i := stepAt(list, old)
	if i < 0 {
		return "", apperr.Missing()
	}
	node := new(yaml.Node)
	if err := node.Encode(stepFileOf(s)); err != nil {
		return "", fmt.Errorf("write a step: %w", err)
	}
	node.HeadComment, node.FootComment = list.Content[i].HeadComment, list.Content[i].FootComment
	list.Content[i] = node
	if old != s.Key {
		rename(list, old, s.Key)
	}
	return written(doc)
}

// rename changes a key in all prerequisites; without a new key it is taken out.
func rename(list *yaml.Node, old, key string) {
	for _, step := range list.Content {
		needs := child(step, "prerequisites")
		if needs == nil {
			continue
		}
		var kept []*yaml.Node
		for _, n := range needs.Content {
			if n.Value == old && key == "" {
				continue
			}
			if n.Value == old {
				n = textNode(key)
			}
			kept = append(kept, n)
		}
		needs.Content = kept
	}
}

// WithNewStep adds a step behind the one with the key after, or at the end. Kind: Invalid for a key that is there already.
func WithNewStep(source, after string, s Step) (string, error) {
	doc, top, err := tree(source)
	if err != nil {
		return "", err
	}
	list := stepsOf(top)
	if stepAt(list, s.Key) >= 0 {
		return "", apperr.Field("key", "Another step has this key. Choose another one.")
	}
	node := new(yaml.Node)
	if err := node.Encode(stepFileOf(s)); err != nil {
		return "", fmt.Errorf("write a step: %w", err)
	}
	at := stepAt(list, after) + 1
	if at == 0 {
		at = len(list.Content)
	}
	list.Content = append(list.Content[:at:at], append([]*yaml.Node{node}, list.Content[at:]...)...)
	return written(doc)
}

// WithoutStep takes a step out, and out of what other steps need. Kind: NotFound.
func WithoutStep(source, key string) (string, error) {
	doc, top, err := tree(source)
	if err != nil {
		return "", err
	}
	list := stepsOf(top)
	i := stepAt(list, key)
	if i < 0 {
		return "", apperr.Missing()
	}
	list.Content = append(list.Content[:i:i], list.Content[i+1:]...)
	rename(list, key, "")
	return written(doc)
}

// WithStepMoved moves a step by one place, up or down; at the end of the list it stays. Kind: NotFound.
func WithStepMoved(source, key string, up bool) (string, error) {
	doc, top, err := tree(source)
	if err != nil {
		return "", err
	}
	list := stepsOf(top)
	i := stepAt(list, key)
	if i < 0 {
		return "", apperr.Missing()
	}
	j := i + 1
	if up {
		j = i - 1
	}
	if j >= 0 && j < len(list.Content) {
		list.Content[i], list.Content[j] = list.Content[j], list.Content[i]
	}
	return written(doc)
}

// stepFileOf is a step as it is written.
func stepFileOf(s Step) stepFile {
	f := stepFile{
		Key: s.Key, Rule: s.Rule, Stage: s.Stage, Scope: s.Scope, Environment: s.Environment, Title: s.Title, Short: s.Short,
		AskTitle: s.AskTitle, Hint: s.Hint, Why: s.Why, Evidence: s.Evidence, Actor: s.Actor, Prerequisites: s.Prerequisites,
		SkipRule: s.SkipRule, ExpectedDays: s.ExpectedDays, FollowUpDays: s.FollowUpDays, Minutes: s.Minutes, Optional: s.Optional,
		Recommended: s.Recommended, NeedsConfirmation: s.NeedsConfirmation, Message: s.Message, Source: s.Source,
	}
	if f.Rule == RuleMark {
		f.Rule = ""
	}
	for _, i := range s.Instructions {
		f.Instructions = append(f.Instructions, instructionFile(i))
	}
	for _, l := range s.Links {
		f.Links = append(f.Links, linkFile{Key: l.Key, Label: l.Label, URL: l.URL, Host: l.Host})
	}
	for _, r := range s.IfThisFails {
		f.IfThisFails = append(f.IfThisFails, remedyFile(r))
	}
	for _, r := range s.StuckReasons {
		f.Stuck = append(f.Stuck, stuckFile(r))
	}
	return f
}

// NewStep is a step to be filled in, in the stage of the one it comes after. Kind: Invalid about "key" and "step_title".
func NewStep(e Edition, key, title, after string) (Step, error) {
	var problems apperr.Fields
	if !IsKey(key) {
		problems.Add("key", "Write the key in lower-case words joined by hyphens.")
	}
	if strings.TrimSpace(title) == "" {
		problems.Add("step_title", "Give it a title.")
	}
	if _, taken := e.Step(key); taken {
		problems.Add("key", "Another step has this key. Choose another one.")
	}
	s := Step{Key: key, Title: title, Short: cut(title, 20), Scope: ScopeMember, Environment: Staging, Actor: ActorMember}
	before, known := e.Step(after)
	if !known && len(e.Steps) > 0 {
		before = e.Steps[len(e.Steps)-1]
	}
	if s.Stage = before.Stage; before.Environment != "" {
		s.Environment = before.Environment
	}
	if s.Stage == "" && len(e.Stages) > 0 {
		s.Stage = e.Stages[0].Key
	}
	if before.Key != "" {
		s.Prerequisites = []string{before.Key}
	}
	return s, problems.Err()
}

// IsKey says whether the text can be the key of a step.
func IsKey(text string) bool { return len(text) <= maxKey && keyShape.MatchString(text) }

// HostOf is the host of an address as it is shown beside a link; empty where it has none.
func HostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

package handlers

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"portico/internal/journey"
	"portico/views/components"
	view "portico/views/edition"
)

// spareRows is how many empty rows a list of a step's form ends with.
const spareRows = 2

// stepBuilder makes the form of one step of a draft.
type stepBuilder struct {
	e    journey.Edition
	step journey.Step
	// wrong holds a sentence for each field; placed says which of them stand on the page, shown the fields with one.
	wrong  map[string]string
	placed map[string]bool
	shown  []components.FieldModel
}

// field is a field of the form; problem is its key in the file, where that is another one.
func (b *stepBuilder) field(name, label, value, hint string) components.FieldModel {
	if b.placed == nil {
		b.placed = map[string]bool{}
	}
	f := components.FieldModel{ID: "step-" + strings.ReplaceAll(name, "_", "-"), Name: name, Label: label, Value: value, Hint: hint, Error: b.wrong[name]}
	b.placed[name] = true
	if f.Error != "" {
		b.shown = append(b.shown, f)
	}
	return f
}

func (b *stepBuilder) number(name, label string, value int, hint string) view.Control {
	f := b.field(name, label, itoa(value), hint)
	f.InputMode, f.MaxLength = "numeric", 4
	return view.Line(f)
}

func (b *stepBuilder) area(name, label, value, hint string, rows int) view.Control {
	f := b.field(name, label, value, hint)
	f.Rows, f.MaxLength = rows, 4000
	return view.Area(f)
}

func (b *stepBuilder) line(name, label, value, hint string) view.Control {
	f := b.field(name, label, value, hint)
	f.MaxLength = 400
	return view.Line(f)
}

func (b *stepBuilder) choose(name, label, value, hint string, options ...components.Option) view.Control {
	for i := range options {
		options[i].Selected = options[i].Value == value
	}
	return view.Select(components.SelectModel{FieldModel: b.field(name, label, value, hint), Options: options})
}

// words makes options of closed words.
func words(pairs ...string) []components.Option {
	var out []components.Option
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, components.Option{Value: pairs[i], Text: pairs[i+1]})
	}
	return out
}

func (b *stepBuilder) groups() []view.Group {
	s := b.step
	must := "required"
	if s.Optional {
		must = "optional"
	} else if s.Recommended {
		must = "recommended"
	}
	confirm := "no"
	if s.NeedsConfirmation {
		confirm = "yes"
	}
	return []view.Group{
		{ID: "g-text", Title: "What it says", Fields: []view.Control{
			b.line("title", "Title", s.Title, "Begins with a verb."),
			view.Pair(b.line("short", "Short name", s.Short, "Heads a column of the board."), b.line("key", "Key", s.Key, "Progress is kept under it: change it only while nobody walks the edition.")),
			b.line("hint", "Line below the title", s.Hint, ""), b.area("why", "Why", s.Why, "", 3), b.line("evidence", "What counts as done", s.Evidence, ""),
		}},
		b.instructions(), b.links(),
		{ID: "g-order", Title: "When and who", Fields: []view.Control{
			b.needs(), view.Pair(b.choose("must", "Must it be done?", must, "", words("required", "Required", "recommended", "Recommended", "optional", "Optional")...), b.choose("actor", "Who acts", string(s.Actor), "", words("member", "The developer", "company-admin", "An admin of the company", "lead", "A lead", "vendor", "The vendor")...)),
			b.area("skip_rule", "When it may be skipped", s.SkipRule, "Empty: never.", 2),
			view.Pair(b.number("expected_days", "Days of ours", s.ExpectedDays, "0: no due date."), b.number("follow_up_days", "Days until a word to the vendor", s.FollowUpDays, "0: never.")),
			view.Pair(b.number("minutes", "Minutes of work", s.Minutes, "0: not known."), b.choose("needs_confirmation", "A lead confirms it", confirm, "", words("no", "No", "yes", "Yes")...)),
		}},
		b.stuck(), b.fails(),
		{ID: "g-rule", Title: "How it is known to be done", Folded: true, Open: b.any("rule", "scope", "stage", "environment", "source", "ask_title", "message"), Fields: []view.Control{
			view.Pair(b.choose("rule", "It goes by", string(s.Rule), "Each but the first may stand once in an edition.", words("mark", "The developer’s word", "sign-up", "The account", "invitation-mail", "The invitation mail", "company", "The company", "company-roles", "Roles in the company", "permission", "The developer permission", "dashboard", "The dashboard", "app", "A registered app", "sdk", "A downloaded SDK", "tests", "The app’s test list", "request", "The production request", "review", "The vendor’s answer")...),
				b.choose("scope", "It belongs to", string(s.Scope), "", words("member", "The person", "company", "The company", "member-company", "The person in a company", "grant", "A grant", "app", "An app")...)),
			view.Pair(b.choose("stage", "Stage", s.Stage, "", b.stages()...), b.choose("environment", "Environment", string(s.Environment), "", words("staging", "Staging", "production", "Production")...)),
			b.line("source", "Where the source says it", s.Source, ""),
			b.line("ask_title", "Title where somebody is asked", s.AskTitle, "With {admin} and {roles}."),
			b.area("message", "Ready message", s.Message, "{admin}, {name}, {email}, {roles}, {company}, {domain} and {host} are filled in.", 5),
		}},
	}
}

func (b *stepBuilder) any(names ...string) bool {
	for _, n := range names {
		if b.wrong[n] != "" {
			return true
		}
	}
	return false
}

func (b *stepBuilder) stages() []components.Option {
	var out []components.Option
	for _, s := range b.e.Stages {
		out = append(out, components.Option{Value: s.Key, Text: s.Title})
	}
	return out
}

// needs are the steps before this one, to be ticked.
func (b *stepBuilder) needs() view.Control {
	m := components.ChoiceModel{FieldModel: b.field("prerequisites", "Needs first", "", "Steps that must be done or skipped before."), Many: true}
	for _, other := range b.e.Steps {
		if other.Key == b.step.Key {
			continue
		}
		checked := false
		for _, need := range b.step.Prerequisites {
			checked = checked || need == other.Key
		}
		if other.Number < b.step.Number || b.step.Number == 0 || checked {
			m.Options = append(m.Options, components.ChoiceOption{Value: other.Key, Label: itoa(other.Number) + ". " + other.Title, Checked: checked})
		}
	}
	return view.Choice(m)
}

// row is a field of one row of a list.
func row(list string, i int, name, label, value string) components.FieldModel {
	return components.FieldModel{ID: list + "-" + itoa(i+1) + "-" + name, Name: list + "_" + name, Label: label + ", " + itoa(i+1), Value: value, MaxLength: 2000}
}

// heading makes a group of a list; what is wrong with one of its rows stands above it.
func (b *stepBuilder) heading(name, id, title, hint string, folded bool) view.Group {
	if b.placed == nil {
		b.placed = map[string]bool{}
	}
	b.placed[name] = true
	g := view.Group{ID: id, Title: title, Hint: hint, Folded: folded}
	if wrong := b.wrong[name]; wrong != "" {
		g.Hint, g.Open = wrong, true
		b.shown = append(b.shown, components.FieldModel{ID: id, Label: title, Error: wrong})
	}
	return g
}

func (b *stepBuilder) instructions() view.Group {
	g := b.heading("instructions", "g-do", "What to do", "One instruction in each box, in order.", false)
	links := []components.Option{{Value: "", Text: "No link"}}
	for _, l := range b.step.Links {
		links = append(links, components.Option{Value: l.Key, Text: l.Label})
	}
	copies := words("", "Nothing to copy", journey.ValueWorkEmail, "Work e-mail", journey.ValueMailDomain, "Mail domain", journey.ValueCompanyName, "Company", journey.ValueCompanyDomain, "Company domain", journey.ValueAppName, "App name")
	for i := range len(b.step.Instructions) + spareRows {
		var in journey.Instruction
		if i < len(b.step.Instructions) {
			in = b.step.Instructions[i]
		}
		text := row("do", i, "text", "Instruction", in.Text)
		text.Rows, text.MaxLength = 2, 4000
		g.Fields = append(g.Fields, view.Area(text), view.Pair(
			view.Select(components.SelectModel{FieldModel: row("do", i, "link", "Its link", in.Link), Options: chosen(links, in.Link)}),
			view.Select(components.SelectModel{FieldModel: row("do", i, "copy", "A value to copy", in.Copy), Options: chosen(copies, in.Copy)})))
	}
	return g
}

func chosen(options []components.Option, value string) []components.Option {
	out := append([]components.Option(nil), options...)
	for i := range out {
		out[i].Selected = out[i].Value == value
	}
	return out
}

func (b *stepBuilder) links() view.Group {
	g := b.heading("links", "g-links", "Links", "An empty address says that the vendor gives none: a lead can supply it later.", false)
	for i := range len(b.step.Links) + spareRows {
		var l journey.Link
		if i < len(b.step.Links) {
			l = b.step.Links[i]
		}
		address := row("link", i, "url", "Address", l.URL)
		address.Type = "url"
		g.Fields = append(g.Fields, view.Pair(view.Line(row("link", i, "key", "Link key", l.Key)), view.Line(row("link", i, "label", "Label", l.Label))),
			view.Pair(view.Line(address), view.Line(row("link", i, "host", "Host shown", l.Host))))
	}
	return g
}

func (b *stepBuilder) stuck() view.Group {
	g := b.heading("stuck", "g-stuck", "Reasons to be stuck", "What a developer may choose, and who can move it.", true)
	on := words("you", "The developer", "company-admin", "An admin of the company", "lead", "A lead", "vendor", "The vendor", "link", "A link")
	for i := range len(b.step.StuckReasons) + spareRows {
		var r journey.StuckReason
		if i < len(b.step.StuckReasons) {
			r = b.step.StuckReasons[i]
		}
		g.Fields = append(g.Fields, view.Pair(view.Line(row("stuck", i, "key", "Reason key", r.Key)), view.Line(row("stuck", i, "label", "Says", r.Label))),
			view.Pair(view.Line(row("stuck", i, "phrase", "On the board", r.Phrase)), view.Select(components.SelectModel{FieldModel: row("stuck", i, "on", "Who can move it", string(r.On)), Options: chosen(on, string(r.On))})),
			view.Line(row("stuck", i, "advice", "Advice", r.Advice)))
	}
	return g
}

func (b *stepBuilder) fails() view.Group {
	g := b.heading("if_this_fails", "g-fails", "If this fails", "What one sees, and what to do.", true)
	for i := range len(b.step.IfThisFails) + spareRows {
		var r journey.Remedy
		if i < len(b.step.IfThisFails) {
			r = b.step.IfThisFails[i]
		}
		g.Fields = append(g.Fields, view.Pair(view.Line(row("fail", i, "sign", "One sees", r.Sign)), view.Line(row("fail", i, "do", "What to do", r.Do))))
	}
	return g
}

// upperFirst begins a sentence.
func upperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

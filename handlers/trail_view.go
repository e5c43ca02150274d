package handlers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/views/components"
	"portico/views/trail"
)

// trailMapping turns a stretch of the trail into its page. It is pure.
type trailMapping struct {
	q     trailQuestion
	found audit.Page
	teams []audit.Team
	zone  *time.Location
	now   time.Time
	actor access.Actor
	step  func(string) string
}

func (m trailMapping) page() trail.Page {
	p := trail.Page{
		Note: "You see what you did and what concerns you.", Lede: "Every change, who made it and when. The newest first.",
		Filters: m.filters(), Chips: m.chips(), Export: trailExport(m.q),
	}
	switch {
	case m.actor.Auditor && !m.actor.Admin:
		p.Note = "You are reading as auditor. Nothing here can be changed, by you or by anyone."
	case m.actor.Auditor || m.actor.Admin:
		p.Note = "You see the whole trail. Nothing here can be changed by anyone."
	case len(m.actor.Leads) > 0:
		p.Note = "You see what concerns you and your team."
	}
	for _, l := range m.found.Lines {
		p.Events = append(p.Events, eventRow(l, m.zone, m.step))
	}
	if n := len(m.found.Lines); n > 0 {
		p.Pager.Text = fmt.Sprintf("Events %d to %d", m.found.Lines[0].ID, m.found.Lines[n-1].ID)
	}
	if m.found.Newer != "" {
		p.Pager.PreviousURL = m.q.url("/trail", "page", m.found.Newer)
	}
	if m.found.Older != "" {
		p.Pager.NextURL = m.q.url("/trail", "page", m.found.Older)
	}
	if len(p.Events) == 0 {
		p.Empty = m.empty()
	}
	return p
}

func (m trailMapping) empty() *components.EmptyModel {
	switch {
	case m.q.Narrowed():
		return &components.EmptyModel{
			Kind: components.EmptyNoMatch, Level: 3, Title: "No event matches these filters",
			Actions: []components.ButtonModel{{Text: "Show everything", URL: "/trail"}},
		}
	case m.actor.Auditor || m.actor.Admin:
		return &components.EmptyModel{
			Kind: components.EmptyFirstUse, Level: 3, Title: "Nothing has happened yet", Text: "Every change will stand here, with who made it and when.",
		}
	}
	return &components.EmptyModel{
		Kind: components.EmptyNoRight, Level: 3, Title: "Nothing concerns you yet",
		Text: "What others do, the leads of their teams and the auditors may read.",
	}
}

func (m trailMapping) filters() trail.Filters {
	v := m.q.values
	f := trail.Filters{
		Query: v.Get("q"), From: v.Get("from"), To: v.Get("to"), MaxDay: m.now.In(m.zone).Format(time.DateOnly),
		RefusedOnly: m.q.RefusedOnly, Open: m.q.Narrowed(), Actions: actionOptions(v.Get("action")),
		Grades: []components.Option{{Text: "any or none"}},
	}
	for _, g := range []string{"verified", "confirmed", "self-reported"} {
		f.Grades = append(f.Grades, components.Option{Value: g, Text: strings.ToLower(evidenceWord(g)), Selected: v.Get("grade") == g})
	}
	if len(m.teams) > 1 {
		f.Teams = []components.Option{{Text: "any team"}}
		for _, t := range m.teams {
			f.Teams = append(f.Teams, components.Option{Value: t.Slug, Text: t.Name, Selected: v.Get("team") == t.Slug})
		}
	}
	for _, name := range []string{"actor", "member", "subject"} {
		if value := v.Get(name); value != "" {
			f.Kept = append(f.Kept, components.Hidden{Name: name, Value: value})
		}
	}
	if team := v.Get("team"); team != "" && len(f.Teams) == 0 {
		f.Kept = append(f.Kept, components.Hidden{Name: "team", Value: team})
	}
	return f
}

func actionOptions(chosen string) []components.Option {
	options := []components.Option{{Text: "anything"}}
	all := audit.Actions()
	slices.Sort(all)
	for _, a := range all {
		sentence, _ := audit.Sentence(a)
		options = append(options, components.Option{Value: string(a), Text: sentence, Selected: string(a) == chosen})
	}
	slices.SortStableFunc(options[1:], func(a, b components.Option) int { return strings.Compare(a.Text, b.Text) })
	return options
}

func (m trailMapping) chips() []components.ChipModel {
	var chips []components.ChipModel
	add := func(name, text string) {
		if m.q.values.Get(name) != "" {
			chips = append(chips, components.ChipModel{Text: text, URL: m.q.url("/trail", name, ""), On: true})
		}
	}
	v := m.q.values
	sentence, _ := audit.Sentence(audit.Action(v.Get("action")))
	add("q", "“"+v.Get("q")+"”")
	add("action", sentence)
	add("grade", evidenceWord(v.Get("grade")))
	add("team", "Team "+m.teamName(v.Get("team")))
	add("from", "From "+v.Get("from"))
	add("to", "To "+v.Get("to"))
	add("refused", "Refused only")
	add("actor", "By "+m.nameOf(v.Get("actor"), func(l audit.Line) (string, string) { return l.ActorID, l.ActorName }))
	add("member", "About "+m.nameOf(v.Get("member"), func(l audit.Line) (string, string) { return l.MemberID, l.MemberName }))
	add("subject", "About one "+strings.ReplaceAll(before(v.Get("subject"), ":"), "-", " "))
	return chips
}

// nameOf finds the name for an id among the events that are shown.
func (m trailMapping) nameOf(id string, in func(audit.Line) (id, name string)) string {
	for _, l := range m.found.Lines {
		if known, name := in(l); known == id && name != "" {
			return name
		}
	}
	if len(id) == 36 {
		return "one person"
	}
	return id
}

func (m trailMapping) teamName(slug string) string {
	for _, t := range m.teams {
		if t.Slug == slug {
			return t.Name
		}
	}
	return slug
}

func before(text, sep string) string {
	head, _, _ := strings.Cut(text, sep)
	return head
}

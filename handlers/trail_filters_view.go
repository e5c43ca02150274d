package handlers

import (
	"slices"
	"strings"
	"time"

	"portico/internal/audit"
	"portico/views/components"
	"portico/views/trail"
)

func (m trailMapping) filters() trail.Filters {
	v := m.q.values
	today := m.now.In(m.zone).Format(time.DateOnly)
	f := trail.Filters{
		Query: v.Get("q"), From: trailDay(v.Get("from"), today), To: trailDay(v.Get("to"), today), RefusedOnly: m.q.RefusedOnly,
		Narrowed: m.q.Narrowed() || len(m.names) > 0, Actions: actionGroups(v.Get("action")), Actors: m.actorOptions(v.Get("actor")),
		Grades: []components.Option{{Text: "any or none"}},
	}
	for _, name := range []string{"actor", "member", "team", "grade", "refused"} {
		f.Open = f.Open || v.Get(name) != ""
	}
	for _, g := range []string{"verified", "confirmed", "self-reported"} {
		f.Grades = append(f.Grades, components.Option{Value: g, Text: strings.ToLower(evidenceWord(g)), Selected: v.Get("grade") == g})
	}
	if member := v.Get("member"); member != "" {
		f.Members = []components.Option{{Text: "anyone"}, {Value: member, Text: m.nameOf(member), Selected: true}}
	}
	m.typedNames(&f)
	m.teamFilter(&f, v.Get("team"))
	for _, name := range []string{"subject", "request", "team"} {
		if value := v.Get(name); value != "" && (name != "team" || len(f.Teams) == 0) {
			f.Kept = append(f.Kept, components.Hidden{Name: name, Value: value})
		}
	}
	return f
}

// typedNames puts what was typed back into its field, with what is wrong where nobody is called so.
func (m trailMapping) typedNames(f *trail.Filters) {
	for _, n := range m.names {
		f.Open = true
		fault := ""
		if len(n.people) == 0 {
			fault = "Nobody whom you may see is called so. Write a part of the name."
		}
		switch {
		case n.filter == "actor":
			f.ByName, f.ByError = n.text, fault
		case n.filter == "member":
			f.AboutName, f.AboutError = n.text, fault
		case fault != "":
			f.TeamName, f.TeamError = n.text, "No team that you may see is called so. Write a part of its name."
		default:
			f.TeamName = n.text
		}
	}
}

// teamFilter offers the teams to choose from, or a field for a part of the name where they are too many to list.
func (m trailMapping) teamFilter(f *trail.Filters, chosen string) {
	f.FindTeam = m.moreTeams
	teams := m.teams
	switch {
	case m.moreTeams && chosen == "", len(m.teams) < 2:
		return
	case m.moreTeams:
		teams = []audit.Team{{Slug: chosen, Name: m.teamName(chosen)}}
	}
	f.Teams = []components.Option{{Text: "any team"}}
	for _, t := range teams {
		f.Teams = append(f.Teams, components.Option{Value: t.Slug, Text: t.Name, Selected: chosen == t.Slug})
	}
}

// trailDay is a field for a day; an exact moment that came with the address stays one.
func trailDay(value, today string) trail.Moment {
	_, err := time.Parse(time.DateOnly, value)
	return trail.Moment{Value: value, Max: today, Exact: value != "" && err != nil}
}

// otherActors are who does something here without being a member.
var otherActors = []components.Option{
	{Value: "system", Text: "Portico itself"}, {Value: "operator", Text: "the operator of the server"}, {Value: "anonymous", Text: "someone not signed in"},
}

func (m trailMapping) actorOptions(chosen string) []components.Option {
	options := []components.Option{{Text: "anyone"}}
	for _, o := range otherActors {
		o.Selected = o.Value == chosen
		options = append(options, o)
	}
	if chosen != "" && !slices.ContainsFunc(otherActors, func(o components.Option) bool { return o.Value == chosen }) {
		options = append(options, components.Option{Value: chosen, Text: m.nameOf(chosen), Selected: true})
	}
	return options
}

// actionGroups are the sentences of all actions, by the part of Portico that they belong to.
func actionGroups(chosen string) []trail.Group {
	groups := []trail.Group{{Options: []components.Option{{Text: "anything"}}}}
	for _, k := range audit.Kinds() {
		if n := len(groups); groups[n-1].Name != k.Group {
			groups = append(groups, trail.Group{Name: k.Group})
		}
		sentence, _ := audit.Sentence(k.Action)
		last := &groups[len(groups)-1]
		last.Options = append(last.Options, components.Option{Value: string(k.Action), Text: sentence, Selected: string(k.Action) == chosen})
	}
	return groups
}

// chips are the filters at work, by name; each takes itself away.
func (m trailMapping) chips(path string) []components.ChipModel {
	var chips []components.ChipModel
	v := m.q.values
	for _, name := range trailFilters {
		if value := v.Get(name); value != "" {
			chips = append(chips, components.ChipModel{Text: m.chipText(name, value), URL: m.q.url(path, name, ""), On: true})
		}
	}
	return chips
}

func (m trailMapping) chipText(name, value string) string {
	switch name {
	case "q":
		return "“" + value + "”"
	case "action":
		sentence, _ := audit.Sentence(audit.Action(value))
		return sentence
	case "actor":
		for _, o := range otherActors {
			if o.Value == value {
				return "By " + o.Text
			}
		}
		return "By " + m.nameOf(value)
	case "member":
		return "Concerns " + m.nameOf(value)
	case "subject":
		return m.subjectText(value)
	case "team":
		return "Team " + m.teamName(value)
	case "from", "to":
		return map[string]string{"from": "From ", "to": "To "}[name] + m.dayText(name, value)
	case "grade":
		return evidenceWord(value)
	case "request":
		return "Of one request"
	}
	return "Refused only"
}

// subjectText names a subject: "About company ACME", "About one grant", "About the step Test your app in staging".
func (m trailMapping) subjectText(value string) string {
	kind, id, _ := strings.Cut(value, ":")
	if kind == "step" && m.step(id) != "" {
		return "About the step " + m.step(id)
	}
	if name := m.called[id]; name != "" {
		return "About " + subjectWord(kind) + " " + name
	}
	return "About one " + subjectWord(kind)
}

func (m trailMapping) dayText(name, value string) string {
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return day.Format("2 January 2006")
	}
	at := m.q.From
	if name == "to" {
		at = m.q.To
	}
	return at.In(m.zone).Format("2 January 2006, 15:04:05")
}

// nameOf is what a member of a filter is called.
func (m trailMapping) nameOf(id string) string {
	for _, l := range m.found.Lines {
		for known, name := range map[string]string{l.ActorID: l.ActorName, l.MemberID: l.MemberName} {
			if known == id && name != "" {
				return name
			}
		}
	}
	if name := m.called[id]; name != "" {
		return name
	}
	return "one person"
}

func (m trailMapping) teamName(slug string) string {
	for _, t := range m.teams {
		if t.Slug == slug {
			return t.Name
		}
	}
	if name := m.called[slug]; name != "" {
		return name
	}
	return slug
}

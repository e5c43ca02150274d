package handlers

import (
	"fmt"
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
	// moreTeams says that teams are only the first ones.
	moreTeams bool
	// called are the names for the ids of the filters, names what was typed to find somebody.
	called map[string]string
	names  []trailName
	seal   audit.SealState
	zone   *time.Location
	now    time.Time
	actor  access.Actor
	step   func(string) string
}

// trailName is a name that was typed instead of an id: none or several people, or teams, have it.
type trailName struct {
	filter string
	text   string
	people []audit.Person
}

func (m trailMapping) readsAll() bool { return m.actor.Auditor || m.actor.Admin }

func (m trailMapping) page() trail.Page {
	p := trail.Page{
		Note: "You see what you did and what concerns you.", Lede: "Every change and every refusal, who it was and when. The newest first.",
		Seal: sealWords(m.seal, m.readsAll(), m.now, m.zone), Filters: m.filters(), Chips: m.chips("/trail"), Asked: m.asked(),
		Bounds: boundWords(m.found.Bounds), Export: trailExport(m.q), KindsURL: "/trail/kinds",
	}
	switch {
	case m.actor.Auditor && !m.actor.Admin:
		p.Note = "You are reading as auditor. Nothing here can be changed, by you or by anyone."
	case m.readsAll():
		p.Note = "You see the whole trail. Nothing here can be changed by anyone."
	case len(m.actor.Leads) > 0:
		p.Note = "You see what concerns you and your team."
	}
	if m.readsAll() && m.seal.Size > 0 {
		p.Verify = &trail.Verify{Command: "portico audit verify trail.zip", Key: m.seal.Verifier}
		if m.seal.Verifier != "" {
			p.Verify.Command += " --key checkpoint.pub"
		}
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
		if p.Empty.Kind == components.EmptyNoMatch && len(p.Chips) > 1 {
			p.Wider = p.Chips
		}
	}
	return p
}

func (m trailMapping) empty() *components.EmptyModel {
	everything := []components.ButtonModel{{Text: "Show everything", URL: "/trail"}}
	onlyRefused := audit.Filter{RefusedOnly: true}
	switch {
	case m.q.Filter == onlyRefused && m.readsAll():
		return &components.EmptyModel{
			Kind: components.EmptyNothing, Level: 3, Title: "Nothing was refused", Text: "Nobody tried what they may not do.", Actions: everything,
		}
	case m.q.Narrowed():
		text := "It is the only filter: without it everything is shown."
		if len(m.q.values) > 1 {
			text = "No event fits all of them together."
		}
		return &components.EmptyModel{Kind: components.EmptyNoMatch, Level: 3, Title: "No event matches these filters", Text: text, Actions: everything}
	case m.readsAll():
		return &components.EmptyModel{
			Kind: components.EmptyFirstUse, Level: 3, Title: "Nothing has happened yet", Text: "Every change will stand here, with who made it and when.",
		}
	}
	return &components.EmptyModel{
		Kind: components.EmptyNoRight, Level: 3, Title: "Nothing concerns you yet",
		Text: "What others do, the leads of their teams and the auditors may read.",
	}
}

// asked are the names that several people or teams have.
func (m trailMapping) asked() []trail.Asked {
	var all []trail.Asked
	for _, n := range m.names {
		if len(n.people) == 0 {
			continue
		}
		who, which := "people", "Whom do you mean?"
		if n.filter == "team" {
			who, which = "teams", "Which do you mean?"
		}
		a := trail.Asked{Text: fmt.Sprintf("%d %s fit “%s”. %s", len(n.people), who, n.text, which)}
		if len(n.people) == 20 {
			a.Text = fmt.Sprintf("The first 20 %s that fit “%s”. %s Write more of the name to see others.", who, n.text, which)
		}
		for _, p := range n.people {
			text := p.Name
			if p.Email != "" {
				text += ", " + p.Email
			}
			a.Answers = append(a.Answers, components.ChipModel{Text: text, URL: m.q.url("/trail", n.filter, p.ID)})
		}
		all = append(all, a)
	}
	return all
}

// boundWords say where a search did not look.
func boundWords(b audit.Bounds) []string {
	var all []string
	if b.Names {
		all = append(all, fmt.Sprintf("More than %d names hold these words; the first %d are followed. Write more of the name.", audit.MaxNamed, audit.MaxNamed))
	}
	if b.Reasons {
		all = append(all, fmt.Sprintf("Very many reasons hold these words; the newest %s are shown. Narrow the days to see others.", count(audit.MaxReasons)))
	}
	if b.Recent {
		all = append(all, fmt.Sprintf("Reasons are searched among the newest %s only.", count(audit.RecentReasons)))
	}
	return all
}

// sealWords say how far the trail is sealed: with numbers to who reads all of it.
func sealWords(s audit.SealState, all bool, now time.Time, zone *time.Location) trail.Seal {
	clock := func(t time.Time) string {
		if t.In(zone).Format(time.DateOnly) == now.In(zone).Format(time.DateOnly) {
			return t.In(zone).Format("15:04:05")
		}
		return t.In(zone).Format("2 January 2006, 15:04:05")
	}
	w := trail.Seal{Status: "verified"}
	for _, b := range s.Breaks {
		w.Breaks = append(w.Breaks, components.Option{
			Value: fmt.Sprintf("/trail/%d", b.Event),
			Text:  fmt.Sprintf("Found on %s: %s events were kept outside, %s were found here.", clock(b.At), count(b.Outside.Size), count(b.Found.Size)),
		})
	}
	sealed := "sealed without a break"
	if len(w.Breaks) > 0 {
		sealed, w.Status = "sealed", "problem"
	}
	switch {
	case s.Size == 0 && s.Unsealed == 0:
		return trail.Seal{Breaks: w.Breaks}
	case s.Size == 0:
		w.Status, w.Text = "waiting", "Nothing is sealed yet: sealing is about a second behind"
	case !all:
		w.Text = "S" + sealed[1:] + " up to " + clock(s.EventAt)
	default:
		w.Text = fmt.Sprintf("%s events, %s up to %s", count(s.Size+int64(s.Unsealed)), sealed, clock(s.EventAt))
		if s.Unsealed > audit.UnsealedMax {
			w.Text = fmt.Sprintf("%s events %s up to %s; more than %s are not sealed yet", count(s.Size), sealed, clock(s.EventAt), count(audit.UnsealedMax))
		} else if s.Unsealed > 0 {
			w.Text += fmt.Sprintf("; %s not sealed yet", isAre(s.Unsealed))
		}
	}
	// While a long trail is caught up with the oldest that waits is old, and the last one was sealed a moment ago.
	if s.Trouble != "" || (s.Unsealed > 0 && !s.Oldest.IsZero() && now.Sub(s.Oldest) > time.Minute && now.Sub(s.SealedAt) > time.Minute) {
		w.Status = "problem"
		w.Lines = append(w.Lines, "Sealing has stopped; what happens is written all the same and sealed once it goes on. An admin sees why on the health page.")
	}
	if all {
		w.Lines = append(w.Lines, checkpointWords(s, clock)...)
	}
	return w
}

func isAre(n int) string {
	if n == 1 {
		return "1 is"
	}
	return count(int64(n)) + " are"
}

// checkpointWords say what is known of the trail outside the database.
func checkpointWords(s audit.SealState, clock func(time.Time) string) []string {
	if s.Checkpoint.Size == 0 {
		if s.Verifier == "" {
			return []string{"No signing key is set, so there are no checkpoints, and a rewritten trail could not be told from this one."}
		}
		return []string{"No checkpoint yet."}
	}
	line := fmt.Sprintf("Last checkpoint %s, over %s events", clock(s.Checkpoint.At), count(s.Checkpoint.Size))
	var kept, failed []string
	for _, d := range s.Deliveries {
		if d.Size > 0 {
			kept = append(kept, d.Target)
		}
		if d.Error != "" {
			failed = append(failed, fmt.Sprintf("The checkpoint did not reach %s at %s, attempt %d.", d.Target, clock(d.FailedAt), d.Attempts))
		}
	}
	if len(kept) > 0 {
		line += ", kept in " + strings.Join(kept, ", ")
	} else {
		line += ", kept nowhere outside this database"
	}
	return append([]string{line + "."}, failed...)
}

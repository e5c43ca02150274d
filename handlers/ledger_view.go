package handlers

import (
	"fmt"
	"strings"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/permission"
	"portico/views/components"
	"portico/views/ledger"
)

// ledgerMapping turns an answer into its page. It is pure.
type ledgerMapping struct {
	q      ledgerQuestion
	answer permission.Answer
	zone   *time.Location
	now    time.Time
	actor  access.Actor
	step   func(string) string
	opened *permission.Grant
	seal   audit.SealState
}

func (m ledgerMapping) page() ledger.Page {
	a := m.answer
	company := m.company()
	p := ledger.Page{
		Note:     m.note(),
		Ask:      m.ask(),
		Answer:   answerSentence(a, m.reader(), company, m.zone, m.q.exact, m.now),
		Footing:  m.footing(),
		Diff:     m.diff(),
		Heading:  m.heading(),
		Chips:    m.chips(),
		Caption:  "People who hold developer permission" + scopeWords(a.Question, company) + " on " + dayMonthYear(a.Question.AsOf, m.zone),
		Rows:     m.rows(),
		Export:   ledgerExport(m),
		ExactURL: m.exactURL(),
		Print:    m.print(),
		Asides:   m.asides(),
	}
	if m.actor.HasJourney() {
		p.RecordURL = "/ledger/grants/new?back=" + escape(m.q.url("/ledger"))
	}
	if a.Next != "" || m.q.After != "" {
		p.Pager = components.PagerModel{Text: countOf(len(a.Rows), "row", "rows") + " of " + fmt.Sprint(m.shown())}
		if m.q.After != "" {
			p.Pager.PreviousURL = m.exactURL("page", a.Previous)
		}
		if a.Next != "" {
			p.Pager.NextURL = m.exactURL("page", a.Next)
		}
	}
	p.WhyHead = m.whyHead()
	if len(p.Rows) == 0 {
		p.Empty = m.empty()
	}
	return p
}

// whyHead is the head of the column that says why a row stands in the answer; empty where that is plain.
func (m ledgerMapping) whyHead() string {
	switch m.answer.Question.What {
	case permission.Changed:
		return "What changed"
	case permission.ShouldNot:
		return "Why not"
	case permission.EndUnconfirmed:
		return "What is open"
	}
	return ""
}

// exactURL keeps the moments of this answer, so that its pages belong together.
func (m ledgerMapping) exactURL(change ...string) string {
	q := m.answer.Question
	fixed := []string{"as_of", q.AsOf.Format(time.RFC3339Nano), "known_at", q.KnownAt.Format(time.RFC3339Nano)}
	if q.What == permission.Changed {
		fixed = append(fixed, "since", q.Since.Format(time.RFC3339Nano))
	}
	return m.q.url("/ledger", append(fixed, change...)...)
}

func (m ledgerMapping) company() string {
	// As its rows call it: by the name that was known at the time that is asked about.
	if id := m.answer.Question.Company; id != "" && len(m.answer.Rows) > 0 && m.answer.Rows[0].CompanyID == id {
		return m.answer.Rows[0].Company
	}
	for _, c := range m.answer.Companies {
		if c.ID == m.answer.Question.Company {
			return c.Name
		}
	}
	return m.answer.WrongEnvironment
}

func (m ledgerMapping) note() string {
	switch {
	case m.actor.Auditor && !m.actor.Admin:
		return "You are reading as auditor. Nothing here can be changed by you."
	case m.answer.Whole:
		return "You see the whole ledger."
	case len(m.actor.Leads) > 0:
		return "You see your own rows and those of your team."
	}
	return "You see your own rows."
}

func (m ledgerMapping) reader() ledgerReader {
	switch {
	case m.answer.Whole:
		return readsAll
	case len(m.actor.Leads) > 0:
		return readsTeam
	}
	return readsOwn
}

func (m ledgerMapping) ask() ledger.Ask {
	q := m.answer.Question
	ask := ledger.Ask{
		What: []components.Option{
			{Text: "holds"},
			{Value: permission.Changed, Text: "gained or lost", Selected: q.What == permission.Changed},
			{Value: permission.Unproven, Text: "holds self-reported", Selected: q.What == permission.Unproven},
			{Value: permission.ShouldNot, Text: "holds and should not hold", Selected: q.What == permission.ShouldNot},
			{Value: permission.EndUnconfirmed, Text: "held, end not confirmed", Selected: q.What == permission.EndUnconfirmed},
		},
		Compares: q.What == permission.Changed, SinceDay: q.Since.In(m.zone).Format(time.DateOnly),
		Companies: []components.Option{{Text: "any company"}, {Value: permission.Freelance, Text: "Freelance", Selected: q.Company == permission.Freelance}},
		Environments: []components.Option{
			{Value: permission.Production, Text: permission.Production, Selected: q.Environment == permission.Production},
			{Value: permission.Staging, Text: permission.Staging, Selected: q.Environment == permission.Staging},
			{Text: "any environment", Selected: q.Environment == ""},
		},
		Known:  []components.Option{{Text: "now"}, {Value: knownThen, Text: "at that time", Selected: m.q.values.Get("known_at") == knownThen}},
		AsOf:   q.AsOf.In(m.zone).Format(time.DateOnly),
		MaxDay: m.now.In(m.zone).Format(time.DateOnly),
		Since:  m.q.values.Get("since"), Grade: m.q.values.Get("grade"),
	}
	if q.What == permission.ShouldNot {
		ask.Days = fmt.Sprint(q.Days)
	}
	if m.q.exact {
		ask.AsOf = q.AsOf.Format(time.RFC3339Nano)
	}
	if known := m.q.values.Get("known_at"); known != "" && known != knownThen {
		ask.Known = append(ask.Known, components.Option{Value: known, Text: q.KnownAt.In(m.zone).Format("2 January 2006, 15:04:05"), Selected: true})
	}
	for _, c := range m.answer.Companies {
		if q.Environment != "" && c.Environment != q.Environment && c.ID != q.Company {
			continue
		}
		name := c.Name
		if q.Environment == "" || c.Environment != q.Environment {
			name += ", " + c.Environment
		}
		ask.Companies = append(ask.Companies, components.Option{Value: c.ID, Text: name, Selected: c.ID == q.Company})
	}
	return ask
}

// shown counts the rows of all pages, by the filter.
func (m ledgerMapping) shown() int { return m.answer.Shown }

func (m ledgerMapping) heading() string {
	a := m.answer
	switch {
	case !a.Ready:
		return "The first rows"
	case a.Question.What == permission.Changed:
		return countOf(a.Shown, "change", "changes")
	case a.Question.Grade != "", a.Question.What != permission.Holds:
		return fmt.Sprintf("%d of %s", a.Shown, countOf(a.Counts.Lines, "row", "rows"))
	case a.Counts.Lines != a.Counts.People:
		return countOf(a.Counts.People, "person", "people") + ", " + countOf(a.Counts.Lines, "row", "rows")
	}
	return countOf(a.Counts.People, "person", "people")
}

// print is what tells this answer from every other: its query with both moments fixed, and the fingerprint of its rows. A
// company of the other environment was not looked up, and has none.
func (m ledgerMapping) print() ledger.Fingerprint {
	f := ledger.Fingerprint{Query: m.exactURL()}
	// A question about the other environment has no rows that could be fingerprinted.
	if m.answer.Ready && m.answer.WrongEnvironment == "" {
		f.Whole = m.answer.Fingerprint
		f.Short = f.Whole[:4] + " " + f.Whole[4:8] + " " + f.Whole[8:12]
	}
	return f
}

func (m ledgerMapping) footing() string {
	q := m.answer.Question
	rows := "Working out how many rows there are"
	if m.answer.Ready {
		rows = countOf(m.answer.Shown, "row", "rows")
	}
	parts := []string{rows + ", answered at " + m.now.In(m.zone).Format("15:04:05") + "."}
	if m.q.values.Get("known_at") != "" {
		parts = append(parts, "As known on "+q.KnownAt.In(m.zone).Format("2 January 2006 at 15:04:05")+" ("+q.KnownAt.Format("15:04:05 MST")+").")
	}
	if m.q.values.Get("as_of") != "" {
		parts = append(parts, "As of "+q.AsOf.Format("2 January 2006, 15:04:05 MST")+".")
	}
	return strings.Join(parts, " ")
}

func (m ledgerMapping) chips() []components.ChipModel {
	var chips []components.ChipModel
	if env := m.answer.Question.Environment; env != "" {
		chips = append(chips, components.ChipModel{Text: env, URL: m.q.url("/ledger", "environment", ""), On: true})
	}
	if what := m.answer.Question.What; what != permission.Holds {
		words := map[string]string{permission.Changed: "Gained or lost", permission.Unproven: "Own word only", permission.ShouldNot: "Should not hold it", permission.EndUnconfirmed: "End not confirmed"}
		chips = append(chips, components.ChipModel{Text: words[what], URL: m.q.url("/ledger", "what", "", "days", ""), On: true})
	}
	// The counts are of who holds it: of another question they would say too much.
	c, counted := m.answer.Counts, m.answer.Question.What == permission.Holds
	if !counted {
		c = permission.Counts{}
	}
	for _, g := range []struct {
		grade string
		n     int
	}{{permission.Verified, c.Verified}, {permission.Confirmed, c.Confirmed}, {permission.SelfReported, c.SelfReported}} {
		chip := components.ChipModel{Text: evidenceWord(g.grade), URL: m.q.url("/ledger", "grade", g.grade)}
		if counted {
			chip.Count = fmt.Sprint(g.n)
		}
		if m.answer.Question.Grade == g.grade {
			chip.On, chip.URL = true, m.q.url("/ledger", "grade", "")
		}
		if g.n > 0 || chip.On {
			chips = append(chips, chip)
		}
	}
	if m.q.After != "" {
		chips = append(chips, components.ChipModel{Text: "A later page", URL: m.exactURL(), On: true})
	}
	return chips
}

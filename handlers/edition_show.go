package handlers

import (
	"net/http"
	"strings"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/journey"
	"portico/views/components"
	view "portico/views/edition"
)

// editionShow is one revision of an edition as it is read.
func (s *Server) editionShow(c *call) error {
	return s.renderEdition(c, nil, nil, "", http.StatusOK)
}

func (s *Server) renderEdition(c *call, typed, fields map[string]string, message string, status int) error {
	e, m, problems, err := s.Journeys.ReadEdition(c.ctx(), c.actor, c.Param("edition"))
	if err != nil {
		return err
	}
	writes := c.actor.May(access.EditionWrite, access.Scope{})
	p := view.Show{
		Frame: c.readingFrame(m.Title), Eyebrow: []string{m.Ref()}, Title: m.Title, Lede: e.Overview, Facts: s.editionFacts(c, e, m),
		Tabs: editionTabs(m, "read", c.actor),
	}
	if len(problems) > 0 && m.Is == journey.Draft {
		p.Notices = append(p.Notices, components.NoticeModel{Kind: "attention", Title: "This draft is not whole yet", Text: "It can be published when every step is in order. The page where it is changed says what is missing."})
	}
	if message != "" && len(fields) == 0 {
		p.Notices = append(p.Notices, components.NoticeModel{Kind: "problem", Text: message})
	}
	health := s.linkHealth(c)
	for _, h := range e.Hosts {
		p.Hosts = append(p.Hosts, components.Fact{Name: h.Host + ", " + string(h.Environment), Value: h.Purpose})
	}
	for _, st := range e.Stages {
		stage := view.Stage{ID: "stage-" + st.Key, Title: st.Title, Environment: string(st.Environment)}
		for _, step := range e.Steps {
			if step.Stage == st.Key {
				stage.Steps = append(stage.Steps, s.editionStep(e, step, health))
			}
		}
		p.Stages = append(p.Stages, stage)
	}
	if err := s.editionAround(c, m, &p, health); err != nil {
		return err
	}
	s.editionWays(c, m, writes, &p)
	if writes {
		p.Copy = copyForm(c, m, typed, fields)
	}
	return c.render(status, view.ShowPage(p))
}

// editionWays are the buttons at the head of the page.
func (s *Server) editionWays(c *call, m journey.Made, writes bool, p *view.Show) {
	base, family := "/journeys/"+m.Key, formFamily(c)
	if m.Is == journey.Published && (c.actor.Admin || len(c.actor.Leads) > 0) {
		p.Buttons = append(p.Buttons, components.ButtonModel{Text: "Move people to it", IconAfter: "arrow-right", URL: "/journeys/" + m.Ref() + "/people"})
	}
	if m.MayEdit && m.Is == journey.Draft {
		p.Buttons = append(p.Buttons, components.ButtonModel{Text: "Change the draft", Kind: "primary", URL: base + "/edit"})
	}
	if m.MayEdit && m.Is != journey.Draft && writes {
		p.Posts = append(p.Posts, components.PostModel{Action: base + "/revise", Once: family + "-revise", Button: components.ButtonModel{Text: "Begin the next revision"}})
	}
	if m.MayEdit && m.Is == journey.Published {
		retire := components.PostModel{Action: base + "/retire", Once: family + "-retire", Button: components.ButtonModel{Text: "Retire it", Kind: "quiet"}}
		if m.Default {
			p.Notices = append(p.Notices, components.NoticeModel{Text: "New journeys begin with this edition, so it cannot be retired."})
		} else {
			p.Posts = append(p.Posts, retire)
		}
	}
}

// copyForm begins a draft out of what is shown.
func copyForm(c *call, m journey.Made, typed, fields map[string]string) *view.Form {
	value := func(name, otherwise string) string {
		if t, ok := typed[name]; ok {
			return t
		}
		return otherwise
	}
	return &view.Form{
		ID: "copy", Title: "Make a copy to change", Action: "/journeys/" + m.Ref() + "/copy", Once: c.once(),
		Text: "A copy is yours to change and to publish. This edition stays as it is.",
		Groups: []view.Group{{Fields: []view.Control{
			view.Line(components.FieldModel{ID: "copy-title", Name: "title", Label: "Title", Value: value("title", m.Title+", our copy"), Error: fields["title"], Required: true, MaxLength: 120}),
			view.Line(components.FieldModel{ID: "copy-key", Name: "key", Label: "Key", Hint: "Lower-case letters, digits and hyphens, such as acme-2026. It stays.", Value: value("key", ""), Error: fields["key"], Required: true, MaxLength: 60, Mono: true, Autocomplete: "off"}),
		}}},
		Button: components.ButtonModel{Text: "Copy it", Kind: "primary"},
	}
}

// editionTabs lead between the pages of one revision.
func editionTabs(m journey.Made, current string, actor access.Actor) []view.Tab {
	tabs := []view.Tab{
		{Text: "Read", URL: "/journeys/" + m.Ref(), Current: current == "read"},
		{Text: "Preview as a developer", URL: "/journeys/" + m.Ref() + "/preview", Current: current == "preview"},
		{Text: "Download as YAML", URL: "/journeys/" + m.Ref() + "/file"},
	}
	if m.MayEdit && m.Is == journey.Draft && actor.May(access.EditionWrite, access.Scope{}) {
		tabs = append(tabs, view.Tab{Text: "Change it", URL: "/journeys/" + m.Key + "/edit", Current: current == "edit"},
			view.Tab{Text: "Change the text as YAML", URL: "/journeys/" + m.Key + "/yaml", Current: current == "yaml"})
	}
	return tabs
}

func (s *Server) editionFacts(c *call, e journey.Edition, m journey.Made) []components.Fact {
	status, word := editionState(m)
	f := []components.Fact{
		{Name: "State", Value: "Revision " + itoa(m.Revision), Status: status, StatusText: word},
		{Name: "Vendor", Value: e.Vendor},
		{Name: "Source", Value: e.Source.Title + ", read on " + e.Source.ReadOn.String()},
	}
	if m.Revision == 0 {
		f[0].Value = "Edition " + itoa(e.Number)
	}
	if m.CopiedFrom != "" {
		f = append(f, components.Fact{Name: "Copied from", Value: m.CopiedFrom})
	}
	if m.MadeBy.Known() {
		f = append(f, components.Fact{Name: "Made by", Value: m.MadeBy.Full() + ", " + s.editionDay(c, m.MadeAt)})
	}
	if m.PublishedBy != "" {
		f = append(f, components.Fact{Name: "Published by", Value: m.PublishedBy + ", " + s.editionDay(c, m.PublishedAt)})
	}
	proof := "Off: Portico has no client for this vendor"
	switch {
	case e.Client != "" && s.Proofs.Trusts(e):
		proof = "Steps can be proved with the vendor"
	case e.Client != "":
		proof = "Off: a secret goes to none of the vendor’s addresses that it names"
	}
	return append(f, components.Fact{Name: "Proof", Value: proof}, components.Fact{Name: "SHA-256", Value: m.SHA256[:16], Mono: true})
}

// editionStep is a step as it is read.
func (s *Server) editionStep(e journey.Edition, step journey.Step, health map[string]linkLook) view.Step {
	out := view.Step{Key: step.Key, Number: itoa(step.Number), Title: step.Title, Hint: step.Hint, Why: s.Prose.HTML(step.Why), Tags: stepTags(e, step)}
	for _, in := range step.Instructions {
		out.Texts = append(out.Texts, s.Prose.Line(in.Text))
	}
	for _, l := range step.Links {
		link := view.Link{Label: l.Label, URL: l.URL, Host: l.Host}
		if look, ok := health[l.URL]; ok {
			link.Status, link.Word = look.status, look.word
		}
		out.Links = append(out.Links, link)
	}
	add := func(name, value string) {
		if value != "" {
			out.Facts = append(out.Facts, components.Fact{Name: name, Value: value})
		}
	}
	add("Counts as done", step.Evidence)
	add("Needs first", strings.Join(stepTitles(e, step.Prerequisites), ", "))
	add("May be skipped", step.SkipRule)
	if step.ExpectedDays > 0 {
		add("Expected", days(step.ExpectedDays))
	}
	var stuck []string
	for _, r := range step.StuckReasons {
		stuck = append(stuck, r.Label)
	}
	add("When stuck", strings.Join(stuck, "; "))
	add("Source", step.Source)
	return out
}

func stepTitles(e journey.Edition, keys []string) []string {
	var out []string
	for _, key := range keys {
		if step, ok := e.Step(key); ok {
			out = append(out, step.Title)
		}
	}
	return out
}

// stepTags are the short words about a step.
func stepTags(e journey.Edition, step journey.Step) []string {
	var tags []string
	add := func(when bool, word string) {
		if when {
			tags = append(tags, word)
		}
	}
	add(step.Optional, "optional")
	add(step.Recommended, "recommended")
	add(step.CanSkip(), "may be skipped")
	add(step.NeedsConfirmation, "a lead confirms it")
	add(step.Actor == journey.ActorVendor, "waits for "+e.Vendor)
	add(step.Actor == journey.ActorCompanyAdmin, "a company admin acts")
	return tags
}

// editionAround adds the other revisions and who walks this one.
func (s *Server) editionAround(c *call, m journey.Made, p *view.Show, health map[string]linkLook) error {
	all, _, err := s.Journeys.Catalogue(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.Key == m.Key && other.Revision != m.Revision {
			p.Others = append(p.Others, s.editionRow(c, other, health))
		}
	}
	p.WhoLine = countPeople(m.Walkers) + " here."
	who, err := s.Journeys.WhoWalks(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	for _, w := range who {
		if w.Ref == m.Ref() {
			p.Who = append(p.Who, view.Person{Name: w.Full(), Line: strings.Join(w.Teams, ", ")})
		}
	}
	if len(p.Who) > 0 && len(p.Who) < m.Walkers {
		p.WhoLine = itoa(len(p.Who)) + " of " + countPeople(m.Walkers) + " are in your teams."
	}
	return nil
}

// editionCopy begins a draft.
func (s *Server) editionCopy(c *call) error {
	var in struct {
		Title string `form:"title" max:"400"`
		Key   string `form:"key" max:"200"`
	}
	err := c.bind(&in)
	var ref string
	if err == nil {
		ref, err = s.Journeys.CopyEdition(c.ctx(), c.actor, journey.CopyEdition{From: c.Param("edition"), Key: in.Key, Title: in.Title})
	}
	if err == nil {
		c.flash("done", "The copy is a draft. Nobody walks it before it is published.")
		return c.redirect("/journeys/" + in.Key + "/edit")
	}
	_ = ref
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	return s.renderEdition(c, map[string]string{"title": in.Title, "key": in.Key}, fields, message, status)
}

// editionRevise begins the next revision of what is published.
func (s *Server) editionRevise(c *call) error {
	key := c.Param("edition")
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if _, err := s.Journeys.BeginRevision(c.ctx(), c.actor, key); err != nil && !apperr.Is(err, apperr.Conflict) {
		return err
	}
	return c.redirect("/journeys/" + key + "/edit")
}

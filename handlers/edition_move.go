package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"portico/internal/journey"
	"portico/views/components"
	view "portico/views/edition"
)

// editionPeople shows what a move to an edition would change for whom, before it happens.
func (s *Server) editionPeople(c *call) error {
	return s.renderMove(c, nil, nil, "", http.StatusOK)
}

func (s *Server) renderMove(c *call, chosen []string, fields map[string]string, message string, status int) error {
	plan, err := s.Journeys.PlanMove(c.ctx(), c.actor, c.Param("edition"))
	if err != nil {
		return err
	}
	ref, team := plan.To.Ref(), c.query("team")
	p := view.Move{
		Frame: c.readingFrame("Move people"), Eyebrow: []string{ref, "Move people"}, Title: "Move people to " + plan.To.Title, Once: c.once(),
		Lede:   "Progress is matched by step: what is done stays done. What a step of theirs has that this edition has not stays in their history.",
		Action: "/journeys/" + ref + "/people" + teamQuery(team),
	}
	if message != "" {
		p.Summary.Title = message
	}
	if text := fields["members"]; text != "" {
		p.Summary.Errors = []components.SummaryError{{Text: text}}
	}
	teams := map[string]int{}
	for _, m := range plan.People {
		for _, t := range m.Teams {
			teams[t]++
		}
		if team != "" && !slices.Contains(m.Teams, team) {
			continue
		}
		p.People = append(p.People, movedView(m, team != "" && chosen == nil || slices.Contains(chosen, m.ID)))
	}
	p.Teams = teamChips(ref, team, teams)
	if len(p.People) == 0 {
		p.Empty = &components.EmptyModel{Kind: components.EmptyNothing, Title: "Nobody is left to move", Text: "Everybody whom you may move walks this edition already."}
	}
	if p.Back, err = s.movedBack(c, plan.To); err != nil {
		return err
	}
	return c.render(status, view.MovePage(p))
}

func teamQuery(team string) string {
	if team == "" {
		return ""
	}
	return "?team=" + url.QueryEscape(team)
}

// teamChips narrow the list to a team, whose people are then all chosen.
func teamChips(ref, on string, teams map[string]int) []components.ChipModel {
	var names []string
	for name := range teams {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []components.ChipModel
	for _, name := range names {
		chip := components.ChipModel{Text: name, Count: itoa(teams[name]), URL: "/journeys/" + ref + "/people" + teamQuery(name), On: name == on}
		if chip.On {
			chip.URL = "/journeys/" + ref + "/people"
		}
		out = append(out, chip)
	}
	return out
}

// movedView says what changes for one person.
func movedView(m journey.Move, checked bool) view.Moved {
	out := view.Moved{
		ID: m.ID, Name: m.Full(), Line: strings.Join(m.Teams, ", "), Checked: checked, Ref: m.Ref, From: "On " + m.From.Title,
		Now: progressLine(m.Before), Then: progressLine(m.After),
	}
	add := func(status, title, word string) {
		out.Changes = append(out.Changes, components.CheckItem{Status: status, Title: title, Word: word})
	}
	for _, s := range m.New {
		word := "New, " + lowerFirst(stateWords(s, m.After.Today))
		add(shapeOf(s), s.Step.Title, word)
	}
	for _, s := range m.Reopened {
		add("progress", s.Step.Title, "Was done, opens again")
	}
	for _, s := range m.Gone {
		word := "Goes away"
		if s.State.Settled() {
			word = "Goes away, stays in the history"
		}
		add("skipped", s.Step.Title, word)
	}
	if len(out.Changes) == 0 {
		out.Same = "The same steps: only their texts differ."
	}
	return out
}

func progressLine(p journey.Progress) string {
	line := fmt.Sprintf("%d of %d done", p.Done, p.Total)
	if p.Skipped > 0 {
		line += fmt.Sprintf(", %d skipped", p.Skipped)
	}
	return line
}

// lowerFirst goes on in a sentence.
func lowerFirst(text string) string {
	if text == "" {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// movedBack are people whom a lead moved to this edition, each with the way back.
func (s *Server) movedBack(c *call, to journey.Edition) ([]view.Returned, error) {
	who, err := s.Journeys.WhoWalks(c.ctx(), c.actor)
	if err != nil || c.actor.Auditor && !c.actor.Admin && len(c.actor.Leads) == 0 {
		return nil, err
	}
	var out []view.Returned
	family := formFamily(c)
	for i, w := range who {
		if w.Ref != to.Ref() || w.MovedFrom == "" {
			continue
		}
		out = append(out, view.Returned{
			Text: w.Full() + ", moved from " + w.MovedFrom + " by " + w.MovedBy + " on " + s.editionDay(c, w.MovedAt),
			Back: components.PostModel{
				Action: "/journeys/" + w.MovedFrom + "/people", Once: family + "-back" + itoa(i),
				Hidden: []components.Hidden{{Name: "members", Value: w.ID}, {Name: "seen", Value: w.ID + " " + w.Ref}},
				Button: components.ButtonModel{Text: "Move back", Label: "Move back: " + w.Full(), Size: "small", Icon: "undo"},
			},
		})
	}
	return out, nil
}

// editionMove moves the people who were chosen.
func (s *Server) editionMove(c *call) error {
	var in struct {
		Members []string `form:"members" max:"60"`
		Seen    []string `form:"seen" max:"200"`
	}
	ref := c.Param("edition")
	err := c.bind(&in)
	moved := 0
	if err == nil {
		seen := map[string]string{}
		for _, line := range in.Seen {
			if id, was, ok := strings.Cut(line, " "); ok {
				seen[id] = was
			}
		}
		moved, err = s.Journeys.MovePeople(c.ctx(), c.actor, journey.MovePeople{To: ref, Members: in.Members, Seen: seen})
	}
	if err == nil {
		c.flash("done", "Moved "+countPeople(moved)+". Each can be moved back below.")
		return c.redirect("/journeys/" + ref + "/people")
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	if in.Members == nil {
		in.Members = []string{}
	}
	if s.renderMove(c, in.Members, fields, message, status) != nil {
		// There is no page to come back to, for an edition that nobody can be moved to: what was wrong is the answer.
		return err
	}
	return nil
}

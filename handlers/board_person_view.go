package handlers

import (
	"strconv"
	"strings"
	"time"

	"portico/internal/board"
	"portico/internal/journey"
	view "portico/views/board"
	"portico/views/components"
)

// personView fills the page of one developer, and the drawer beside the board.
func (s *Server) personView(c *call, m board.Member, a boardAddress) view.Person {
	if m.Limited {
		return s.coWorkerView(c, m, a)
	}
	p := m.Progress
	person := view.Person{
		Name: m.Full(), Team: m.Team.Name, BoardURL: a.path(), URL: a.member(m.ID), CloseURL: a.with(boardMember, ""),
		Line: startedLine(m), Colonnade: colonnadeView(m.Edition, &p, colonnadeWords(p)), Stands: standsView(m, c.actor.ID),
		Facts: boardFacts(m), History: historyView(m, s.Now(), c.location()), TrailURL: "/trail?member=" + m.ID,
	}
	if !m.Own {
		person.Voice = "In the words that " + m.First() + " reads"
	}
	if !m.CanConfirm && !m.CanNudge && !m.Own {
		person.ReadOnly = "You read here. People of the team confirm, and its lead nudges."
	}
	for _, sp := range p.Steps {
		step := personStep(m, sp, a, c)
		if step.Confirm != nil && step.Confirm.Asked && person.FirstConfirm == "" {
			person.FirstConfirm = a.step(m.ID, sp.Step.Key)
		}
		person.Steps = append(person.Steps, step)
		if sp.Blocker != nil {
			person.Blockers = append(person.Blockers, blockerView(m, sp, a, c))
		}
	}
	person.Nudge = nudgeView(m, a, c)
	return person
}

func startedLine(m board.Member) string {
	started := journey.DayOf(m.Progress.StartedAt, m.Facts.Member.TimeZone)
	if started.IsZero() {
		return m.Email + ", not started"
	}
	return m.Email + ", started " + started.Short(m.Today)
}

// colonnadeWords says the colonnade: "6 of 11 steps done, 1 skipped, 1 with a problem".
func colonnadeWords(p journey.Progress) string {
	words := []string{strconv.Itoa(p.Done) + " of " + boardCount(p.Total, "step", "steps") + " done"}
	for _, part := range []struct {
		n    int
		word string
	}{{p.Skipped, " skipped"}, {p.Waiting, " waiting"}, {p.Stuck, " with a problem"}} {
		if part.n > 0 {
			words = append(words, strconv.Itoa(part.n)+part.word)
		}
	}
	return strings.Join(words, ", ")
}

// standsView says what holds the developer up. What they said themselves has a notice of its own.
func standsView(m board.Member, reader string) *components.NoticeModel {
	p, head := m.Progress, m.Progress.Head
	if p.Complete {
		done := journey.DayOf(p.CompletedAt, m.Facts.Member.TimeZone).Short(m.Today)
		return &components.NoticeModel{
			Kind: "verified", Title: "Complete since " + done,
			Text: "It took " + boardCount(p.OurDays+p.VendorDays+p.LinkDays, "working day", "working days") + ", " + waitedWords(m.Edition, p) + ".",
		}
	}
	sp, ok := p.Step(head.StepKey)
	if !ok || sp.Blocker != nil {
		return nil
	}
	who, what := boardCause(m.Developer)
	if head.WaitingOn.Person.ID == reader {
		who = "you"
	}
	late := ""
	if head.OverdueDays > 0 {
		late = ", " + strconv.Itoa(head.OverdueDays) + " over"
	}
	switch head.State {
	case journey.Blocked:
		return &components.NoticeModel{Kind: "problem", Title: "A problem in “" + sp.Title + "” for " + boardCount(head.Days, "day", "days") + late, Text: sp.Reason}
	case journey.Waiting:
		return &components.NoticeModel{Kind: "attention", Title: "Waits for " + who + ", " + boardCount(head.Days, "day", "days") + late, Text: sp.Title + ": " + what}
	}
	if late != "" {
		return &components.NoticeModel{Kind: "attention", Title: "Late in “" + sp.Title + "”", Text: boardCount(head.Days, "day", "days") + " in this step" + late}
	}
	return nil
}

func blockerView(m board.Member, sp journey.StepProgress, a boardAddress, c *call) view.Blocker {
	b := sp.Blocker
	since := "for " + boardCount(b.Days, "day", "days")
	if b.Days == 0 {
		since = "since today"
	}
	v := view.Blocker{Title: "Stuck in “" + sp.Title + "” " + since, Text: m.First() + " said: " + b.Reason.Label, Advice: b.Reason.Advice}
	if b.Words != "" {
		v.Text += ". “" + b.Words + "”"
	}
	if m.CanAnswer {
		v.Action, v.Once, v.Back = "/journey/blockers/"+b.ID+"/resolve", c.once(), a.member(m.ID)
		v.Answer = components.FieldModel{ID: "answer-" + b.ID, Name: "answer", Label: "What helped?", Optional: true, MaxLength: 2000}
	}
	return v
}

func nudgeView(m board.Member, a boardAddress, c *call) *view.Nudge {
	sp, ok := m.Progress.Step(m.Progress.Head.StepKey)
	if !m.CanNudge || !ok || sp.State.Settled() {
		return nil
	}
	n := &view.Nudge{
		Label: "Nudge " + m.First(), About: "About step " + strconv.Itoa(sp.Step.Number) + ", “" + sp.Title + "”.", Once: c.once(),
		Action: a.member(m.ID) + "/steps/" + sp.Step.Key + "/nudge",
		Words:  components.FieldModel{ID: "nudge-words", Name: "words", Label: "Your words", Optional: true, MaxLength: 2000},
	}
	if last := sp.LastNudge; last != nil {
		n.Last = "Nudged by " + last.By.Full() + " on " + journey.DayOf(last.At, m.Facts.Member.TimeZone).Short(m.Today)
	}
	return n
}

func historyView(m board.Member, now time.Time, zone *time.Location) []components.TimelineItem {
	items := make([]components.TimelineItem, 0, len(m.History))
	for _, h := range m.History {
		item := components.TimelineItem{Status: h.Kind, Text: h.Text, Detail: h.By, Time: components.Moment(h.At, now, zone)}
		switch h.Kind {
		case "nudge":
			item.Status, item.Icon = "waiting", "bell"
		case "solved":
			item.Status, item.Icon = "done", "speech"
		}
		if h.Day {
			item.Time = components.Day(h.At, now, zone)
		}
		if h.Grade == journey.Verified {
			item.Detail = "Verified by " + m.Edition.Vendor
			if h.By != "" {
				item.Detail = h.By + ", since verified by " + m.Edition.Vendor
			}
		} else if h.Grade == journey.Confirmed && h.By != "" {
			item.Detail = "Confirmed, recorded by " + h.By
		}
		items = append(items, item)
	}
	return items
}

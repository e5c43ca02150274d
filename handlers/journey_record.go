package handlers

import (
	"fmt"
	"net/http"
	"strings"

	"portico/internal/journey"
	"portico/views/components"
	journeyview "portico/views/journey"
)

// journeyRecordShow is the complete record of one's own journey, made to be printed.
func (s *Server) journeyRecordShow(c *call) error {
	edition, facts, progress, err := s.Journeys.Progress(c.ctx(), c.actor, c.actor.ID)
	if err != nil {
		return err
	}
	if edition.Key == "" {
		return c.render(http.StatusOK, journeyview.Map(noJourney(c)))
	}
	frame := c.frame("Record of my journey")
	frame.Width, frame.Modules = "reading", []string{"print.js"}
	p := journeyview.RecordPage{
		Frame: frame, Environment: environmentOf(progress), Procedure: edition.Title, Where: whereOf(progress, facts), Title: frame.Title,
		Lede: recordLede(c, edition, progress), Colonnade: colonnade(progress), Line: countSteps(progress),
		Written: components.Moment(s.Now(), s.Now(), c.location()),
		Notes:   recordNotes(edition, facts),
	}
	p.Written.Shown, p.Written.WithUTC = s.Now().In(c.location()).Format("2 January 2006, 15:04"), true
	if progress.Complete {
		p.Title = "Onboarding completed"
	}
	for _, step := range progress.Steps {
		p.Rows = append(p.Rows, recordRow(c, edition, step, staleChip(facts)))
	}
	return c.render(http.StatusOK, journeyview.Record(p))
}

// recordLede says what is held, since when and how sure it is, and how long it took.
func recordLede(c *call, ed journey.Edition, p journey.Progress) string {
	var said []string
	for _, h := range p.Holds {
		line := fmt.Sprintf("%s in %s since %s, %s", h.CompanyName, h.Environment, journey.DayOf(h.Since, c.location()), h.Grade)
		said = append(said, line)
	}
	lede := p.Member.Full() + " holds no developer permission."
	if len(said) > 0 {
		lede = p.Member.Full() + " holds developer permission for " + strings.Join(said, "; for ") + "."
	}
	took := p.OurDays + p.VendorDays + p.LinkDays
	if p.Complete {
		return fmt.Sprintf("%s It took %s, %s.", lede, workingDays(took), waitedWords(ed, p))
	}
	if took == 0 {
		return lede + " " + countSteps(p) + "."
	}
	return fmt.Sprintf("%s %s. That is %s so far, %s.", lede, countSteps(p), workingDays(took), waitedWords(ed, p))
}

// waitedWords says how many of the days were waited, and for what.
func waitedWords(ed journey.Edition, p journey.Progress) string {
	words := fmt.Sprintf("%d of them waiting for %s", p.VendorDays, ed.Vendor)
	if p.LinkDays > 0 {
		words += fmt.Sprintf(" and %d for a link that did not answer", p.LinkDays)
	}
	return words
}

func workingDays(n int) string {
	if n == 1 {
		return "1 working day"
	}
	return fmt.Sprintf("%d working days", n)
}

// recordRow is one step; stale is the mark of a proof that is too old.
func recordRow(c *call, ed journey.Edition, s journey.StepProgress, stale string) journeyview.RecordRow {
	row := journeyview.RecordRow{Key: s.Step.Key, Name: s.Title, When: stateWords(s, journey.Day{}), Detail: s.Reason}
	switch {
	case s.State == journey.Done:
		row.When = s.DoneWord() + " " + s.DoneOn.String()
	case s.State == journey.Skipped && !s.DoneOn.IsZero():
		row.When = "Skipped " + s.DoneOn.String()
	}
	if s.Grade != journey.GradeNone {
		row.Kind, row.Grade = string(s.Grade), gradeWord(s.Grade)
		age := stepAge(s, c.server.Now(), c.location())
		if s.Stale {
			age += ". " + stale
		}
		row.Detail = strings.Join(some(confirmedBy(s, ed.Vendor), age, s.Evidence, s.Reason), ". ")
	}
	if s.RecordedBy.Known() {
		row.Recorded = s.RecordedBy.Full()
		row.RecordedAt = components.Moment(s.RecordedAt, c.server.Now(), c.location())
		row.RecordedAt.WithUTC = false
		row.RecordedAt.Shown = s.RecordedAt.In(c.location()).Format("2 January 2006, 15:04")
	}
	return row
}

func confirmedBy(s journey.StepProgress, vendor string) string {
	switch {
	case s.Grade == journey.Confirmed && s.ConfirmedBy.Known():
		return "By " + s.ConfirmedBy.Full()
	case s.Grade == journey.Verified:
		return "By " + vendor
	}
	return ""
}

// some are those of the texts that are not empty.
func some(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// recordNotes are what a reader of the paper needs beside the table.
func recordNotes(ed journey.Edition, f journey.Facts) []journeyview.RecordNote {
	notes := []journeyview.RecordNote{
		{Title: "What the grades mean", Text: "Verified: " + ed.Vendor + " itself answered. Confirmed: a second person looked. Self-reported: the person says so. A proof older than " + days(f.StaleAfterDays) + " is marked and can be repeated; what it showed was true on its day."},
	}
	for _, a := range f.Apps {
		if a.RetiredAt.IsZero() && a.SecretPlace != "" {
			notes = append(notes, journeyview.RecordNote{Title: "Where the secret lies", Text: a.Name + ", " + string(a.Environment) + ": " + a.SecretPlace + ". The secret itself is not kept here."})
			break
		}
	}
	return notes
}

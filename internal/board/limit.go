package board

import "portico/internal/journey"

// limit leaves of a member what a co-worker may see: who it is, where each step stands, how well it is known and since when,
// and what this reader confirmed. Evidence, reasons, problems, files, companies and grants are gone before a page is made.
func (m *Member) limit(reader string) {
	old := m.Progress
	m.History = nil
	m.Email = ""
	facts := journey.Facts{Member: m.Facts.Member, StaleAfterDays: m.Facts.StaleAfterDays, FileLimit: m.Facts.FileLimit}
	facts.Member.Email = ""
	for _, c := range m.Facts.Confirmations {
		if c.By.ID == reader {
			facts.Confirmations = append(facts.Confirmations, c)
		}
	}
	for _, f := range m.Facts.Files {
		if f.By.ID == reader {
			facts.Files = append(facts.Files, f)
		}
	}
	m.Facts = facts
	m.Progress = journey.Progress{
		EditionKey: old.EditionKey, Member: old.Member, Today: old.Today, Stages: old.Stages, Done: old.Done, Skipped: old.Skipped,
		Waiting: old.Waiting, Stuck: old.Stuck, Total: old.Total, Complete: old.Complete,
	}
	m.Progress.Member.Email = ""
	for _, s := range old.Steps {
		less := journey.StepProgress{
			Step: s.Step, State: s.State, Title: s.Step.Title, Grade: s.Grade, GradedAt: s.GradedAt, GradeDays: s.GradeDays, Stale: s.Stale,
			DoneAt: s.DoneAt, DoneOn: s.DoneOn, Days: s.Days, OverdueDays: s.OverdueDays, NeedsLead: s.NeedsLead, AppID: s.AppID,
		}
		if s.ConfirmedBy.ID == reader {
			less.ConfirmedBy = s.ConfirmedBy
		}
		m.Progress.Steps = append(m.Progress.Steps, less)
	}
}

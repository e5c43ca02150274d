package handlers

import (
	"strconv"

	"portico/internal/board"
	"portico/internal/journey"
	view "portico/views/board"
	"portico/views/components"
)

// personStep is one step of a developer, with the form for a second person's word where one is wanted or possible.
func personStep(m board.Member, sp journey.StepProgress, a boardAddress, c *call) view.Step {
	v := view.Step{Key: sp.Step.Key, Number: strconv.Itoa(sp.Step.Number), Title: sp.Title, Detail: sp.Reason}
	v.Status, v.Words = boardStepWords(m, sp)
	if sp.State == journey.InProgress || sp.State == journey.Waiting || sp.State == journey.Blocked {
		v.Since = boardCount(sp.Days, "day", "days")
		if sp.OverdueDays > 0 {
			v.Since += ", " + strconv.Itoa(sp.OverdueDays) + " over"
		}
	}
	if sp.Gate != nil && v.Detail == "" {
		v.Detail = sp.Gate.Sentence
	}
	if sp.TestsTotal > 0 && !sp.State.Settled() && !sp.NeedsSignature {
		v.Detail = strconv.Itoa(sp.TestsDone) + " of " + boardCount(sp.TestsTotal, "test", "tests") + " have a result"
	}
	if sp.State == journey.Done {
		v.Grade, v.GradeText, v.ByWhom = boardGradeWords(m, sp)
		if m.Leads || m.ID == c.actor.ID || c.actor.Auditor || c.actor.Admin {
			v.ProofURL = ownProof(m.Facts, sp)
		}
	}
	if sp.NeedsSignature && m.Leads {
		v.Link = components.ButtonModel{Text: "Look at the tests and sign", Size: "small", URL: "/apps/" + sp.AppID + "#commitment"}
	}
	boardEvidence(m, sp, a, c, &v)
	path := a.member(m.ID) + "/steps/" + sp.Step.Key + "/confirm"
	shared := sp.NeedsLead && sp.Step.Rule == journey.RuleApp
	switch {
	case m.CanConfirm && sp.MayAttest(m.Leads) && !shared:
		v.Confirm = &view.Confirm{
			Action: path, Once: c.once(), Asked: sp.NeedsLead, Label: "Confirm",
			Note: components.FieldModel{ID: "note-" + sp.Step.Key, Name: "note", Label: "What did you look at?", Optional: m.Leads, MaxLength: 2000},
			File: components.FileField("file-"+sp.Step.Key, fileHint(m.Facts.FileLimit)),
		}
		if !m.Leads {
			v.Confirm.Says = "Write a line or add a file: your word stands with your name."
		}
	case m.CanConfirm && sp.State == journey.Done && sp.Grade == journey.Confirmed && (m.Leads || boardOwnWord(m, sp, c.actor.ID)) && boardWordStands(m, sp):
		label := "your word on: " + sp.Title
		if !boardOwnWord(m, sp, c.actor.ID) {
			label = "the word of " + sp.ConfirmedBy.Full() + " on: " + sp.Title
		}
		v.Withdraw = components.NewTakeBack("word-"+sp.Step.Key, path+"/withdraw", c.once(), label, "")
	}
	return v
}

// boardEvidence adds how old what is known is, the mark of an old proof, and the files that show it.
func boardEvidence(m board.Member, sp journey.StepProgress, a boardAddress, c *call, v *view.Step) {
	if sp.State == journey.Done {
		v.Age = stepAge(sp, c.server.Now(), c.location())
		if sp.Stale {
			v.Stale = staleChip(m.Facts)
		}
	}
	v.Files = fileLines(c, m.Facts.FilesOf(sp), m.Today, a.member(m.ID), func(*components.TakeBackModel, string) {})
}

// boardWordStands says whether somebody's word on the step stands, and not only a fact that was confirmed elsewhere.
func boardWordStands(m board.Member, sp journey.StepProgress) bool {
	for _, c := range m.Facts.Confirmations {
		if c.StepKey == sp.Step.Key && c.WithdrawnAt.IsZero() && c.By.ID == sp.ConfirmedBy.ID && (c.AppID == "" || c.AppID == sp.AppID) {
			return true
		}
	}
	return false
}

// boardOwnWord says whether the standing word on the step is the reader's own.
func boardOwnWord(m board.Member, sp journey.StepProgress, reader string) bool {
	for _, c := range m.Facts.Confirmations {
		if c.StepKey == sp.Step.Key && c.WithdrawnAt.IsZero() && c.By.ID == reader && (c.AppID == "" || c.AppID == sp.AppID) {
			return sp.ConfirmedBy.ID == reader
		}
	}
	return false
}

// boardStepWords is the state of a step: its shape and its words.
func boardStepWords(m board.Member, sp journey.StepProgress) (status, words string) {
	switch sp.State {
	case journey.Done:
		return "done", "Done " + sp.DoneOn.Short(m.Today)
	case journey.Skipped:
		return "skipped", "Skipped"
	case journey.InProgress:
		if !sp.Due.IsZero() {
			return "progress", "In progress, due " + sp.Due.Short(m.Today)
		}
		return "progress", "In progress"
	case journey.Waiting:
		who := sp.WaitingOn.Name
		if sp.WaitingOn.Person.Known() {
			who = sp.WaitingOn.Person.Full()
		}
		if sp.WaitingOn.Kind == journey.WaitYou {
			who = m.First()
		}
		return "waiting", "Waiting for " + who
	case journey.Blocked:
		return "problem", "There is a problem"
	case journey.CannotStart:
		return "locked", "Cannot start yet"
	case journey.NotStarted:
	}
	return "todo", "Not started"
}

func boardGradeWords(m board.Member, sp journey.StepProgress) (grade, text, by string) {
	if sp.RecordedBy.Known() {
		by = "Recorded by " + sp.RecordedBy.Full()
	}
	switch sp.Grade {
	case journey.Verified:
		return "verified", "Verified by " + m.Edition.Vendor, ""
	case journey.Confirmed:
		if sp.ConfirmedBy.Known() {
			by = "By " + sp.ConfirmedBy.Full()
		}
		return "confirmed", "Confirmed", by
	case journey.SelfReported, journey.GradeNone:
	}
	return "self-reported", "Self-reported", by
}

// boardFacts are what is known of the developer at the vendor.
func boardFacts(m board.Member) []components.Fact {
	var facts []components.Fact
	p := m.Progress
	switch {
	case p.Match != nil && !p.Freelance:
		facts = append(facts, components.Fact{Name: "Company, staging", Value: p.Match.CompanyName + boardCompanyRoles(p.Match)})
	case p.Freelance:
		facts = append(facts, components.Fact{Name: "Company, staging", Value: "Freelance"})
	}
	for _, h := range p.Holds {
		facts = append(facts, components.Fact{
			Name:  "Developer permission, " + string(h.Environment),
			Value: h.CompanyName + ", since " + journey.DayOf(h.Since, m.Facts.Member.TimeZone).Short(m.Today), Status: string(h.Grade), StatusText: boardGradeName(h.Grade),
		})
	}
	for _, app := range m.Facts.Apps {
		if app.RetiredAt.IsZero() {
			facts = append(facts, components.Fact{Name: app.Name + ", " + string(app.Environment), Value: "…" + boardLastFour(app.ClientID), Mono: true})
		}
	}
	if !p.StartedAt.IsZero() {
		facts = append(facts, components.Fact{Name: "Our days", Value: boardCount(p.OurDays, "day", "days")},
			components.Fact{Name: m.Edition.Vendor + "’s days", Value: boardCount(p.VendorDays, "day", "days")})
	}
	if p.LinkDays > 0 {
		facts = append(facts, components.Fact{Name: "Days without a link", Value: boardCount(p.LinkDays, "day", "days")})
	}
	return facts
}

func boardCompanyRoles(match *journey.Match) string {
	switch {
	case match.Admin && match.Employee:
		return ", admin and employee"
	case match.Admin:
		return ", admin and not employee"
	case match.Employee:
		return ", employee and not admin"
	}
	return ", no role written down"
}

func boardGradeName(g journey.Grade) string {
	switch g {
	case journey.Verified:
		return "Verified"
	case journey.Confirmed:
		return "Confirmed"
	case journey.SelfReported, journey.GradeNone:
	}
	return "Self-reported"
}

// boardLastFour is the end of a client ID, which is all that screens show of it.
func boardLastFour(id string) string {
	letters := []rune(id)
	return string(letters[max(0, len(letters)-4):])
}

package handlers

import (
	"portico/internal/journey"
	"portico/views/components"
	journeyview "portico/views/journey"
)

// step is one row of the map with everything that opens in it.
func (b *journeyBuilder) step(s journey.StepProgress) journeyview.Step {
	key := s.Step.Key
	out := journeyview.Step{
		Key: key, Number: itoa(s.Step.Number), Name: s.Title, Status: shapeOf(s), Words: stateWords(s, b.p.Today), Hint: hintOf(s),
		Current: s.Current && !b.p.Complete, Open: key == b.open, Closed: s.State == journey.CannotStart,
	}
	if out.Closed && !out.Open && !b.preview {
		return out
	}
	out.Notices = b.notices(s)
	out.Why, out.WhyHTML = s.Step.Why, b.c.server.Prose.HTML(s.Step.Why)
	if s.State != journey.Done {
		out.Instructions = b.instructions(s)
		for _, r := range s.Step.IfThisFails {
			out.IfFails = append(out.IfFails, r.Sign+": "+r.Do)
		}
	}
	if s.State.Settled() {
		out.Evidence = b.evidence(s)
	}
	if s.State == journey.CannotStart {
		return out
	}
	out.Files = b.files(s)
	b.ways(s, &out)
	if s.Blocker != nil {
		out.Raised = b.raised(s)
	} else if !s.State.Settled() {
		out.Stuck = b.stuck(s)
	}
	return out
}

// notices are what the member should know before they do anything.
func (b *journeyBuilder) notices(s journey.StepProgress) []components.NoticeModel {
	var out []components.NoticeModel
	if b.message != "" && len(b.errs) == 0 && s.Step.Key == b.open {
		out = append(out, components.NoticeModel{Kind: "problem", Text: b.message})
	}
	switch {
	case s.State == journey.CannotStart && s.Gate != nil && s.Gate.Otherwise != "":
		out = append(out, components.NoticeModel{Icon: "locked", Title: "Cannot start yet", Text: sentence(s.Gate.Sentence) + " " + sentence(s.Gate.Otherwise)})
	case s.State == journey.CannotStart:
		out = append(out, components.NoticeModel{Icon: "locked", Title: "Cannot start yet", Text: sentence(hintOf(s))})
	case s.State == journey.Waiting && s.Reason != "" && (s.Blocker == nil || s.Reason != s.Blocker.Words):
		out = append(out, components.NoticeModel{Kind: "attention", Text: sentence(s.Reason)})
	case s.State == journey.Blocked && s.Blocker == nil:
		out = append(out, components.NoticeModel{Kind: "problem", Text: sentence(s.Reason)})
	case !s.State.Settled() && s.Reason != "" && s.Blocker == nil:
		out = append(out, components.NoticeModel{Kind: "accent", Text: sentence(s.Reason)})
	}
	if s.NeedsLead && s.State != journey.Waiting {
		out = append(out, components.NoticeModel{Kind: "attention", Text: "Your part is done. " + b.lead() + " has to confirm it."})
	}
	if s.LastNudge != nil && !s.State.Settled() {
		words := s.LastNudge.By.Full() + " reminded you on " + journey.DayOf(s.LastNudge.At, b.c.location()).Short(b.p.Today)
		if s.LastNudge.Words != "" {
			words += ": " + s.LastNudge.Words
		}
		out = append(out, components.NoticeModel{Kind: "accent", Icon: "bell", Text: sentence(words)})
	}
	if answer := b.answer(s); answer != "" {
		out = append(out, components.NoticeModel{Kind: "accent", Text: sentence(answer)})
	}
	if b.p.Limits != "" && (s.Step.Rule == journey.RuleCompany || s.Step.Rule == journey.RulePermission) && !s.State.Settled() {
		out = append(out, components.NoticeModel{Text: b.p.Limits})
	}
	return out
}

// answer is what a lead said about the newest problem of an open step; empty when the member closed it, or nobody said how.
func (b *journeyBuilder) answer(s journey.StepProgress) string {
	var newest journey.Blocker
	for _, raised := range b.f.Blockers {
		if raised.StepKey == s.Step.Key && raised.ResolvedAt.After(newest.ResolvedAt) {
			newest = raised
		}
	}
	if s.State.Settled() || s.Blocker != nil || newest.Answer == "" || newest.ResolvedBy.ID == b.f.Member.ID {
		return ""
	}
	return newest.ResolvedBy.Full() + " answered on " + journey.DayOf(newest.ResolvedAt, b.c.location()).Short(b.p.Today) + ": " + newest.Answer
}

func (b *journeyBuilder) instructions(s journey.StepProgress) []journeyview.Instruction {
	links := map[string]journey.Link{}
	for _, l := range s.Links {
		links[l.Key] = l
	}
	out := make([]journeyview.Instruction, 0, len(s.Step.Instructions))
	for i, text := range s.Step.Instructions {
		line := journeyview.Instruction{}
		line.HTML = b.c.server.Prose.Line(text.Text)
		if l, ok := links[text.Link]; ok {
			line.Links = append(line.Links, b.link(s, l))
		}
		if v, ok := b.p.Value(text.Copy); ok && text.Copy != "" {
			line.Copy = append(line.Copy, components.CopyableModel{ID: s.Step.Key + "-copy-" + itoa(i+1), Value: v.Text, Label: v.Label})
		}
		out = append(out, line)
	}
	return out
}

// link leads to the vendor; where the vendor gave no address it says so, and a lead can supply one.
func (b *journeyBuilder) link(s journey.StepProgress, l journey.Link) journeyview.Link {
	out := journeyview.Link{Text: l.Label, URL: l.URL, Host: l.Host}
	out.HealthStatus, out.Health = b.linkHealth(l)
	if l.SuppliedBy.Known() {
		out.Text, out.Host = l.Label+": "+l.Host, ""
		out.SuppliedBy = "Address supplied by " + l.SuppliedBy.Full()
	}
	if l.Missing() {
		out.Missing = b.ed.Vendor + "’s guide names a link here, “" + l.Label + "”, but gives no address."
		if !b.maySupply() {
			out.Missing += " A lead can supply it."
		}
	}
	if b.maySupply() && (l.Missing() || l.SuppliedBy.Known()) {
		key := s.Step.Key
		url := b.field(key, components.FieldModel{Name: "url", Label: "Address", Type: "url", Hint: "It will stand on everybody’s journey.", Required: true, MaxLength: 2000})
		out.Supply = &journeyview.Form{
			ID: key + "-link-" + l.Key, Title: "Supply the address", Folded: true, Open: b.cameBack(key, "url"), Action: "/journey/links/" + l.Key,
			Hidden: []components.Hidden{{Name: "step", Value: key}}, Once: b.once(key), Fields: []journeyview.Control{journeyview.Line(url)},
			Button: components.ButtonModel{Text: "Supply this address"},
		}
	}
	return out
}

// evidence is what is known of a settled step, and the way to take it back.
func (b *journeyBuilder) evidence(s journey.StepProgress) *journeyview.Evidence {
	e := &journeyview.Evidence{Kind: string(s.Grade), Text: evidenceText(s, b.ed.Vendor, b.f.Member.ID), Time: b.moment(s.RecordedAt)}
	b.age(s, e)
	if !s.DoneOn.IsZero() && s.State == journey.Done {
		e.Rows = append(e.Rows, components.Fact{Name: "Done on", Value: s.DoneOn.Short(b.p.Today)})
	}
	if s.Evidence != "" {
		e.Rows = append(e.Rows, components.Fact{Name: "Evidence", Value: s.Evidence})
	}
	if s.Reason != "" {
		e.Rows = append(e.Rows, components.Fact{Name: "It rests on", Value: s.Reason})
	}
	for _, g := range s.Grants {
		e.Rows = append(e.Rows, components.Fact{Name: "Held for", Value: g.CompanyName + " in " + string(g.Environment) + ", since " + journey.DayOf(g.Since, b.c.location()).Short(b.p.Today)})
	}
	if s.Grade == journey.SelfReported && s.CanConfirm() {
		e.Note = b.lead() + " can confirm it."
	}
	if can := b.provable(s); can != "" {
		e.Note = trim(can + " " + e.Note)
	}
	e.Elsewhere, e.ProofURL = elsewhere(s, b.p), ownProof(b.f, s)
	if b.f.CanUndo(s) {
		e.Undo = &components.PostModel{
			Action: "/journey/steps/" + s.Step.Key + "/undo", Once: b.once(s.Step.Key),
			Button: components.ButtonModel{Text: "Undo this step", Label: "Undo this step: " + s.Title, Size: "small", Icon: "undo"},
		}
	}
	return e
}

// evidenceText says who vouches for a settled step.
func evidenceText(s journey.StepProgress, vendor, meID string) string {
	by := s.RecordedBy.Full()
	if s.RecordedBy.ID == meID {
		by = "you"
	}
	switch {
	case s.State == journey.Skipped && s.RecordedBy.Known():
		return "Skipped by " + by
	case s.State == journey.Skipped:
		return "Skipped"
	case s.Grade == journey.Verified:
		return "Verified by " + vendor
	case s.Grade == journey.Confirmed && s.ConfirmedBy.Known():
		return "Confirmed by " + s.ConfirmedBy.Full()
	case s.RecordedBy.Known():
		return gradeWord(s.Grade) + " by " + by
	}
	return gradeWord(s.Grade)
}

// elsewhere leads to the page where a step's fact is kept.
func elsewhere(s journey.StepProgress, p journey.Progress) components.ButtonModel {
	small := func(text, url string) components.ButtonModel {
		return components.ButtonModel{Text: text, URL: url, Size: "small"}
	}
	switch s.Step.Rule {
	case journey.RuleCompany, journey.RuleRoles:
		if p.Match != nil {
			return small("Open "+p.Match.CompanyName, "/companies/"+p.Match.CompanyID)
		}
	case journey.RulePermission:
		if len(s.Grants) > 0 {
			return small("Open it in the ledger", "/ledger/grants/"+s.Grants[0].GrantID)
		}
	case journey.RuleApp, journey.RuleTests:
		if s.AppID != "" {
			return small("Open the app", "/apps/"+s.AppID)
		}
	case journey.RuleRequest, journey.RuleReview:
		if s.AppID != "" {
			return small("Open the production request", "/apps/"+s.AppID+"/production")
		}
	}
	return components.ButtonModel{}
}

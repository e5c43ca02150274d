package journey

import (
	"net/url"
	"time"
)

// mark is the latest of the member's marks on a step, or nil. Undoing is another mark: only the latest counts. For the
// steps of an app, marks without an app count for every app.
func (e *evaluator) mark(s *StepProgress) *Mark { return e.markOn(s.Step.Key, s.AppID) }

// markOn is mark for a step's key and an app.
func (e *evaluator) markOn(key, appID string) *Mark {
	var last *Mark
	for i := range e.f.Marks {
		m := &e.f.Marks[i]
		if m.StepKey != key || m.AppID != "" && m.AppID != appID {
			continue
		}
		if last == nil || m.RecordedAt.After(last.RecordedAt) || m.RecordedAt.Equal(last.RecordedAt) && m.ID > last.ID {
			last = m
		}
	}
	return last
}

// undoneSince says that the member took the step back after a fact was recorded.
func (e *evaluator) undoneSince(s *StepProgress, recorded time.Time) bool {
	m := e.mark(s)
	return m != nil && m.State == MarkUndone && m.RecordedAt.After(recorded)
}

// marked is the rule for steps that go by the member's word alone.
func (e *evaluator) marked(s *StepProgress) {
	m := e.mark(s)
	if m != nil {
		switch m.State {
		case MarkDone:
			e.said(s, m)
		case MarkStarted, MarkSkipped:
			e.begun(s, m)
		}
	}
	if !s.State.Settled() && e.vendorsTurn(s, "no answer yet") {
		s.Reason = "This comes from " + s.WaitingOn.Name + ". Say here when it has come."
	}
}

// said makes a step done by the member's word.
func (e *evaluator) said(s *StepProgress, m *Mark) {
	s.Evidence, s.RecordedAt, s.RecordedBy = m.Evidence, m.RecordedAt, m.RecordedBy
	e.done(s, e.moment(m.HappenedOn, m.RecordedAt))
	e.grade(s, SelfReported, Person{}, m.RecordedAt)
}

// begun reads a mark that says started, or skipped where the edition lets the step be skipped.
func (e *evaluator) begun(s *StepProgress, m *Mark) {
	switch {
	case m.State == MarkStarted:
		s.State = InProgress
	case m.State == MarkSkipped && s.Step.CanSkip():
		s.RecordedAt, s.RecordedBy, s.Evidence = m.RecordedAt, m.RecordedBy, m.Evidence
		reason := m.Reason
		if reason == "" {
			reason = "No reason was given"
		}
		e.skip(s, e.moment(m.HappenedOn, m.RecordedAt), reason)
	}
}

// grade sets how well a done step is known: base, raised by another person's confirmation that is not older than what it
// confirms. Nobody raises their own: the member's word on themselves stays self-reported.
func (e *evaluator) grade(s *StepProgress, base Grade, by Person, grounds time.Time) {
	s.Grade, s.ConfirmedBy, s.GradedAt = base, Person{}, grounds
	if base == Confirmed {
		s.ConfirmedBy = by
	}
	if base.strength() >= Confirmed.strength() {
		return
	}
	if c := e.confirmation(s, grounds); c != nil {
		s.Grade, s.ConfirmedBy, s.GradedAt = Confirmed, c.By, c.At
	}
}

// confirmation is the latest word of another person on the step that still counts, or nil.
func (e *evaluator) confirmation(s *StepProgress, grounds time.Time) *Confirmation {
	var last *Confirmation
	for i := range e.f.Confirmations {
		c := &e.f.Confirmations[i]
		if c.StepKey != s.Step.Key || c.AppID != "" && c.AppID != s.AppID || !c.WithdrawnAt.IsZero() {
			continue
		}
		if !c.By.Known() || c.By.ID == e.me.ID || c.At.Before(grounds) || s.Step.takesALead() && !c.AsLead {
			continue
		}
		if last == nil || c.At.After(last.At) || c.At.Equal(last.At) && c.ID > last.ID {
			last = c
		}
	}
	return last
}

// raise lifts the grade of a done step to that of a fact which could not stand without it.
func (e *evaluator) raise(s *StepProgress, p *proof) {
	if p != nil && p.grade.strength() > s.Grade.strength() {
		s.Grade, s.ConfirmedBy, s.GradedAt = p.grade, Person{}, p.since()
		if p.grade == Confirmed {
			s.ConfirmedBy = p.by
		}
		if s.Reason == "" {
			s.Reason = p.follows
		}
	}
	if p != nil && p.proofID != "" {
		e.prove(s, p)
	}
}

// follow makes a step done because of a fact which could not stand without it.
func (e *evaluator) follow(s *StepProgress, p *proof) {
	s.Reason, s.RecordedAt, s.RecordedBy = p.follows, p.recorded, p.recordedBy
	e.done(s, p.at)
	e.grade(s, p.grade, p.by, p.recorded)
	s.ProofID = p.proofID
}

// proof is a fact that implies an earlier step.
type proof struct {
	at, recorded time.Time
	grade        Grade
	by           Person
	recordedBy   Person
	follows      string
	// proofID is the proof with the vendor that it is, empty for other facts.
	proofID string
}

// better prefers the stronger grade, then the earlier fact.
func (p *proof) better(other *proof) bool {
	if other == nil {
		return true
	}
	if a, b := p.grade.strength(), other.grade.strength(); a != b {
		return a > b
	}
	if !p.at.Equal(other.at) {
		return p.at.Before(other.at)
	}
	if !p.recorded.Equal(other.recorded) {
		return p.recorded.Before(other.recorded)
	}
	return p.follows < other.follows
}

// links gives the step its addresses: the edition's, replaced where a lead supplied one.
func (e *evaluator) links(s *StepProgress) {
	s.Links = s.Step.Links
	copied := false
	for i := range s.Step.Links {
		// What a lead supplied before this revision was published was known to whoever wrote its own address.
		if given := e.supplied(s.Step.Links[i].Key); given != nil && (s.Step.Links[i].Missing() || given.At.After(e.ed.PublishedAt)) {
			if !copied {
				s.Links, copied = append([]Link(nil), s.Step.Links...), true
			}
			s.Links[i].URL, s.Links[i].SuppliedBy = e.f.Replaced.Address(given.URL), given.By
			s.Links[i].Host = ""
			if u, err := url.Parse(s.Links[i].URL); err == nil {
				s.Links[i].Host = u.Host
			}
		}
		if s.Links[i].Missing() {
			s.MissingLinks = append(s.MissingLinks, s.Links[i])
		}
	}
}

// supplied is the latest address that a lead gave for a link, or nil.
func (e *evaluator) supplied(key string) *SuppliedLink {
	var last *SuppliedLink
	for i := range e.f.Links {
		l := &e.f.Links[i]
		if l.Key == key && (last == nil || l.At.After(last.At) || l.At.Equal(last.At) && l.URL > last.URL) {
			last = l
		}
	}
	return last
}

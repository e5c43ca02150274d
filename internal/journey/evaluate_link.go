package journey

import "time"

// outages finds when the links that the step needs did not answer. The vendor's own links are needed; one that a lead added
// beside them is help.
func (e *evaluator) outages(s *StepProgress) []Outage {
	var out []Outage
	for i := range e.f.Outages {
		for j := range s.Links {
			if s.Links[j].URL == e.f.Outages[i].URL && s.Step.Links[j].URL != "" {
				out = append(out, e.f.Outages[i])
			}
		}
	}
	return out
}

// linkDown makes an open step wait for a link that it needs and that does not answer. The member can still say that it is
// done: it may answer them and not Portico.
func (e *evaluator) linkDown(s *StepProgress) {
	if s.State != NotStarted && s.State != InProgress {
		return
	}
	var down *Outage
	for _, o := range e.outages(s) {
		if o.To.IsZero() && !o.From.After(e.now) && (down == nil || o.From.Before(down.From)) {
			down = &o
		}
	}
	if down == nil {
		return
	}
	on := WaitingOn{Kind: WaitLink, Name: "the link " + hostOf(down.URL), What: "does not answer", SinceDay: DayOf(down.From, e.loc)}
	e.wait(s, later(s.Since, down.From), on)
	s.Reason = hostOf(down.URL) + " has not answered since " + on.SinceDay.Short(e.today) + ". Portico goes on asking it; these days do not count as yours"
}

// linkDays are the working days since a time on which a link that the step needs did not answer.
func (e *evaluator) linkDays(s *StepProgress, since time.Time) int {
	return workingIn(e.linkSpans(nil, s, since, e.now))
}

// linkSpans adds the days without a link between two times.
func (e *evaluator) linkSpans(spans []span, s *StepProgress, from, to time.Time) []span {
	if from.IsZero() || to.IsZero() {
		return spans
	}
	for _, o := range e.outages(s) {
		end := o.To
		if end.IsZero() || end.After(to) {
			end = to
		}
		one := span{DayOf(later(from, o.From), e.loc).number(), DayOf(end, e.loc).number()}
		if one.to > one.from {
			spans = append(spans, one)
		}
	}
	return spans
}

// waitedForLinks are the spans in which the member stood at a step whose link did not answer: those of settled steps while
// they were open, and of the one where the journey stands.
func (e *evaluator) waitedForLinks(p *Progress) []span {
	if len(e.f.Outages) == 0 {
		return nil
	}
	var spans []span
	for i := range p.Steps {
		s := &p.Steps[i]
		switch {
		case s.Step.Optional:
		case s.State == Done:
			spans = e.linkSpans(spans, s, s.opened, s.DoneAt)
		case s.Current:
			spans = e.linkSpans(spans, s, s.opened, e.now)
		}
	}
	return spans
}

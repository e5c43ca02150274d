package journey

// proved is what the member's proofs that match show, together: true since the first, known since the last; nil without one.
func (e *evaluator) proved(follows string, match func(*Proof) bool) *proof {
	var out *proof
	for i := range e.f.Proofs {
		p := &e.f.Proofs[i]
		if p.At.IsZero() || p.At.After(e.now) || !match(p) {
			continue
		}
		if out == nil {
			out = &proof{at: p.At, grade: Verified, recordedBy: e.me, follows: follows}
		}
		if p.At.Before(out.at) {
			out.at = p.At
		}
		recorded := e.firstOf(p.RecordedAt, p.At)
		if recorded.After(out.recorded) || recorded.Equal(out.recorded) && p.ID > out.proofID {
			out.recorded, out.proofID = recorded, p.ID
		}
	}
	return out
}

// together is the proof where there is one, true since the earlier and known since the later of it and another fact.
func (p *proof) together(other *proof) *proof {
	if p == nil {
		return other
	}
	if other != nil && other.at.Before(p.at) {
		p.at = other.at
	}
	return p
}

// provedAccount is a sign-in in staging: whoever does it has an account there and could get into it.
func (e *evaluator) provedAccount() *proof {
	return e.proved("Proved by a sign-in at "+e.onVendor("").Name, func(p *Proof) bool { return p.Environment == Staging })
}

// provedDashboard is a one-time address that was registered in an app: only somebody with the Developer Dashboard can.
func (e *evaluator) provedDashboard() *proof {
	return e.proved("Proved, indirectly, by a one-time address in your app", func(p *Proof) bool {
		return p.Environment == Staging && p.Kind == ProvedByChallenge
	})
}

// provedApp is a sign-in with the client ID of a staging app.
func (e *evaluator) provedApp(app *App) *proof {
	return e.proved("Proved by a sign-in with its client ID", func(p *Proof) bool { return p.Environment == Staging && p.AppID == app.ID })
}

// provedApproval is a sign-in in production with the client ID of an app that grew from the app of this walk.
func (e *evaluator) provedApproval() *proof {
	return e.proved("Proved by a sign-in in production", func(p *Proof) bool {
		return p.Environment == Production && e.app != nil && e.grewFrom(p.AppID, e.app.ID)
	})
}

// provedMember is a colleague in the company by the vendor's own list: true since the first, known since the last.
func (e *evaluator) provedMember(c *Company) *proof {
	var out *proof
	var last *Colleague
	for i := range e.f.Colleagues {
		one := &e.f.Colleagues[i]
		if one.CompanyID != c.ID || one.At.IsZero() || one.At.After(e.now) {
			continue
		}
		if out == nil {
			out = &proof{at: one.At, grade: Verified, recordedBy: e.me}
		}
		if one.At.Before(out.at) {
			out.at = one.At
		}
		if last == nil || one.newer(last) {
			last = one
		}
	}
	if out != nil {
		out.recorded, out.proofID = last.At, last.ProofID
		out.follows = e.onVendor("").Name + " lists " + last.Person.Full() + " and you as colleagues"
	}
	return out
}

// newer orders what the vendor listed: the later, then by ids, so that the order of facts does not show.
func (c *Colleague) newer(other *Colleague) bool {
	if !c.At.Equal(other.At) {
		return c.At.After(other.At)
	}
	if c.ProofID != other.ProofID {
		return c.ProofID > other.ProofID
	}
	return c.Person.Full() > other.Person.Full()
}

// prove lifts a done step to what the vendor itself showed, also where it is known as well already: the newer proof counts.
func (e *evaluator) prove(s *StepProgress, p *proof) {
	if p == nil || p.grade != Verified || s.Grade == Verified && s.ProofID != "" && s.GradedAt.After(p.since()) {
		return
	}
	s.Grade, s.ConfirmedBy, s.GradedAt, s.ProofID = Verified, Person{}, p.since(), p.proofID
	if s.Reason == "" {
		s.Reason = p.follows
	}
}

// proveCompany settles the company step by the vendor's list of colleagues: the member belongs to it, whoever made it.
func (e *evaluator) proveCompany(s *StepProgress) {
	if e.target == nil {
		return
	}
	p := e.provedMember(e.target.c)
	if p == nil || e.undoneSince(s, p.recorded) {
		return
	}
	if s.State == Skipped {
		s.Reason += ". " + p.follows
		s.RecordedAt, s.RecordedBy = p.recorded, e.me
		e.done(s, p.at)
		e.grade(s, SelfReported, Person{}, p.recorded)
	}
	if s.State == Done {
		e.prove(s, p)
	}
}

// letIn is a review that the vendor itself answered by letting the member in, before anybody wrote the approval down.
func (e *evaluator) letIn(s *StepProgress, p *proof) {
	s.State, s.Since, s.ProofID = InProgress, p.at, p.proofID
	s.Reason = "You signed in in production on " + e.short(p.at) + ", so " + e.onVendor("").Name + " approved the app. Write the approval down"
	s.WaitingOn = e.onYou("write the approval down")
}

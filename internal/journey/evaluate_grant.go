package journey

import (
	"sort"
	"time"
)

// gradeOf is the grant's grade. A line without one is the member's word, and so is one that the member confirmed for
// themselves.
func (e *evaluator) gradeOf(g *Grant) Grade {
	if g.Grade == GradeNone || g.Grade == Confirmed && e.isMe(g.ConfirmedBy) {
		return SelfReported
	}
	return g.Grade
}

// earlier orders grants by when they began, then by id.
func (g *Grant) earlier(other *Grant) bool {
	if !g.HeldFrom.Equal(other.HeldFrom) {
		return g.HeldFrom.Before(other.HeldFrom)
	}
	return g.ID < other.ID
}

// grantFor is the staging permission held for a company, or nil.
func (e *evaluator) grantFor(companyID string) *Grant {
	var best *Grant
	for _, g := range e.held {
		if g.Environment == Staging && g.CompanyID == companyID && (best == nil || g.earlier(best)) {
			best = g
		}
	}
	return best
}

// freelanceGrant is the Freelance permission held in staging, or nil.
func (e *evaluator) freelanceGrant() *Grant { return e.grantFor("") }

// lastEnded is the grant of an environment that ended last, or nil.
func (e *evaluator) lastEnded(env Environment) *Grant {
	var last *Grant
	for i := range e.f.Grants {
		g := &e.f.Grants[i]
		if g.Environment != env || g.HeldUntil.IsZero() || g.HeldUntil.After(e.now) {
			continue
		}
		if last == nil || g.HeldUntil.After(last.HeldUntil) || g.HeldUntil.Equal(last.HeldUntil) && g.ID < last.ID {
			last = g
		}
	}
	return last
}

// holdings are grants as pages see them: staging first, then by since.
func (e *evaluator) holdings(grants []*Grant) []Holding {
	if len(grants) == 0 {
		return nil
	}
	sorted := append([]*Grant(nil), grants...)
	sort.Slice(sorted, func(i, j int) bool {
		if a, b := sorted[i].Environment, sorted[j].Environment; a != b {
			return a == Staging || b != Staging && a < b
		}
		return sorted[i].earlier(sorted[j])
	})
	out := make([]Holding, 0, len(sorted))
	for _, g := range sorted {
		out = append(out, Holding{
			GrantID: g.ID, Environment: g.Environment, CompanyID: g.CompanyID, CompanyName: e.companyName(g.CompanyID),
			Since: g.HeldFrom, Until: g.HeldUntil, Grade: e.gradeOf(g), GradedAt: g.graded(), Kind: g.Kind,
		})
	}
	return out
}

// permission is the rule for the staging permission: the ledger alone decides, because a tick can be taken away again.
func (e *evaluator) permission(s *StepProgress) {
	var held []*Grant
	var first, best *Grant
	for _, g := range e.held {
		if g.Environment != Staging {
			continue
		}
		held = append(held, g)
		if first == nil || g.earlier(first) {
			first = g
		}
		if best == nil || e.gradeOf(g).strength() > e.gradeOf(best).strength() || e.gradeOf(g) == e.gradeOf(best) && g.earlier(best) {
			best = g
		}
	}
	if first == nil {
		e.notHeld(s)
		return
	}
	s.Grants = e.holdings(held)
	for i := range s.Grants {
		if i > 0 {
			s.Reason += ", "
		}
		s.Reason += s.Grants[i].CompanyName
	}
	s.Reason = "Check-box for " + s.Reason
	s.Evidence, s.RecordedAt, s.RecordedBy = best.Evidence, best.RecordedAt, best.RecordedBy
	e.done(s, first.HeldFrom)
	e.grade(s, e.gradeOf(best), best.ConfirmedBy, best.graded())
}

// notHeld says why there is no permission now, where something is known.
func (e *evaluator) notHeld(s *StepProgress) {
	var next *Grant
	for i := range e.f.Grants {
		g := &e.f.Grants[i]
		if g.Environment == Staging && g.HeldFrom.After(e.now) && (next == nil || g.earlier(next)) {
			next = g
		}
	}
	switch ended := e.lastEnded(Staging); {
	case next != nil:
		s.Reason = "The permission for " + e.companyName(next.CompanyID) + " starts on " + e.short(next.HeldFrom)
	case ended != nil:
		s.Since = ended.HeldUntil
		s.Reason = "The permission for " + e.companyName(ended.CompanyID) + " ended on " + e.short(ended.HeldUntil) + note(ended.EndReason)
	}
	if m := e.mark(s); m != nil && m.State == MarkStarted {
		s.State = InProgress
	}
}

// productionGrant is the earliest production permission that is or was held, for the request where one is named, or nil.
func (e *evaluator) productionGrant(requestID string) *Grant {
	var best *Grant
	better := func(g *Grant) bool {
		if best == nil {
			return true
		}
		if a, b := g.RequestID == requestID, best.RequestID == requestID; a != b {
			return a
		}
		return g.earlier(best)
	}
	for i := range e.f.Grants {
		g := &e.f.Grants[i]
		if g.Environment == Production && !g.HeldFrom.After(e.now) && better(g) {
			best = g
		}
	}
	return best
}

// short is an instant as a day in the member's zone: "3 May", with the year only where it is not this one's.
func (e *evaluator) short(t time.Time) string { return e.day(DayOf(t, e.loc)) }

// day is a calendar day as screens write it.
func (e *evaluator) day(d Day) string { return d.Short(e.today) }

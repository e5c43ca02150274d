package journey

import "strconv"

// review is the rule for the vendor's answer to the latest attempt that was sent.
func (e *evaluator) review(s *StepProgress) {
	last, r := e.attempts()
	if r == nil {
		if g := e.productionGrant(""); g != nil && e.covers(g) && last == nil {
			s.Grants = e.holdings(e.heldIn(Production))
			e.follow(s, &proof{
				at: g.HeldFrom, recorded: g.RecordedAt, grade: e.gradeOf(g), by: g.ConfirmedBy, recordedBy: g.RecordedBy,
				follows: "The developer permission for " + e.companyName(g.CompanyID) + " in production is in the ledger",
			})
		} else if p := e.provedApproval(); p != nil && last == nil {
			e.follow(s, p)
		}
		return
	}
	s.RequestID, s.Attempt = r.ID, r.Attempt
	proof := e.provedApproval()
	switch {
	case r.Decision == Approved:
		e.approved(s, r)
	case r.Decision == "" && proof != nil && !proof.at.Before(e.sentAt(r)):
		e.letIn(s, proof)
	case r.Decision == Rejected:
		s.State, s.Since = Blocked, e.decidedAt(r)
		s.RecordedAt, s.RecordedBy = r.DecidedAt, r.DecidedBy
		s.Reason = e.onVendor("").Name + " rejected attempt " + strconv.Itoa(r.Attempt) + " on " + e.short(s.Since) + note(r.Reason)
		s.WaitingOn = e.onYou("rejected" + comma(r.Reason))
	default:
		vendor := e.onVendor("no answer yet")
		s.Reason = "Sent on " + e.short(e.sentAt(r)) + ". " + vendor.Name + " has not answered yet"
		if !r.ContactedOn.IsZero() {
			s.Reason = vendor.Name + " wrote to you on " + e.day(r.ContactedOn) + " and has not decided yet"
			vendor.What = "not decided yet"
		}
		e.wait(s, e.sentAt(r), vendor)
		s.CanAct = true
	}
}

func comma(words string) string {
	if words == "" {
		return ""
	}
	return ", " + words
}

// heldIn are the grants held now in an environment.
func (e *evaluator) heldIn(env Environment) []*Grant {
	var out []*Grant
	for _, g := range e.held {
		if g.Environment == env {
			out = append(out, g)
		}
	}
	return out
}

// approved settles the review. Where the request named the member, the permission has to stand in the ledger first.
func (e *evaluator) approved(s *StepProgress, r *Request) {
	at := e.decidedAt(r)
	s.RecordedAt, s.RecordedBy = r.DecidedAt, r.DecidedBy
	s.Reason = "Approved on " + e.short(at)
	g := e.productionGrant(r.ID)
	if g == nil && contains(r.Accounts, e.me) && e.me.Known() {
		s.State, s.Since = InProgress, at
		s.Reason += ", but your permission in production is not in the ledger yet"
		s.WaitingOn = e.onYou("the production permission is not in the ledger yet")
		return
	}
	if g == nil && len(r.Accounts) > 0 {
		s.Reason += ". Your account is not among those it names"
	}
	held := e.heldIn(Production)
	s.Grants = e.holdings(held)
	if ended := e.lastEnded(Production); len(held) == 0 && ended != nil {
		s.Reason += ". The permission ended on " + e.short(ended.HeldUntil) + note(ended.EndReason)
	}
	e.done(s, at)
	base, by := SelfReported, Person{}
	if r.DecidedBy.Known() && !e.isMe(r.DecidedBy) {
		base, by = Confirmed, r.DecidedBy
	}
	e.grade(s, base, by, r.DecidedAt)
	if g != nil {
		e.raise(s, &proof{grade: e.gradeOf(g), recorded: g.graded(), by: g.ConfirmedBy, follows: s.Reason})
	}
	e.raise(s, e.provedApproval())
}

package journey

import (
	"strconv"
	"time"
)

// attempts gives the app's latest attempt that was not withdrawn, and the latest of those that was submitted; nil where there
// is none.
func (e *evaluator) attempts() (last, sent *Request) {
	if e.app == nil {
		return nil, nil
	}
	newer := func(r, than *Request) bool {
		if than == nil || r.Attempt != than.Attempt {
			return than == nil || r.Attempt > than.Attempt
		}
		if !r.CreatedAt.Equal(than.CreatedAt) {
			return r.CreatedAt.After(than.CreatedAt)
		}
		return r.ID > than.ID
	}
	for i := range e.app.Requests {
		r := &e.app.Requests[i]
		if !r.WithdrawnAt.IsZero() {
			continue
		}
		if newer(r, last) {
			last = r
		}
		if r.sent() && newer(r, sent) {
			sent = r
		}
	}
	return last, sent
}

// sent says that the attempt went to the vendor.
func (r *Request) sent() bool {
	return !r.SubmittedOn.IsZero() || !r.SubmittedAt.IsZero() || r.Decision != ""
}

// sentAt and decidedAt are when it went out and when the answer came; zero when it did not.
func (e *evaluator) sentAt(r *Request) time.Time {
	return e.firstOf(e.moment(r.SubmittedOn, r.SubmittedAt), r.CreatedAt)
}

func (e *evaluator) decidedAt(r *Request) time.Time {
	if r.Decision == "" {
		return time.Time{}
	}
	return e.firstOf(e.moment(r.DecidedOn, r.DecidedAt), e.sentAt(r))
}

// firstOf is the first of two times that is known.
func (e *evaluator) firstOf(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// request is the rule for asking the vendor: a draft is work in progress, a sent one is done. A rejected attempt stays done
// until the next one is begun.
func (e *evaluator) request(s *StepProgress) {
	last, _ := e.attempts()
	if last == nil {
		if g := e.productionGrant(""); g != nil && e.covers(g) {
			e.follow(s, &proof{
				at: g.HeldFrom, recorded: g.RecordedAt, grade: e.gradeOf(g), by: g.ConfirmedBy, recordedBy: g.RecordedBy,
				follows: "Follows from the developer permission for " + e.companyName(g.CompanyID) + " in production",
			})
		} else if p := e.provedApproval(); p != nil {
			e.follow(s, p)
		} else if m := e.mark(s); m != nil && m.State == MarkStarted {
			s.State = InProgress
		}
		return
	}
	s.RequestID, s.Attempt = last.ID, last.Attempt
	if !last.sent() {
		s.State, s.Since = InProgress, last.CreatedAt
		s.Reason = "The draft is ready to send"
		what := "draft is ready to send"
		if last.Attempt > 1 {
			s.Reason = "Attempt " + strconv.Itoa(last.Attempt) + " is a draft, ready to send"
			what = "draft of attempt " + strconv.Itoa(last.Attempt) + " is ready to send"
		}
		s.WaitingOn = e.onYou(what)
		return
	}
	s.RecordedAt, s.RecordedBy, s.Evidence = last.SubmittedAt, last.SubmittedBy, last.Reference
	s.Reason = "Sent on " + e.short(e.sentAt(last))
	e.done(s, e.sentAt(last))
	e.grade(s, SelfReported, Person{}, last.SubmittedAt)
}

// covers says whether a production permission speaks for the app of this walk.
func (e *evaluator) covers(g *Grant) bool {
	return e.app == nil || g.AppID == "" || g.AppID == e.app.ID || e.grewFrom(g.AppID, e.app.ID)
}

// grewFrom says that a production app grew from a staging app.
func (e *evaluator) grewFrom(production, staging string) bool {
	for i := range e.f.Apps {
		if e.f.Apps[i].ID == production {
			return e.f.Apps[i].StagingAppID == staging
		}
	}
	return false
}

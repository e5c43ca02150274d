package journey

import "time"

// question is the member's latest request for roles in a company that was not withdrawn, or nil.
func (e *evaluator) question(companyID string) *RoleRequest {
	var last *RoleRequest
	for i := range e.f.RoleRequests {
		r := &e.f.RoleRequests[i]
		if r.CompanyID != companyID || r.Answer == RoleWithdrawn {
			continue
		}
		if last == nil || r.At.After(last.At) || r.At.Equal(last.At) && r.ID > last.ID {
			last = r
		}
	}
	return last
}

// roles is the rule for being admin and employee of the company. It opens only for somebody who needs it: not for whoever
// created the company, and not for a freelancer.
func (e *evaluator) roles(s *StepProgress) {
	t, m := e.target, e.mark(s)
	if t == nil {
		if e.freelance {
			e.skip(s, time.Time{}, "Only a company’s check-box needs it, and you go on with the Freelance permission")
		}
		return
	}
	s.Match = t.match()
	switch {
	case t.isBoth() && t.created:
		e.skip(s, e.moment(t.c.CreatedOn, t.c.RecordedAt), "You created "+t.c.Name+", which made you admin and employee")
	case t.isBoth():
		e.rolesHeld(s, t)
	case m != nil && m.State == MarkSkipped:
		e.begun(s, m)
	case e.ticked(t):
		e.follow(s, &proof{
			at: t.granted.HeldFrom, recorded: t.granted.RecordedAt, grade: e.gradeOf(t.granted), by: t.granted.ConfirmedBy,
			recordedBy: t.granted.RecordedBy, follows: "You could tick the " + t.c.Name + " check-box, which shows only to an admin and employee",
		})
	case e.freelance && !t.pending():
		at := time.Time{}
		if g := e.freelanceGrant(); g != nil {
			at = g.HeldFrom
		}
		e.skip(s, at, "You hold the Freelance permission, which needs no company")
	default:
		e.rolesMissing(s, t)
	}
}

// pending says that a question for roles is open.
func (c *candidate) pending() bool {
	return c.asked != nil && c.asked.Answer == "" && c.asked.AnsweredAt.IsZero()
}

// ticked says that the company's permission stands and settles the question of roles: the vendor shows the check-box to
// nobody else. An open question keeps the step open while the permission is only the member's word, and a role that ended
// after the tick shows that it settles nothing any more.
func (e *evaluator) ticked(t *candidate) bool {
	if t.granted == nil || e.roleEndedAfter(t.c, t.granted.HeldFrom) {
		return false
	}
	return !t.pending() || e.gradeOf(t.granted).strength() >= Confirmed.strength()
}

// roleEnded is when the member last lost a role in the company; zero when they never did.
func (e *evaluator) roleEnded(c *Company) time.Time {
	var last time.Time
	for i := range c.Roles {
		if r := &c.Roles[i]; e.isMe(r.Member) && !r.EndedAt.After(e.now) {
			last = later(last, r.EndedAt)
		}
	}
	return last
}

// roleEndedAfter says that the member lost a role in the company after a time.
func (e *evaluator) roleEndedAfter(c *Company, at time.Time) bool { return e.roleEnded(c).After(at) }

// rolesHeld settles the step by the two roles; it is known as well as the weaker of them is.
func (e *evaluator) rolesHeld(s *StepProgress, t *candidate) {
	weak, strong := t.admin, t.employee
	if strong.Grade.strength() < weak.Grade.strength() {
		weak, strong = strong, weak
	}
	grade := weak.Grade
	if grade == GradeNone || e.isMe(weak.RecordedBy) && grade == Confirmed {
		grade = SelfReported
	}
	s.Evidence, s.RecordedBy = weak.Note, weak.RecordedBy
	s.RecordedAt = later(weak.RecordedAt, strong.RecordedAt)
	s.Reason = "You are admin and employee of " + t.c.Name
	e.done(s, later(weak.Since, strong.Since))
	e.grade(s, grade, weak.RecordedBy, s.RecordedAt)
	if t.granted != nil && t.granted.Grade == Verified && s.Grade == SelfReported {
		e.raise(s, &proof{grade: Verified, recorded: t.granted.graded()})
	}
}

// rolesMissing is the step while somebody has to be asked, was asked, or said no.
func (e *evaluator) rolesMissing(s *StepProgress, t *candidate) {
	s.Missing, s.Since = t.missing(), e.roleEnded(t.c)
	s.Blocking = t.granted == nil && e.freelanceGrant() == nil
	if len(t.admins) > 0 {
		s.Ask, s.AskAlso = t.admins[0], t.admins[1:]
	}
	switch {
	case t.isAdmin():
		s.Reason = "You are admin of " + t.c.Name + ", but not yet employee"
	case t.isEmployee():
		s.Reason = "You are employee of " + t.c.Name + ", but not yet admin"
	default:
		s.Reason = "You are not yet admin and employee of " + t.c.Name
	}
	asked := t.asked
	if asked == nil || asked.Answer == RoleGranted && e.roleEndedAfter(t.c, asked.AnsweredAt) {
		e.askSomebody(s, t)
		return
	}
	copied := *asked
	s.Asked, s.Ask = &copied, asked.Asked
	s.AskAlso = others(t.admins, asked.Asked)
	e.askTitle(s, t)
	e.answered(s, t, asked)
}

// missing are the roles that the member does not hold.
func (c *candidate) missing() []Role {
	var out []Role
	if !c.isAdmin() {
		out = append(out, CompanyAdmin)
	}
	if !c.isEmployee() {
		out = append(out, CompanyEmployee)
	}
	return out
}

// askSomebody is the step before anybody was asked: the named admin, or a lead where no admin is known.
func (e *evaluator) askSomebody(s *StepProgress, t *candidate) {
	switch {
	case s.Ask.Known():
		e.askTitle(s, t)
		s.WaitingOn = e.onYou("ask " + s.Ask.Full() + " for the roles in " + t.c.Name)
	case t.isAdmin():
		s.Title = "Make yourself employee of " + t.c.Name
		s.WaitingOn = e.onYou("become employee of " + t.c.Name)
	default:
		s.Reason += ", and no admin of it is known here"
		e.wait(s, time.Time{}, e.onLead("find an admin of "+t.c.Name))
	}
}

// answered is the step after somebody was asked.
func (e *evaluator) answered(s *StepProgress, t *candidate, r *RoleRequest) {
	who, on := r.Asked.Full(), e.short(r.At)
	switch {
	case r.Answer == RoleDeclined:
		s.State, s.Since = Blocked, e.firstKnown(r.AnsweredAt, r.At)
		s.Reason = who + " declined on " + e.short(s.Since) + note(r.Note)
		s.WaitingOn = e.onYou("asked " + who + ", who declined")
		s.Asked = nil
	case r.Answer == RoleGranted:
		s.State, s.Since = InProgress, r.AnsweredAt
		s.Reason = who + " said yes on " + e.short(e.firstKnown(r.AnsweredAt, r.At)) + ". Look whether " + t.c.Name + " stands in your User Settings"
		s.WaitingOn = e.onYou("look whether the roles are there")
	case !contains(t.admins, r.Asked) && len(t.admins) > 0:
		s.State, s.Since = Blocked, r.At
		s.Reason = who + " is no longer admin of " + t.c.Name + ". Ask " + t.admins[0].Full()
		s.WaitingOn = e.onYou("ask " + t.admins[0].Full() + " instead of " + who)
	case !contains(t.admins, r.Asked):
		s.Reason = who + " is no longer admin of " + t.c.Name + ", and no other admin is known here"
		e.wait(s, r.At, e.onLead("find an admin of "+t.c.Name))
	default:
		s.Reason = "You asked " + who + " on " + on
		if !s.Blocking {
			s.Reason += ". You hold the permission, so this no longer stops you. " + r.Asked.First() + "’s answer closes it"
		}
		e.wait(s, r.At, WaitingOn{Kind: WaitCompanyAdmin, Person: r.Asked, Name: r.Asked.First(), What: "make " + rolePhrase(s.Missing, false)})
	}
}

// note adds somebody's words to a sentence.
func note(words string) string {
	if words == "" {
		return ""
	}
	return ": " + words
}

func others(people []Person, without Person) []Person {
	var out []Person
	for _, p := range people {
		if p.ID != without.ID {
			out = append(out, p)
		}
	}
	return out
}

// rolePhrase writes the roles that are missing; too marks that the other one is there.
func rolePhrase(missing []Role, too bool) string {
	if len(missing) != 1 {
		return "admin and employee"
	}
	phrase := "an " + string(missing[0])
	if too {
		phrase += " too"
	}
	return phrase
}

// askTitle names in the title who has to be asked, and writes the message to them.
func (e *evaluator) askTitle(s *StepProgress, t *candidate) {
	host := ""
	for _, l := range s.Links {
		if l.Host != "" {
			host = l.Host
			break
		}
	}
	fill := func(text string, too bool) string {
		return replacer(s.Ask.First(), e.me, rolePhrase(s.Missing, too), t.c.Name, t.domain, host).Replace(text)
	}
	if s.Step.AskTitle != "" {
		s.Title = fill(s.Step.AskTitle, true)
	}
	s.Message = fill(s.Step.Message, false)
}

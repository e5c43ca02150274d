package journey

import (
	"strconv"
	"strings"
	"time"
)

// open finishes a step of the walk once its rule has spoken: the gate for what nobody has done yet, the blocker for what
// somebody is stuck in, and since when.
func (e *evaluator) open(s *StepProgress) {
	opened := e.f.Member.StartedAt
	var closed []*StepProgress
	for _, key := range s.Step.Prerequisites {
		need := e.before(key)
		switch {
		case need == nil:
		case need.State.Settled():
			opened = later(opened, need.DoneAt)
		case !need.Step.Optional:
			closed = append(closed, need)
		}
	}
	s.LastNudge, s.opened = e.nudge(s.Step.Key), opened
	if s.State.Settled() {
		s.DoneOn, s.Since, s.Blocking = DayOf(s.DoneAt, e.loc), s.DoneAt, false
		if s.State == Done {
			s.StepDays = max(WorkingDays(opened, s.DoneAt, e.loc)-workingIn(e.linkSpans(nil, s, opened, s.DoneAt)), 0)
		}
		return
	}
	blocker := e.blocker(s)
	s.Blocker = blocker
	if (s.State == NotStarted || s.State == InProgress || s.WaitingOn.Kind == WaitLead && !s.NeedsLead) && len(closed) > 0 && !s.begunByRequest() {
		e.close(s, closed)
		return
	}
	if s.State == NotStarted || s.State == InProgress {
		s.CanAct = true
		s.Since = later(opened, s.Since)
		if m := e.mark(s); m != nil && m.State == MarkUndone {
			s.Since = later(s.Since, m.RecordedAt)
		}
		if s.WaitingOn.Kind == WaitNobody {
			s.WaitingOn = e.onYou("")
		}
		e.linkDown(s)
	}
	if s.State == Blocked {
		s.CanAct = true
	}
	if s.State == Waiting && s.Since.IsZero() {
		s.Since = opened
	}
	if blocker != nil {
		if s.State != Waiting && s.State != Blocked {
			s.Since = opened
		}
		e.stuck(s, blocker)
	}
}

// begunByRequest says that a draft stands behind the step, after an earlier attempt: a gate does not take that back.
func (s *StepProgress) begunByRequest() bool { return s.Step.Rule == RuleRequest && s.Attempt > 1 }

// close makes a step wait for earlier ones, and says for which, and who can open it.
func (e *evaluator) close(s *StepProgress, closed []*StepProgress) {
	root := e.root(closed[0])
	gate := &Gate{StepKey: root.Step.Key, StepNumber: root.Step.Number, Person: root.WaitingOn.Person, Name: root.WaitingOn.Name, Kind: root.WaitingOn.Kind}
	if root.Step.Rule == RuleRoles && root.Ask.Known() {
		gate.Kind, gate.Person, gate.Name = WaitCompanyAdmin, root.Ask, root.Ask.First()
	}
	needs := e.needed(closed)
	gate.Sentence = e.gateSentence(s, needs, root)
	if root.Step.Rule == RuleRoles && s.Step.Rule == RulePermission {
		gate.Otherwise = "Or skip step " + strconv.Itoa(root.Step.Number) + " and take the Freelance permission"
	}
	if s.Reason != "" {
		s.Hint = s.Reason
	}
	s.State, s.Gate, s.Reason, s.CanAct = CannotStart, gate, gate.Sentence, false
	s.WaitingOn, s.Message, s.Since = WaitingOn{}, "", time.Time{}
	s.NeedsLead = false
}

// root is the step that has to move first: a step that cannot start itself leads on to the first one that it needs.
func (e *evaluator) root(s *StepProgress) *StepProgress {
	if s.State == CannotStart && s.Gate != nil {
		if deeper := e.before(s.Gate.StepKey); deeper != nil && deeper != s {
			return deeper
		}
	}
	return s
}

// needed leaves of the steps in the way those that no other one in the way already needs. The roles step is left out while
// it cannot start itself: it may turn out not to be needed.
func (e *evaluator) needed(closed []*StepProgress) []*StepProgress {
	var out []*StepProgress
	for _, s := range closed {
		covered := s.Step.Rule == RuleRoles && s.State == CannotStart && len(closed) > 1
		for _, other := range closed {
			if other != s && !(other.Step.Rule == RuleRoles && other.State == CannotStart) && e.needs(other, s.Step.Key) {
				covered = true
			}
		}
		if !covered {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return closed[:1]
	}
	return out
}

// needs says whether a step needs another one, directly or through others. Prerequisites always come earlier, so it ends.
func (e *evaluator) needs(s *StepProgress, key string) bool {
	for _, need := range s.Step.Prerequisites {
		if need == key {
			return true
		}
		if next := e.before(need); next != nil && next != s && next.Step.Number < s.Step.Number && e.needs(next, key) {
			return true
		}
	}
	return false
}

// gateSentence says in one sentence what is missing, and whom it waits for where that is not the member.
func (e *evaluator) gateSentence(s *StepProgress, needs []*StepProgress, root *StepProgress) string {
	if s.Step.Rule == RuleReview {
		return "Starts when the request is sent"
	}
	if len(needs) == 1 && needs[0].Step.Rule == RuleTests && needs[0].Step.NeedsConfirmation && e.lead.Known() {
		return "Needs your staging tests, confirmed by " + e.lead.Full()
	}
	if len(needs) == 1 && needs[0].Step.Rule == RuleRoles && needs[0].Ask.Known() && needs[0].Match != nil {
		return "Needs " + needs[0].Ask.Full() + " to make you " + rolePhrase(needs[0].Missing, true) + " of " + needs[0].Match.CompanyName
	}
	nouns := make([]string, 0, len(needs))
	for _, need := range needs {
		n := noun(need)
		if need.Step.Rule == RuleCompany && s.Step.Rule == RulePermission {
			n += ", or your word that you go on without one"
		}
		nouns = append(nouns, n)
	}
	sentence := "Needs " + strings.Join(nouns, " and ")
	switch {
	case root.Step.Rule == RuleRoles && root.Ask.Known():
		sentence += ", which waits for " + root.Ask.Full()
	case root.State == Waiting && root.WaitingOn.Person.Known():
		sentence += ", which waits for " + root.WaitingOn.Person.Full()
	case root.State == Waiting:
		sentence += ", which waits for " + root.WaitingOn.Name
	}
	return sentence
}

// noun is what a step gives, for a sentence that begins with Needs.
func noun(s *StepProgress) string {
	of := " of step " + strconv.Itoa(s.Step.Number)
	switch s.Step.Rule {
	case RuleSignUp:
		return "the staging account" + of
	case RuleInvitation:
		return "the password" + of
	case RuleCompany:
		return "the company" + of
	case RuleRoles:
		return "the roles" + of
	case RulePermission:
		return "the developer permission" + of
	case RuleDashboard:
		return "the Developer Dashboard" + of
	case RuleApp:
		return "the app" + of
	case RuleSDK:
		return "an SDK"
	case RuleTests:
		return "your staging tests"
	case RuleRequest:
		return "the request" + of
	}
	return "step " + strconv.Itoa(s.Step.Number)
}

// blocker is the step's open "I am stuck" with the edition's words for it, or nil.
func (e *evaluator) blocker(s *StepProgress) *OpenBlocker {
	var last *Blocker
	for i := range e.f.Blockers {
		b := &e.f.Blockers[i]
		if b.StepKey != s.Step.Key || !b.ResolvedAt.IsZero() {
			continue
		}
		if last == nil || b.At.After(last.At) || b.At.Equal(last.At) && b.ID > last.ID {
			last = b
		}
	}
	if last == nil {
		return nil
	}
	out := &OpenBlocker{ID: last.ID, Words: last.Words, At: last.At, Days: WorkingDays(last.At, e.now, e.loc)}
	reason, known := e.ed.reason(s.Step, last.ReasonKey)
	if !known {
		// An older edition's reason, or none: the person's words are all there is.
		reason = StuckReason{Key: last.ReasonKey, Label: "Something else", Phrase: "something else", On: WaitLead}
	}
	out.Reason = reason
	return out
}

// phrase is what a board says of the blocker: the known phrase, or the person's words where they say more.
func (b *OpenBlocker) phrase() string {
	words := strings.Join(strings.Fields(b.Words), " ")
	if b.Reason.Phrase != "" && (b.Reason.On != WaitLead || words == "" || b.Reason.Phrase != "something else") {
		return b.Reason.Phrase
	}
	if r := []rune(words); len(r) > maxPhrase {
		return strings.TrimSpace(string(r[:maxPhrase])) + "…"
	}
	return words
}

// maxPhrase is how much of a person's words fits on a line of the board, in characters.
const maxPhrase = 80

// stuck turns an open step into a problem, or into waiting where somebody outside has to move.
func (e *evaluator) stuck(s *StepProgress, b *OpenBlocker) {
	what := b.phrase()
	s.Reason = b.Reason.Label
	if b.Words != "" {
		s.Reason = b.Words
	}
	switch b.Reason.On {
	case WaitVendor:
		if s.State == Waiting && s.WaitingOn.Kind == WaitVendor {
			s.WaitingOn.What = what
			return
		}
		e.wait(s, b.At, e.onVendor(what))
		s.CanAct = true
	case WaitLink:
		on := e.onLead(what)
		on.Kind, on.Name = WaitLink, "a missing link"
		e.wait(s, b.At, on)
		s.CanAct = true
	case WaitLead:
		s.State, s.WaitingOn = Blocked, e.onLead(what)
	case WaitCompanyAdmin:
		s.State, s.WaitingOn = Blocked, e.onLead(what)
		if e.known != nil && len(e.known.admins) > 0 {
			a := e.known.admins[0]
			s.WaitingOn = WaitingOn{Kind: WaitCompanyAdmin, Person: a, Name: a.First(), What: what}
		}
	default:
		s.State, s.WaitingOn, s.CanAct = Blocked, e.onYou(what), true
	}
}

// nudge is the latest reminder about a step, or nil.
func (e *evaluator) nudge(key string) *Nudge {
	var last *Nudge
	for i := range e.f.Nudges {
		n := &e.f.Nudges[i]
		if n.StepKey == key && (last == nil || n.At.After(last.At) || n.At.Equal(last.At) && n.ID > last.ID) {
			last = n
		}
	}
	if last == nil {
		return nil
	}
	copied := *last
	return &copied
}

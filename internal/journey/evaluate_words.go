package journey

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Status is the step's state as a short sentence without a stop: "Waiting for Dana, 3 days", "Done 8 June, verified". The year
// stands only where it is not today's.
func (s StepProgress) Status(today Day) string {
	switch s.State {
	case InProgress:
		switch {
		case s.OverdueDays > 0:
			return "In progress, " + days(s.OverdueDays) + " over"
		case !s.Due.IsZero():
			return "In progress, due " + s.Due.Short(today)
		}
		return "In progress"
	case Waiting:
		if !s.WaitingOn.SinceDay.IsZero() {
			return "Waiting for " + s.WaitingOn.Name + ", since " + s.WaitingOn.SinceDay.Short(today)
		}
		if s.WaitingOn.Days < 1 {
			return "Waiting for " + s.WaitingOn.Name + ", since today"
		}
		return "Waiting for " + s.WaitingOn.Name + ", " + days(s.WaitingOn.Days)
	case CannotStart:
		return "Cannot start yet"
	case Blocked:
		return "There is a problem" + note(s.WaitingOn.What)
	case Done:
		status := s.DoneWord() + " " + s.DoneOn.Short(today)
		if s.Grade != GradeNone {
			status += ", " + string(s.Grade)
		}
		return status
	case Skipped:
		return "Skipped"
	}
	return "Not started"
}

// DoneWord is the word for a step that is done: a request is sent and a review approved.
func (s StepProgress) DoneWord() string {
	switch s.Step.Rule {
	case RuleRequest:
		return "Sent"
	case RuleReview:
		return "Approved"
	}
	return "Done"
}

// days writes a number of working days.
func days(n int) string { return count(n, "day") }

// Summary is the journey in a sentence or two: "4 of 11 steps done, 1 skipped, 1 waiting for Dana. You can go on with step 7."
func (p Progress) Summary() string {
	if p.Complete {
		if p.Skipped == 0 {
			return "All " + count(p.Total, "step") + " are done."
		}
		return strconv.Itoa(p.Done) + " of " + count(p.Total, "step") + " done, " + strconv.Itoa(p.Skipped) + " skipped. Nothing is left to do."
	}
	parts := []string{strconv.Itoa(p.Done) + " of " + count(p.Total, "step") + " done"}
	if p.Skipped > 0 {
		parts = append(parts, strconv.Itoa(p.Skipped)+" skipped")
	}
	parts = append(parts, p.waits()...)
	if p.Stuck > 0 {
		parts = append(parts, strconv.Itoa(p.Stuck)+" stuck")
	}
	return strings.Join(parts, ", ") + "." + p.next()
}

// waits counts waiting steps by whom they wait for, in the order of the steps.
func (p Progress) waits() []string {
	var names []string
	counts := map[string]int{}
	for i := range p.Steps {
		if s := &p.Steps[i]; s.State == Waiting {
			if counts[s.WaitingOn.Name] == 0 {
				names = append(names, s.WaitingOn.Name)
			}
			counts[s.WaitingOn.Name]++
		}
	}
	var out []string
	for _, name := range names {
		out = append(out, strconv.Itoa(counts[name])+" waiting for "+name)
	}
	return out
}

// next says what the member can do now.
func (p Progress) next() string {
	s, ok := p.Step(p.Current)
	if !ok {
		return ""
	}
	number := strconv.Itoa(s.Step.Number)
	switch {
	case s.State == Blocked:
		return " Step " + number + " has a problem."
	case s.State == Waiting:
		return " Step " + number + " waits for " + s.WaitingOn.Name + "."
	case p.Done+p.Skipped == 0:
		return " Begin with step " + number + "."
	}
	return " You can go on with step " + number + "."
}

// Continue is the label of the one button: "Continue: create an OAuth2 app". It is empty when there is nothing to do.
func (p Progress) Continue() string {
	s, ok := p.Step(p.Current)
	if !ok || !p.CanContinue {
		return ""
	}
	word := "Continue: "
	if p.Done+p.Skipped == 0 {
		word = "Start: "
	}
	return word + inSentence(s.Title, p.vendor)
}

// inSentence writes a title in the middle of a sentence. One that begins with the vendor's name stays as it is.
func inSentence(title, vendor string) string {
	r, size := utf8.DecodeRuneInString(title)
	if size == 0 || vendor != "" && strings.HasPrefix(title, vendor) {
		return title
	}
	return string(unicode.ToLower(r)) + title[size:]
}

// Summary counts the stage: "4 of 6 done, 1 skipped, 1 waiting", "1 of 3 in progress".
func (s StageProgress) Summary() string {
	total := strconv.Itoa(s.Total)
	var parts []string
	add := func(n int, word string) {
		switch {
		case n > 0 && len(parts) == 0:
			parts = append(parts, strconv.Itoa(n)+" of "+total+" "+word)
		case n > 0:
			parts = append(parts, strconv.Itoa(n)+" "+word)
		}
	}
	add(s.Done, "done")
	add(s.Skipped, "skipped")
	add(s.InProgress, "in progress")
	add(s.Waiting, "waiting")
	add(s.Stuck, "stuck")
	if len(parts) == 0 {
		return "0 of " + total + " done"
	}
	return strings.Join(parts, ", ")
}

// head is what a board says of the whole journey.
func (e *evaluator) head(p *Progress) Head {
	for i := range p.Steps {
		s := &p.Steps[i]
		if !s.Current {
			continue
		}
		// The step became the current one after it was settled: its days are counted here.
		e.settle(p.Steps[i : i+1])
		h := Head{StepKey: s.Step.Key, State: s.State, Days: s.Days, OverdueDays: s.OverdueDays, WaitingOn: s.WaitingOn, Phrase: s.WaitingOn.What}
		if h.Phrase != "" {
			return h
		}
		switch {
		case s.OverdueDays > 0:
			h.Phrase = days(s.OverdueDays) + " over"
		case p.Freelance:
			h.Phrase = "on time, freelance permission"
		case !s.Due.IsZero():
			h.Phrase = "on time, due " + s.Due.Short(e.today)
		default:
			h.Phrase = inSentence(s.Title, e.ed.Vendor)
		}
		return h
	}
	return Head{}
}

// replacer fills in the places of an edition's text.
func replacer(admin string, me Person, roles, company, domain, host string) *strings.Replacer {
	name := me.Full()
	return strings.NewReplacer("{admin}", admin, "{name}", name, "{email}", me.Email, "{roles}", roles,
		"{company}", company, "{domain}", domain, "{host}", host)
}

// values are what the member copies into the vendor's forms, as far as they are known.
func (e *evaluator) values() []Value {
	var out []Value
	add := func(key, label, text string) {
		if text != "" {
			out = append(out, Value{key, label, text})
		}
	}
	add(ValueWorkEmail, "Work e-mail", e.me.Email)
	team := slug(e.f.Member.TeamName)
	company := ""
	if e.target != nil {
		add(ValueCompanyName, "Company", e.target.c.Name)
		add(ValueCompanyDomain, "Company domain", e.target.domain)
		company = slug(e.target.c.Name)
	}
	if !e.freeMail {
		add(ValueMailDomain, "Mail domain", e.mailDomain)
	}
	var parts []string
	for _, part := range []string{company, team, slug(e.me.First()), string(Staging)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) > 1 {
		add(ValueAppName, "App name", strings.Join(parts, "-"))
	}
	return out
}

// slug writes a name in lower-case letters and digits joined by hyphens; other letters than a to z stay as they are.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

package handlers

import (
	"fmt"
	"strings"
	"time"

	"portico/internal/permission"
	"portico/views/ledger"
)

// ledgerVendor is who answers in a verified grade and who approves in production.
const ledgerVendor = "Avaya"

// answerSentence is the answer in words: "On 16 June 2026, 6 people hold developer permission in production: 5 for a company
// and 1 as freelance. 3 are verified by Avaya, 2 confirmed by a second person, and 1 is only self-reported."
//
// It never claims more than the reader sees: to a lead it speaks of their team, and to everybody else of themselves.
func answerSentence(a permission.Answer, reader ledgerReader, company string, zone *time.Location, exact bool, now time.Time) ledger.Sentence {
	if !a.Ready {
		return ledger.Sentence{Finding: "Working out the count and the fingerprint of a long answer.", After: " The rows are below already; the numbers are here when the page is loaded again."}
	}
	if a.Question.What != permission.Holds {
		return stockSentence(a, reader, company, zone)
	}
	asOf := a.Question.AsOf
	hold, holds, were, was := "hold", "holds", "are", "is"
	// A moment ago is still now, but not across midnight: yesterday is over from its first minute on.
	if asOf.Before(now.Add(-time.Minute)) || asOf.In(zone).Format(time.DateOnly) < now.In(zone).Format(time.DateOnly) {
		hold, holds, were, was = "held", "held", "were", "was"
	}
	s := ledger.Sentence{Before: "On " + dayMonthYear(asOf, zone) + ","}
	if exact {
		s.Before = "On " + asOf.In(zone).Format("2 January 2006 at 15:04:05") + ","
	}
	what := " developer permission" + scopeWords(a.Question, company)
	c := a.Counts
	switch {
	case reader == readsOwn && c.People == 0:
		s.Before, s.Finding, s.After = s.Before+" you", map[bool]string{true: "do not hold", false: "did not hold"}[hold == "hold"], what+"."
		return s
	case reader == readsOwn:
		s.Before, s.Finding, s.After = s.Before+" you", hold, what
	case c.People == 0:
		s.Finding, s.After = "nobody", string(reader)+" "+holds+what+"."
		return s
	case c.People == 1:
		s.Finding, s.After = "1 person", string(reader)+" "+holds+what
	default:
		s.Finding, s.After = fmt.Sprintf("%d people", c.People), string(reader)+" "+hold+what
	}
	if a.Question.Company == "" {
		s.After += splitWords(c)
	}
	s.After += ". " + evidenceWords(c, was, were)
	return s
}

// ledgerReader is how far somebody sees into the ledger, in the words that follow a number of people. One's own rows are told
// with "you" instead.
type ledgerReader string

const (
	readsAll  ledgerReader = ""
	readsTeam ledgerReader = " of your team"
	readsOwn  ledgerReader = "own"
)

// scopeWords are " for ACME in production".
func scopeWords(q permission.Question, company string) string {
	var b strings.Builder
	switch {
	case q.Company == permission.Freelance:
		b.WriteString(" as freelance")
	case company != "":
		b.WriteString(" for " + company)
	}
	if q.Environment == "" {
		b.WriteString(" in staging or production")
	} else {
		b.WriteString(" in " + q.Environment)
	}
	return b.String()
}

// splitWords say how many hold it for a company and how many as freelance; someone with both counts in both.
func splitWords(c permission.Counts) string {
	all := ", "
	if c.People > 1 {
		all = ", all "
	}
	switch {
	case c.ForFreelance == 0:
		return all + "for a company"
	case c.ForCompany == 0:
		return all + "as freelance"
	case c.People == 1:
		return ", for a company and as freelance"
	}
	both := ""
	if n := c.ForCompany + c.ForFreelance - c.People; n > 0 {
		both = fmt.Sprintf(", %d of them both", n)
	}
	return fmt.Sprintf(": %d for a company and %d as freelance%s", c.ForCompany, c.ForFreelance, both)
}

// evidenceWords say how well it is known. was and were are "is" and "are", or the same for the past.
func evidenceWords(c permission.Counts, was, were string) string {
	grades := []struct {
		n     int
		words string
	}{{c.Verified, "verified by " + ledgerVendor}, {c.Confirmed, "confirmed by a second person"}, {c.SelfReported, "only self-reported"}}
	start := ""
	if c.Lines > c.People {
		start = fmt.Sprintf("Of %d permissions, ", c.Lines)
	}
	var parts []string
	for _, g := range grades {
		switch {
		case g.n == 0:
		case g.n == c.Lines && c.Lines == 1:
			return "It " + was + " " + g.words + "."
		case g.n == c.Lines:
			return strings.TrimSuffix(start, ", ") + map[bool]string{true: ", all", false: "All"}[start != ""] + " " + were + " " + g.words + "."
		case len(parts) == 1 && g.words != grades[2].words:
			parts = append(parts, fmt.Sprintf("%d %s", g.n, g.words))
		case g.n == 1:
			parts = append(parts, fmt.Sprintf("1 %s %s", was, g.words))
		default:
			parts = append(parts, fmt.Sprintf("%d %s %s", g.n, were, g.words))
		}
	}
	last := len(parts) - 1
	return start + strings.Join(parts[:last], ", ") + ", and " + parts[last] + "."
}

// evidenceWord is a grade as it is read.
func evidenceWord(grade string) string {
	switch grade {
	case permission.Verified:
		return "Verified"
	case permission.Confirmed:
		return "Confirmed"
	case permission.SelfReported:
		return "Self-reported"
	}
	return ""
}

// kindWord is how someone came to hold it.
func kindWord(kind string) string {
	if kind == permission.VendorApproved {
		return "By " + ledgerVendor
	}
	return "Self-assigned"
}

// evidenceLimits say what evidence of a grade does not show.
func evidenceLimits(grade string) string {
	switch grade {
	case permission.Verified:
		return ledgerVendor + " answered. That shows that the account works, and not who else knows the client secret."
	case permission.Confirmed:
		return "Confirmed means that a second person looked. It does not show that it is still so at " + ledgerVendor + "."
	}
	return "Self-reported means that the person says so. Nobody else looked yet."
}

// daysOld counts the days of the reader's calendar between two moments: "1 day old", "7 days old".
func daysOld(from, until time.Time, zone *time.Location) string {
	day := func(t time.Time) time.Time {
		y, m, d := t.In(zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	switch n := int(day(until).Sub(day(from)).Hours() / 24); {
	case n <= 0:
		return "less than a day old"
	case n == 1:
		return "1 day old"
	default:
		return fmt.Sprintf("%d days old", n)
	}
}

func dayMonthYear(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("2 January 2006")
}

// countOf is "1 row", "6 rows".
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

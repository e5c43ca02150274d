package handlers

import (
	"fmt"
	"time"

	"portico/internal/permission"
	"portico/views/ledger"
)

// stockSentence answers the questions besides who holds it: what changed, who holds it on their own word only, and who holds
// it and should not.
func stockSentence(a permission.Answer, reader ledgerReader, company string, zone *time.Location) ledger.Sentence {
	q := a.Question
	scope := " developer permission" + scopeWords(q, company) + gradeWords(q.Grade)
	if q.What == permission.Changed {
		return changedSentence(a, reader, scope, zone)
	}
	s := ledger.Sentence{Before: "On " + dayMonthYear(q.AsOf, zone) + ","}
	if q.What == permission.EndUnconfirmed {
		return unconfirmedSentence(a, reader, s.Before, scope)
	}
	how := scope + " on their own word only"
	if q.What == permission.ShouldNot {
		how = scope + " and should not"
	}
	if reader == readsOwn {
		return ownStockSentence(a, s.Before, scopeWords(q, company)+gradeWords(q.Grade))
	}
	whose := string(reader)
	switch a.ShownPeople {
	case 0:
		s.Finding, s.After = "nobody", whose+" holds"+how+"."
	case 1:
		s.Finding, s.After = "1 person", whose+" holds"+how+"."
	default:
		s.Finding, s.After = fmt.Sprintf("%d people", a.ShownPeople), whose+" hold"+how+"."
	}
	if n := a.Counts.People; n > 0 {
		s.After += " " + countOf(n, "person holds", "people hold") + " it in all."
	}
	if q.What == permission.ShouldNot {
		s.After += " Who is said not to hold it any more is not among them until somebody confirms it: ask whose end nobody confirmed."
	}
	return s
}

// unconfirmedSentence tells of whom it is only said that they do not hold it any more.
func unconfirmedSentence(a permission.Answer, reader ledgerReader, before, scope string) ledger.Sentence {
	s := ledger.Sentence{Before: before}
	switch {
	case reader == readsOwn && a.Shown == 0:
		s.Finding, s.After = "none", " of your own"+scope+" ended without somebody else confirming it."
	case reader == readsOwn:
		s.Finding = countOf(a.Shown, "end", "ends")
		s.After = " of your own" + scope + map[bool]string{true: " waits", false: " wait"}[a.Shown == 1] + " for somebody else to confirm."
	case a.ShownPeople == 0:
		s.Finding, s.After = "every recorded end", " of"+scope+string(reader)+" is confirmed."
	case a.ShownPeople == 1:
		s.Finding, s.After = "1 person", string(reader)+" is said not to hold"+scope+" any more, and nobody else confirmed it: it is an open risk."
	default:
		s.Finding = fmt.Sprintf("%d people", a.ShownPeople)
		s.After = string(reader) + " are said not to hold" + scope + " any more, and nobody else confirmed it: each is an open risk."
	}
	return s
}

// ownStockSentence tells somebody of their own permissions only.
func ownStockSentence(a permission.Answer, before, scope string) ledger.Sentence {
	if a.Counts.Lines == 0 {
		return ledger.Sentence{Before: before + " you", Finding: "do not hold", After: " developer permission" + scope + "."}
	}
	s := ledger.Sentence{Before: before, After: " of your " + countOf(a.Counts.Lines, "developer permission", "developer permissions") + scope}
	switch {
	case a.Shown == 0:
		s.Finding, s.After = "none", " of your developer permissions"+scope
	case a.Counts.Lines == 1:
		s.Finding, s.After = "your one developer permission", scope
	default:
		s.Finding = fmt.Sprint(a.Shown)
	}
	switch {
	case a.Question.What == permission.ShouldNot:
		s.After += " should go."
	case a.Shown > 1:
		s.After += " rest on your own word only."
	default:
		s.After += " rests on your own word only."
	}
	return s
}

func changedSentence(a permission.Answer, reader ledgerReader, scope string, zone *time.Location) ledger.Sentence {
	q, c := a.Question, a.Counts
	s := ledger.Sentence{Before: "Between " + dayMonthYear(q.Since, zone) + " and " + dayMonthYear(q.AsOf, zone) + ","}
	if reader == readsOwn {
		s.Finding = fmt.Sprintf("%d gained and %d lost", c.Gained, c.Lost)
		s.After = " of your own" + scope + ". " + correctedWords(c.Corrected)
		return s
	}
	who := func(n int) string {
		if n == 0 {
			return "nobody"
		}
		return countOf(n, "person", "people")
	}
	s.Finding = who(c.Gained) + string(reader) + " gained and " + who(c.Lost) + " lost"
	s.After = scope + ". " + correctedWords(c.Corrected)
	return s
}

// gradeWords narrow a sentence as its rows are narrowed: without them it would claim more than it shows.
func gradeWords(grade string) string {
	if grade == "" {
		return ""
	}
	return " with " + grade + " evidence"
}

func correctedWords(n int) string {
	if n == 0 {
		return "No line was corrected."
	}
	return countOf(n, "line was", "lines were") + " corrected."
}

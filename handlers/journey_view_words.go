package handlers

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"portico/internal/journey"
	"portico/views/components"
)

// journeyLede counts the steps in a sentence and says what comes next.
func journeyLede(p journey.Progress, ed journey.Edition) string {
	lede := countSteps(p)
	step, ok := p.Step(p.Current)
	switch {
	case p.Complete:
		return lede + ". Nothing is left to do."
	case ok && p.CanContinue:
		return fmt.Sprintf("%s. You can go on with step %d.", lede, step.Step.Number)
	case ok && step.WaitingOn.Name != "" && step.WaitingOn.Kind != journey.WaitYou:
		return fmt.Sprintf("%s. There is nothing for you to do now: %s is next.", lede, step.WaitingOn.Name)
	}
	return lede + "."
}

func countSteps(p journey.Progress) string {
	parts := []string{fmt.Sprintf("%d of %d steps done", p.Done, p.Total)}
	if p.Skipped > 0 {
		parts = append(parts, fmt.Sprintf("%d skipped", p.Skipped))
	}
	if p.Waiting > 0 {
		parts = append(parts, fmt.Sprintf("%d waiting%s", p.Waiting, waitedFor(p)))
	}
	if p.Stuck > 0 {
		parts = append(parts, fmt.Sprintf("%d stuck", p.Stuck))
	}
	return strings.Join(parts, ", ")
}

// waitedFor names whom the waiting steps wait for, each once.
func waitedFor(p journey.Progress) string {
	var names []string
	for _, s := range p.Steps {
		if s.State == journey.Waiting && s.WaitingOn.Name != "" && !strings.Contains(strings.Join(names, "\n"), s.WaitingOn.Name) {
			names = append(names, s.WaitingOn.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " for " + strings.Join(names, " and ")
}

// stageLine counts a stage: "4 of 6 done, 1 skipped, 1 waiting". A stage that nobody began says nothing.
func stageLine(s journey.StageProgress) string {
	var parts []string
	if s.Done > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d done", s.Done, s.Total))
	}
	for _, part := range []struct {
		n    int
		word string
	}{{s.Skipped, "skipped"}, {s.Waiting, "waiting"}, {s.InProgress, "in progress"}, {s.Stuck, "stuck"}} {
		switch {
		case part.n == 0:
		case len(parts) == 0:
			parts = append(parts, fmt.Sprintf("%d of %d %s", part.n, s.Total, part.word))
		default:
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.word))
		}
	}
	return strings.Join(parts, ", ")
}

// colonnade draws a journey: a column for each step, a bay for each stage.
func colonnade(p journey.Progress) components.ColonnadeModel {
	var m components.ColonnadeModel
	var words []string
	for _, stage := range p.Stages {
		bay := components.Bay{Name: stage.Stage.Short}
		for _, s := range p.Steps {
			if s.Step.Stage == stage.Stage.Key {
				bay.Columns = append(bay.Columns, column(s))
			}
		}
		m.Bays = append(m.Bays, bay)
		line := stageLine(stage)
		if line == "" {
			line = "not started"
		}
		words = append(words, stage.Stage.Title+": "+line)
	}
	m.Label = strings.Join(words, ". ") + "."
	return m
}

func column(s journey.StepProgress) string {
	switch {
	case s.State == journey.Done:
		return "done"
	case s.State == journey.Skipped:
		return "skipped"
	case s.State == journey.Waiting:
		return "waiting"
	case s.State == journey.Blocked:
		return "problem"
	case s.Current:
		return "now"
	}
	return ""
}

// shapeOf is the shape of a step: a done one shows how sure it is.
func shapeOf(s journey.StepProgress) string {
	switch s.State {
	case journey.InProgress:
		return "progress"
	case journey.Waiting:
		return "waiting"
	case journey.CannotStart:
		return "locked"
	case journey.Blocked:
		return "problem"
	case journey.Skipped:
		return "skipped"
	case journey.Done:
		if s.Grade == journey.Verified || s.Grade == journey.Confirmed {
			return string(s.Grade)
		}
		return "done"
	default:
		return "todo"
	}
}

// stateWords say where a step stands.
func stateWords(s journey.StepProgress, today journey.Day) string {
	switch s.State {
	case journey.InProgress:
		return "In progress" + dueWords(s, today)
	case journey.Waiting:
		return "Waiting for " + s.WaitingOn.Name + sinceWords(s)
	case journey.CannotStart:
		return "Cannot start yet"
	case journey.Blocked:
		return "There is a problem" + sinceWords(s)
	case journey.Skipped:
		return "Skipped"
	case journey.Done:
		words := "Done"
		if !s.DoneOn.IsZero() {
			words += " " + s.DoneOn.Short(today)
		}
		if s.Grade != journey.GradeNone {
			words += ", " + string(s.Grade)
		}
		return words
	default:
		return "Not started" + dueWords(s, today)
	}
}

func sinceWords(s journey.StepProgress) string {
	if s.Days == 0 {
		return ""
	}
	return ", " + days(s.Days)
}

func dueWords(s journey.StepProgress, today journey.Day) string {
	switch {
	case s.OverdueDays > 0:
		return ", " + days(s.OverdueDays) + " over"
	case !s.Due.IsZero():
		return ", due " + s.Due.Short(today)
	}
	return ""
}

// hintOf is the line below a step's name.
func hintOf(s journey.StepProgress) string {
	switch {
	case s.State == journey.Skipped && s.Reason != "":
		return "Skipped: " + s.Reason
	case s.State == journey.CannotStart && s.Gate != nil:
		return s.Gate.Sentence
	case (s.State == journey.CannotStart || s.State == journey.Blocked) && s.Reason != "":
		return s.Reason
	}
	return s.Hint
}

// inSentence makes a title follow a colon: "Create an OAuth2 app" becomes "create an OAuth2 app". A name stays as it is.
func inSentence(title, vendor string) string {
	first, size := utf8.DecodeRuneInString(title)
	if vendor != "" && strings.HasPrefix(title, vendor) {
		return title
	}
	return string(unicode.ToLower(first)) + title[size:]
}

// gradeWord is a grade as a word that begins a line.
func gradeWord(g journey.Grade) string {
	switch g {
	case journey.Verified:
		return "Verified"
	case journey.Confirmed:
		return "Confirmed"
	case journey.SelfReported:
		return "Self-reported"
	}
	return ""
}

// sentence ends a phrase with a full stop.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

package handlers

import (
	"fmt"
	"strings"

	"portico/internal/journey"
	"portico/views/components"
)

// countSteps is how far a journey is, for a record: it names nobody who is waited for.
func countSteps(p journey.Progress) string {
	count := fmt.Sprintf("%d of %d steps done", p.Done, p.Total)
	if p.Skipped > 0 {
		count += fmt.Sprintf(", %d skipped", p.Skipped)
	}
	return count
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
		words = append(words, stage.Stage.Title+": "+stage.Summary())
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

// stateWords say where a step stands. What the problem is stands in the line below.
func stateWords(s journey.StepProgress, today journey.Day) string {
	if s.State != journey.Blocked {
		return s.Status(today)
	}
	if s.Days == 0 {
		return "There is a problem"
	}
	return "There is a problem, " + days(s.Days)
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

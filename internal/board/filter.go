package board

import (
	"slices"
	"strings"

	"portico/internal/journey"
)

// Status is one of the chips above the table. The empty Status is everybody.
type Status string

// The statuses that a board can be narrowed to.
const (
	Everybody     Status = ""
	Problem       Status = "problem"
	WaitingUs     Status = "waiting-us"
	WaitingVendor Status = "waiting-vendor"
	Overdue       Status = "overdue"
	Active        Status = "active"
)

// Statuses lists them in the order of the chips.
func Statuses() []Status { return []Status{Problem, WaitingUs, WaitingVendor, Overdue, Active} }

// Grouping says what rows stand together by.
type Grouping string

// The groupings.
const (
	Ungrouped      Grouping = ""
	ByCompany      Grouping = "company"
	ByMonthStarted Grouping = "month"
)

// Filter is how a board is narrowed and grouped. The zero Filter shows everybody.
type Filter struct {
	Status Status
	// Step is the key of the step that the developers stand at.
	Step string
	// Query is looked for in names and addresses, whatever the case.
	Query string
	Group Grouping
}

// ParseFilter reads a filter out of an address; what it does not know counts as not said.
func ParseFilter(status, step, query, group string) Filter {
	f := Filter{Step: step}
	if slices.Contains(Statuses(), Status(status)) {
		f.Status = Status(status)
	}
	if g := Grouping(group); g == ByCompany || g == ByMonthStarted {
		f.Group = g
	}
	f.Query = strings.Join(strings.Fields(query), " ")
	if letters := []rune(f.Query); len(letters) > 100 {
		f.Query = string(letters[:100])
	}
	return f
}

// of leaves the step out where the board's edition has none of that key.
func (f *Filter) of(ed journey.Edition) {
	if _, ok := ed.Step(f.Step); !ok {
		f.Step = ""
	}
}

// Narrows says that the filter may hide somebody.
func (f Filter) Narrows() bool { return f.Status != Everybody || f.Step != "" || f.Query != "" }

func (f Filter) apply(all []Developer) []Developer {
	if !f.Narrows() {
		return all
	}
	var left []Developer
	for _, d := range all {
		if d.is(f.Status) && (f.Step == "" || d.standsAt(f.Step)) && d.matches(f.Query) {
			left = append(left, d)
		}
	}
	return left
}

func count(all []Developer) map[Status]int {
	counts := make(map[Status]int, len(Statuses()))
	for _, d := range all {
		for _, s := range Statuses() {
			if d.is(s) {
				counts[s]++
			}
		}
	}
	return counts
}

// is says whether a chip counts the developer. One developer may be counted by several.
func (d Developer) is(s Status) bool {
	p := d.Progress
	switch s {
	case Problem:
		return d.any(func(sp journey.StepProgress) bool { return sp.State == journey.Blocked })
	case WaitingUs:
		return d.any(func(sp journey.StepProgress) bool { return sp.State == journey.Waiting && ours(sp.WaitingOn.Kind) })
	case WaitingVendor:
		return d.any(waitsForVendor)
	case Overdue:
		return !p.Complete && p.Head.OverdueDays > 0
	case Active:
		return !p.Complete
	}
	return true
}

func (d Developer) any(is func(journey.StepProgress) bool) bool {
	return !d.Progress.Complete && slices.ContainsFunc(d.Progress.Steps, is)
}

// ours are the parties on our side, other than the developer.
func ours(k journey.WaitKind) bool {
	return k == journey.WaitCoworker || k == journey.WaitCompanyAdmin || k == journey.WaitLead || k == journey.WaitLink
}

func waitsForVendor(sp journey.StepProgress) bool {
	return sp.State == journey.Waiting && sp.WaitingOn.Kind == journey.WaitVendor
}

// standsAt says that the step is where the journey stands, or one that goes on or waits beside it.
func (d Developer) standsAt(step string) bool {
	if d.Progress.Head.StepKey == step {
		return true
	}
	sp, _ := d.Progress.Step(step)
	return sp.State == journey.InProgress || sp.State == journey.Waiting || sp.State == journey.Blocked
}

func (d Developer) matches(query string) bool {
	if query == "" {
		return true
	}
	q := strings.ToLower(query)
	return strings.Contains(strings.ToLower(d.Name), q) || strings.Contains(strings.ToLower(d.Email), q)
}

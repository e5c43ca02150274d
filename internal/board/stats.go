package board

import (
	"slices"
	"strconv"

	"portico/internal/journey"
)

// Stats are the four numbers. Days are working days. A Median without any Of says nothing.
type Stats struct {
	Active, Complete, Total int
	// ToPermission is from the start to the permission in staging; ToProduction to the vendor's approval.
	ToPermission, ToProduction Median
	// VendorShare is the median of the days of ToProduction that were the vendor's.
	VendorShare Median
	Overdue     int
	// LongestOver is by how many days the latest is late.
	LongestOver int
}

// Median is a middle value and how many values it is taken from.
type Median struct {
	// Half is the median in half days, so that it stays a whole number.
	Half int
	Of   int
}

// String is the median as people write it: "3", "9.5"; a dash when there is nothing to take it from.
func (m Median) String() string {
	if m.Of == 0 {
		return "–"
	}
	if m.Half%2 == 0 {
		return strconv.Itoa(m.Half / 2)
	}
	return strconv.Itoa(m.Half/2) + ".5"
}

func median(days []int) Median {
	if len(days) == 0 {
		return Median{}
	}
	days = slices.Clone(days)
	slices.Sort(days)
	middle := len(days) / 2
	if len(days)%2 == 1 {
		return Median{Half: 2 * days[middle], Of: len(days)}
	}
	return Median{Half: days[middle-1] + days[middle], Of: len(days)}
}

func numbers(all []Developer) Stats {
	s := Stats{Total: len(all)}
	var permission, production, share []int
	for _, d := range all {
		p := d.Progress
		if p.Complete {
			s.Complete++
		} else {
			s.Active++
		}
		if d.is(Overdue) {
			s.Overdue++
			s.LongestOver = max(s.LongestOver, p.Head.OverdueDays)
		}
		if days, ok := d.daysTo(journey.RulePermission); ok {
			permission = append(permission, days)
		}
		if days, ok := d.daysTo(journey.RuleReview); ok && p.Complete {
			production = append(production, days)
			share = append(share, p.VendorDays)
		}
	}
	s.ToPermission, s.ToProduction, s.VendorShare = median(permission), median(production), median(share)
	return s
}

// daysTo counts from the start of the journey until the step that goes by the rule was done; a skipped step does not count.
func (d Developer) daysTo(rule journey.Rule) (int, bool) {
	for _, sp := range d.Progress.Steps {
		if sp.Step.Rule == rule && sp.State == journey.Done && !sp.DoneAt.IsZero() && !d.Progress.StartedAt.IsZero() {
			return journey.WorkingDays(d.Progress.StartedAt, sp.DoneAt, d.Facts.Member.TimeZone), true
		}
	}
	return 0, false
}

// Foot is what stands below one step: the share of developers for whom it is settled, and the days it took those who did it.
type Foot struct {
	StepKey string
	Settled int
	Of      int
	Days    Median
}

// Share is a whole percentage.
func (f Foot) Share() int {
	if f.Of == 0 {
		return 0
	}
	return (f.Settled*200 + f.Of) / (2 * f.Of)
}

func feet(ed journey.Edition, shown []Developer) []Foot {
	foot := make([]Foot, 0, len(ed.Steps))
	for _, step := range ed.Steps {
		f := Foot{StepKey: step.Key, Of: len(shown)}
		var days []int
		for _, d := range shown {
			sp, _ := d.Progress.Step(step.Key)
			if sp.State.Settled() {
				f.Settled++
			}
			if sp.State == journey.Done {
				days = append(days, sp.StepDays)
			}
		}
		f.Days = median(days)
		foot = append(foot, f)
	}
	return foot
}

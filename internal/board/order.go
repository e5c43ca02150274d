package board

import (
	"cmp"
	"slices"
	"strings"

	"portico/internal/journey"
)

// order puts those first whom a lead should look at first: overdue, then with a problem, waiting, at work, not begun,
// complete. Within each, the longest in the step stands above.
func order(all []Developer) {
	slices.SortStableFunc(all, func(a, b Developer) int {
		return cmp.Or(
			cmp.Compare(a.rank(), b.rank()),
			cmp.Compare(b.Progress.Head.OverdueDays, a.Progress.Head.OverdueDays),
			cmp.Compare(b.Progress.Head.Days, a.Progress.Head.Days),
			strings.Compare(strings.ToLower(a.Full()), strings.ToLower(b.Full())),
			strings.Compare(a.ID, b.ID),
		)
	})
}

func (d Developer) rank() int {
	head := d.Progress.Head
	switch {
	case d.Progress.Complete:
		return 5
	case head.OverdueDays > 0:
		return 0
	case head.State == journey.Blocked:
		return 1
	case head.State == journey.Waiting:
		return 2
	case head.State == journey.InProgress:
		return 3
	}
	return 4
}

// group puts rows under headings and keeps their order within each. Headings stand in the order of what they name, and
// those who belong under none come last.
func group(shown []Developer, by Grouping) []Group {
	if len(shown) == 0 {
		return nil
	}
	if by == Ungrouped {
		return []Group{newGroup("", shown)}
	}
	rows, keys := map[string][]Developer{}, map[string]string{}
	for _, d := range shown {
		title, key := d.heading(by)
		rows[title] = append(rows[title], d)
		keys[title] = key
	}
	titles := make([]string, 0, len(rows))
	for title := range rows {
		titles = append(titles, title)
	}
	slices.SortFunc(titles, func(a, b string) int {
		return cmp.Or(strings.Compare(keys[a], keys[b]), strings.Compare(a, b))
	})
	groups := make([]Group, 0, len(titles))
	for _, title := range titles {
		groups = append(groups, newGroup(title, rows[title]))
	}
	return groups
}

func newGroup(title string, developers []Developer) Group {
	g := Group{Title: title, Developers: developers}
	for _, d := range developers {
		if d.is(Overdue) {
			g.Overdue++
		}
	}
	return g
}

// last sorts behind every title and every month.
const last = "\uffff"

// heading is the group that a developer belongs to, and what it is sorted by.
func (d Developer) heading(by Grouping) (title, key string) {
	if by == ByMonthStarted {
		started := journey.DayOf(d.Progress.StartedAt, d.Facts.Member.TimeZone)
		if started.IsZero() {
			return "Not started", last
		}
		at := started.Start(nil)
		return at.Format("January 2006"), at.Format("2006-01")
	}
	switch company := d.Company(); {
	case company != "":
		return company, strings.ToLower(company)
	case d.Progress.Freelance:
		return "Freelance", last
	}
	return "No company yet", last + last
}

// Company is the name of the developer's company in staging; empty when there is none.
func (d Developer) Company() string {
	if d.Progress.Match == nil || d.Progress.Freelance {
		return ""
	}
	return d.Progress.Match.CompanyName
}

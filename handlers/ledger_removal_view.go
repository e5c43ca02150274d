package handlers

import (
	"fmt"
	"strings"
	"time"

	"portico/internal/permission"
	"portico/views/components"
	"portico/views/ledger"
)

// grantRemoval fills in how far a removal is, and what the reader may do about it.
func grantRemoval(g permission.Grant, r grantReader) ledger.Removal {
	today := r.now.In(r.zone).Format(time.DateOnly)
	out := ledger.Removal{
		Decided: !g.Removal.DecidedAt.IsZero(), CanDecide: g.May.Decide, CanEnd: g.May.End, CanWithdraw: g.May.WithdrawIt,
		CanConfirm: g.May.ConfirmEnd, End: ledger.EndForm{On: today}, Decide: ledger.DecideForm{On: today},
	}
	for _, why := range []string{g.May.WhyNot, g.May.WhyNotConfirmEnd, g.May.WhyNotWithdraw} {
		if why != "" {
			out.WhyNot = append(out.WhyNot, why)
		}
	}
	out.Decide.DueBy = append(out.Decide.DueBy, components.Option{Text: "Nobody in particular"})
	for _, p := range g.May.Removers {
		out.Decide.DueBy = append(out.Decide.DueBy, components.Option{Value: p.ID, Text: p.Name})
	}
	if out.Title = removalTitle(g.Known, r); out.Title == "" {
		return out
	}
	out.Kind, out.Text = "attention", removalText(g.Known, r)
	if overdue(g.Removal, r) {
		out.Kind = "problem"
	}
	return out
}

// removalTitle says how far a removal is that nobody closed yet: "Removal decided 3 June by Helen Okafor, not executed yet",
// "Executed 7 June, not confirmed yet". It is empty for one that is closed, and for none.
func removalTitle(k permission.Known, r grantReader) string {
	day := func(t time.Time) string { return components.Day(t, r.now, r.zone).Shown }
	switch {
	case k.Removal.State == permission.Decided:
		return "Removal decided " + day(k.Removal.DecidedAt) + saidBy(k.Removal.DecidedBy.Name) + ", not executed yet"
	case k.Removal.State == permission.Executed && neverHeld(k.Row):
		return "Taken back as a mistake, not confirmed yet"
	case k.Removal.State == permission.Executed:
		return "Executed " + day(k.Removal.ExecutedAt) + ", not confirmed yet"
	}
	return ""
}

func saidBy(name string) string {
	if name == "" {
		return ""
	}
	return " by " + name
}

// removalText says since when it is a risk, who is to do what about it, and why it must go.
func removalText(k permission.Known, r grantReader) string {
	parts := []string{openRisk(k, r) + "."}
	m := k.Removal
	switch m.State {
	case permission.Decided:
		due := ""
		if !m.DueOn.IsZero() {
			due = components.Day(m.DueOn, r.now, time.UTC).Shown
		}
		switch {
		case m.DueBy.Name != "" && due != "":
			parts = append(parts, m.DueBy.Name+" sees to it, by "+due+".")
		case m.DueBy.Name != "":
			parts = append(parts, m.DueBy.Name+" sees to it.")
		case due != "":
			parts = append(parts, "To be gone by "+due+".")
		}
		if overdue(m, r) {
			parts = append(parts, "That day is over.")
		}
	case permission.Executed:
		parts = append(parts, byWhom(m.ExecutedBy.Name)+" recorded that it is gone; somebody else confirms it.")
	case permission.NotRemoved, permission.Ending, permission.Removed:
	}
	if k.EndReason != "" {
		parts = append(parts, "Why: "+strings.TrimRight(k.EndReason, ".")+".")
	}
	return strings.Join(parts, " ")
}

// openRisk is "Open risk for 4 days", counted from the decision, or from the end once it was executed.
func openRisk(k permission.Known, r grantReader) string {
	from := k.Removal.DecidedAt
	if k.Removal.State == permission.Executed {
		from = k.Removal.ExecutedAt
	}
	day := func(t time.Time) time.Time {
		y, m, d := t.In(r.zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	n := int(day(r.now).Sub(day(from)).Hours() / 24)
	if n <= 0 {
		return "Open risk since today"
	}
	return "Open risk for " + countOf(n, "day", "days")
}

// overdue says that a removal was to be executed before today, as the reader counts days.
func overdue(m permission.Removal, r grantReader) bool {
	return m.State == permission.Decided && !m.DueOn.IsZero() && m.DueOn.Format(time.DateOnly) < r.now.In(r.zone).Format(time.DateOnly)
}

// removalLine is the same in one line, for a row of the ledger.
func removalLine(k permission.Known, r grantReader) string {
	title := removalTitle(k, r)
	if title == "" {
		return ""
	}
	risk := openRisk(k, r)
	return fmt.Sprintf("%s: %s%s", title, strings.ToLower(risk[:1]), risk[1:])
}

// removalFacts are what is known of a removal, in the order in which it happens.
func removalFacts(k permission.Known, r grantReader) []components.Fact {
	var facts []components.Fact
	m := k.Removal
	if !m.DecidedAt.IsZero() {
		facts = append(facts, components.Fact{Name: "Removal decided", Value: dayMonthYear(m.DecidedAt, r.zone) + saidBy(m.DecidedBy.Name)})
	}
	if k.EndReason != "" {
		name := "Why it ended"
		if m.State == permission.Decided {
			name = "Why it must go"
		}
		facts = append(facts, components.Fact{Name: name, Value: k.EndReason})
	}
	if m.ExecutedAt.IsZero() {
		return facts
	}
	known := "Recorded by " + byWhom(m.ExecutedBy.Name)
	if m.ConfirmedBy.Name != "" {
		known += ", confirmed by " + m.ConfirmedBy.Name
	}
	facts = append(facts, components.Fact{Name: "The end", Value: known, Status: m.Grade, StatusText: evidenceWord(m.Grade)})
	if m.Evidence != "" {
		facts = append(facts, components.Fact{Name: "How one sees that it is gone", Value: m.Evidence})
	}
	return facts
}

// removalWord is how far it was on its way out in one version.
func removalWord(k permission.Known) string {
	switch k.Removal.State {
	case permission.Decided:
		return "Removal decided"
	case permission.Executed:
		return "Not confirmed"
	case permission.Removed:
		return evidenceWord(k.Removal.Grade)
	case permission.NotRemoved, permission.Ending:
	}
	return ""
}

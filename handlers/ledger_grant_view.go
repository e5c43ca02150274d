package handlers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"portico/internal/audit"
	"portico/internal/permission"
	"portico/views/components"
	"portico/views/ledger"
)

// grantReader is who reads a grant: where their days begin, when it is, and what steps are called.
type grantReader struct {
	zone *time.Location
	now  time.Time
	step func(string) string
}

func grantPage(g permission.Grant, r grantReader) ledger.Grant {
	p := ledger.Grant{
		ID: g.GrantID, Version: fmt.Sprint(g.Version), Title: g.Name + ", " + companyWord(g.Row), Environment: g.Environment,
		Lede: grantLede(g.Row, r), Facts: grantFacts(g.Known, r), Evidence: g.Evidence, Detail: grantDetail(g, r),
		CanConfirm: g.CanConfirm, CanCorrect: g.CanCorrect, Today: r.now.In(r.zone).Format(time.DateOnly), BackURL: "/ledger",
		Removal: grantRemoval(g, r),
	}
	p.Correct = ledger.CorrectForm{HeldFrom: isoDay(g.HeldFrom, r.zone), HeldUntil: isoDay(g.HeldUntil, r.zone), Evidence: g.Evidence}
	for _, v := range g.Versions {
		p.Versions = append(p.Versions, ledger.Version{
			Number: fmt.Sprint(v.Version), Recorded: ledgerMoment(v.RecordedAt, r.zone), By: byWhom(v.RecordedBy),
			Since: ledgerDay(v.HeldFrom, r.zone), Until: ledgerDay(v.HeldUntil, r.zone), Grade: v.Grade, Word: evidenceWord(v.Grade),
			Reason: v.EndReason, Removal: removalWord(v),
		})
	}
	return p
}

func isoDay(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.DateOnly)
}

func byWhom(name string) string {
	if name == "" {
		return "Portico"
	}
	return name
}

// neverHeld tells a span that was taken back as a mistake.
func neverHeld(r permission.Row) bool { return !r.HeldUntil.IsZero() && !r.HeldUntil.After(r.HeldFrom) }

func grantLede(row permission.Row, r grantReader) string {
	kind := "self-assigned"
	if row.Kind == permission.VendorApproved {
		kind = "approved by " + ledgerVendor
	}
	switch {
	case neverHeld(row):
		return "Never held: it was recorded by mistake, or ended on the day it began."
	case row.HeldUntil.IsZero():
		return fmt.Sprintf("Held since %s, %s, %s.", dayMonthYear(row.HeldFrom, r.zone), kind, strings.ToLower(evidenceWord(row.Grade)))
	}
	return fmt.Sprintf("Held from %s until %s, %s, %s.", dayMonthYear(row.HeldFrom, r.zone), dayMonthYear(row.HeldUntil, r.zone), kind,
		strings.ToLower(evidenceWord(row.Grade)))
}

func grantFacts(k permission.Known, r grantReader) []components.Fact {
	row := k.Row
	until := "Still held"
	if !row.HeldUntil.IsZero() {
		until = dayMonthYear(row.HeldUntil, r.zone)
	}
	facts := []components.Fact{
		{Name: "Person", Value: row.Name + ", " + row.Email},
		{Name: "Company", Value: companyWord(row)},
		{Name: "Environment", Value: row.Environment},
		{Name: "Kind", Value: kindWord(row.Kind)},
		{Name: "Held since", Value: dayMonthYear(row.HeldFrom, r.zone)},
		{Name: "Until", Value: until},
	}
	facts = append(facts, removalFacts(k, r)...)
	if row.App != "" {
		facts = append(facts, components.Fact{Name: "App", Value: row.App}, components.Fact{Name: "Client ID, its end", Value: "…" + tail(row.ClientID), Mono: true})
	}
	return append(facts,
		components.Fact{Name: "Evidence", Value: evidenceLine(row, r.now, r.zone), Status: row.Grade, StatusText: evidenceWord(row.Grade)},
		components.Fact{Name: "Recorded by", Value: byWhom(row.RecordedBy)},
		components.Fact{Name: "Recorded at", Value: row.RecordedAt.UTC().Format("2 January 2006, 15:04:05") + " UTC"})
}

func grantDetail(g permission.Grant, r grantReader) ledger.Detail {
	d := ledger.Detail{Title: g.Name + ", " + companyWord(g.Row) + ", " + g.Environment, Limits: evidenceLimits(g.Grade), Removal: removalLine(g.Known, r)}
	for _, line := range g.Events {
		d.Events = append(d.Events, ledger.Event{
			Status: eventStatus(line), Text: line.Say(r.step), Who: line.Actor(), Time: ledgerMoment(line.At, r.zone),
			Change: changeWords(line, r.zone), Reason: line.Reason, URL: fmt.Sprintf("/trail/%d", line.ID), Number: fmt.Sprint(line.ID),
			Hash: placeInChain(line),
		})
	}
	return d
}

// placeInChain is the beginning of the head of the chain after an event, and before it.
func placeInChain(l audit.Line) string {
	if !l.Sealed {
		return ""
	}
	return audit.Fingerprint(l.Link) + ", after " + audit.Fingerprint(l.LinkBefore)
}

func eventStatus(l audit.Line) string {
	switch {
	case l.Refused, l.Action == audit.RequestRejected:
		return "problem"
	case l.Action == audit.GrantRemovalDecided, l.Action == audit.RemovalWithdrawn:
		return "todo"
	case l.Grade != "":
		return l.Grade
	}
	return "done"
}

// changeWords say what an event changed: "Grade: self-reported, then confirmed". What began with it is in its sentence.
func changeWords(l audit.Line, zone *time.Location) string {
	if l.Before == "" {
		return ""
	}
	// Which version it is, and when and by whom it was recorded, the line says itself.
	bookkeeping := []string{"version", "recorded_at", "recorded_by", "on"}
	var parts []string
	for _, d := range l.Differences() {
		if d.Changed() && !slices.Contains(bookkeeping, d.Name) {
			parts = append(parts, d.Label+": "+readable(d.Before, zone)+", then "+readable(d.After, zone))
		}
	}
	return strings.Join(parts, ". ")
}

// readable shows a moment of an event in the reader's zone, a day as it is read, a name without its id, and nothing as none.
func readable(value string, zone *time.Location) string {
	if value == "" {
		return "none"
	}
	if at, err := time.Parse(time.RFC3339Nano, value); err == nil {
		return at.In(zone).Format("2 January 2006, 15:04")
	}
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return day.Format("2 January 2006")
	}
	if i := strings.LastIndex(value, " ("); i > 0 && uuid.Validate(strings.TrimSuffix(value[i+2:], ")")) == nil {
		return value[:i]
	}
	return value
}

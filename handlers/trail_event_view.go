package handlers

import (
	"fmt"
	"strings"
	"time"

	"portico/internal/audit"
	"portico/views/components"
	"portico/views/trail"
)

// eventRow is one line; that it was refused stands beside its sentence.
func eventRow(l audit.Line, zone *time.Location, step func(string) string) trail.Event {
	e := trail.Event{
		Number: fmt.Sprint(l.ID), URL: fmt.Sprintf("/trail/%d", l.ID), Text: strings.TrimPrefix(l.Say(step), "Refused: "), Time: ledgerMoment(l.At, zone),
		Refused: l.Refused, Grade: l.Grade, GradeWord: evidenceWord(l.Grade), Reason: l.Reason,
	}
	for _, d := range l.Differences() {
		e.Differences = append(e.Differences, trail.Difference{Label: d.Label, Before: moment(d.Before, zone), After: moment(d.After, zone), Changed: d.Changed()})
	}
	return e
}

// moment shows a value as it was written, and a moment in the reader's zone with the exact one behind it.
func moment(value string, zone *time.Location) string {
	if at, err := time.Parse(time.RFC3339Nano, value); err == nil {
		return at.In(zone).Format("2 January 2006, 15:04") + " (" + value + ")"
	}
	return value
}

func eventPage(l audit.Line, zone *time.Location, step func(string) string) trail.One {
	o := trail.One{Event: eventRow(l, zone, step), BackURL: "/trail"}
	add := func(name, value string, mono bool) {
		if value != "" {
			o.Facts = append(o.Facts, components.Fact{Name: name, Value: value, Mono: mono})
		}
	}
	add("By", l.Actor(), false)
	add("Action", string(l.Action), true)
	add("Subject", l.SubjectKind+" "+l.SubjectID, true)
	add("Concerns", l.MemberName, false)
	add("Team", l.TeamName, false)
	if l.Grade != "" {
		o.Facts = append(o.Facts, components.Fact{Name: "Evidence", Status: l.Grade, StatusText: evidenceWord(l.Grade)})
	}
	add("Exact time", l.At.UTC().Format("2 January 2006, 15:04:05.000000")+" UTC", false)
	add("Request", l.RequestID, true)
	related := func(text, query string) {
		o.Related = append(o.Related, components.Option{Text: text, Value: "/trail?" + query})
	}
	if l.SubjectKind == "grant" {
		o.Related = append(o.Related, components.Option{Text: "The grant in the ledger", Value: "/ledger/grants/" + l.SubjectID})
	}
	related("All about this "+subjectWord(l.SubjectKind), "subject="+escape(l.SubjectKind+":"+l.SubjectID))
	if l.MemberID != "" && l.MemberName != "" {
		related("All about "+l.MemberName, "member="+l.MemberID)
	}
	if l.ActorID != "" && l.ActorName != "" {
		related("All that "+l.ActorName+" did", "actor="+l.ActorID)
	}
	return o
}

func subjectWord(kind string) string {
	if kind == "" {
		return "subject"
	}
	return kind
}

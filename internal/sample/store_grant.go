package sample

import (
	"strconv"
	"time"

	"portico/internal/audit"
)

// line is a version of a grant, as it was known from recorded on.
type line struct {
	number   int
	recorded time.Time
	by       string
	until    *time.Time
	decided  *time.Time
	dueOn    *time.Time
	// The people are keys of the data; empty is nobody.
	decidedBy, dueBy                       string
	endGrade, endReason, endBy, endKnownBy string
}

// grant writes what the ledger knows of one grant: how it began, that it must go, that it is gone and that somebody looked,
// each a version with its event.
func (w *writer) grant(g grant) {
	at := w.at(g.since, 13)
	l := line{number: 1, recorded: at, by: g.who}
	lines, actions := []line{l}, []audit.Action{audit.GrantRecorded}
	next := func(action audit.Action, recorded time.Time, by string) {
		l.number, l.recorded, l.by = l.number+1, recorded, by
		lines, actions = append(lines, l), append(actions, action)
	}
	if g.decided != "" {
		decided := w.at(g.decided, 11)
		l.decided, l.decidedBy, l.dueBy, l.endReason = &decided, "lena", g.dueBy, g.endReason
		if g.dueOn != "" {
			due := w.ahead(g.dueOn)
			l.dueOn = &due
		}
		next(audit.GrantRemovalDecided, decided, "lena")
	}
	if g.until != "" {
		until, recorded := w.end(g)
		l.until, l.endGrade, l.endReason, l.endBy = &until, "self-reported", g.endReason, "lena"
		if l.decided == nil {
			l.decided, l.decidedBy = &recorded, "lena"
		}
		next(audit.GrantEnded, recorded, "lena")
	}
	if g.goneKnown != "" {
		l.endGrade, l.endKnownBy = "confirmed", g.goneKnownBy
		next(audit.GrantEndConfirmed, w.at(g.goneKnown, 12), g.goneKnownBy)
	}
	w.lines(g, lines, actions)
}

// lines writes the versions of a grant, each superseded by the next, and their events.
func (w *writer) lines(g grant, lines []line, actions []audit.Action) {
	var before map[string]any
	for i, l := range lines {
		var superseded *time.Time
		if i+1 < len(lines) {
			superseded = &lines[i+1].recorded
		}
		after := w.version(g, l, superseded)
		e := audit.Entry{Subject: audit.Subject{Kind: "grant", ID: id("grant", g.key())}, MemberID: id("member", g.who), After: after, Grade: g.grade}
		if before != nil {
			e.Before = before
		}
		switch actions[i] {
		case audit.GrantEnded, audit.GrantEndConfirmed:
			e.Grade = l.endGrade
		}
		if actions[i] == audit.GrantEnded || actions[i] == audit.GrantRemovalDecided {
			e.Reason = g.endReason
		}
		w.tx.Record(actions[i], e)
		before = after
	}
}

func (g grant) key() string { return g.who + "/" + g.environment + "/" + g.company }

// end is when a grant ends, on a past day of the data or on one to come, and when that was written down: on its day, and for
// one to come a month ago.
func (w *writer) end(g grant) (until, recorded time.Time) {
	if parse(g.until).After(pictured) {
		return w.ahead(g.until), w.at("18 May", 10)
	}
	until = w.at(g.until, 17)
	return until, until
}

// version writes a line of the ledger and returns what its event says of it: each column but words.
func (w *writer) version(g grant, l line, superseded *time.Time) map[string]any {
	kind := "self-assigned"
	if g.environment == "production" {
		kind = "vendor-approved"
	}
	var grade *string
	if l.endGrade != "" {
		grade = &l.endGrade
	}
	w.insert(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, held_until, grade, evidence,
			confirmed_by, app_id, request_id, end_reason, recorded_by, recorded_at, superseded_at, removal_decided_at, removal_decided_by,
			removal_due_on, removal_due_by, end_grade, end_executed_by, end_confirmed_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`,
		id("grant-version", g.key()+"/"+strconv.Itoa(l.number)), id("grant", g.key()), l.number, id("member", g.who), g.environment,
		maybe("company", g.company), kind, w.at(g.since, 13), l.until, g.grade, g.evidence, maybe("member", g.confirmedBy), maybe("app", g.app),
		maybe("request", g.request), l.endReason, id("member", l.by), l.recorded, superseded, l.decided, maybe("member", l.decidedBy), l.dueOn,
		maybe("member", l.dueBy), grade, maybe("member", l.endBy), maybe("member", l.endKnownBy))
	return w.versionSays(g, l, kind)
}

// versionSays is what the event of a version keeps of it.
func (w *writer) versionSays(g grant, l line, kind string) map[string]any {
	after := map[string]any{
		"version": l.number, "environment": g.environment, "kind": kind, "held_from": w.at(g.since, 13), "grade": g.grade,
		"recorded_at": l.recorded, "recorded_by": id("member", l.by), "on": on(l.recorded),
	}
	if l.until != nil {
		after["held_until"], after["on"] = *l.until, on(*l.until)
	}
	if l.decided != nil {
		after["removal_decided_at"] = *l.decided
	}
	if l.dueOn != nil {
		after["removal_due_on"] = on(*l.dueOn)
	}
	if l.endGrade != "" {
		after["end_grade"] = l.endGrade
	}
	if g.company == "" {
		after["freelance"] = true
	}
	for name, known := range map[string]*string{
		"company_id": maybe("company", g.company), "confirmed_by": maybe("member", g.confirmedBy), "app_id": maybe("app", g.app),
		"request_id": maybe("request", g.request), "removal_decided_by": maybe("member", l.decidedBy), "removal_due_by": maybe("member", l.dueBy),
		"end_executed_by": maybe("member", l.endBy), "end_confirmed_by": maybe("member", l.endKnownBy),
	} {
		if known != nil {
			after[name] = *known
		}
	}
	return after
}

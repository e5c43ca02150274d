package export

import (
	"strconv"
	"strings"
	"time"

	"portico/internal/audit"
	"portico/internal/permission"
)

// LedgerColumns head a table of the ledger.
func LedgerColumns() []string {
	return []string{
		"Person", "E-mail", "Company", "Environment", "App", "Client ID", "Kind", "Held since (UTC)", "Held until (UTC)", "Why it ended",
		"Evidence", "Evidence since (UTC)", "Confirmed by", "Evidence in words", "Recorded by", "Recorded at (UTC)", "Grant", "Version",
		"Removal decided (UTC)", "End is", "Change", "Changed at (UTC)", "Why it should not be held", "As of (UTC)", "As known at (UTC)",
	}
}

// LedgerCells is a row of an answer under LedgerColumns.
func LedgerCells(q permission.Question, r permission.Row) []string {
	var all LedgerRows
	return all.Of(q, r)
}

// LedgerRows makes the cells of one row after the other in the same place, since an answer may have millions.
type LedgerRows struct {
	cells []string
	// asOf and knownAt are those of every row, in words.
	question      permission.Question
	asOf, knownAt string
}

// Of is a row under LedgerColumns. The cells are those of the next row after the next call.
func (l *LedgerRows) Of(q permission.Question, r permission.Row) []string {
	if l.cells == nil || q != l.question {
		l.question, l.asOf, l.knownAt = q, moment(q.AsOf), moment(q.KnownAt)
	}
	company := r.Company
	if r.CompanyID == "" {
		company = "Freelance"
	}
	why := ""
	if q.What == permission.ShouldNot {
		why = strings.Join(r.Why(), ", ")
	}
	l.cells = append(l.cells[:0],
		r.Name, r.Email, company, r.Environment, r.App, r.ClientID, r.Kind, moment(r.HeldFrom), moment(r.HeldUntil), r.EndReason,
		r.Grade, moment(r.GradedAt), r.ConfirmedBy, r.Evidence, r.RecordedBy, moment(r.RecordedAt), r.GrantID, strconv.Itoa(r.Version),
		moment(r.RemovalDecidedAt), r.EndGrade, r.Change, changedAt(r), why, l.asOf, l.knownAt)
	return l.cells
}

func changedAt(r permission.Row) string {
	if r.Change == "" {
		return ""
	}
	return moment(r.ChangedAt)
}

// TrailColumns head a table of the trail.
func TrailColumns() []string {
	return []string{
		"Event", "At (UTC)", "What happened", "Refused", "Actor", "Actor kind", "Action", "Subject kind", "Subject", "Member", "Team",
		"Evidence", "Reason", "Before", "After", "Request",
	}
}

// TrailCells is an event under TrailColumns; step gives the title of a step.
func TrailCells(l audit.Line, step func(string) string) []string {
	refused := ""
	if l.Refused {
		refused = "refused"
	}
	return []string{
		strconv.FormatInt(l.ID, 10), moment(l.At), l.Say(step), refused, l.Actor(), l.ActorKind, string(l.Action), l.SubjectKind, l.SubjectID,
		l.MemberName, l.TeamName, l.Grade, l.Reason, l.Before, l.After, l.RequestID,
	}
}

// moment is a time as machines read it; nothing for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

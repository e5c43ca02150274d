package audit

import (
	"encoding/hex"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// sealColumns are what sealedLine reads of an event called e.
const sealColumns = `e.id, e.at, e.actor_kind, e.actor_id::text, e.action, e.subject_kind, e.subject_id, e.member_id::text,
	e.team_id::text, e.before, e.after, e.grade, e.reason_hash, e.request_id, e.refused`

// sealedLine makes the line that an event is sealed as from a row of sealColumns.
func sealedLine(row pgx.CollectableRow) (seal.Line, error) {
	var at time.Time
	var reason []byte
	l := seal.Line{Version: seal.LineVersion}
	err := row.Scan(&l.Event, &at, &l.ActorKind, &l.Actor, &l.Action, &l.SubjectKind, &l.Subject, &l.Member, &l.Team, &l.Before,
		&l.After, &l.Grade, &reason, &l.Request, &l.Refused)
	if err != nil {
		return l, fmt.Errorf("read an event to seal: %w", err)
	}
	l.At = seal.FormatTime(at)
	if reason != nil {
		text := hex.EncodeToString(reason)
		l.Reason = &text
	}
	return l, nil
}

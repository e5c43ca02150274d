package permission

import (
	"context"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
)

// Service records who holds developer permission and answers who held it when.
type Service struct {
	log     *audit.Log
	now     func() time.Time
	digests *digests
}

// New makes a Service that writes through log and reads the time from now.
func New(log *audit.Log, now func() time.Time) *Service {
	return &Service{log: log, now: now, digests: newDigests()}
}

// change does what ending, confirming and correcting share: the line that counts now is read and held, the right is
// checked against it, next says what the new line is, and both it and its event are written. expected is the number of
// the version that the person saw; 0 is whatever counts now.
func (s *Service) change(ctx context.Context, actor access.Actor, what audit.Action, right access.Right, grantID string, expected int,
	next func(tx *audit.Tx, old version) (v version, reason string, err error),
) error {
	return s.log.Change(ctx, actor, what, func(tx *audit.Tx) (audit.Entry, error) {
		old, err := current(ctx, tx, grantID)
		if err != nil {
			return audit.Entry{}, err
		}
		entry := audit.Entry{Subject: subject(old.GrantID), MemberID: old.MemberID, Grade: old.Grade}
		scope, err := scopeOf(ctx, tx, old)
		if err != nil {
			return entry, err
		}
		if err := actor.Check(right, scope); err != nil {
			return entry, err
		}
		if expected != 0 && expected != old.Number {
			return entry, changedMeanwhile()
		}
		v, reason, err := next(tx, old)
		if err != nil {
			return entry, err
		}
		return succeed(ctx, tx, old, v, reason)
	})
}

// succeed writes v as the version after old and describes it as one event. The grade of the event is that of the end once
// there is one, for that is what it speaks of.
func succeed(ctx context.Context, tx *audit.Tx, old, v version, reason string) (audit.Entry, error) {
	entry := audit.Entry{Subject: subject(old.GrantID), MemberID: old.MemberID, Grade: old.Grade}
	v.Number = old.Number + 1
	if err := addVersion(ctx, tx, &v, old.RecordedAt); err != nil {
		return entry, err
	}
	entry.Before, entry.After, entry.Grade, entry.Reason = old.state(), v.state(), v.Grade, reason
	if v.removal != old.removal && v.EndGrade != "" {
		entry.Grade = v.EndGrade
	}
	return entry, nil
}

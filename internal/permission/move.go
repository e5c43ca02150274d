package permission

import (
	"context"
	"slices"
	"time"

	"portico/internal/audit"
)

// How a grant took part in a merge of companies.
const (
	MoveMoved     = "moved"
	MoveJoined    = "joined"
	MoveTakenBack = "taken-back"
)

// Moved is what a merge did to a grant, and the version that it wrote.
type Moved struct {
	GrantID, How string
	Version      int
}

// MoveIn gives the grants of one company to another in the caller's change: both are the same company at the vendor. Each is a
// new version with an event grant.corrected, so what was known before still names the first. Where spans of one person meet,
// the other company's grant takes them in and the rest is taken back as never held: it was recorded twice. A joined span is
// known as well as the weaker of its parts. The caller has checked the right and holds both companies.
func MoveIn(ctx context.Context, tx *audit.Tx, fromID, intoID, reason string) ([]Moved, error) {
	all, err := atCompanies(ctx, tx, fromID, intoID)
	if err != nil {
		return nil, err
	}
	m := mover{tx: tx, from: fromID, into: intoID, reason: reason}
	for _, meeting := range meetings(all) {
		if !slices.ContainsFunc(meeting, func(v version) bool { return v.CompanyID == fromID }) {
			continue
		}
		if err := m.move(ctx, meeting); err != nil {
			return nil, err
		}
	}
	return m.done, nil
}

// meetings groups the spans of each person that meet, by when they began. A grant that was taken back meets nothing and is
// left out.
func meetings(all []version) [][]version {
	spans := slices.DeleteFunc(slices.Clone(all), func(v version) bool { return !v.HeldUntil.IsZero() && !v.HeldUntil.After(v.HeldFrom) })
	slices.SortFunc(spans, func(a, b version) int {
		if a.MemberID != b.MemberID {
			return compareText(a.MemberID, b.MemberID)
		}
		if d := a.HeldFrom.Compare(b.HeldFrom); d != 0 {
			return d
		}
		return compareText(a.GrantID, b.GrantID)
	})
	var groups [][]version
	var until time.Time
	for _, v := range spans {
		last := len(groups) - 1
		meets := last >= 0 && groups[last][0].MemberID == v.MemberID && groups[last][0].Environment == v.Environment &&
			(until.IsZero() || v.HeldFrom.Before(until))
		if !meets {
			groups, until = append(groups, []version{v}), v.HeldUntil
			continue
		}
		groups[last] = append(groups[last], v)
		until = laterEnd(until, v.HeldUntil)
	}
	return groups
}

// laterEnd is the later of two ends, of which a zero one is still to come.
func laterEnd(a, b time.Time) time.Time {
	if a.IsZero() || b.IsZero() {
		return time.Time{}
	}
	if b.After(a) {
		return b
	}
	return a
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

type mover struct {
	tx                 *audit.Tx
	from, into, reason string
	done               []Moved
}

// move writes the versions of one meeting. Taking back comes first: the judge of overlaps looks at every line.
func (m *mover) move(ctx context.Context, meeting []version) error {
	stays := slices.IndexFunc(meeting, func(v version) bool { return v.CompanyID == m.into })
	if stays < 0 {
		// Nothing to join: spans of one company never meet.
		moved := meeting[0]
		moved.CompanyID = m.into
		return m.write(ctx, meeting[0], moved, MoveMoved)
	}
	for i, v := range meeting {
		if i == stays {
			continue
		}
		gone := v
		gone.HeldUntil, gone.EndReason = v.HeldFrom, m.reason
		gone.removal = removal{EndGrade: Confirmed, EndConfirmedBy: m.tx.Actor().ID}
		if m.tx.Actor().ID == "" || m.tx.Actor().ID == v.MemberID {
			gone.executed(m.tx.Actor().ID, "")
		}
		if err := m.write(ctx, v, gone, MoveTakenBack); err != nil {
			return err
		}
	}
	joined := join(meeting, stays)
	if joined == meeting[stays] {
		return nil
	}
	return m.write(ctx, meeting[stays], joined, MoveJoined)
}

func (m *mover) write(ctx context.Context, old, v version, how string) error {
	entry, err := succeed(ctx, m.tx, old, v, m.reason)
	if err != nil {
		return err
	}
	m.tx.Record(audit.GrantCorrected, entry)
	m.done = append(m.done, Moved{old.GrantID, how, old.Number + 1})
	return nil
}

// join is the grant that stays with the span of all that meet, which begins with the first and ends with the last of them.
func join(meeting []version, stays int) version {
	v := meeting[stays]
	ends := meeting[stays]
	for _, other := range meeting {
		if other.HeldFrom.Before(v.HeldFrom) {
			v.HeldFrom = other.HeldFrom
		}
		if endsLater(other, ends) {
			ends = other
		}
		if strength(other.Grade) < strength(v.Grade) {
			v.Grade, v.ConfirmedBy = other.Grade, other.ConfirmedBy
		}
		if v.AppID == "" {
			v.AppID = other.AppID
		}
		if v.RequestID == "" {
			v.RequestID = other.RequestID
		}
		if v.Evidence == "" {
			v.Evidence = other.Evidence
		}
	}
	v.HeldUntil, v.EndReason, v.removal = ends.HeldUntil, ends.EndReason, ends.removal
	return v
}

// endsLater prefers a span that is still held, and of those one whose removal is decided: that stays to be done.
func endsLater(a, b version) bool {
	switch {
	case a.HeldUntil.IsZero() && b.HeldUntil.IsZero():
		return !a.DecidedAt.IsZero() && b.DecidedAt.IsZero()
	case a.HeldUntil.IsZero() || b.HeldUntil.IsZero():
		return a.HeldUntil.IsZero()
	}
	return a.HeldUntil.After(b.HeldUntil)
}

func strength(grade string) int {
	return slices.Index([]string{SelfReported, Confirmed, Verified}, grade)
}

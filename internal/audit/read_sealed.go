package audit

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// Sealed is an event as it stands in the chain, with what a person reads of it.
type Sealed struct {
	Line
	Seq int64
	// Text is the canonical text, Link the head of the chain after it.
	Text string
	Link []byte
	// Salt is what the reason was hashed with; empty where the event has none. Reason is empty too once its words were erased.
	Salt   []byte
	Erased bool
}

// Stretch is a part of the sealed trail: at most Limit events of the first Size, after the last one that was read.
type Stretch struct {
	Size int64
	// After is the last event of the stretch before; nil for the first stretch.
	After *Sealed
	// NewestFirst is the order of the screen; else by number, or in the order of the chain where ByChain is set.
	NewestFirst, ByChain bool
	Limit                int
}

// EachSealed calls yield for every sealed event that the filter leaves and the actor may see, and stops at its first error. It
// reads in stretches, so that a slow reader holds no transaction open. Kinds: Invalid for a filter that is not one,
// Unauthenticated, Unavailable, and what yield returns.
func (l *Log) EachSealed(ctx context.Context, actor access.Actor, f Filter, s Stretch, yield func(Sealed) error) error {
	for {
		batch, err := l.sealedStretch(ctx, actor, f, s)
		if err != nil {
			return err
		}
		for _, one := range batch {
			if err := yield(one); err != nil {
				return err
			}
		}
		if len(batch) < s.Limit {
			return nil
		}
		s.After = &batch[len(batch)-1]
	}
}

// CountSealed counts what EachSealed would yield. Kinds: as there.
func (l *Log) CountSealed(ctx context.Context, actor access.Actor, f Filter, size int64) (int64, error) {
	w, err := sealedWhere(actor, f, Stretch{Size: size})
	if err != nil {
		return 0, err
	}
	var n int64
	err = l.db.Read(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT count(*) FROM event e JOIN seal s ON s.event_id = e.id LEFT JOIN event_reason w ON w.event_id = e.id
			WHERE `+w.text(), w.args...).Scan(&n)
	})
	return n, err
}

func sealedWhere(actor access.Actor, f Filter, s Stretch) (*condition, error) {
	if err := actor.Check(access.LedgerExport, access.Scope{}); err != nil {
		return nil, err
	}
	w, err := f.where(actor)
	if err != nil {
		return nil, err
	}
	w.and("s.seq < ?", s.Size)
	switch {
	case s.After == nil:
	case s.ByChain:
		w.and("s.seq > ?", s.After.Seq)
	case s.NewestFirst:
		w.and("e.id < ?", s.After.ID)
	default:
		w.and("e.id > ?", s.After.ID)
	}
	return w, nil
}

const selectSealed = `
SELECT s.seq, s.line, s.link, w.salt, w.erased_at IS NOT NULL,
  e.id, e.at, e.actor_kind, coalesce(e.actor_id::text, ''), coalesce(am.name, ''), e.action, e.subject_kind, e.subject_id,
  coalesce(e.member_id::text, ''), coalesce(mm.name, ''), coalesce(e.team_id::text, ''), coalesce(t.name, ''), coalesce(t.slug, ''),
  coalesce(e.before, ''), coalesce(e.after, ''), coalesce(e.grade, ''), coalesce(w.words, ''), e.request_id, e.refused
FROM event e
JOIN seal s ON s.event_id = e.id
LEFT JOIN member am ON am.id = e.actor_id
LEFT JOIN member mm ON mm.id = e.member_id
LEFT JOIN team t ON t.id = e.team_id
LEFT JOIN event_reason w ON w.event_id = e.id
WHERE `

func (l *Log) sealedStretch(ctx context.Context, actor access.Actor, f Filter, s Stretch) ([]Sealed, error) {
	w, err := sealedWhere(actor, f, s)
	if err != nil {
		return nil, err
	}
	order := "e.id"
	switch {
	case s.ByChain:
		order = "s.seq"
	case s.NewestFirst:
		order = "e.id DESC"
	}
	var all []Sealed
	err = l.db.Read(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, selectSealed+w.text()+fmt.Sprintf(" ORDER BY %s LIMIT %d", order, s.Limit), w.args...)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, scanSealed)
		if err != nil {
			return err
		}
		return nameSealed(ctx, tx, all)
	})
	return all, err
}

func scanSealed(row pgx.CollectableRow) (Sealed, error) {
	var s Sealed
	l := &s.Line
	err := row.Scan(&s.Seq, &s.Text, &s.Link, &s.Salt, &s.Erased,
		&l.ID, &l.At, &l.ActorKind, &l.ActorID, &l.ActorName, &l.Action, &l.SubjectKind, &l.SubjectID,
		&l.MemberID, &l.MemberName, &l.TeamID, &l.TeamName, &l.TeamSlug,
		&l.Before, &l.After, &l.Grade, &l.Reason, &l.RequestID, &l.Refused)
	return s, err
}

// nameSealed looks names up for the lines as they stand in the batch.
func nameSealed(ctx context.Context, tx pgx.Tx, all []Sealed) error {
	lines := make([]Line, len(all))
	for i := range all {
		lines[i] = all[i].Line
	}
	if err := nameAll(ctx, tx, lines); err != nil {
		return err
	}
	for i := range all {
		all[i].names = lines[i].names
	}
	return nil
}

// Called is an id that an event mentions, with what it is called today.
type Called struct{ ID, Kind, Name string }

// Mentions lists the ids in the event that have a name: who did it, whom and what it is about, and what was written before and
// after. Kind is member or team where the event says so, else what the key before the id says, or empty.
func (l Line) Mentions() []Called {
	var all []Called
	add := func(id, kind, name string) {
		if id != "" && name != "" {
			all = append(all, Called{id, kind, name})
		}
	}
	add(l.ActorID, "member", l.ActorName)
	add(l.MemberID, "member", l.MemberName)
	add(l.TeamID, "team", l.TeamName)
	add(l.SubjectID, l.SubjectKind, l.names[l.SubjectID])
	for _, text := range []string{l.Before, l.After} {
		for _, found := range namedID.FindAllStringSubmatch(text, -1) {
			add(found[2], kindOfKey(found[1]), l.names[found[2]])
		}
	}
	return all
}

// namedID finds the ids in what was written, each with the key that stands before it, if one does.
var namedID = regexp.MustCompile(`(?:"([a-z_]+)":)?"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"`)

// kindOfKey reads from a key what the id behind it names: company_id, confirmed_by.
func kindOfKey(key string) string {
	if strings.HasSuffix(key, "_by") {
		return "member"
	}
	if kind, is := strings.CutSuffix(key, "_id"); is {
		return kind
	}
	return ""
}

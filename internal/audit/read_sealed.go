package audit

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// Sealed is an event as it stands in the chain, with what a person reads of it.
type Sealed struct {
	Line
	// Text is the canonical text.
	Text string
	// Salt is what the reason was hashed with; empty where the event has none.
	Salt []byte
}

// Stretch is a part of the sealed trail: of the first Size events, at most Limit at once.
type Stretch struct {
	Size  int64
	Limit int
	// NewestFirst is the order of the screen; else the oldest come first. ByChain is the order of the chain, for all events only.
	NewestFirst, ByChain bool

	after *Sealed
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
		s.after = &batch[len(batch)-1]
	}
}

// CountSealed counts what EachSealed would yield. Kinds: as there.
func (l *Log) CountSealed(ctx context.Context, actor access.Actor, f Filter, size int64) (int64, error) {
	w, err := sealedWhere(actor, f, size)
	if err != nil {
		return 0, err
	}
	var n int64
	err = l.db.Read(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, "SELECT count(*) FROM event e WHERE "+w.text(), w.args...).Scan(&n)
	})
	return n, err
}

func sealedWhere(actor access.Actor, f Filter, size int64) (*condition, error) {
	if err := actor.Check(access.LedgerExport, access.Scope{}); err != nil {
		return nil, err
	}
	w, err := f.where(actor)
	if err == nil {
		w.and("EXISTS (SELECT FROM seal x WHERE x.event_id = e.id AND x.seq < ?)", size)
	}
	return w, err
}

func (l *Log) sealedStretch(ctx context.Context, actor access.Actor, f Filter, s Stretch) ([]Sealed, error) {
	w, err := sealedWhere(actor, f, s.Size)
	if err != nil {
		return nil, err
	}
	var all []Sealed
	err = l.db.Read(ctx, func(tx pgx.Tx) error {
		switch {
		case s.ByChain:
			ids, err := nextInChain(ctx, tx, s)
			if err != nil {
				return err
			}
			w.and("e.id = ANY(?)", ids)
		case s.after != nil:
			w = w.beyond(s.after.ID, !s.NewestFirst)
		}
		found, err := lines(ctx, tx, w, !s.NewestFirst, s.Limit)
		if err != nil {
			return err
		}
		if s.ByChain {
			slices.SortFunc(found, func(a, b Line) int { return cmp.Compare(a.Seq, b.Seq) })
		}
		if err := nameAll(ctx, tx, found); err != nil {
			return err
		}
		all, err = withTexts(ctx, tx, found)
		return err
	})
	return all, err
}

// nextInChain are the numbers of the events that come next in the chain.
func nextInChain(ctx context.Context, tx pgx.Tx, s Stretch) ([]int64, error) {
	after := int64(-1)
	if s.after != nil {
		after = s.after.Seq
	}
	rows, err := tx.Query(ctx, "SELECT event_id FROM seal WHERE seq > $1 AND seq < $2 ORDER BY seq LIMIT $3", after, s.Size, s.Limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}

// withTexts adds the canonical texts and the salts of reasons.
func withTexts(ctx context.Context, tx pgx.Tx, found []Line) ([]Sealed, error) {
	all, at := make([]Sealed, len(found)), make(map[int64]int, len(found))
	ids := make([]int64, len(found))
	for i, l := range found {
		all[i].Line, ids[i], at[l.ID] = l, l.ID, i
	}
	rows, err := tx.Query(ctx, `SELECT s.event_id, s.line, w.salt FROM seal s LEFT JOIN event_reason w ON w.event_id = s.event_id
		WHERE s.event_id = ANY($1)`, ids)
	if err != nil {
		return nil, err
	}
	var id int64
	var text string
	var salt []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &text, &salt}, func() error {
		one := &all[at[id]]
		one.Text, one.Salt = text, slices.Clone(salt)
		return nil
	})
	return all, err
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

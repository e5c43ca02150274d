package permission

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// verifyPage is how many rows are fetched at once.
const verifyPage = 2000

const declareLines = `DECLARE verify_lines NO SCROLL CURSOR FOR
SELECT grant_id::text, (to_jsonb(g) - 'evidence' - 'end_reason' - 'end_evidence')::text FROM public.permission_grant g ORDER BY grant_id, version`

const declareEvents = `DECLARE verify_events NO SCROLL CURSOR FOR
SELECT e.subject_id, coalesce(s.seq, -1), e.id, e.action, coalesce(e.actor_id::text, ''), coalesce(e.member_id::text, ''), coalesce(e.after, '')
FROM public.event e LEFT JOIN public.seal s ON s.event_id = e.id
WHERE e.subject_kind = 'grant' AND NOT e.refused AND e.action LIKE 'grant.%'
ORDER BY e.subject_id COLLATE "C", e.id`

// keyed is something of one grant.
type keyed[T any] struct {
	grant string
	value T
}

// stream reads a cursor in pages.
type stream[T any] struct {
	tx     pgx.Tx
	cursor string
	scan   func(pgx.CollectableRow) (keyed[T], error)
	page   []keyed[T]
	ended  bool
}

// head is the grant of the next one; false is the end.
func (s *stream[T]) head(ctx context.Context) (string, bool, error) {
	if len(s.page) == 0 && !s.ended {
		rows, err := s.tx.Query(ctx, fmt.Sprintf("FETCH %d FROM %s", verifyPage, s.cursor))
		if err != nil {
			return "", false, err
		}
		if s.page, err = pgx.CollectRows(rows, s.scan); err != nil {
			return "", false, err
		}
		s.ended = len(s.page) == 0
	}
	if len(s.page) == 0 {
		return "", false, nil
	}
	return s.page[0].grant, true, nil
}

// take gives all of one grant.
func (s *stream[T]) take(ctx context.Context, grant string) ([]T, error) {
	var all []T
	for {
		next, more, err := s.head(ctx)
		if err != nil || !more || next != grant {
			return all, err
		}
		all = append(all, s.page[0].value)
		s.page = s.page[1:]
	}
}

// VerifyLedger holds every line of the ledger against the one event that wrote it, and the other way round, in a transaction
// that sees one state of the database. It returns how many lines there are. The events are those of the table: audit.Verify
// holds them against the seal. What helps to find lines is held against them too. It keeps one grant at a time in memory.
func VerifyLedger(ctx context.Context, tx pgx.Tx) (lines int64, found seal.Findings, err error) {
	for _, declare := range []string{declareLines, declareEvents} {
		if _, err := tx.Exec(ctx, declare); err != nil {
			return 0, found, fmt.Errorf("read the ledger: %w", err)
		}
	}
	ledger := &stream[LedgerLine]{tx: tx, cursor: "verify_lines", scan: scanLine}
	events := &stream[grantEvent]{tx: tx, cursor: "verify_events", scan: scanEvent}
	for {
		grant, more, err := ledger.head(ctx)
		if err != nil {
			return lines, found, fmt.Errorf("read the ledger: %w", err)
		}
		other, moreEvents, err := events.head(ctx)
		if err != nil {
			return lines, found, fmt.Errorf("read the events of the ledger: %w", err)
		}
		if !more && !moreEvents {
			beside, err := verifyBeside(ctx, tx)
			found.Join(beside)
			return lines, found, err
		}
		if !more || (moreEvents && other < grant) {
			grant = other
		}
		versions, err := ledger.take(ctx, grant)
		if err != nil {
			return lines, found, fmt.Errorf("read the ledger: %w", err)
		}
		spoken, err := events.take(ctx, grant)
		if err != nil {
			return lines, found, fmt.Errorf("read the events of the ledger: %w", err)
		}
		lines += int64(len(versions))
		found.Add(verifyGrant(grant, versions, spoken)...)
	}
}

func scanLine(row pgx.CollectableRow) (keyed[LedgerLine], error) {
	var k keyed[LedgerLine]
	var body string
	if err := row.Scan(&k.grant, &body); err != nil {
		return k, err
	}
	return k, json.Unmarshal([]byte(body), &k.value)
}

func scanEvent(row pgx.CollectableRow) (keyed[grantEvent], error) {
	var k keyed[grantEvent]
	e := &k.value
	return k, row.Scan(&k.grant, &e.seq, &e.id, &e.action, &e.actor, &e.member, &e.after)
}

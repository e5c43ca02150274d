package audit

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// sealLock is the number of the database's lock that whoever seals holds: one at a time in the whole installation.
const sealLock = 0x706f727469636f

// sealStretch is how many events one round takes at most. The round's transaction stays short with it.
const sealStretch = 1000

// place is how far the trail is sealed.
type place struct {
	cluster  string
	eraEvent int64
	lastTx   string
	lastID   int64
	backlog  int64
	size     int64
}

// sealRound seals the next stretch of events, if no other process is sealing; with wait it waits for the other one. It returns
// how many events it sealed: sealStretch means that there may be more. Writers are not held up: it locks nothing of theirs.
func (l *Log) sealRound(ctx context.Context, wait bool) (int, error) {
	sealed := 0
	err := l.db.Write(ctx, func(tx pgx.Tx) error {
		got, err := takeSealLock(ctx, tx, wait)
		if err != nil || !got {
			return err
		}
		at, err := readPlace(ctx, tx)
		if err != nil {
			return err
		}
		lines, err := nextLines(ctx, tx, at)
		if err != nil || len(lines) == 0 {
			return err
		}
		sealed = len(lines)
		return appendLines(ctx, tx, at.size, lines)
	})
	return sealed, err
}

func takeSealLock(ctx context.Context, tx pgx.Tx, wait bool) (bool, error) {
	if wait {
		_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(sealLock))
		return err == nil, err
	}
	var got bool
	err := tx.QueryRow(ctx, `SELECT pg_try_advisory_xact_lock($1)`, int64(sealLock)).Scan(&got)
	return got, err
}

// readPlace says where the seal stands, and begins a new era first where the database has come to another cluster.
func readPlace(ctx context.Context, tx pgx.Tx) (place, error) {
	cluster, err := clusterName(ctx, tx)
	if err != nil {
		return place{}, err
	}
	for begun := false; ; begun = true {
		var at place
		err := tx.QueryRow(ctx, `
			SELECT coalesce(max(p.cluster), ''), coalesce(max(p.era_event), 0), coalesce(max(p.last_tx::text), '0'),
				coalesce(max(p.last_id), 0), coalesce(max(p.backlog), 0)
			FROM seal_position p`).Scan(&at.cluster, &at.eraEvent, &at.lastTx, &at.lastID, &at.backlog)
		if err == nil {
			at.size, err = sealedSize(ctx, tx)
		}
		if err != nil || at.cluster == cluster || begun {
			return at, err
		}
		// Nobody waits behind us for long: it is tried again in the next round.
		if _, err := tx.Exec(ctx, `SET LOCAL lock_timeout = '1s'`); err != nil {
			return at, err
		}
		if _, err := tx.Exec(ctx, `SELECT seal_begin($1)`, cluster); err != nil {
			return at, fmt.Errorf("begin a new era of the seal: %w", err)
		}
	}
}

// clusterName tells clusters apart, whose transaction numbers have nothing to do with each other. A hosted database may not
// tell: then a database that moves to another cluster is not noticed, and its name says so.
func clusterName(ctx context.Context, tx pgx.Tx) (string, error) {
	var may bool
	if err := tx.QueryRow(ctx, `SELECT has_function_privilege('pg_control_system()', 'EXECUTE')`).Scan(&may); err != nil {
		return "", err
	}
	if !may {
		return "unknown", nil
	}
	var name string
	err := tx.QueryRow(ctx, `SELECT system_identifier::text FROM pg_control_system()`).Scan(&name)
	return name, err
}

// anew has a statement planned for its values each time. A plan that was made while the tables were empty reads all of them, and
// the server keeps it until they are analyzed, while they grow by a thousand rows a round.
const anew = pgx.QueryExecModeCacheDescribe

// sealedSize is how many events are sealed.
func sealedSize(ctx context.Context, tx pgx.Tx) (int64, error) {
	var size int64
	err := tx.QueryRow(ctx, `SELECT coalesce(max(seq) + 1, 0) FROM seal`, anew).Scan(&size)
	return size, err
}

// nextLines are the events that are sealed next: first what eras before left, then those that no running transaction can
// precede any more, in the order of their transactions.
func nextLines(ctx context.Context, tx pgx.Tx, at place) ([]seal.Line, error) {
	var lines []seal.Line
	take := func(from string, args ...any) error {
		query := fmt.Sprintf("SELECT "+sealColumns+"%s LIMIT $%d", from, len(args)+1)
		rows, err := tx.Query(ctx, query, slices.Concat([]any{anew}, args, []any{sealStretch - len(lines)})...)
		if err != nil {
			return err
		}
		found, err := pgx.CollectRows(rows, sealedLine)
		lines = append(lines, found...)
		return err
	}
	err := take(` FROM seal_backlog b JOIN event e ON e.id = b.event_id WHERE b.n > $1 ORDER BY b.n`, at.backlog)
	if err != nil || len(lines) == sealStretch {
		return lines, err
	}
	eras, err := pastEras(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, p := range eras {
		err := take(` FROM event e WHERE e.id > $1 AND e.id <= $2 AND (e.tx, e.id) > ($3::text::xid8, $4) ORDER BY e.tx, e.id`,
			p.after, p.to, p.lastTx, p.lastID)
		if err != nil || len(lines) == sealStretch {
			return lines, err
		}
	}
	return lines, take(` FROM event e WHERE e.id > $1 AND (e.tx, e.id) > ($2::text::xid8, $3) AND e.tx < pg_snapshot_xmin(pg_current_snapshot())
		ORDER BY e.tx, e.id`, at.eraEvent, at.lastTx, at.lastID)
}

// pastEra is what an era before left unsealed: the events with numbers above after and up to to, behind the last one.
type pastEra struct {
	after, to int64
	lastTx    string
	lastID    int64
}

func pastEras(ctx context.Context, tx pgx.Tx) ([]pastEra, error) {
	rows, err := tx.Query(ctx, `SELECT after_event, to_event, last_tx::text, last_id FROM seal_past ORDER BY n`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (pastEra, error) {
		var p pastEra
		err := row.Scan(&p.after, &p.to, &p.lastTx, &p.lastID)
		return p, err
	})
}

// appendLines puts lines at the end of the chain and of the tree.
func appendLines(ctx context.Context, tx pgx.Tx, size int64, lines []seal.Line) error {
	tree, err := readTree(ctx, tx, size)
	if err != nil {
		return err
	}
	ids, texts := make([]int64, 0, len(lines)), make([]string, 0, len(lines))
	var nodes []int64
	var hashes [][]byte
	for _, line := range lines {
		text, err := line.Canonical()
		if err != nil {
			return err
		}
		ids, texts = append(ids, line.Event), append(texts, text)
		for _, node := range tree.Add(seal.Leaf(text)) {
			nodes, hashes = append(nodes, node.Index), append(hashes, node.Hash[:])
		}
	}
	if _, err := tx.Exec(ctx, `SELECT seal_append($1, $2, $3, $4, $5)`, size, ids, texts, nodes, hashes); err != nil {
		return fmt.Errorf("add %d events to the chain: %w", len(lines), err)
	}
	return nil
}

package audit

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"

	"portico/internal/audit/seal"
)

// verifyPage is how many lines are fetched at once.
const verifyPage = 2000

// storedLine is a line of the chain with all that stands in the tables about its event. It is read apart from what seals, so
// that a mistake there shows here.
type storedLine struct {
	seal.Sealed
	table  *seal.Line // nil where there is no such event
	reason *seal.Reason
}

const selectStored = `
SELECT s.seq, s.event_id, s.line, s.leaf, s.link, e.id, e.at, e.actor_kind, e.actor_id::text, e.action, e.subject_kind, e.subject_id,
  e.member_id::text, e.team_id::text, e.before, e.after, e.grade, e.reason_hash, e.request_id, e.refused, r.event_id IS NOT NULL, r.salt, r.words
FROM public.seal s
LEFT JOIN public.event e ON e.id = s.event_id
LEFT JOIN public.event_reason r ON r.event_id = s.event_id
WHERE s.seq > $1 ORDER BY s.seq LIMIT $2`

func scanStored(row pgx.CollectableRow) (storedLine, error) {
	var s storedLine
	var leaf, link, hash, salt []byte
	var id *int64
	var at *time.Time
	var kind, action, subjectKind, subject, request, words *string
	var refused *bool
	var hasReason bool
	var l seal.Line
	err := row.Scan(&s.Seq, &s.Event, &s.Line, &leaf, &link, &id, &at, &kind, &l.Actor, &action, &subjectKind, &subject,
		&l.Member, &l.Team, &l.Before, &l.After, &l.Grade, &hash, &request, &refused, &hasReason, &salt, &words)
	if err != nil {
		return s, err
	}
	copy(s.Leaf[:], leaf)
	copy(s.Link[:], link)
	if hasReason {
		s.reason = &seal.Reason{Salt: salt, Words: words}
	}
	if id == nil {
		return s, nil
	}
	l.Version, l.Event, l.At, l.ActorKind, l.Action = seal.LineVersion, *id, seal.FormatTime(*at), *kind, *action
	l.SubjectKind, l.Subject, l.Request, l.Refused = *subjectKind, *subject, *request, *refused
	if hash != nil {
		text := hex.EncodeToString(hash)
		l.Reason = &text
	}
	s.table = &l
	return s, nil
}

// storedPage is a stretch of lines with the inner nodes of the tree that are complete with them.
type storedPage struct {
	lines []storedLine
	nodes map[int64]seal.Hash
}

// verifyLines adds every line to the chain. While one page is checked the next one is fetched.
func verifyLines(ctx context.Context, tx pgx.Tx, chain *seal.Chain) error {
	ctx, stop := context.WithCancel(ctx)
	pages := make(chan storedPage, 1)
	failed := make(chan error, 1)
	go func() {
		defer close(pages)
		failed <- fetchPages(ctx, tx, pages)
	}()
	defer func() {
		// The transaction is the fetcher's until it has ended.
		stop()
		for range pages {
		}
	}()
	treeHolds := true
	for page := range pages {
		for _, s := range page.lines {
			treeHolds = verifyLine(chain, s, page.nodes, treeHolds)
		}
	}
	if err := <-failed; err != nil {
		return fmt.Errorf("read the sealed trail: %w", err)
	}
	return nil
}

// verifyLine adds one line to the chain. Of the stored tree the first node that differs is told, for all above it differ too.
func verifyLine(chain *seal.Chain, s storedLine, stored map[int64]seal.Hash, treeHolds bool) bool {
	nodes, line := chain.Add(s.Sealed, s.table)
	if s.table == nil {
		chain.Findings.Add(seal.Finding{Seq: s.Seq, Event: s.Event, What: "it is gone: it was sealed and is not in the table of events any more"})
	}
	if line != nil {
		if what := seal.ReasonProblem(line.Reason, s.reason); what != "" {
			chain.Findings.Add(seal.Finding{Seq: s.Seq, Event: s.Event, What: what})
		}
	}
	for _, node := range nodes {
		if have, is := stored[node.Index]; treeHolds && (!is || have != node.Hash) {
			treeHolds = false
			level, n := tlog.SplitStoredHashIndex(node.Index)
			chain.Findings.Add(seal.Finding{Seq: n << level, Until: (n+1)<<level - 1, What: "the stored tree is not that of the stored lines"})
		}
	}
	return treeHolds
}

func fetchPages(ctx context.Context, tx pgx.Tx, pages chan<- storedPage) error {
	after, node := int64(-1), int64(-1)
	for {
		rows, err := tx.Query(ctx, selectStored, after, verifyPage)
		if err != nil {
			return err
		}
		var page storedPage
		if page.lines, err = pgx.CollectRows(rows, scanStored); err != nil || len(page.lines) == 0 {
			return err
		}
		after = page.lines[len(page.lines)-1].Seq
		next := tlog.StoredHashIndex(0, after+1)
		if page.nodes, err = fetchNodes(ctx, tx, node, next); err != nil {
			return err
		}
		node = next - 1
		select {
		case pages <- page:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// fetchNodes reads the stored nodes between two numbers. There are fewer of them than lines, where nobody put some in.
func fetchNodes(ctx context.Context, tx pgx.Tx, after, before int64) (map[int64]seal.Hash, error) {
	rows, err := tx.Query(ctx, `SELECT idx, hash FROM public.seal_node WHERE idx > $1 AND idx < $2 ORDER BY idx LIMIT $3`,
		after, before, 2*verifyPage+64)
	if err != nil {
		return nil, err
	}
	nodes := map[int64]seal.Hash{}
	var index int64
	var stored []byte
	_, err = pgx.ForEachRow(rows, []any{&index, &stored}, func() error {
		var h seal.Hash
		copy(h[:], stored)
		nodes[index] = h
		return nil
	})
	return nodes, err
}

package audit_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/permission"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// world is a sealed trail with a ledger, and what the owner of its database does to it.
type world struct {
	t       *testing.T
	log     *audit.Log
	address string
	key     string
	outside []seal.Known
}

// newWorld makes a trail of 30 events, 6 of them about grants, with stored checkpoints at 10, 20 and 30 events of which the
// last two are kept outside too.
func newWorld(t *testing.T) *world {
	t.Helper()
	log := testdb.NewLog(t)
	address := log.DB().Pool().Config().ConnString()
	w := &world{t: t, log: signed(t, log), address: address}
	w.key = log.Verifier()
	ann, helen := w.member("Ann Berg"), w.member("Helen Okafor")
	team := postgres.NewID()
	w.owner(`INSERT INTO team (id, slug, name) VALUES ('` + team + `', 'payments', 'Payments')`)
	w.owner(fmt.Sprintf(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ('%s', '%s', 'developer', '%s'), ('%s', '%s', 'lead', '%s')`,
		postgres.NewID(), ann.ID, team, postgres.NewID(), helen.ID, team))
	ann.Develops, helen.Leads = []string{team}, []string{team}
	service := permission.New(log, time.Now)
	day := func(ago int) string { return time.Now().UTC().AddDate(0, 0, -ago).Format(time.DateOnly) }
	record := func(ago int) string {
		id, err := service.Record(t.Context(), ann, permission.Record{Company: permission.Freelance, HeldFrom: day(ago)})
		w.must(err)
		return id
	}
	write(t, log, 6)
	first := record(40)
	w.must(service.Confirm(t.Context(), helen, permission.Confirm{GrantID: first, Note: "I saw the box"}))
	write(t, log, 2)
	w.checkpoint(10, false)
	w.must(service.End(t.Context(), helen, permission.End{GrantID: first, On: day(20), Reason: "changed team"}))
	second := record(10)
	write(t, log, 8)
	w.checkpoint(20, true)
	w.must(service.Confirm(t.Context(), helen, permission.Confirm{GrantID: second}))
	w.must(service.Correct(t.Context(), ann, permission.Correct{GrantID: second, HeldFrom: day(9), Reason: "a day later"}))
	write(t, log, 8)
	w.checkpoint(30, true)
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) member(name string) access.Actor {
	a := access.Actor{Kind: access.Member, ID: postgres.NewID(), Name: name}
	w.owner(fmt.Sprintf(`INSERT INTO member (id, name, email, email_key) VALUES ('%s', '%s', '%[1]s@acme.example', '%[1]s@acme.example')`, a.ID, name))
	return a
}

// checkpoint seals until n events are and signs.
func (w *world) checkpoint(n int, outside bool) {
	w.t.Helper()
	sealAll(w.t, w.log, n)
	made, err := w.log.Checkpoint(w.t.Context())
	w.must(err)
	if made.Size != int64(n) {
		w.t.Fatalf("%d events are sealed, want %d", made.Size, n)
	}
	if outside {
		w.outside = append(w.outside, seal.Known{Checkpoint: made.Checkpoint, Name: fmt.Sprintf("the mail of %d", n), Outside: true})
	}
}

// owner runs statements as the owner of the database, whom no trigger holds.
func (w *world) owner(statements ...string) {
	w.t.Helper()
	conn, err := pgx.Connect(context.Background(), w.address)
	w.must(err)
	defer func() { _ = conn.Close(context.Background()) }()
	for _, s := range append([]string{`SET session_replication_role = replica`}, statements...) {
		if _, err := conn.Exec(context.Background(), s); err != nil {
			w.t.Fatalf("%s: %v", s, err)
		}
	}
}

// rechain writes lines, leaves, links and tree anew from the events, in the order of the seal: all that can be worked out
// without the key.
func (w *world) rechain() {
	w.t.Helper()
	conn, err := pgx.Connect(context.Background(), w.address)
	w.must(err)
	defer func() { _ = conn.Close(context.Background()) }()
	_, err = conn.Exec(context.Background(), `SET session_replication_role = replica; SET TimeZone = 'UTC'`)
	w.must(err)
	rows, err := conn.Query(context.Background(), `SELECT e.id, e.at, e.actor_kind, e.actor_id::text, e.action, e.subject_kind, e.subject_id,
		e.member_id::text, e.team_id::text, e.before, e.after, e.grade, encode(e.reason_hash, 'hex'), e.request_id, e.refused
		FROM seal s JOIN event e ON e.id = s.event_id ORDER BY s.seq`)
	w.must(err)
	lines, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (seal.Line, error) {
		l := seal.Line{Version: seal.LineVersion}
		var at time.Time
		err := row.Scan(&l.Event, &at, &l.ActorKind, &l.Actor, &l.Action, &l.SubjectKind, &l.Subject, &l.Member, &l.Team, &l.Before,
			&l.After, &l.Grade, &l.Reason, &l.Request, &l.Refused)
		l.At = seal.FormatTime(at)
		return l, err
	})
	w.must(err)
	batch := &pgx.Batch{}
	batch.Queue(`DELETE FROM seal`)
	batch.Queue(`DELETE FROM seal_node`)
	var tree seal.Tree
	var link seal.Hash
	for i, l := range lines {
		text, err := l.Canonical()
		w.must(err)
		leaf := seal.Leaf(text)
		link = seal.Link(link, leaf)
		batch.Queue(`INSERT INTO seal (seq, event_id, line, leaf, link) VALUES ($1, $2, $3, $4, $5)`, i, l.Event, text, leaf[:], append([]byte(nil), link[:]...))
		for _, n := range tree.Add(leaf) {
			batch.Queue(`INSERT INTO seal_node (idx, hash) VALUES ($1, $2)`, n.Index, n.Hash[:])
		}
	}
	w.must(conn.SendBatch(context.Background(), batch).Close())
}

// resign replaces every stored checkpoint by one of the tree as it is now, signed with another key of the same name.
func (w *world) resign() {
	w.t.Helper()
	signer, _, err := seal.NewKey(seal.KeyName(w.key))
	w.must(err)
	conn, err := pgx.Connect(context.Background(), w.address)
	w.must(err)
	defer func() { _ = conn.Close(context.Background()) }()
	rows, err := conn.Query(context.Background(), `SELECT line FROM seal ORDER BY seq`)
	w.must(err)
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.must(err)
	batch := &pgx.Batch{}
	batch.Queue(`SET session_replication_role = replica`)
	batch.Queue(`DELETE FROM checkpoint`)
	var tree seal.Tree
	for i, line := range lines {
		tree.Add(seal.Leaf(line))
		if (i+1)%10 == 0 {
			root := tree.Root()
			note, err := seal.Sign(seal.Checkpoint{Origin: seal.KeyName(w.key), Size: tree.Size(), Root: root}.Text(), signer)
			w.must(err)
			batch.Queue(`INSERT INTO checkpoint (size, root, note) VALUES ($1, $2, $3)`, tree.Size(), root[:], note)
		}
	}
	w.must(conn.SendBatch(context.Background(), batch).Close())
}

// verify is what the command does.
func (w *world) verify(outside bool) (trail *audit.Verified, lines int64, found seal.Findings) {
	w.t.Helper()
	v := audit.Verification{Keys: []string{w.key}}
	if outside {
		v.Outside = w.outside
	}
	err := postgres.Inspect(w.t.Context(), w.address, func(tx pgx.Tx) error {
		var err error
		if trail, err = audit.Verify(w.t.Context(), tx, v); err != nil {
			return err
		}
		found = trail.Findings
		var ledger seal.Findings
		lines, ledger, err = permission.VerifyLedger(w.t.Context(), tx)
		found.Join(ledger)
		return err
	})
	w.must(err)
	return trail, lines, found
}

package evidence

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

type room struct {
	*Service
	t       *testing.T
	log     *audit.Log
	me, you access.Actor
}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{t: t, log: testdb.NewLog(t)}
	r.Service = New(r.log, time.Now)
	for name, who := range map[string]*access.Actor{"me": &r.me, "you": &r.you} {
		*who = access.Actor{Kind: access.Member, ID: postgres.NewID(), Name: name}
		r.sql(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $3, $3)`, who.ID, name, name+"@acme.example")
	}
	return r
}

func (r *room) sql(query string, args ...any) {
	r.t.Helper()
	if err := r.try(query, args...); err != nil {
		r.t.Fatalf("%s: %v", query, err)
	}
}

func (r *room) try(query string, args ...any) error {
	_, err := r.log.DB().Pool().Exec(context.Background(), query, args...)
	return err
}

// add keeps a file about me.
func (r *room) add(name, body string) (string, error) {
	var id string
	err := r.log.Change(r.t.Context(), r.me, audit.EvidenceAdded, func(tx *audit.Tx) (audit.Entry, error) {
		e, err := Add(r.t.Context(), tx, About{MemberID: r.me.ID, StepKey: "password"}, Upload{name, []byte(body)})
		id = e.Subject.ID
		return e, err
	})
	return id, err
}

func (r *room) mustAdd(name, body string) string {
	r.t.Helper()
	id, err := r.add(name, body)
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

func TestAFileIsKeptAsItCameAndNeverChanged(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	id := r.mustAdd("seen.txt", "It worked.")
	k, body, err := r.Open(t.Context(), r.me, id)
	if err != nil || k.Name != "seen.txt" || !bytes.Equal(body, []byte("It worked.")) || k.Size != 10 {
		t.Fatalf("%+v %q %v", k, body, err)
	}
	for _, query := range []string{
		`UPDATE evidence_file SET body = 'other' WHERE id = $1`, `UPDATE evidence_file SET name = 'other' WHERE id = $1`,
		`UPDATE evidence_file SET sha256 = repeat('0', 64) WHERE id = $1`, `UPDATE evidence_file SET member_id = uploaded_by WHERE id = $1`,
		`DELETE FROM evidence_file WHERE id = $1`,
	} {
		if r.try(query, id) == nil {
			t.Errorf("the app's role may %s", query)
		}
	}
	conn, err := r.log.DB().Pool().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(t.Context(), `RESET ROLE`); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{`UPDATE evidence_file SET body = 'other     '`, `DELETE FROM evidence_file`, `TRUNCATE evidence_file`} {
		if _, err := conn.Exec(t.Context(), query); err == nil {
			t.Errorf("the owner may %s", query)
		}
	}
	if _, err := conn.Exec(t.Context(), `SET ROLE portico_app`); err != nil {
		t.Fatal(err)
	}
}

func TestTheSizesThatAnAdminSetAreTheLimits(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	r.sql(`INSERT INTO setting (key, value) VALUES ('evidence-size', 1024), ('evidence-total', 1)`)
	if _, err := r.add("big.txt", strings.Repeat("a", 1024<<10+1)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("one byte too many: %v", err)
	}
	r.mustAdd("half.txt", strings.Repeat("a", 700<<10))
	if _, err := r.add("half too.txt", strings.Repeat("b", 700<<10)); !apperr.Is(err, apperr.Invalid) || !strings.Contains(err.Error()+fieldOf(err), "1 MiB") {
		t.Errorf("more than all may take together: %v", err)
	}
	if _, err := r.add("again.txt", strings.Repeat("a", 700<<10)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("the same file twice: %v", err)
	}
}

func fieldOf(err error) string {
	if typed, ok := err.(*apperr.Error); ok { //nolint:errorlint // the error is not wrapped here
		return typed.Fields[Field]
	}
	return ""
}

func TestWhatWasTakenBackIsHandedOutToNobodyAndGoesInTime(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	id := r.mustAdd("seen.txt", "It worked.")
	for who, kind := range map[*access.Actor]apperr.Kind{&r.you: apperr.NotFound} {
		if _, _, err := r.Open(t.Context(), *who, id); !apperr.Is(err, kind) {
			t.Errorf("%s opens it: %v", who.Name, err)
		}
		if _, err := r.Withdraw(t.Context(), *who, id, "No"); !apperr.Is(err, kind) {
			t.Errorf("%s takes it back: %v", who.Name, err)
		}
	}
	if _, err := r.Withdraw(t.Context(), r.me, id, " "); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := r.Withdraw(t.Context(), r.me, id, "The wrong one"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Withdraw(t.Context(), r.me, id, "The wrong one"); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("twice: %v", err)
	}
	if _, _, err := r.Open(t.Context(), r.me, id); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("it is still handed out: %v", err)
	}
	left := func() int {
		var n int
		if err := r.log.DB().Pool().QueryRow(t.Context(), `SELECT octet_length(body) FROM evidence_file WHERE id = $1`, id).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	// Nobody clears earlier than the retention says, not by a moment to come either.
	r.now = func() time.Time { return time.Now().AddDate(5, 0, 0) }
	if err := r.Clean(t.Context()); err != nil || left() != 10 {
		t.Errorf("%d bytes left, %v", left(), err)
	}
	r.sql(`UPDATE retention SET days = 1 WHERE class = 'evidence-withdrawn'`)
	r.now = func() time.Time { return time.Now().Add(25 * time.Hour) }
	if err := r.Clean(t.Context()); err != nil || left() != 10 {
		t.Errorf("%d bytes left before its time, %v", left(), err)
	}
	conn, err := r.log.DB().Pool().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(t.Context(), `RESET ROLE; ALTER TABLE evidence_file DISABLE TRIGGER USER;
		UPDATE evidence_file SET withdrawn_at = now() - interval '2 days'; ALTER TABLE evidence_file ENABLE TRIGGER USER; SET ROLE portico_app`); err != nil {
		t.Fatal(err)
	}
	if err := r.Clean(t.Context()); err != nil || left() != 0 {
		t.Errorf("%d bytes left after its time, %v", left(), err)
	}
}

func TestAFileGoesWithThePersonItIsAbout(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	id := r.mustAdd("face.png", "\x89PNG\r\n\x1a\nface")
	r.sql(`INSERT INTO event (actor_kind, action, subject_kind, subject_id) VALUES ('system', 'journey.started', 'member', $1)`, r.me.ID)
	err := r.log.Change(t.Context(), access.SystemActor(), audit.MemberErased, func(tx *audit.Tx) (audit.Entry, error) {
		_, err := tx.Exec(t.Context(), `SELECT member_erase($1, 'Erased person 1', now())`, r.me.ID)
		return audit.Entry{Subject: audit.Subject{Kind: "member", ID: r.me.ID}}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	var name, sum string
	var size int
	if err := r.log.DB().Pool().QueryRow(t.Context(), `SELECT name, sha256, octet_length(body) FROM evidence_file WHERE id = $1`, id).Scan(&name, &sum, &size); err != nil {
		t.Fatal(err)
	}
	if name != "" || size != 0 || len(sum) != 64 {
		t.Errorf("name %q, %d bytes, SHA-256 %q", name, size, sum)
	}
}

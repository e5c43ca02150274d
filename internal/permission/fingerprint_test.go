package permission_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/permission"
	"portico/internal/postgres"
)

// edits are what happens to a ledger and beside it: each changes something that an old answer must not show.
func (h *house) edits() []func(r *rand.Rand) error {
	ctx := context.Background()
	people := []access.Actor{h.ann, h.ben, h.helen, h.lena, h.coAdmin}
	anyone := func(r *rand.Rand) access.Actor { return people[r.IntN(len(people))] }
	grant := func(r *rand.Rand) (id string) {
		err := h.log.DB().Pool().QueryRow(ctx, `SELECT grant_id FROM permission_grant WHERE superseded_at IS NULL ORDER BY grant_id OFFSET $1 LIMIT 1`,
			r.IntN(h.one(`SELECT count(*) FROM permission_grant WHERE superseded_at IS NULL`))).Scan(&id)
		if err != nil {
			h.t.Fatal(err)
		}
		return id
	}
	sql := func(text string, args ...any) error { h.exec(text, args...); return nil }
	return []func(r *rand.Rand) error{
		func(r *rand.Rand) error {
			a := anyone(r)
			_, err := h.service.Record(ctx, a, permission.Record{Company: permission.Freelance, HeldFrom: h.day(r.IntN(60))})
			return err
		},
		func(r *rand.Rand) error {
			return h.service.Correct(ctx, h.helen, permission.Correct{GrantID: grant(r), HeldFrom: h.day(r.IntN(90)), Reason: "later"})
		},
		func(r *rand.Rand) error {
			return h.service.Correct(ctx, h.helen, permission.Correct{GrantID: grant(r), NeverHeld: true, Reason: "mistake"})
		},
		func(r *rand.Rand) error {
			return h.service.End(ctx, h.admin, permission.End{GrantID: grant(r), On: h.day(r.IntN(40)), Reason: "left"})
		},
		func(r *rand.Rand) error {
			return h.service.DecideRemoval(ctx, h.admin, permission.DecideRemoval{GrantID: grant(r), On: h.day(r.IntN(3)), Reason: "must go"})
		},
		func(r *rand.Rand) error {
			return h.service.Confirm(ctx, h.helen, permission.Confirm{GrantID: grant(r)})
		},
		func(r *rand.Rand) error {
			return sql(`UPDATE member SET name = $2, email = $3 WHERE id = $1`, anyone(r).ID, fmt.Sprint("Name ", r.IntN(1000)), postgres.NewID()+"@x.example")
		},
		func(r *rand.Rand) error {
			return sql(`UPDATE company SET name = $1 WHERE id = $2`, fmt.Sprint("C", r.IntN(1000)), h.acmeProd)
		},
		func(r *rand.Rand) error { return sql(`UPDATE app SET name = $1`, fmt.Sprint("App ", r.IntN(1000))) },
		func(r *rand.Rand) error {
			return sql(`UPDATE member_role SET ended_at = now() WHERE member_id = $1 AND ended_at IS NULL AND role = 'developer'`, anyone(r).ID)
		},
		func(r *rand.Rand) error {
			return sql(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, 'developer', $3) ON CONFLICT DO NOTHING`,
				postgres.NewID(), anyone(r).ID, []string{h.payments, h.bridge}[r.IntN(2)])
		},
		func(r *rand.Rand) error {
			return sql(`UPDATE company_role SET ended_at = now() WHERE member_id = $1 AND ended_at IS NULL`, anyone(r).ID)
		},
		func(r *rand.Rand) error {
			return sql(`UPDATE member SET disabled_at = CASE WHEN disabled_at IS NULL THEN now() END WHERE id = $1`, anyone(r).ID)
		},
	}
}

// edit makes n random edits; a rule of the ledger may refuse one, and then nothing happened.
func (h *house) edit(r *rand.Rand, n int) {
	h.t.Helper()
	edits := h.edits()
	for range n {
		err := edits[r.IntN(len(edits))](r)
		for _, kind := range []apperr.Kind{apperr.Invalid, apperr.Conflict, apperr.Forbidden, apperr.NotFound} {
			if apperr.Is(err, kind) {
				err = nil
			}
		}
		if err != nil {
			h.t.Fatal(err)
		}
	}
}

func TestTheSameLinkGivesTheSameRowsAfterAnyEdits(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.approved(h.acmeProd, 80, h.ann, h.ben)
	h.records(h.helen, permission.Freelance, 70)
	h.records(h.coAdmin, permission.Freelance, 20)
	h.records(h.lena, permission.Freelance, 5)
	r := rand.New(rand.NewPCG(16, 6))
	type kept struct {
		who    access.Actor
		answer permission.Answer
	}
	var old []kept
	for round := range 5 {
		h.edit(r, 25)
		for _, who := range []access.Actor{h.auditor, h.helen, h.lena, h.ann} {
			for _, what := range []string{permission.Holds, permission.Changed, permission.Unproven, permission.ShouldNot, permission.EndUnconfirmed} {
				q := permission.Question{What: what, AsOf: h.now.AddDate(0, 0, -r.IntN(60)), Days: 30}
				if round%2 == 0 {
					q.AsOf = time.Time{}
				}
				q.Since = h.now.AddDate(0, 0, -90)
				old = append(old, kept{who, h.ask(who, q)})
			}
		}
	}
	h.edit(r, 75)
	rows := 0
	for _, k := range old {
		// A service that never saw the question works it out anew.
		again, err := permission.New(h.log, func() time.Time { return time.Now() }).Holders(context.Background(), k.who, k.answer.Question)
		if err != nil {
			t.Fatal(err)
		}
		q := k.answer.Question
		if again.Fingerprint != k.answer.Fingerprint || again.Shown != k.answer.Shown {
			t.Errorf("%s, %q as of %s: %d rows with fingerprint %s, then %d with %s", k.who.Name, q.What, q.AsOf, k.answer.Shown, k.answer.Fingerprint, again.Shown, again.Fingerprint)
		}
		if !reflect.DeepEqual(again.Rows, k.answer.Rows) {
			t.Errorf("%s, %q as of %s: the rows were\n%+v\nand are\n%+v", k.who.Name, q.What, q.AsOf, k.answer.Rows, again.Rows)
		}
		rows += len(again.Rows)
	}
	if rows < 100 {
		t.Errorf("only %d rows were compared", rows)
	}
}

func TestTheFingerprintIsTheHashOfTheCanonicalRows(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.approved(h.acmeProd, 20, h.ann, h.ben)
	h.records(h.helen, permission.Freelance, 3)
	a := h.ask(h.auditor, permission.Question{})
	sum := sha256.New()
	for _, row := range a.Rows {
		if err := json.NewEncoder(sum).Encode(row.Canonical()); err != nil {
			t.Fatal(err)
		}
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != a.Fingerprint || len(a.Rows) != 3 {
		t.Errorf("%d rows give %s, the answer says %s", len(a.Rows), got, a.Fingerprint)
	}
	if other := h.ask(h.auditor, permission.Question{Environment: permission.Staging}); other.Fingerprint == a.Fingerprint {
		t.Error("other rows have the same fingerprint")
	}
	if lead := h.ask(h.lena, permission.Question{}); lead.Fingerprint == a.Fingerprint || lead.Shown != 1 {
		t.Errorf("a lead of another team sees %d rows, with fingerprint %s", lead.Shown, lead.Fingerprint)
	}
}

func TestAnAnswerAskedWhileOthersWriteIsTheSameLater(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	people := make([]access.Actor, 12)
	for i := range people {
		people[i] = h.member(fmt.Sprintf("Person %d", i))
		h.role(&people[i], "developer", h.payments)
	}
	var wg sync.WaitGroup
	for _, p := range people {
		wg.Go(func() {
			if _, err := h.service.Record(context.Background(), p, permission.Record{Company: permission.Freelance, HeldFrom: h.day(1)}); err != nil {
				t.Error(err)
			}
		})
	}
	var asked []permission.Answer
	for range 40 {
		asked = append(asked, h.ask(h.auditor, permission.Question{}))
	}
	wg.Wait()
	for _, a := range asked {
		if again := h.ask(h.auditor, a.Question); again.Fingerprint != a.Fingerprint {
			t.Errorf("as known at %s there were %d rows, and later %d", a.Question.KnownAt, a.Shown, again.Shown)
		}
	}
	if last := h.ask(h.auditor, permission.Question{}); last.Shown != len(people) {
		t.Errorf("%d rows in the end", last.Shown)
	}
}

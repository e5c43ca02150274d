package setting

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

func exec(t *testing.T, log *audit.Log, sql string, args ...any) {
	t.Helper()
	err := log.DB().Write(t.Context(), func(tx pgx.Tx) error {
		_, err := tx.Exec(context.Background(), sql, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAChangeOfASettingIsAnEventWithBothNumbersAndItsAuthor(t *testing.T) {
	t.Parallel()
	log := testdb.NewLog(t)
	s := New(log, time.Now)
	admin := access.Actor{Kind: access.Member, ID: postgres.NewID(), Name: "Victor", Admin: true}
	exec(t, log, `INSERT INTO member (id, name, email, email_key) VALUES ($1, 'Victor', 'victor@acme.example', 'victor@acme.example')`, admin.ID)
	if v, err := s.Value(t.Context(), ProofAge); err != nil || v != 90 {
		t.Fatalf("as it came: %d, %v", v, err)
	}
	for _, days := range []int{60, 60, 30} {
		if err := s.Change(t.Context(), admin, Change{ProofAge, days}); err != nil {
			t.Fatal(err)
		}
	}
	var events, values string
	err := log.DB().Read(t.Context(), func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT string_agg(before || after, ' ' ORDER BY id), string_agg(actor_id::text, ' ') FROM event
			WHERE action = 'setting.changed'`).Scan(&events, &values)
	})
	want := `{"setting":"proof-age","value":90}{"setting":"proof-age","value":60} {"setting":"proof-age","value":60}{"setting":"proof-age","value":30}`
	if err != nil || events != want || values != admin.ID+" "+admin.ID {
		t.Errorf("events %s by %s, %v", events, values, err)
	}
	list, err := s.List(t.Context(), admin)
	if err != nil || len(list) != len(All()) || list[0].Value != 30 || list[0].ChangedBy != "Victor" || list[0].ChangedAt.IsZero() {
		t.Errorf("%+v, %v", list, err)
	}
	if !list[1].ChangedAt.IsZero() || list[1].Value != list[1].Default {
		t.Errorf("a setting that nobody changed is %+v", list[1])
	}
}

func TestASettingKeepsToItsBoundsAndToAdmins(t *testing.T) {
	t.Parallel()
	s := New(testdb.NewLog(t), time.Now)
	admin := access.Actor{Kind: access.Member, ID: postgres.NewID(), Admin: true}
	lead := access.Actor{Kind: access.Member, ID: postgres.NewID(), Leads: []string{"team"}}
	for _, c := range []struct {
		who  access.Actor
		in   Change
		kind apperr.Kind
	}{
		{admin, Change{ProofAge, 0}, apperr.Invalid},
		{admin, Change{ProofAge, -5}, apperr.Invalid},
		{admin, Change{ProofAge, 3651}, apperr.Invalid},
		{admin, Change{EvidenceSize, 1 << 30}, apperr.Invalid},
		{admin, Change{"no-such", 5}, apperr.NotFound},
		{lead, Change{ProofAge, 60}, apperr.NotFound},
	} {
		if err := s.Change(t.Context(), c.who, c.in); !apperr.Is(err, c.kind) {
			t.Errorf("%+v: %v, want %s", c.in, err, c.kind)
		}
	}
	if _, err := s.List(t.Context(), lead); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a lead reads: %v", err)
	}
}

func TestEverySettingHasWordsAndADefaultWithinItsBounds(t *testing.T) {
	t.Parallel()
	seen := map[Key]bool{}
	for _, s := range All() {
		if seen[s.Key] || s.Title == "" || s.Text == "" || s.Unit == "" || s.One == "" || s.Default < s.Least || s.Default > s.Most {
			t.Errorf("%+v is not a whole setting, or is there twice", s)
		}
		seen[s.Key] = true
		if v := (Values{s.Key: s.Most + 1}).Get(s.Key); v != s.Default {
			t.Errorf("%s out of its bounds counts as %d", s.Key, v)
		}
	}
	if v := (Values{}).Get("no-such"); v != 0 {
		t.Errorf("a setting that nobody declared is %d", v)
	}
}

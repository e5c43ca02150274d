package journey

import (
	"context"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/permission"
	"portico/internal/postgres"
)

// span is a line of the ledger: for a company, from and until a day of May 2026 (0 is still held).
func (s *stage) span(p Person, companyID string, from, until int, grade string) string {
	s.t.Helper()
	id := postgres.NewID()
	day := func(d int) *time.Time {
		if d == 0 {
			return nil
		}
		t := time.Date(2026, 5, d, 0, 0, 0, 0, time.UTC)
		return &t
	}
	confirmer := (*string)(nil)
	if grade == permission.Confirmed {
		confirmer = &s.helen.ID
		if p.ID == s.helen.ID {
			confirmer = &s.dana.ID
		}
	}
	s.exec(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, held_until, grade, confirmed_by, recorded_by, recorded_at)
		VALUES ($1, $2, 1, $3, 'staging', $4, 'self-assigned', $5, $6, $7, $8, $3, now() - interval '1 hour')`,
		postgres.NewID(), id, p.ID, companyID, day(from), day(until), grade, confirmer)
	return id
}

// spans are the lines of a person at a company that count now and hold something: "1-5 confirmed".
func (s *stage) spans(p Person, companyID string) string {
	s.t.Helper()
	var out string
	err := s.db.Pool().QueryRow(context.Background(), `SELECT coalesce(string_agg(
		extract(day FROM held_from AT TIME ZONE 'UTC') || '-' || coalesce(extract(day FROM held_until AT TIME ZONE 'UTC')::text, '') || ' ' || grade, ', ' ORDER BY held_from), '')
		FROM permission_grant WHERE member_id = $1 AND company_id = $2 AND superseded_at IS NULL AND (held_until IS NULL OR held_until > held_from)`,
		p.ID, companyID).Scan(&out)
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

func (s *stage) number(sql string, args ...any) (n int) {
	s.t.Helper()
	if err := s.db.Pool().QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// wantOneEventAVersion holds every version that a task wrote against the events.
func (s *stage) wantOneEventAVersion() {
	s.t.Helper()
	if n := s.number(`SELECT count(*) FROM permission_grant g WHERE g.version > 1 AND 1 <> (SELECT count(*) FROM event e
		WHERE e.subject_kind = 'grant' AND e.subject_id = g.grant_id::text AND NOT e.refused AND (e.after::jsonb ->> 'version')::int = g.version
		AND e.after::jsonb ->> 'company_id' IS NOT DISTINCT FROM g.company_id::text)`); n != 0 {
		s.t.Errorf("%d versions without their one event", n)
	}
}

func TestAMergeMovesTheSpansOfEachPersonAndJoinsThoseThatMeet(t *testing.T) {
	t.Parallel()
	type line struct {
		at          string // from or into
		first, last int
		grade       string
	}
	for _, c := range []struct {
		name  string
		lines []line
		want  string
	}{
		{"alone at the entry that goes", []line{{"from", 3, 0, "confirmed"}}, "3- confirmed"},
		{"ended before the other began", []line{{"from", 3, 5, "verified"}, {"into", 6, 0, "confirmed"}}, "3-5 verified, 6- confirmed"},
		{"one ends when the other begins", []line{{"from", 3, 6, "verified"}, {"into", 6, 0, "confirmed"}}, "3-6 verified, 6- confirmed"},
		{"the one that goes began earlier", []line{{"from", 3, 9, "confirmed"}, {"into", 6, 0, "verified"}}, "3- confirmed"},
		{"the one that goes lasts longer", []line{{"from", 6, 0, "verified"}, {"into", 3, 9, "verified"}}, "3- verified"},
		{"the one that goes lies within", []line{{"from", 4, 5, "verified"}, {"into", 3, 0, "verified"}}, "3- verified"},
		{"known as well as the weaker", []line{{"from", 4, 5, "self-reported"}, {"into", 3, 0, "verified"}}, "3- self-reported"},
		{"the same span twice", []line{{"from", 3, 0, "verified"}, {"into", 3, 0, "verified"}}, "3- verified"},
		{"one bridges two", []line{{"into", 3, 6, "verified"}, {"from", 5, 9, "verified"}, {"into", 8, 0, "verified"}}, "3- verified"},
		{"both of two meet one", []line{{"from", 2, 4, "verified"}, {"into", 3, 8, "verified"}, {"from", 7, 10, "verified"}, {"from", 12, 14, "confirmed"}}, "2-10 verified, 12-14 confirmed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			into, from := s.company("ACME", "acme.example", s.dana), s.company("Acme Ltd", "acme-ltd.example", s.priya)
			ids := map[string]string{"from": from, "into": into}
			for _, l := range c.lines {
				s.span(s.priya, ids[l.at], l.first, l.last, l.grade)
			}
			before := time.Now()
			s.must(s.MergeCompanies(context.Background(), s.actor(s.helen), MergeCompanies{From: from, Into: into, Reason: "Recorded twice"}))
			if got := s.spans(s.priya, into); got != c.want {
				t.Errorf("at the entry that stays: %s, want %s", got, c.want)
			}
			if got := s.spans(s.priya, from); got != "" {
				t.Errorf("at the entry that went: %s", got)
			}
			s.wantOneEventAVersion()
			// What was known before is known of before.
			if n := s.number(`SELECT count(*) FROM permission_grant WHERE company_id = $1 AND recorded_at <= $2 AND superseded_at > $2`, from, before); n == 0 {
				t.Error("the ledger of before no longer names the entry that went")
			}
			left, err := s.UndoMerge(context.Background(), s.actor(s.helen), from, "Two companies after all")
			s.must(err)
			if left != 0 {
				t.Errorf("%d stayed", left)
			}
			s.wantOneEventAVersion()
			for at, id := range ids {
				var want []string
				for _, l := range c.lines {
					if l.at == at {
						until := ""
						if l.last > 0 {
							until = itoa(l.last)
						}
						want = append(want, itoa(l.first)+"-"+until+" "+l.grade)
					}
				}
				if got := s.spans(s.priya, id); got != strings.Join(want, ", ") {
					t.Errorf("after the undo, %s has %s, want %s", at, got, strings.Join(want, ", "))
				}
			}
		})
	}
}

func itoa(n int) string { return time.Date(2026, 5, n, 0, 0, 0, 0, time.UTC).Format("2") }

func TestAMergeIsForAnAdminOrALeadOfPeopleInBoth(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	victor := s.member("Victor Lindqvist", "victor@acme.example", "admin", "")
	into, from, far := s.company("ACME", "acme.example", s.dana), s.company("Acme Ltd", "acme-ltd.example", s.priya), s.company("Far", "far.example", s.lena)
	for _, p := range []Person{s.dana, s.priya, s.lena, s.ruth} {
		wantKind(t, s.MergeCompanies(ctx, s.actor(p), MergeCompanies{From: from, Into: into, Reason: "Twice"}), apperr.Forbidden)
	}
	wantKind(t, s.MergeCompanies(ctx, s.actor(s.helen), MergeCompanies{From: from, Into: far, Reason: "Mine"}), apperr.Forbidden)
	wantKind(t, s.MergeCompanies(ctx, access.AnonymousActor(), MergeCompanies{From: from, Into: into, Reason: "Twice"}), apperr.Unauthenticated)
	if n := s.number(`SELECT count(*) FROM event WHERE action = $1 AND refused AND subject_id = $2`, string(audit.CompanyMerged), from); n != 5 {
		t.Errorf("%d events of refusals, want 5", n)
	}
	for _, in := range []MergeCompanies{
		{From: from, Into: into},
		{From: from, Into: into, Reason: "  "},
		{From: from, Into: into, Reason: strings.Repeat("x", 2001)},
		{From: from, Into: from, Reason: "Twice"},
		{From: from, Into: "", Reason: "Twice"},
		{From: from, Into: postgres.NewID(), Reason: "Twice"},
	} {
		wantKind(t, s.MergeCompanies(ctx, s.actor(victor), in), apperr.Invalid)
	}
	wantKind(t, s.MergeCompanies(ctx, s.actor(victor), MergeCompanies{From: postgres.NewID(), Into: into, Reason: "Twice"}), apperr.NotFound)
	s.exec(`UPDATE company SET environment = 'production' WHERE id = $1`, far)
	wantKind(t, s.MergeCompanies(ctx, s.actor(victor), MergeCompanies{From: from, Into: far, Reason: "Twice"}), apperr.Invalid)
	s.must(s.MergeCompanies(ctx, s.actor(victor), MergeCompanies{From: from, Into: into, Reason: "Twice"}))
	wantKind(t, s.MergeCompanies(ctx, s.actor(victor), MergeCompanies{From: from, Into: into, Reason: "Twice"}), apperr.Conflict)
	wantKind(t, s.MergeCompanies(ctx, s.actor(victor), MergeCompanies{From: into, Into: from, Reason: "Twice"}), apperr.Conflict)
	_, err := s.UndoMerge(ctx, s.actor(s.lena), from, "Not so")
	wantKind(t, err, apperr.Forbidden)
	_, err = s.UndoMerge(ctx, s.actor(victor), into, "Not so")
	wantKind(t, err, apperr.Conflict)
}

func TestAMergeTakesEverythingAlongAndItsUndoBringsItBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	into, from := s.company("ACME", "acme.example", s.dana), s.company("Acme Ltd", "acme-ltd.example", s.priya)
	// Dana is admin of both: better known at the entry that goes.
	s.exec(`INSERT INTO company_role (id, company_id, member_id, role, since, grade, recorded_by) VALUES ($1, $2, $3, 'admin', now(), 'confirmed', $4)`,
		postgres.NewID(), from, s.dana.ID, s.priya.ID)
	s.exec(`INSERT INTO company_role_request (id, company_id, member_id, asked_id) VALUES ($1, $2, $3, $4)`, postgres.NewID(), from, s.helen.ID, s.priya.ID)
	s.exec(`INSERT INTO company_match_refusal (id, member_id, company_id) VALUES ($1, $2, $3)`, postgres.NewID(), s.lena.ID, from)
	s.exec(`INSERT INTO company_exclusion (id, company_id, domain) VALUES ($1, $2, 'labs.acme-ltd.example')`, postgres.NewID(), from)
	app := s.app("12345678901234567890", s.priya)
	s.exec(`UPDATE app SET company_id = $2 WHERE id = $1`, app, from)
	p, err := s.PreviewMerge(ctx, s.actor(s.helen), from, into)
	s.must(err)
	if len(p.Roles) != 2 || len(p.Doubled) != 1 || p.Asks != 1 || len(p.Apps) != 1 || len(p.Domains) != 1 || p.WhyNot != "" {
		t.Errorf("the preview says %+v", p)
	}
	standing := func(id string) [6]int {
		return [6]int{
			s.number(`SELECT count(*) FROM company_domain WHERE company_id = $1 AND ended_at IS NULL`, id),
			s.number(`SELECT count(*) FROM company_role WHERE company_id = $1 AND ended_at IS NULL`, id),
			s.number(`SELECT count(*) FROM company_role_request WHERE company_id = $1 AND answered_at IS NULL`, id),
			s.number(`SELECT count(*) FROM company_match_refusal WHERE company_id = $1 AND ended_at IS NULL`, id),
			s.number(`SELECT count(*) FROM company_exclusion WHERE company_id = $1 AND ended_at IS NULL`, id),
			s.number(`SELECT count(*) FROM app WHERE company_id = $1`, id),
		}
	}
	wasFrom, wasInto := standing(from), standing(into)
	s.must(s.MergeCompanies(ctx, s.actor(s.helen), MergeCompanies{From: from, Into: into, Reason: "Twice"}))
	if got := standing(from); got != [6]int{} {
		t.Errorf("at the entry that went stand %v", got)
	}
	if got := standing(into); got != [6]int{2, 4, 1, 1, 1, 1} {
		t.Errorf("at the entry that stays stand %v", got)
	}
	if n := s.number(`SELECT count(*) FROM company_role WHERE company_id = $1 AND member_id = $2 AND role = 'admin' AND grade = 'confirmed' AND ended_at IS NULL`, into, s.dana.ID); n != 1 {
		t.Error("the better known role of Dana does not stand")
	}
	// Priya has a mail address at acme.example: she is at ACME now, by the roles that moved.
	if m := s.state("company-roles").Match; m == nil || m.CompanyID != into {
		t.Errorf("matched %+v", m)
	}
	_, err = s.UndoMerge(ctx, s.actor(s.helen), from, "Two after all")
	s.must(err)
	if got := standing(from); got != wasFrom {
		t.Errorf("the undo gave back %v, want %v", got, wasFrom)
	}
	if got := standing(into); got != wasInto {
		t.Errorf("the undo left %v, want %v", got, wasInto)
	}
	if n := s.number(`SELECT count(*) FROM company WHERE id = $1 AND closed_at IS NULL AND merged_into IS NULL`, from); n != 1 {
		t.Error("the entry does not take part again")
	}
	for _, action := range []audit.Action{audit.CompanyMerged, audit.CompanyMergeUndone} {
		if n := s.number(`SELECT count(*) FROM event WHERE action = $1 AND NOT refused AND subject_id = $2`, string(action), from); n != 1 {
			t.Errorf("%d events %s", n, action)
		}
	}
	_, err = s.UndoMerge(ctx, s.actor(s.helen), from, "Again")
	wantKind(t, err, apperr.Conflict)
}

func TestAGrantThatChangedSinceTheMergeStaysWhereItIs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	into, from := s.company("ACME", "acme.example", s.dana), s.company("Acme Ltd", "acme-ltd.example", s.priya)
	s.span(s.priya, from, 3, 9, "confirmed")
	kept := s.span(s.priya, into, 6, 0, "confirmed")
	s.must(s.MergeCompanies(ctx, s.actor(s.helen), MergeCompanies{From: from, Into: into, Reason: "Twice"}))
	ledger := permission.New(s.log, time.Now)
	s.must(ledger.End(ctx, s.actor(s.helen), permission.End{GrantID: kept, On: "2026-05-20", Reason: "Left"}))
	left, err := s.UndoMerge(ctx, s.actor(s.helen), from, "Two after all")
	s.must(err)
	if left != 2 || s.spans(s.priya, into) != "3-19 confirmed" && s.spans(s.priya, into) != "3-20 confirmed" {
		t.Errorf("%d stayed: %s", left, s.spans(s.priya, into))
	}
	s.wantOneEventAVersion()
}

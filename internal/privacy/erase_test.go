package privacy

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

func TestAnErasedPersonHasALabelAndNothingToSignInWith(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.sql(`INSERT INTO password (member_id, hash) VALUES ($1, 'x')`, h.gone)
	h.sql(`INSERT INTO password_reset (id, member_id, token_hash, expires_at) VALUES ($1, $2, 'x', now())`, postgres.NewID(), h.gone)
	h.sql(`INSERT INTO reset_wish (id, email_key) VALUES ($1, 'marek.zeman@acme.example')`, postgres.NewID())
	h.sql(`INSERT INTO session (token, id, data, expires_at, member_id, address, agent) VALUES ('t', $1, 'x', now() + interval '1 hour', $2, '192.0.2.1', 'Firefox')`, postgres.NewID(), h.gone)
	h.sql(`UPDATE member SET time_zone = 'Europe/Prague' WHERE id = $1`, h.gone)
	if err := h.erase(h.admin, h.gone); err != nil {
		t.Fatal(err)
	}
	h.want(`SELECT name || '|' || email || '|' || time_zone || '|' || (disabled_at IS NOT NULL) || '|' || (erased_at IS NOT NULL) FROM member WHERE id = $1`,
		Label(h.gone)+"|erased-"+h.gone+"@erased.invalid|UTC|true|true", h.gone)
	h.want(`SELECT (SELECT count(*) FROM password) + (SELECT count(*) FROM password_reset) + (SELECT count(*) FROM reset_wish)`, "0")
	h.want(`SELECT address || agent || length(data) || (revoked_at IS NOT NULL) FROM session`, "0true")
	h.want(`SELECT count(*) FROM name_history WHERE subject_id = $1 AND name <> $2`, "0", h.gone, Label(h.gone))
	h.want(`SELECT r.words || '|' || e.actor_id || '|' || e.member_id FROM event e JOIN event_reason r ON r.event_id = e.id WHERE e.action = 'member.erased'`,
		"Asked for it.|"+h.admin.ID+"|"+h.gone)
	if err := h.erase(h.admin, h.gone); err != nil {
		t.Errorf("once more: %v", err)
	}
	h.want(`SELECT count(*) FROM event WHERE action = 'member.erased'`, "1")
}

func TestWhoWasErasedIsNeverMadeAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if err := h.erase(h.admin, h.gone); err != nil {
		t.Fatal(err)
	}
	for _, undo := range []string{`UPDATE member SET name = 'Marek'`, `UPDATE member SET disabled_at = NULL`, `UPDATE member SET erased_at = NULL`} {
		if _, err := h.log.DB().Pool().Exec(t.Context(), undo+` WHERE id = $1`, h.gone); err == nil {
			t.Errorf("%s was let through", undo)
		}
	}
}

func TestWordsByAndAboutThePersonGoAndOthersStay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mark := func(member, by, evidence string) {
		h.sql(`INSERT INTO mark (id, member_id, step_key, state, evidence, recorded_by) VALUES ($1, $2, 'password', 'done', $3, $4)`, postgres.NewID(), member, evidence, by)
	}
	mark(h.gone, h.gone, "I did it")
	mark(h.gone, h.lead.ID, "I saw it")
	mark(h.dev.ID, h.dev.ID, "MAREK Q.  ZEMAN showed me, ask marek.zeman@acme.example.")
	mark(h.dev.ID, h.dev.ID, "Zeman is also the name of a hall")
	h.sql(`INSERT INTO nudge (id, member_id, sent_by, step_key, words) VALUES ($1, $2, $3, 'password', 'How is it?')`, postgres.NewID(), h.dev.ID, h.gone)
	own := h.grant(h.gone, h.lead.ID, "I looked over his shoulder", true)
	others := h.grant(h.dev.ID, h.gone, "Marek Q. Zeman saw it in User Settings", false)
	if err := h.erase(h.admin, h.gone); err != nil {
		t.Fatal(err)
	}
	label := Label(h.gone)
	h.want(`SELECT string_agg(evidence, '|' ORDER BY evidence COLLATE "C") FROM mark WHERE evidence <> ''`,
		label+" showed me, ask "+label+".|Zeman is also the name of a hall")
	h.want(`SELECT words FROM nudge`, "")
	h.want(`SELECT evidence || held_from FROM permission_grant WHERE grant_id = $1`, h.value(`SELECT held_from FROM permission_grant WHERE grant_id = $1`, own), own)
	h.want(`SELECT evidence FROM permission_grant WHERE grant_id = $1`, label+" saw it in User Settings", others)
}

func TestNobodyIsErasedWhileSomethingOfTheirsIsOpen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	company, app, request := postgres.NewID(), postgres.NewID(), postgres.NewID()
	h.sql(`INSERT INTO company (id, environment, name) VALUES ($1, 'staging', 'ACME')`, company)
	h.sql(`INSERT INTO app (id, environment, name, client_id, created_on) VALUES ($1, 'staging', 'Desk', 'c', current_date)`, app)
	h.sql(`INSERT INTO production_request (id, app_id, attempt) VALUES ($1, $2, 1)`, request, app)
	h.sql(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, 'developer', $3)`, postgres.NewID(), h.gone, h.team)
	h.sql(`INSERT INTO company_role (id, company_id, member_id, role, since) VALUES ($1, $2, $3, 'admin', now())`, postgres.NewID(), company, h.gone)
	h.sql(`INSERT INTO app_owner (id, app_id, member_id) VALUES ($1, $2, $3)`, postgres.NewID(), app, h.gone)
	h.sql(`INSERT INTO production_request_account (request_id, member_id) VALUES ($1, $2)`, request, h.gone)
	h.grant(h.gone, h.gone, "", false)
	for i, end := range []string{
		`UPDATE member_role SET ended_at = now() WHERE member_id = $1`, `UPDATE company_role SET ended_at = now() WHERE member_id = $1`,
		`UPDATE app_owner SET ended_at = now() WHERE member_id = $1`, `UPDATE production_request_account SET removed_at = now() WHERE member_id = $1`,
		`UPDATE permission_grant SET superseded_at = now() WHERE member_id = $1`,
	} {
		e, err := h.s.Erasure(t.Context(), h.admin, h.gone)
		if err != nil || len(e.Obstacles) != 5-i || e.Possible() {
			t.Fatalf("%d obstacles, %v, want %d", len(e.Obstacles), err, 5-i)
		}
		if err := h.erase(h.admin, h.gone); !apperr.Is(err, apperr.Conflict) {
			t.Fatalf("with %d things open: %v", 5-i, err)
		}
		h.sql(end, h.gone)
	}
	if err := h.erase(h.admin, h.gone); err != nil {
		t.Error(err)
	}
}

func TestWhoMayEraseWhom(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if err := h.erase(h.lead, h.gone); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a lead: %v", err)
	}
	h.want(`SELECT count(*) FROM event WHERE action = 'member.erased' AND refused AND actor_id = $1 AND subject_id = $2`, "1", h.lead.ID, h.gone)
	if err := h.erase(h.dev, h.gone); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a developer: %v", err)
	}
	if err := h.erase(h.admin, h.admin.ID); !apperr.Is(err, apperr.Conflict) || !strings.Contains(err.Error(), "yourself") {
		t.Errorf("oneself: %v", err)
	}
	h.sql(`UPDATE member_role SET ended_at = now() WHERE member_id = $1`, h.admin.ID)
	if err := h.erase(h.admin, h.other.ID); !apperr.Is(err, apperr.Conflict) || !strings.Contains(err.Error(), "last admin") {
		t.Errorf("the last admin: %v", err)
	}
	for _, in := range []EraseMember{
		{MemberID: h.gone, Email: "marek@acme.example", Reason: "Asked."},
		{MemberID: h.gone, Email: "marek.zeman@acme.example"},
		{MemberID: h.gone, Email: "marek.zeman@acme.example", Reason: "marek q. zeman asked."},
		{MemberID: h.gone, Email: "marek.zeman@acme.example", Reason: strings.Repeat("é", maxReason+1)},
	} {
		if err := h.s.Erase(t.Context(), h.admin, in); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%.60v: %v", in, err)
		}
	}
	h.want(`SELECT count(*) FROM member WHERE erased_at IS NOT NULL`, "0")
}

func TestTheAppsRoleTakesNoWordsFromTheLedgerByItself(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.grant(h.dev.ID, h.lead.ID, "I looked", false)
	for _, try := range []string{
		`UPDATE permission_grant SET evidence = '' WHERE grant_id = $1`,
		`SELECT member_erase(member_id, 'Erased person X', now()) FROM permission_grant WHERE grant_id = $1`,
		`SELECT member_erase(member_id, 'Nobody', now()) FROM permission_grant WHERE grant_id = $1`,
	} {
		conn, err := h.log.DB().Pool().Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), `SET portico.erasing = 'on'`); err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), try, id); err == nil {
			t.Errorf("%s was let through", try)
		}
		conn.Release()
	}
	// The owner's connection is held by the trigger: words are emptied or labelled, nothing is written anew.
	conn, err := h.log.DB().Pool().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(t.Context(), `RESET ROLE`); err != nil {
		t.Fatal(err)
	}
	for _, try := range []string{`evidence = 'I never looked'`, `evidence = '', grade = 'verified'`} {
		if _, err := conn.Exec(t.Context(), `UPDATE permission_grant SET `+try+` WHERE grant_id = $1`, id); err == nil {
			t.Errorf("the owner may set %s", try)
		}
	}
}

func TestTablesThatTheAppMayNotEmptyLoseTheNameToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	one, two := postgres.NewID(), postgres.NewID()
	for _, id := range []string{one, two} {
		h.sql(`INSERT INTO company (id, environment, name) VALUES ($1, 'staging', 'ACME')`, id)
	}
	h.sql(`INSERT INTO company_merge (id, loser_id, winner_id, reason, merged_at) VALUES ($1, $2, $3, 'Marek Q. Zeman saw it', now())`, postgres.NewID(), one, two)
	h.sql(`INSERT INTO environment_reset (id, company_id, on_day, reason, at) VALUES ($1, $2, current_date, 'told marek.zeman@acme.example', now())`, postgres.NewID(), one)
	h.sql(`INSERT INTO export (id, what, format, query, question, rows, size, root, note, made_at)
		VALUES ($1, 'trail', 'csv', 'q=Marek+Q.+Zeman&actor=x', '{"q":"Marek Q. Zeman"}', 1, 1, sha256(''), '', now())`, postgres.NewID())
	h.sql(`INSERT INTO export_run (id, export_id, lines_expected, manifest) SELECT $1, id, 1, 'query: q=marek.zeman%40acme.example' FROM export`, postgres.NewID())
	if err := h.erase(h.admin, h.gone); err != nil {
		t.Fatal(err)
	}
	label := Label(h.gone)
	h.want(`SELECT reason FROM company_merge`, label+" saw it")
	h.want(`SELECT reason FROM environment_reset`, "told "+label)
	h.want(`SELECT query || question FROM export`, "q="+strings.ReplaceAll(label, " ", "+")+`&actor=x{"q":"`+label+`"}`)
	h.want(`SELECT manifest FROM export_run`, "query: q="+label)
}

func TestTheSealedTrailHoldsAfterAnErasure(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	err := h.log.Change(t.Context(), h.admin, audit.MemberDisabled, func(*audit.Tx) (audit.Entry, error) {
		return audit.Entry{Subject: audit.Subject{Kind: "member", ID: h.gone}, MemberID: h.gone, Reason: "Marek Q. Zeman left"}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h.seal()
	if err := h.erase(h.admin, h.gone); err != nil {
		t.Fatal(err)
	}
	h.seal()
	h.want(`SELECT count(*) FROM event_reason WHERE words IS NULL`, "1")
	err = h.log.DB().Read(t.Context(), func(tx pgx.Tx) error {
		found, err := audit.Verify(t.Context(), tx, audit.Verification{})
		if err == nil && (found.Findings.Count != 0 || found.Events != 2) {
			t.Errorf("%d events, %v", found.Events, found.Findings.Kept)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

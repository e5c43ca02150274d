package handlers

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"portico/internal/access"
	"portico/internal/postgres"
)

// gradeStrength orders grades; a word that counts, and an acceptance, is worth a confirmation.
func gradeStrength(grade string) int {
	return slices.Index([]string{"", "self-reported", "confirmed", "verified"}, grade)
}

// grades are how well everything about a person is known: the steps of their journey, and the facts below them.
func (s *matrixServer) grades(short string) map[string]int {
	s.t.Helper()
	known := map[string]int{}
	_, _, progress, err := s.Journeys.Progress(s.t.Context(), access.Actor{Kind: access.Member, ID: s.id[short]}, s.id[short])
	if err != nil {
		s.t.Fatal(err)
	}
	for _, step := range progress.Steps {
		known["the step "+step.Step.Key] = gradeStrength(string(step.Grade))
	}
	rows, err := s.db.Pool().Query(s.t.Context(), `
		SELECT 'grant ' || grant_id, grade FROM permission_grant WHERE member_id = $1 AND superseded_at IS NULL
		UNION ALL SELECT 'end of grant ' || grant_id, coalesce(end_grade, '') FROM permission_grant WHERE member_id = $1 AND superseded_at IS NULL
		UNION ALL SELECT 'role ' || id, grade FROM company_role WHERE member_id = $1 AND ended_at IS NULL
		UNION ALL SELECT 'confirmation of ' || step_key, 'confirmed' FROM confirmation WHERE member_id = $1 AND withdrawn_at IS NULL
		UNION ALL SELECT 'shared app ' || id, 'confirmed' FROM app_owner WHERE member_id = $1 AND accepted_at IS NOT NULL
		UNION ALL SELECT 'proof ' || id, 'verified' FROM proof WHERE member_id = $1 AND (outcome = 'succeeded' OR decision = 'accepted')`, s.id[short])
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, grade string
		if err := rows.Scan(&name, &grade); err != nil {
			s.t.Fatal(err)
		}
		known[name] = gradeStrength(grade)
	}
	return known
}

// wantNoRise compares: nothing rose above the person's own word.
func wantNoRise(t *testing.T, what string, before, after map[string]int) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if after[name] > max(before[name], gradeStrength("self-reported")) {
			t.Errorf("%s: %s rose from %d to %d", what, name, before[name], after[name])
		}
	}
}

// TestNobodyRaisesWhatIsKnownAboutThemselves sends every form as the person it benefits, who is also a lead of their team, an
// admin here and an admin of the company: no grade of theirs rises by any of it.
func TestNobodyRaisesWhatIsKnownAboutThemselves(t *testing.T) {
	t.Parallel()
	s := newMatrixServer(t)
	me := s.id["dev"]
	s.sql(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, 'lead', $3), ($4, $2, 'admin', NULL)`, postgres.NewID(), me, s.id["payments"], postgres.NewID())
	s.sql(`INSERT INTO company_role (id, company_id, member_id, role, since, recorded_by) VALUES ($1, $2, $3, 'admin', now(), $3)`, postgres.NewID(), s.things["own"]["companies"], me)
	s.sql(`INSERT INTO mark (id, member_id, step_key, state, happened_on, recorded_by) VALUES ($1, $2, 'password', 'done', current_date, $2)`, postgres.NewID(), me)
	closes := []string{"/sign-out", "/people/:id/disable", "/people/:id/erase", "/people/:id/roles/:role/end", "/people/:id/sign-out", "/me/sessions/:id/revoke", "/me/password"}
	source, tried := readSource(t), 0
	for _, form := range s.goodForms() {
		if slices.Contains(closes, form.path) {
			continue
		}
		values, err := url.ParseQuery(form.form)
		if err != nil {
			t.Fatal(err)
		}
		before := s.grades("dev")
		s.as("dev").post(s.fillPath(form.path, "own"), values)
		wantNoRise(t, form.path+" as it is taken from "+form.who, before, s.grades("dev"))
		tried++
	}
	for _, r := range s.routes() {
		if r.method != post || slices.Contains(closes, r.path) || strings.HasPrefix(r.path, "/setup") || strings.HasPrefix(r.path, "/sign-") {
			continue
		}
		values := url.Values{"grade": {"verified"}, "confirmed_by": {s.id["lead"]}}
		for _, f := range source.fields(r.path) {
			if !f.file {
				values.Set(f.name, map[string]string{"member": me, "asked": me, "due_by": me, "version": "1", "answer": "granted", "accept": "yes", "role": "admin"}[f.name])
			}
		}
		before := s.grades("dev")
		for _, extra := range []bool{true, false} {
			if !extra {
				values.Del("grade")
				values.Del("confirmed_by")
			}
			s.as("dev").post(s.fillPath(r.path, "own"), values)
		}
		wantNoRise(t, r.path, before, s.grades("dev"))
		tried++
	}
	if tried < 100 {
		t.Errorf("only %d forms were tried", tried)
	}
	s.wantTheMeasureToSee()
}

// wantTheMeasureToSee shows that a rise would have been seen: somebody else's word is one.
func (s *matrixServer) wantTheMeasureToSee() {
	s.t.Helper()
	s.sql(`INSERT INTO mark (id, member_id, step_key, state, happened_on, recorded_by) VALUES ($1, $2, 'password', 'done', current_date, $2)`, postgres.NewID(), s.id["dev"])
	before := s.grades("dev")
	s.sql(`INSERT INTO confirmation (id, member_id, step_key, confirmed_by, as_lead) VALUES ($1, $2, 'password', $3, true)`, postgres.NewID(), s.id["dev"], s.id["lead"])
	if after := s.grades("dev"); after["the step password"] <= before["the step password"] || after["the step password"] < gradeStrength("confirmed") {
		s.t.Errorf("the measure sees no rise: %d, %d", before["the step password"], after["the step password"])
	}
}

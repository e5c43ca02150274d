package journey

import (
	"context"
	"testing"
	"time"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// through is Priya with an account, roles, a permission and an app at a company of hers; it gives the company and the app.
func (s *stage) through() (company, app string) {
	s.t.Helper()
	ctx := context.Background()
	company = s.company("ACME", "acme.example", s.priya)
	s.must(s.CompleteStep(ctx, s.actor(s.priya), CompleteStep{StepKey: "staging-sign-up", On: "2026-05-04"}))
	s.must(s.CompleteStep(ctx, s.actor(s.priya), CompleteStep{StepKey: "password", On: "2026-05-04"}))
	s.span(s.priya, company, 5, 0, "confirmed")
	s.must(s.CompleteStep(ctx, s.actor(s.priya), CompleteStep{StepKey: "developer-dashboard", On: "2026-05-06"}))
	app = s.app("12345678901234567890", s.priya)
	s.exec(`UPDATE app SET company_id = $2 WHERE id = $1`, app, company)
	s.exec(`INSERT INTO app_commitment (id, app_id, member_id) VALUES ($1, $2, $3)`, postgres.NewID(), app, s.priya.ID)
	return company, app
}

func (s *stage) today() string { return time.Now().In(zoneOf(s.actor(s.helen))).Format(time.DateOnly) }

func TestAResetEndsWhatRestsOnTheEnvironmentAndTheJourneyGoesBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	id, app := s.through()
	s.exec(`INSERT INTO company_role (id, company_id, member_id, role, since, recorded_by) VALUES ($1, $2, $3, 'employee', now(), $3)`, postgres.NewID(), id, s.helen.ID)
	own := s.span(s.helen, id, 7, 0, "confirmed")
	s.exec(`INSERT INTO company_role_request (id, company_id, member_id, asked_id) VALUES ($1, $2, $3, $4)`, postgres.NewID(), id, s.dana.ID, s.priya.ID)
	for _, key := range []string{"staging-sign-up", "password", "developer-permission", "developer-dashboard", "oauth-app"} {
		s.wantState(key, Done)
	}
	p, err := s.PreviewReset(ctx, s.actor(s.helen), id)
	s.must(err)
	if len(p.Held) != 3 || len(p.Grants) != 2 || len(p.Apps) != 1 || p.Asks != 1 || len(p.Steps) == 0 {
		t.Errorf("the preview says %d roles, %d grants, %d apps, %d asks, steps %+v", len(p.Held), len(p.Grants), len(p.Apps), p.Asks, p.Steps)
	}
	s.must(s.ResetEnvironment(ctx, s.actor(s.helen), ResetEnvironment{CompanyID: id, On: s.today(), Reason: "Avaya emptied staging"}))
	s.wantState("staging-sign-up", InProgress)
	for _, key := range []string{"password", "developer-dashboard", "developer-permission", "oauth-app"} {
		if got := s.state(key); got.State.Settled() {
			t.Errorf("%s is still %s: %s", key, got.State, got.Reason)
		}
	}
	if got := s.state("company"); got.State.Settled() || got.Match != nil {
		t.Errorf("the company step is %s by %+v", got.State, got.Match)
	}
	for what, sql := range map[string]string{
		"roles":       `SELECT count(*) FROM company_role WHERE company_id = $1 AND ended_at IS NULL`,
		"domains":     `SELECT count(*) FROM company_domain WHERE company_id = $1 AND ended_at IS NULL`,
		"questions":   `SELECT count(*) FROM company_role_request WHERE company_id = $1 AND answered_at IS NULL`,
		"grants":      `SELECT count(*) FROM permission_grant WHERE company_id = $1 AND superseded_at IS NULL AND held_until IS NULL`,
		"apps":        `SELECT count(*) FROM app WHERE company_id = $1 AND retired_at IS NULL`,
		"commitments": `SELECT count(*) FROM app_commitment k JOIN app a ON a.id = k.app_id WHERE a.company_id = $1 AND k.withdrawn_at IS NULL`,
	} {
		if n := s.number(sql, id); n != 0 {
			t.Errorf("%d %s still stand", n, what)
		}
	}
	if n := s.number(`SELECT count(*) FROM permission_grant WHERE company_id = $1 AND superseded_at IS NULL AND end_grade = 'confirmed' AND end_confirmed_by = $2 AND member_id = $3`,
		id, s.helen.ID, s.priya.ID); n != 1 {
		t.Error("the end of Priya's permission is not confirmed by who recorded it")
	}
	if n := s.number(`SELECT count(*) FROM permission_grant WHERE grant_id = $1 AND superseded_at IS NULL AND end_grade = 'self-reported' AND end_confirmed_by IS NULL`, own); n != 1 {
		t.Error("somebody confirmed the end of their own permission")
	}
	s.wantOneEventAVersion()
	for action, want := range map[audit.Action]int{
		audit.EnvironmentReset: 1, audit.CompanyRoleEnded: 3, audit.CompanyRoleAnswered: 1, audit.CompanyDomainEnded: 1, audit.GrantEnded: 2,
		audit.AppRetired: 1, audit.CommitmentWithdrawn: 1,
	} {
		if n := s.number(`SELECT count(*) FROM event WHERE action = $1 AND NOT refused`, string(action)); n != want {
			t.Errorf("%d events %s, want %d", n, action, want)
		}
	}
	s.wantEvents(audit.StepUndone, s.priya, false, 3)
	if n := s.number(`SELECT count(*) FROM event WHERE action = 'environment.reset' AND (after::jsonb ->> 'grants')::int = 2 AND (after::jsonb ->> 'apps')::int = 1
		AND (after::jsonb ->> 'roles')::int = 3`); n != 1 {
		t.Error("the event does not count what ended")
	}
	if n := s.number(`SELECT count(*) FROM app WHERE id = $1`, app); n != 1 {
		t.Error("the app is no longer history")
	}
	// A later word on the end changes nothing: what was held there shows no account.
	s.exec(`UPDATE permission_grant SET superseded_at = clock_timestamp() WHERE company_id = $1 AND member_id = $2 AND superseded_at IS NULL`, id, s.priya.ID)
	s.exec(`INSERT INTO permission_grant SELECT (g).* FROM (SELECT jsonb_populate_record(p, jsonb_build_object('version_id', gen_random_uuid(), 'version', p.version + 1,
		'recorded_at', clock_timestamp(), 'superseded_at', NULL)) AS g FROM permission_grant p WHERE company_id = $1 AND member_id = $2 ORDER BY version DESC LIMIT 1) x`, id, s.priya.ID)
	s.wantState("staging-sign-up", InProgress)
	s.must(s.CompleteStep(ctx, s.actor(s.priya), CompleteStep{StepKey: "staging-sign-up"}))
	s.wantState("staging-sign-up", Done)
	wantKind(t, s.ResetEnvironment(ctx, s.actor(s.helen), ResetEnvironment{CompanyID: id, On: s.today(), Reason: "Again"}), apperr.Forbidden)
}

func TestWhoHoldsElsewhereKeepsTheirAccount(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	id, app := s.through()
	other := s.company("Other", "other.example", s.dana)
	s.span(s.priya, other, 6, 0, "confirmed")
	s.exec(`INSERT INTO production_request (id, app_id, attempt, submitted_on, decided_on, decision) VALUES ($1, $2, 1, '2026-05-20', '2026-05-28', 'approved')`, postgres.NewID(), app)
	p, err := s.PreviewReset(context.Background(), s.actor(s.helen), id)
	s.must(err)
	if len(p.Steps) != 0 || len(p.Apps) != 0 || len(p.Staying) != 1 {
		t.Errorf("the preview takes back %+v, retires %+v and keeps %+v", p.Steps, p.Apps, p.Staying)
	}
	s.must(s.ResetEnvironment(context.Background(), s.actor(s.helen), ResetEnvironment{CompanyID: id, On: s.today(), Reason: "Avaya emptied staging"}))
	s.wantState("staging-sign-up", Done)
	s.wantState("developer-permission", Done)
	s.wantState("production-review", Done)
}

func TestAResetIsForAnAdminOrALeadOfItsPeopleAndNeedsADayAndAReason(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	victor := s.member("Victor Lindqvist", "victor@acme.example", "admin", "")
	id, _ := s.through()
	for _, p := range []Person{s.priya, s.dana, s.lena, s.ruth} {
		wantKind(t, s.ResetEnvironment(ctx, s.actor(p), ResetEnvironment{CompanyID: id, On: s.today(), Reason: "Empty"}), apperr.Forbidden)
	}
	if n := s.number(`SELECT count(*) FROM event WHERE action = 'environment.reset' AND refused AND subject_id = $1`, id); n != 4 {
		t.Errorf("%d events of refusals, want 4", n)
	}
	for _, in := range []ResetEnvironment{
		{id, "", "Empty"},
		{id, s.today(), ""},
		{id, "2199-01-01", "Empty"},
		{id, "yesterday", "Empty"},
		{id, "2026-05-01", "Before it was created"},
		{id, "2026-05-04", "Before Priya held it"},
	} {
		wantKind(t, s.ResetEnvironment(ctx, s.actor(victor), in), apperr.Invalid)
	}
	wantKind(t, s.ResetEnvironment(ctx, s.actor(victor), ResetEnvironment{"nothing", s.today(), "Empty"}), apperr.NotFound)
	s.exec(`UPDATE company SET environment = 'production' WHERE id = $1`, id)
	wantKind(t, s.ResetEnvironment(ctx, s.actor(victor), ResetEnvironment{id, s.today(), "Empty"}), apperr.Conflict)
	s.exec(`UPDATE company SET environment = 'staging' WHERE id = $1`, id)
	s.must(s.ResetEnvironment(ctx, s.actor(victor), ResetEnvironment{id, "2026-05-20", "Empty"}))
	wantKind(t, s.ResetEnvironment(ctx, s.actor(victor), ResetEnvironment{id, s.today(), "Empty"}), apperr.Conflict)
}

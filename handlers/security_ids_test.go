package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"portico/internal/postgres"
)

// TestAChildIsFoundUnderItsOwnParentOnly asks every route with two ids for one of ours under one of theirs and the other way
// round, as somebody who may do everything with both.
func TestAChildIsFoundUnderItsOwnParentOnly(t *testing.T) {
	t.Parallel()
	s := newMatrixServer(t)
	s.raise("lead")
	asked := 0
	for _, r := range s.routes() {
		var kinds []string
		for _, word := range strings.Split(r.path, "/") {
			// A step is the edition's and not a team's; a link is everybody's.
			if name, is := strings.CutPrefix(word, ":"); is && name != "key" {
				kinds = append(kinds, word)
			}
		}
		if len(kinds) < 2 {
			continue
		}
		asked++
		for _, mixed := range []string{s.mixed(r.path, kinds, "own", "other"), s.mixed(r.path, kinds, "other", "own")} {
			p := s.as("lead").do(r.method, mixed, url.Values{})
			if p.status != http.StatusNotFound {
				t.Errorf("%s %s: status %d, want 404", r.method, mixed, p.status)
			}
		}
	}
	if s.changes() != 0 || asked < 20 {
		t.Errorf("%d rows changed by %d routes", s.changes(), asked)
	}
	// The same person is believed where parent and child belong together, so it is the mixture that was refused.
	for _, place := range []string{"own", "other"} {
		s.as("lead").get("/teams/" + s.things[place]["teams"] + "/members/" + s.things[place]["members"]).wantStatus(http.StatusOK)
		s.as("lead").post("/apps/"+s.things[place]["apps"]+"/tests/"+s.things[place]["tests"]+"/remove", nil).wantStatus(http.StatusSeeOther)
	}
}

// raise gives somebody every right on both places.
func (s *matrixServer) raise(who string) {
	s.sql(`INSERT INTO member_role (id, member_id, role) VALUES ($1, $2, 'admin')`, postgres.NewID(), s.id[who])
	s.sql(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, 'lead', $3)`, postgres.NewID(), s.id[who], s.id["platform"])
	for _, place := range []string{"own", "other"} {
		s.sql(`INSERT INTO app_owner (id, app_id, member_id) VALUES ($1, $2, $3)`, postgres.NewID(), s.things[place]["apps"], s.id[who])
		s.sql(`INSERT INTO company_role (id, company_id, member_id, role, since, grade) VALUES ($1, $2, $3, 'admin', now(), 'confirmed')`,
			postgres.NewID(), s.things[place]["companies"], s.id[who])
	}
	s.sql(`DELETE FROM shadow_change`)
}

// mixed fills the first id of a path from one place and the others from another.
func (s *matrixServer) mixed(path string, ids []string, first, rest string) string {
	words := strings.Split(path, "/")
	for i, word := range words {
		if name, is := strings.CutPrefix(word, ":"); is {
			place := rest
			if word == ids[0] {
				place = first
			}
			words[i] = s.things[place][kindOf(path, name)]
		}
	}
	return strings.Join(words, "/")
}

// fieldsWithIDs are the fields of forms that name a thing; the rest say something. A new field stands in one of the two.
var (
	fieldsWithIDs = []string{"account", "app", "asked", "company", "due_by", "from", "into", "member", "members", "staging_app", "team", "to"}
	fieldsOfWords = strings.Fields(`asked_on kind made_on rotate_by rotated_on side titles answer back body client_id contact created_on current_password day days decided_on description do domain due_on email ended_on
		environment evidence excluded file file_name format held_from held_until list name never_held new_password next note old on password platform query reason
		redirect_uris reference result role secret_place sha256 since step time_zone title token url value version was what with_look words
		state code error path secret accept then
		after key step_title vendor overview freelance_note source seen short hint why stage rule scope actor skip_rule ask_title message must needs_confirmation
		expected_days follow_up_days minutes prerequisites do_text do_link do_copy link_key link_label link_url link_host fail_sign fail_do
		stuck_key stuck_label stuck_phrase stuck_advice stuck_on`)
)

func TestEveryFieldIsKnownToNameAThingOrToSaySomething(t *testing.T) {
	source := readSource(t)
	for _, r := range (&Server{}).routes() {
		for _, f := range source.fields(r.path) {
			if !slices.Contains(fieldsWithIDs, f.name) && !slices.Contains(fieldsOfWords, f.name) {
				t.Errorf("%s: %s is in neither list; a field with an id needs its line in TestAForeignIDIsAcceptedInNoField", r.path, f.name)
			}
		}
	}
}

// TestAForeignIDIsAcceptedInNoField fills every field that names a thing with what belongs to others, with what does not
// exist, and with what is no id, in forms that are good otherwise.
func TestAForeignIDIsAcceptedInNoField(t *testing.T) {
	t.Parallel()
	s := newMatrixServer(t)
	own, other := s.things["own"], s.things["other"]
	app := url.Values{"name": {"Another"}, "environment": {"production"}, "client_id": {"0123456789abcdef0123"}, "created_on": {"2026-01-05"}}
	s.sql(`UPDATE production_request SET submitted_on = current_date, submitted_at = now(), submitted_by = $2, body = 'x' WHERE id = $1`, other["requests"], s.id["otherdev"])
	s.sql(`DELETE FROM shadow_change`)
	removal := url.Values{"decided_on": {s.today()}, "reason": {"x"}}
	missing, garbage := postgres.NewID(), "'; DROP TABLE app; --"
	for _, c := range []struct {
		who, path, field string
		form             url.Values
		values           []string
	}{
		{"dev", "/apps", "company", app, []string{own["companies"]}}, // a company in staging for an app in production
		{"dev", "/apps", "staging_app", app, []string{other["apps"], own["companies"]}},
		{"dev", "/apps/" + own["apps"], "company", with(app, "version", "1"), []string{own["apps"]}},
		{"dev", "/apps/" + own["apps"], "staging_app", with(app, "version", "1"), []string{other["apps"], own["apps"]}},
		{"dev", "/apps/" + own["apps"] + "/owners", "member", nil, []string{s.id["otherdev"], s.id["disabled"], s.id["auditor"], own["apps"]}},
		{"dev", "/apps/" + own["apps"] + "/requests/" + own["requests"], "account", url.Values{"body": {"x"}, "version": {"1"}}, []string{s.id["otherdev"], s.id["disabled"]}},
		{"otherdev", "/apps/" + other["apps"] + "/requests/" + other["requests"] + "/approve", "company", url.Values{"day": {"2026-01-05"}, "version": {"1"}}, []string{own["companies"], own["apps"]}},
		{"dev2", "/companies/" + own["companies"] + "/roles", "member", url.Values{"role": {"admin"}}, []string{s.id["otherdev"], s.id["auditor"], s.id["disabled"]}},
		{"dev", "/companies/" + other["companies"] + "/ask", "asked", nil, []string{s.id["dev"], s.id["lead"], s.id["otherdev"]}},
		{"lead", "/companies/" + own["companies"] + "/merge", "into", url.Values{"reason": {"x"}}, []string{own["companies"], other["companies"], own["apps"]}},
		{"dev", "/ledger/grants", "company", url.Values{"held_from": {"2026-01-05"}}, []string{own["companies"], other["companies"], own["apps"]}},
		{"lead", "/ledger/grants/" + own["grants"] + "/removal", "due_by", removal, []string{s.id["otherdev"], s.id["disabled"], s.id["auditor"], own["grants"]}},
		{"admin", "/people/" + s.id["dev"] + "/leaving/removals", "due_by", removal, []string{s.id["otherdev"], s.id["disabled"], own["companies"]}},
		{"lead", "/journeys/avayacloud/people", "members", nil, []string{s.id["otherdev"], s.id["disabled"], s.id["auditor"], own["apps"]}},
		{"lead", "/people/invite", "team", url.Values{"email": {"a@acme.example"}, "name": {"A"}, "role": {"developer"}}, []string{s.id["platform"], own["apps"]}},
		{"admin", "/people/invite", "team", url.Values{"email": {"a@acme.example"}, "name": {"A"}, "role": {"lead"}}, []string{own["apps"]}},
		{"lead", "/people/invite", "team", url.Values{"email": {"a@acme.example"}, "name": {"A"}, "role": {"admin"}}, []string{s.id["payments"]}},
		{"admin", "/people/" + s.id["dev"] + "/roles", "team", url.Values{"role": {"lead"}}, []string{own["apps"]}},
		{"dev", "/apps/" + own["apps"] + "/hand-over", "to", url.Values{"from": {s.id["dev"]}}, []string{s.id["dev"], s.id["otherdev"], s.id["disabled"], s.id["auditor"]}},
		{"dev", "/apps/" + own["apps"] + "/hand-over", "from", url.Values{"to": {s.id["dev2"]}}, []string{s.id["otherdev"], s.id["lead"], own["apps"]}},
		{"lead", "/people/" + s.id["dev"] + "/leaving/hand-over", "to", nil, []string{s.id["otherdev"], s.id["disabled"], s.id["auditor"], own["apps"]}},
		{"lead", "/teams/payments/members/" + s.id["dev"] + "/steps/staging-tested/confirm", "app", nil, []string{other["apps"]}},
		{"lead", "/teams/payments/members/" + s.id["dev"] + "/steps/staging-tested/nudge", "app", nil, []string{other["apps"]}},
		{"lead", "/teams/payments/members/" + s.id["dev"] + "/steps/staging-tested/confirm/withdraw", "app", nil, []string{other["apps"]}},
		{"dev", "/journey/steps/oauth-app/files", "app", nil, []string{other["apps"], own["companies"]}},
	} {
		if !slices.Contains(fieldsWithIDs, c.field) {
			t.Errorf("%s is not listed as a field with an id", c.field)
		}
		for _, value := range append(c.values, missing, garbage) {
			if p := s.as(c.who).post(c.path, with(c.form, c.field, value)); p.status < 400 || p.status > 499 {
				t.Errorf("%s, %s=%s by %s: status %d", c.path, c.field, value, c.who, p.status)
			}
			if s.changes() != 0 {
				t.Fatalf("%s, %s=%s by %s changed something", c.path, c.field, value, c.who)
			}
		}
	}
}

// with is a form with one more field.
func with(form url.Values, name, value string) url.Values {
	all := url.Values{}
	for n, v := range form {
		all[n] = v
	}
	all.Set(name, value)
	return all
}

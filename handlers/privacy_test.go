package handlers

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"portico/internal/postgres"
	"portico/internal/privacy"
)

// TestAPersonIsErasedStepByStep is the page of an erasure from what is in the way to the label that stands everywhere.
func TestAPersonIsErasedStepByStep(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	admin, path := s.as("admin"), "/people/"+s.id["disabled"]
	admin.get(path).wantStatus(http.StatusOK).wantText("main", "Erase this person for good")
	p := admin.get(path + "/erase").wantStatus(http.StatusOK)
	p.wantText("main", "Role: Developer, Payments").wantText("main", "What stays")
	if p.Find(`form[action$="/erase"]`).Length() != 0 {
		t.Error("the form is shown while a role is open")
	}
	typed := url.Values{"email": {"disabled@acme.example"}, "reason": {"They asked for it."}}
	admin.post(path+"/erase", typed).wantStatus(http.StatusConflict).wantText("main", "still open")
	s.sql(`UPDATE member_role SET ended_at = now() WHERE member_id = $1`, s.id["disabled"])

	p = admin.get(path + "/erase").wantStatus(http.StatusOK)
	p.wantText("main", "can never be undone")
	again := admin.submit(p, `form[action$="/erase"]`, url.Values{"email": {"else@acme.example"}, "reason": {"Marek Zeman asked."}})
	again.wantStatus(http.StatusUnprocessableEntity).wantText("main", "not the mail address").wantText("main", "Leave out the name")
	if got := again.Find("#email").AttrOr("value", ""); got != "else@acme.example" {
		t.Errorf("what was typed is lost: %q", got)
	}
	if to := admin.submit(again, `form[action$="/erase"]`, typed).wantStatus(http.StatusSeeOther).location; to != path {
		t.Errorf("it leads to %q", to)
	}
	label := privacy.Label(s.id["disabled"])
	p = admin.get(path).wantStatus(http.StatusOK).wantText("h1", label).wantText("main", "This person was erased")
	if p.Find(`form[action$="/enable"]`).Length() != 0 || strings.Contains(p.body, "erased.invalid") {
		t.Error("the page offers what cannot be done")
	}
	admin.get("/people?disabled=1").wantText("main", label)
	admin.get("/trail").wantText("main", "erased the person now called "+label)
	admin.get(path+"/erase").wantStatus(http.StatusOK).wantText("main", "erased already")
	admin.post(path+"/enable", nil).wantStatus(http.StatusConflict)
	admin.post(path+"/roles", url.Values{"role": {"auditor"}}).wantStatus(http.StatusConflict)
	admin.get("/people/"+s.id["admin"]+"/erase").wantStatus(http.StatusOK).wantText("main", "You cannot erase yourself")
}

// The person of the canary, as every field of every form gets to know them.
const (
	canaryName  = "Quillon Featherstonehaugh"
	canaryEmail = "quillon.featherstonehaugh@canary.example"
	canaryWords = "zephyrwords"
)

// TestNothingOfAnErasedPersonIsFoundInAnyTable lets a person write their name, their address and words of their own into every
// field of every form that they and others may use about them, ends what is open, erases them and looks into every table.
func TestNothingOfAnErasedPersonIsFoundInAnyTable(t *testing.T) {
	t.Parallel()
	s, source := newMatrixServer(t), readSource(t)
	dev := s.id["dev"]
	invite := s.as("admin").post("/people/invite", url.Values{"name": {canaryName}, "email": {canaryEmail}, "role": {"developer"}, "team": {s.id["payments"]}})
	invite.wantStatus(http.StatusOK)
	s.sql(`UPDATE member SET name = 'Quillon Old Name', email = $2, email_key = $2 WHERE id = $1`, dev, canaryEmail)
	s.as("dev").post("/me", url.Values{"name": {canaryName}, "time_zone": {"Europe/Prague"}}).wantStatus(http.StatusSeeOther)
	s.as("dev").post("/sign-out", nil)
	for _, c := range []struct{ who, path, form string }{
		{"dev2", "/companies/:id/asks/:ask/answer", "answer=declined&note=WORDS"},
		{"dev", "/companies/:id/roles", "role=admin&note=WORDS"},
		{"lead", "/companies/:id/ask", "asked=" + s.id["dev2"] + "&note=WORDS"},
		{"dev", "/journey/steps/:key/complete", "evidence=WORDS"},
		{"lead", "/teams/:slug/members/:id/steps/:key/confirm", "note=WORDS"},
		{"dev", "/journey/steps/:key/undo", "reason=WORDS"},
		{"lead", "/teams/:slug/members/:id/steps/:key/nudge", "words=WORDS"},
		{"dev", "/journey/steps/:key/stuck", "what=something-else&words=WORDS"},
		{"lead", "/journey/blockers/:id/resolve", "answer=WORDS"},
		{"lead", "/ledger/grants/:id/confirm", "version=1&note=WORDS"},
		{"dev", "/apps/:id/tests", "title=NAME+signs+in"},
		{"dev", "/apps/:id/tests/:test", "result=excused&note=Ask+NAME+at+MAIL&version=1"},
		{"dev", "/apps/:id", "name=Desk&client_id=abcdef0123456789abcd&created_on=2026-01-05&version=1&description=Made+by+NAME&secret_place=NAME%27s+vault"},
		{"dev", "/apps/:id/requests/:request", "body=NAME+writes+from+MAIL&version=1&account=" + dev},
		{"dev2", "/me", "name=Dana+Ruiz&time_zone=Europe%2FBerlin"},
	} {
		text := strings.NewReplacer("WORDS", canaryWords+"+by+NAME", "NAME", "NAME").Replace(c.form)
		text = strings.NewReplacer("NAME", strings.ReplaceAll(canaryName, " ", "+"), "MAIL", url.QueryEscape(canaryEmail)).Replace(text)
		form, err := url.ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		for name := range form {
			if !takes(source, c.path, name) {
				delete(form, name)
			}
		}
		if p := s.as(c.who).post(s.fillPath(c.path, "own"), form); p.status != http.StatusSeeOther && p.status != http.StatusOK {
			t.Errorf("%s by %s: %d %.300s", c.path, c.who, p.status, strings.Join(strings.Fields(p.Find("main").Text()), " "))
		}
	}
	today := s.today()
	version := s.count(`SELECT max(version) FROM permission_grant WHERE member_id = $1`, dev)
	s.as("dev").post(s.fillPath("/ledger/grants/:id/end", "own"), url.Values{"version": {strconv.Itoa(version)}, "ended_on": {today}, "reason": {canaryWords}}).wantStatus(http.StatusSeeOther)
	// What others said of them elsewhere, and what only time writes.
	s.sql(`UPDATE company_role SET note = 'as ' || $1 WHERE member_id <> $2`, canaryName+" said", dev)
	s.sql(`INSERT INTO nudge (id, member_id, sent_by, step_key, words) VALUES ($1, $2, $3, 'password', $4)`, postgres.NewID(), s.id["dev2"], s.id["lead"], "Ask "+canaryEmail)
	for _, end := range []string{
		`UPDATE member_role SET ended_at = now() WHERE member_id = $1`, `UPDATE company_role SET ended_at = now() WHERE member_id = $1 AND ended_at IS NULL`,
		`UPDATE app_owner SET ended_at = now() WHERE member_id = $1`, `UPDATE production_request_account SET removed_at = now() WHERE member_id = $1`,
		// An end is said by day, and today is not over yet.
		`UPDATE permission_grant SET superseded_at = now() WHERE member_id = $1 AND superseded_at IS NULL`,
	} {
		s.sql(end, dev)
	}
	if before := s.dump(); !strings.Contains(before, canaryWords) || !strings.Contains(before, canaryEmail) || !strings.Contains(before, "Quillon Old Name") {
		t.Fatal("the canary was not planted")
	}
	seals := s.count(`SELECT count(*) FROM event`)
	p := s.as("admin").post("/people/"+dev+"/erase", url.Values{"email": {canaryEmail}, "reason": {"They asked for it."}})
	p.wantStatus(http.StatusSeeOther)
	dump := strings.ToLower(s.dump())
	for _, text := range []string{canaryName, canaryEmail, canaryWords, "Quillon Old Name", "featherstonehaugh", "quillon"} {
		if i := strings.Index(dump, strings.ToLower(text)); i >= 0 {
			t.Errorf("%q is still there: %.400s", text, dump[max(0, i-250):])
		}
	}
	if now := s.count(`SELECT count(*) FROM event`); now != seals+1 {
		t.Errorf("%d events, there were %d", now, seals)
	}
	for _, path := range []string{"/ledger", "/trail", "/people?disabled=1", "/companies/" + s.things["own"]["companies"], "/apps/" + s.things["own"]["apps"]} {
		p := s.as("admin").get(path).wantStatus(http.StatusOK)
		if strings.Contains(p.body, "Quillon") || strings.Contains(p.body, canaryWords) {
			t.Errorf("%s still tells who it was", path)
		}
	}
}

// takes reports whether the form of a route has a field.
func takes(s *source, path, name string) bool {
	for _, f := range s.fields(path) {
		if f.name == name {
			return true
		}
	}
	return false
}

func TestNoEventHoldsANameOrAnAddress(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*testServer{"the sample": newSampleServer(t, time.Now()), "the forms": filledByForms(t).testServer} {
		rows, err := s.db.Pool().Query(t.Context(), `
			SELECT e.id::text || ' ' || e.action || ': ' || coalesce(e.before, '') || coalesce(e.after, '') || e.subject_id, m.name
			FROM event e, member m
			WHERE strpos(lower(coalesce(e.before, '') || coalesce(e.after, '') || e.subject_id || e.request_id), lower(m.name)) > 0
			OR strpos(lower(coalesce(e.before, '') || coalesce(e.after, '') || e.subject_id || e.request_id), m.email_key) > 0`)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var event, who string
			if err := rows.Scan(&event, &who); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%s: event %s holds what %s is called", name, event, who)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// filledByForms is a site on which every form was sent with names and addresses of people in its fields.
func filledByForms(t *testing.T) *matrixServer {
	t.Helper()
	s, who, source := newMatrixServer(t), allowed(t), readSource(t)
	good := url.Values{
		"environment": {"staging"}, "client_id": {"0123456789abcdef0123"}, "created_on": {"2026-01-05"}, "day": {"2026-01-05"}, "domain": {"new.example"},
		"email": {"new@acme.example"}, "role": {"developer"}, "held_from": {"2026-01-05"}, "version": {"1"}, "platform": {"javascript"}, "time_zone": {"UTC"},
		"held_until": {"2026-01-06"}, "ended_on": {s.today()}, "url": {"https://vendor.example/"}, "result": {"passed"}, "what": {"something-else"},
		"member": {s.id["dev2"]}, "asked": {s.id["dev2"]}, "team": {s.id["payments"]}, "company": {"freelance"}, "submitted_on": {"2026-01-05"},
	}
	for _, r := range s.routes() {
		if r.method != post || r.path == "/setup" || who[r.path] == "" || strings.HasSuffix(r.path, "/disable") || r.path == "/sign-out" {
			continue
		}
		form := url.Values{}
		for _, f := range source.fields(r.path) {
			switch {
			case f.file || f.secret:
			case good.Has(f.name):
				form[f.name] = good[f.name]
			case strings.HasPrefix(r.path, "/people/teams") && f.name == "name":
				form.Set(f.name, "Mobile") // an event keeps what a team is called
			default:
				form.Set(f.name, "Dana Ruiz dev2@acme.example Priya Raman dev@acme.example")
			}
		}
		s.asker(who[r.path]).post(s.fillPath(r.path, "own"), form)
	}
	if events := s.count(`SELECT count(*) FROM event WHERE NOT refused`); events < 15 {
		t.Fatalf("only %d events", events)
	}
	return s
}

func TestWhatIsHeldAboutOneIsShownAndDownloaded(t *testing.T) {
	t.Parallel()
	s := newSampleServer(t, time.Now())
	s.as("dev").get("/me").wantText("main", "What Portico holds about you")
	p := s.as("dev").get("/me/data").wantStatus(http.StatusOK)
	p.wantText("main", "dev@acme.example").wantText("main", "Developer permission").wantText("main", "Sessions")
	file := s.as("dev").get("/me/data.json").wantStatus(http.StatusOK)
	var all map[string][]map[string]any
	if err := json.Unmarshal([]byte(file.body), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != len(privacy.HeldAbout()) || len(all["member"]) != 1 || all["member"][0]["email"] != "dev@acme.example" {
		t.Errorf("%d tables, %v", len(all), all["member"])
	}
	if !regexp.MustCompile(`^attachment; filename="portico-about-me-\d{4}-\d\d-\d\d\.json"$`).MatchString(file.header.Get("Content-Disposition")) {
		t.Errorf("it is called %q", file.header.Get("Content-Disposition"))
	}
	for _, not := range []string{"no password fits this", `"token`, `"hash"`, "lead@acme.example"} {
		if strings.Contains(file.body, not) {
			t.Errorf("the file holds %q", not)
		}
	}
	if n := s.count(`SELECT count(*) FROM event WHERE actor_id = $1 AND at > now() - interval '1 minute' AND action LIKE '%data%'`, s.id["dev"]); n != 0 {
		t.Errorf("%d events of looking", n)
	}
}

func TestAnAdminSaysHowLongDataIsKept(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	admin := s.as("admin")
	p := admin.get("/settings").wantStatus(http.StatusOK)
	p.wantText("main", "Kept for ever").wantText(".nav", "Settings")
	form := `form[action="/settings/retention/invitations"]`
	admin.submit(p, form, url.Values{"days": {"30"}}).wantStatus(http.StatusSeeOther)
	admin.get("/settings").wantText("main", "Kept 30 days").wantText("main", "by Victor Lindqvist")
	admin.get("/trail").wantText("main", "changed how long something is kept")
	for _, days := range []string{"0", "6", "3651", "-4", "a week", "1e3", "99999999999999999999"} {
		again := admin.submit(p, form, url.Values{"days": {days}, "once": {postgres.NewID()}}).wantStatus(http.StatusUnprocessableEntity)
		if got := again.Find("#days-invitations").AttrOr("value", ""); got != days || again.Find("#days-invitations-error").Length() != 1 {
			t.Errorf("%q comes back as %q", days, got)
		}
	}
	admin.submit(p, form, url.Values{"days": {""}, "once": {postgres.NewID()}}).wantStatus(http.StatusSeeOther)
	admin.post("/settings/retention/sessions", url.Values{"days": {""}}).wantStatus(http.StatusUnprocessableEntity)
	admin.post("/settings/retention/trail", url.Values{"days": {"5"}}).wantStatus(http.StatusNotFound)
	if n := s.count(`SELECT count(*) FROM retention WHERE class = 'invitations' AND days IS NULL`); n != 1 {
		t.Error("no days are not for ever")
	}
	s.as("lead").get("/settings").wantStatus(http.StatusNotFound)
}

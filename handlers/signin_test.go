package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/config"
	"portico/internal/people"
)

const testPassword = "marble gutter teapot violin"

// password gives a person of the test site a password, as an operator would.
func (s *testServer) password(short string) {
	s.t.Helper()
	token, _, err := s.SignIn.MakeReset(s.t.Context(), access.OperatorActor(), s.id[short])
	if err != nil {
		s.t.Fatal(err)
	}
	s.anonymous().post("/reset/"+token, url.Values{"password": {testPassword}}).wantStatus(303)
}

// invitation makes an invitation into payments and gives the path of its link.
func (s *testServer) invitation(email string, role people.Role, team string) (path, id string) {
	s.t.Helper()
	made, err := s.People.Invite(s.t.Context(), access.OperatorActor(), people.Invite{Email: email, Role: role, TeamID: s.id[team]})
	if err != nil {
		s.t.Fatal(err)
	}
	return "/invitations/" + made.Token, made.ID
}

func TestSigningInLeadsToWhereOneWantedToGo(t *testing.T) {
	s := newTestServer(t)
	s.password("dev")
	b := s.anonymous()
	asked := b.get("/trail?q=x").wantStatus(303)
	if asked.location != "/sign-in?next=%2Ftrail%3Fq%3Dx" {
		t.Fatalf("led to %s", asked.location)
	}
	form := b.get(asked.location).wantStatus(200)
	in := b.submit(form, "form", url.Values{"email": {" Dev@ACME.example"}, "password": {testPassword}}).wantStatus(303)
	if in.location != "/trail?q=x" || b.cookies["portico"] == "" || b.cookies["portico-device"] == "" {
		t.Fatalf("led to %s with %v", in.location, b.cookies)
	}
	b.get("/me").wantStatus(200).wantText("h1", "Your settings").wantText(".lede", "Developer in Payments")
	if again := b.get("/sign-in?next=/journey"); again.status != 303 || again.location != "/journey" {
		t.Errorf("whoever is signed in is asked again: %d %s", again.status, again.location)
	}
	out := b.submit(b.get("/me"), `form[action="/sign-out"]`, nil).wantStatus(303)
	b.get(out.location).wantStatus(200).wantText("[role=status]", "You are signed out")
	b.get("/me").wantStatus(303)
	if n := s.count(`SELECT count(*) FROM session WHERE revoked_at IS NULL AND member_id IS NOT NULL`); n != 0 {
		t.Errorf("%d sessions outlived the sign-out", n)
	}
}

func TestASessionFromBeforeIsWorthNothingAfterSigningIn(t *testing.T) {
	s := newTestServer(t)
	s.password("dev")
	b := s.anonymous()
	b.cookies["portico"] = "planted-by-somebody-else"
	b.post("/sign-in", url.Values{"email": {"dev@acme.example"}, "password": {testPassword}}).wantStatus(303)
	if b.cookies["portico"] == "planted-by-somebody-else" {
		t.Error("the planted token was kept")
	}
}

func TestOnlyOwnPathsAreFollowedAfterSigningIn(t *testing.T) {
	s := newTestServer(t)
	s.password("dev")
	for _, evil := range []string{"https://evil.example", "//evil.example", "/\\evil.example", "/%2f/evil.example", "javascript:alert(1)", "/\t/evil.example"} {
		b := s.anonymous()
		p := b.get("/sign-in?next=" + url.QueryEscape(evil)).wantStatus(200)
		if kept := p.Find("input[name=next]").AttrOr("value", ""); kept != "" {
			t.Errorf("the form keeps %q", kept)
		}
		in := b.post("/sign-in", url.Values{"email": {"dev@acme.example"}, "password": {testPassword}, "next": {evil}}).wantStatus(303)
		if in.location != "/" {
			t.Errorf("%q was followed to %q", evil, in.location)
		}
	}
}

func TestKnownAndUnknownAddressesGetTheSamePage(t *testing.T) {
	s := newTestServer(t)
	s.password("dev")
	bodies := map[string]bool{}
	for _, email := range []string{"dev@acme.example", "nobody@acme.example", "disabled@acme.example", "lead@acme.example"} {
		before := s.SignIn.Hashes()
		p := s.anonymous().post("/sign-in", url.Values{"email": {email}, "password": {"wrong password here"}}).wantStatus(422)
		if s.SignIn.Hashes()-before != 1 {
			t.Errorf("%s cost %d hashes", email, s.SignIn.Hashes()-before)
		}
		bodies[strings.ReplaceAll(p.body, email, "X")] = true
		p.wantText("[role=alert]", "not right")
		if p.Find("input[type=password]").AttrOr("value", "") != "" {
			t.Error("the password came back")
		}
	}
	if len(bodies) != 1 {
		t.Errorf("%d different pages", len(bodies))
	}
}

func TestAForgedForwardedAddressResetsNoLimit(t *testing.T) {
	s := newTestServer(t)
	s.password("dev")
	last := 0
	for i := range 12 {
		form := url.Values{"email": {"dev@acme.example"}, "password": {"wrong password here"}}
		request, err := http.NewRequestWithContext(t.Context(), post, s.site.URL+"/sign-in", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
		request.Header.Set("X-Forwarded-For", "203.0.113."+string(rune('0'+i%10)))
		request.Header.Set("X-Real-Ip", "203.0.113.1")
		p := s.anonymous().send(request)
		last = p.status
		if p.status == 429 {
			p.wantText("[role=alert]", "Too many attempts")
			if p.header.Get("Retry-After") == "" {
				t.Error("it does not say when to try again")
			}
		}
	}
	if last != 429 {
		t.Errorf("the twelfth guess got %d, want 429", last)
	}
}

func TestTheFirstAdminComesInByTheLinkAndThePageCloses(t *testing.T) {
	s := newTestServer(t)
	s.sql(`UPDATE member_role SET ended_at = now() WHERE role = 'admin'`)
	token, err := s.SignIn.MakeSetupLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := s.anonymous()
	b.get("/setup").wantStatus(404)
	b.get("/setup?token=x").wantStatus(404).wantText("h1", "This set-up link")
	p := b.get("/setup?token=" + token).wantStatus(200)
	bad := b.submit(p, "form", url.Values{"name": {""}, "email": {"a@b,c"}, "password": {"password12345678"}}).wantStatus(422)
	bad.wantText("#name-error", "missing").wantText("#email-error", "comma").wantText("#password-error", "many people choose")
	in := b.submit(bad, "form", url.Values{"name": {"Victor"}, "email": {"victor@acme.example"}, "password": {testPassword}}).wantStatus(303)
	if in.location != "/people" {
		t.Errorf("led to %s", in.location)
	}
	b.get("/me").wantStatus(200).wantText(".lede", "Admin")
	b.get("/setup?token=" + token).wantStatus(404)
	b.submit(p, "form", url.Values{"name": {"X"}, "email": {"x@acme.example"}, "password": {testPassword}}).wantStatus(404)
}

func TestAnInvitedPersonChoosesAPasswordAndIsIn(t *testing.T) {
	s := newTestServer(t)
	path, _ := s.invitation("chloe@acme.example", people.Developer, "payments")
	b := s.anonymous()
	p := b.get(path).wantStatus(200).wantText("h1", "Join Payments")
	p = b.submit(p, "form", url.Values{"name": {"Chloé <b>"}, "password": {"short"}}).wantStatus(422).wantText("#password-error", "too short")
	if p.Find("input[name=name]").AttrOr("value", "") != "Chloé <b>" {
		t.Error("the name that was typed is lost")
	}
	b.submit(p, "form", url.Values{"name": {"Chloé"}, "password": {testPassword}}).wantStatus(303)
	b.get("/journey").wantStatus(200)
	s.anonymous().get(path).wantStatus(410).wantText("h1", "has been used")
	s.anonymous().post(path, url.Values{"name": {"X"}, "password": {testPassword}}).wantStatus(410)
}

func TestAnInvitationIsBoundToItsAddress(t *testing.T) {
	s := newTestServer(t)
	s.password("dev2")
	path, _ := s.invitation("dev2@acme.example", people.Lead, "platform")
	stranger := s.as("dev")
	stranger.get(path).wantStatus(200).wantText("h2", "is signed in here")
	stranger.post(path, nil).wantStatus(403)
	b := s.anonymous()
	asked := b.get(path).wantStatus(303)
	form := b.get(asked.location).wantStatus(200).wantText("[role=status]", "have an account here already")
	in := b.submit(form, "form", url.Values{"email": {"dev2@acme.example"}, "password": {testPassword}}).wantStatus(303)
	if in.location != path {
		t.Fatalf("led to %s", in.location)
	}
	b.submit(b.get(path).wantStatus(200), `form[action^="/invitations/"]`, nil).wantStatus(303)
	b.get("/me").wantText(".lede", "Lead of Integration platform")
	b.get(path).wantStatus(410)
	b.post(path, nil).wantStatus(410)
}

func TestDeadInvitationsSayWhyAndMadeUpOnesSayNothing(t *testing.T) {
	now := time.Now()
	s := newTestServerWith(t, func() time.Time { return now }, config.Config{InvitationLifetime: time.Hour})
	withdrawn, id := s.invitation("a@acme.example", people.Developer, "payments")
	late, _ := s.invitation("b@acme.example", people.Developer, "payments")
	if err := s.People.RevokeInvitation(t.Context(), access.OperatorActor(), id); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Hour)
	s.anonymous().get(withdrawn).wantStatus(410).wantText("h1", "was withdrawn")
	s.anonymous().get(late).wantStatus(410).wantText("h1", "has expired")
	s.anonymous().get("/invitations/made-up").wantStatus(404).wantText("h1", "does not work")
}

func TestAForgottenPasswordAnswersAlikeForEveryone(t *testing.T) {
	s := newTestServerWith(t, time.Now, config.Config{SMTP: config.SMTP{Host: "localhost", Port: 1, From: "portico@acme.example", TLS: "none"}})
	bodies := map[string]bool{}
	for _, email := range []string{"dev@acme.example", "nobody@acme.example", "not an address"} {
		p := s.anonymous().post("/forgot", url.Values{"email": {email}}).wantStatus(200).wantText("h1", "Look into your mail")
		bodies[strings.ReplaceAll(p.body, email, "X")] = true
	}
	if len(bodies) != 1 || s.count(`SELECT count(*) FROM reset_wish`) != 3 {
		t.Errorf("%d different pages, %d rows", len(bodies), s.count(`SELECT count(*) FROM reset_wish`))
	}
	s.anonymous().post("/forgot", url.Values{"email": {""}}).wantStatus(422).wantText("#email-error", "missing")
	silent := newTestServer(t)
	silent.anonymous().get("/forgot").wantStatus(200).wantText("h1", "Ask an admin")
	silent.anonymous().post("/forgot", url.Values{"email": {"dev@acme.example"}}).wantStatus(200).wantText("h1", "Ask an admin")
	if silent.count(`SELECT count(*) FROM reset_wish`) != 0 {
		t.Error("a letter waits although no mail is sent")
	}
}

func TestALinkForANewPasswordWorksOnceAndEndsSessions(t *testing.T) {
	s := newTestServer(t)
	old := s.as("dev")
	token, _, err := s.SignIn.MakeReset(t.Context(), access.OperatorActor(), s.id["dev"])
	if err != nil {
		t.Fatal(err)
	}
	b := s.anonymous()
	p := b.get("/reset/" + token).wantStatus(200)
	p = b.submit(p, "form", url.Values{"password": {"devdevdev dev dev"}}).wantStatus(422)
	p.wantText("#password-error", "your own name")
	done := b.submit(p, "form", url.Values{"password": {testPassword}}).wantStatus(303)
	b.get(done.location).wantText("[role=status]", "Your password is changed")
	old.get("/me").wantStatus(303)
	b.get("/reset/" + token).wantStatus(404)
	b.post("/reset/"+token, url.Values{"password": {testPassword}}).wantStatus(404)
	b.post("/sign-in", url.Values{"email": {"dev@acme.example"}, "password": {testPassword}}).wantStatus(303)
}

func TestOnesOwnSettingsAreChangedOnOnePage(t *testing.T) {
	s := newTestServer(t)
	s.password("dev")
	b, other := s.as("dev"), s.as("dev")
	p := b.get("/me").wantStatus(200)
	if n := p.Find("section:last-of-type tbody tr").Length(); n != 2 {
		t.Errorf("%d sessions, want 2", n)
	}
	b.submit(p, `form[action="/me"]`, url.Values{"name": {"Priya R."}, "time_zone": {"Asia/Tokyo"}}).wantStatus(303)
	b.get("/me").wantText("[data-kind], .notice", "Saved")
	if s.count(`SELECT count(*) FROM member WHERE id = $1 AND name = 'Priya R.' AND time_zone = 'Asia/Tokyo'`, s.id["dev"]) != 1 {
		t.Error("nothing was saved")
	}
	b.post("/me", url.Values{"name": {""}, "time_zone": {"Mars/Olympus"}}).wantStatus(422).wantText("#name-error", "missing").wantText("#time-zone-error", "Choose")
	b.post("/me", url.Values{"name": {"P"}, "time_zone": {"UTC"}, "role": {"admin"}}).wantStatus(422)
	b.post("/me/password", url.Values{"current_password": {"wrong password here"}, "new_password": {testPassword}}).wantStatus(422).
		wantText("#current-password-error", "not your current password")
	b.post("/me/password", url.Values{"current_password": {testPassword}, "new_password": {"short"}}).wantStatus(422).wantText("#new-password-error", "too short")
	b.post("/me/password", url.Values{"current_password": {testPassword}, "new_password": {"ostrich lantern velvet 87"}}).wantStatus(303)
	b.get("/me").wantStatus(200)
	other.get("/me").wantStatus(303)
}

func TestOneEndsOnesOwnSessionsOnly(t *testing.T) {
	s := newTestServer(t)
	b, second, third, foreign := s.as("dev"), s.as("dev"), s.as("dev"), s.as("lead")
	var foreignID string
	if err := s.db.Pool().QueryRow(t.Context(), `SELECT id::text FROM session WHERE member_id = $1`, s.id["lead"]).Scan(&foreignID); err != nil {
		t.Fatal(err)
	}
	b.post("/me/sessions/"+foreignID+"/revoke", nil).wantStatus(404)
	foreign.get("/me").wantStatus(200)
	row := b.get("/me").Find(`form[action$="/revoke"]`).First()
	b.post(row.AttrOr("action", ""), nil).wantStatus(303)
	alive := 0
	for _, other := range []*browser{second, third} {
		if other.get("/me").status == 200 {
			alive++
		}
	}
	if alive != 1 {
		t.Errorf("%d of the two others live, want 1", alive)
	}
	b.post("/me/sessions/revoke-others", nil).wantStatus(303)
	for _, other := range []*browser{second, third} {
		other.get("/me").wantStatus(303)
	}
	b.get("/me").wantStatus(200)
}

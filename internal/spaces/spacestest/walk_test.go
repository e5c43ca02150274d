package spacestest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"portico/internal/spaces"
	"portico/internal/spaces/spacestest"
)

// person is a browser in front of the stand-in: cookies are kept, redirects followed within the vendor.
type person struct {
	t      *testing.T
	vendor *spacestest.Vendor
	client *http.Client
	page   *goquery.Document
	status int
	// at is where the browser is, or was sent to outside the vendor.
	at string
}

func start(t *testing.T, o spacestest.Options) *spacestest.Vendor {
	t.Helper()
	v, err := spacestest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v
}

func before(t *testing.T, v *spacestest.Vendor) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &person{t: t, vendor: v}
	p.client = &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		for _, base := range v.Hosts() {
			if strings.HasPrefix(r.URL.String(), base+"/") {
				return nil
			}
		}
		return http.ErrUseLastResponse
	}}
	return p
}

func (p *person) open(address string) *person {
	p.t.Helper()
	r, err := p.client.Get(address)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.read(r)
}

func (p *person) read(r *http.Response) *person {
	p.t.Helper()
	defer func() { _ = r.Body.Close() }()
	p.status, p.at = r.StatusCode, r.Request.URL.String()
	if to := r.Header.Get("Location"); to != "" {
		p.at = to
	}
	doc, err := goquery.NewDocumentFromReader(r.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	p.page = doc
	if r.Header.Get("Location") == "" && !strings.Contains(doc.Text(), "Stand-in for Avaya Spaces: nothing here leaves this machine") {
		p.t.Errorf("%s does not say that it is a stand-in", p.at)
	}
	return p
}

// send fills the form whose button says what, and presses it. A value that begins with - takes a field out.
func (p *person) send(button string, values map[string]string) *person {
	p.t.Helper()
	press := p.page.Find("main button, header button").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.TrimSpace(s.Text()) == button }).Last()
	form := press.Closest("form")
	if form.Length() == 0 {
		p.t.Fatalf("%s has no button %q:\n%s", p.at, button, p.page.Text())
	}
	all := url.Values{}
	form.Find("input, textarea, select").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		value := s.AttrOr("value", "")
		_, checked := s.Attr("checked")
		switch {
		case goquery.NodeName(s) == "textarea":
			value = s.Text()
		case goquery.NodeName(s) == "select":
			value = s.Find("option").First().AttrOr("value", "")
		case s.AttrOr("type", "") == "checkbox" && !checked:
			return
		case s.AttrOr("type", "") == "checkbox":
			value = "on"
		}
		all.Set(name, value)
	})
	if name := press.AttrOr("name", ""); name != "" {
		all.Set(name, press.AttrOr("value", ""))
	}
	for name, value := range values {
		if form.Find("[name='"+name+"']").Length() == 0 {
			p.t.Fatalf("the form of %q has no field %s", button, name)
		}
		all.Set(name, value)
	}
	here, err := url.Parse(p.at)
	if err != nil {
		p.t.Fatal(err)
	}
	to, err := here.Parse(form.AttrOr("action", ""))
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := p.client.PostForm(to.String(), all)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.read(r)
}

func (p *person) follow(link string) *person {
	p.t.Helper()
	a := p.page.Find("a").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.TrimSpace(s.Text()) == link }).First()
	href, ok := a.Attr("href")
	if !ok {
		p.t.Fatalf("%s has no link %q", p.at, link)
	}
	here, _ := url.Parse(p.at)
	to, err := here.Parse(href)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.open(to.String())
}

func (p *person) has(link string) bool {
	return p.page.Find("header a").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Text() == link }).Length() > 0
}

func (p *person) sees(words string) *person {
	p.t.Helper()
	if !strings.Contains(strings.Join(strings.Fields(p.page.Text()), " "), words) {
		p.t.Errorf("%s does not say %q:\n%s", p.at, words, strings.Join(strings.Fields(p.page.Find("main").Text()), " "))
	}
	return p
}

// signUp walks from sign-up over the mailbox to User Settings.
func (p *person) signUp(host, name, mail string) *person {
	p.t.Helper()
	p.open(p.vendor.Hosts()[host]+"/").follow("Yes, sign me up").send("Sign up", map[string]string{"name": name, "email": mail})
	p.follow("Open the mailbox of " + mail).follow("Open the link in this letter")
	return p.send("Create password", map[string]string{"password": "none of mine", "again": "none of mine"}).sees("Current Employers")
}

func TestAPersonWalksFromSignUpToAnAppWithClientIDAndSecret(t *testing.T) {
	v := start(t, spacestest.Options{})
	p := before(t, v).signUp(spacestest.StagingWeb, "Chloé Martin", "chloe.martin@acme-nord.example")
	p.sees("You have no current employers").follow("Add Company").send("Add Company", map[string]string{"name": "ACME Nord", "domain": "acme.example"})
	p.sees("has to match your e-mail address").send("Add Company", map[string]string{"domain": "acme-nord.example"}).sees("ACME Nord")
	p.follow("User Settings").sees("admin and employee")
	box := p.page.Find("input[name^=company-]").AttrOr("name", "none")
	p.send("Save", map[string]string{box: "on"}).sees("Reload this page")
	if p.has("Developer Dashboard") {
		t.Error("the dashboard shows before the reload")
	}
	p.open(p.at)
	if !p.has("Developer Dashboard") {
		t.Error("the dashboard does not show after the reload")
	}
	p.follow("Developer Dashboard").send("Create", map[string]string{"name": "chloe's", "uris": "http://portico.example/x"}).sees("is refused")
	p.send("Create", map[string]string{"name": "chloe's", "uris": "http://localhost:3000/\nhttps://portico.example/proof/return"})
	id, secret := p.page.Find("#client-id").Text(), p.page.Find("#client-secret").Text()
	if len(id) != 20 || len(secret) != 40 {
		t.Errorf("client id %q, secret %q", id, secret)
	}
	p.open(v.Hosts()[spacestest.StagingIdentity] + "/developer").follow("chloe's").sees("not shown again")
	p.send("New client secret", nil)
	if fresh := p.page.Find("#client-secret").Text(); fresh == secret || len(fresh) != 40 {
		t.Errorf("the new secret is %q", fresh)
	}
}

func TestSomeoneWhoIsNotAdminAndEmployeeSeesNoCheckBoxUntilBothAreGiven(t *testing.T) {
	v := start(t, spacestest.Options{})
	v.AddAccount(spaces.Staging, spacestest.Account{Mail: "dana@acme.example", Name: "Dana"})
	v.AddCompany(spaces.Staging, spacestest.Company{Name: "ACME", Domains: []string{"acme.example"}, Admins: []string{"dana@acme.example"}, Employees: []string{"dana@acme.example"}})
	settings := v.Hosts()[spacestest.StagingIdentity] + "/settings"
	priya := before(t, v).signUp(spacestest.StagingWeb, "Priya", "priya@acme.example")
	priya.follow("Add Company").send("Add Company", map[string]string{"name": "ACME again"}).sees("exists already")
	dana := before(t, v).open(settings).send("Sign in", map[string]string{"email": "Dana@ACME.example", "password": spacestest.Password})
	dana.follow("ACME").send("Add", map[string]string{"email": "priya@acme.example", "employee": "on"})
	if n := priya.open(settings).sees("employee").page.Find("input[name^=company-]").Length(); n != 0 {
		t.Error("an employee who is no admin sees a check-box")
	}
	dana.open(strings.TrimSuffix(dana.at, "/people")).send("Add", map[string]string{"email": "priya@acme.example", "employee": "on", "admin": "on"})
	if n := priya.open(settings).page.Find("input[name^=company-]").Length(); n != 1 {
		t.Error("admin and employee sees no check-box")
	}
}

func TestAnInvitationWorksOnceAndOnlyTheNewest(t *testing.T) {
	v := start(t, spacestest.Options{})
	web, mail := v.Hosts()[spacestest.StagingWeb], "x@acme.example"
	p := before(t, v)
	for range 2 {
		p.open(web+"/sign-up").send("Sign up", map[string]string{"name": "X", "email": mail})
	}
	letters := v.Mailbox(spaces.Staging, mail)
	if len(letters) != 2 || len(v.Mailbox(spaces.Production, mail)) != 0 {
		t.Fatalf("letters: %+v", letters)
	}
	p.open(letters[1].Link).sees("no longer good")
	p.open(letters[0].Link).send("Create password", map[string]string{"password": "short", "again": "short"}).sees("8 characters")
	p.send("Create password", map[string]string{"password": "none of mine", "again": "none of mine"}).sees("Current Employers")
	p.open(letters[0].Link).sees("no longer good")
	p.open(web+"/sign-up").send("Sign up", map[string]string{"name": "X", "email": strings.ToUpper(mail)}).sees("already in use")
}

// signInPage is a sign-in that an app asks for.
func signInPage(v *spacestest.Vendor, app spacestest.App, redirect string) string {
	return v.Hosts()[spacestest.StagingIdentity] + "/oauth2/authorize?" + url.Values{
		"client_id": {app.ClientID}, "redirect_uri": {redirect}, "response_type": {"code"}, "scope": {"email profile spaces"}, "state": {"s 1"},
	}.Encode()
}

func TestSignInAsksThePersonAndGoesBackToTheApp(t *testing.T) {
	v := start(t, spacestest.Options{})
	v.AddAccount(spaces.Staging, spacestest.Account{Mail: "dana@acme.example", Name: "Dana"})
	app := v.AddApp(spaces.Staging, spacestest.App{Name: "dana's", RedirectURIs: []string{"http://localhost:3000/back?x=1"}, Owners: []string{"dana@acme.example"}})
	p := before(t, v).open(signInPage(v, app, "http://localhost:3000/back?x=1"))
	p.send("Sign in", map[string]string{"email": "dana@acme.example", "password": "wrong password"}).sees("No account of staging opens")
	p.send("Sign in", map[string]string{"email": "dana@acme.example", "password": spacestest.Password}).sees("dana's wants to know who you are")
	p.send("Allow", nil)
	u, err := url.Parse(p.at)
	if err != nil || u.Host != "localhost:3000" || u.Query().Get("x") != "1" || u.Query().Get("state") != "s 1" || len(u.Query().Get("code")) != 40 {
		t.Errorf("went back to %s", p.at)
	}
	p.open(signInPage(v, app, "http://localhost:3000/back?x=1")).send("Deny", nil)
	if u, _ := url.Parse(p.at); u.Query().Get("error") != "access_denied" || u.Query().Get("code") != "" {
		t.Errorf("a no went back to %s", p.at)
	}
	p.open(signInPage(v, app, "http://localhost:3000/back?x=1")).send("Use another account", nil).sees("With your account of staging")
}

func TestWhatIsWrongWithAnAppStaysOnTheVendorsPage(t *testing.T) {
	v := start(t, spacestest.Options{})
	app := v.AddApp(spaces.Staging, spacestest.App{Name: "a", RedirectURIs: []string{"http://localhost:3000/"}})
	p := before(t, v).open(signInPage(v, app, "http://localhost:3000")).sees("Error: redirect_uri_mismatch").sees("http://localhost:3000")
	if p.status != http.StatusBadRequest {
		t.Errorf("status %d", p.status)
	}
	p.open(signInPage(v, spacestest.App{ClientID: "00000000000000000000"}, "http://localhost:3000/")).sees("Error: invalid_client")
}

func TestARequestIsReviewedAndAnApprovalPermitsInProduction(t *testing.T) {
	v := start(t, spacestest.Options{})
	dana := before(t, v)
	dana.open(v.Hosts()[spacestest.RequestForm]+"/spacesapi").send("Submit", map[string]string{
		"name": "Dana", "email": "dana@acme.example", "app": "Payments",
		"description": "We have completed the testing in staging and request production access for Tomasz <tomasz@acme.example>.",
	}).sees("Your reference is SR-10001")
	desk := before(t, v).open(v.Hosts()[spacestest.RequestForm] + "/stand-in/reviewer").sees("It says that testing in staging is complete")
	desk.send("Reject", nil).sees("say why it is rejected").send("Approve", nil).sees("Approved.")
	if letters := v.Mailbox(spaces.Production, "dana@acme.example"); len(letters) != 1 || !strings.Contains(letters[0].Text, "tomasz@acme.example") {
		t.Errorf("letters: %+v", letters)
	}
	p := before(t, v).signUp(spacestest.ProductionWeb, "Tomasz", "tomasz@acme.example").sees("Avaya has given you the developer permission")
	if !p.has("Developer Dashboard") {
		t.Error("no dashboard in production after the approval")
	}
	p.follow("Add Company").send("Add Company", map[string]string{"name": "ACME"})
	p.follow("Developer Dashboard").send("Create", map[string]string{"name": "live", "uris": "https://pay.acme.example/back"}).sees("ACME, production")
	stranger := before(t, v).signUp(spacestest.ProductionWeb, "Eve", "eve@acme.example").sees("You do not have it")
	if stranger.has("Developer Dashboard") || stranger.page.Find("input[type=checkbox]").Length() > 0 {
		t.Error("in production somebody gave the permission to themselves")
	}
}

func TestARejectionHasItsReason(t *testing.T) {
	v := start(t, spacestest.Options{})
	r := v.Submit(spacestest.Request{Name: "Dana", Mail: "dana@acme.example", App: "Payments", Text: "Please"})
	if r.SaysTested() || r.SaysProduction() {
		t.Error("the text is believed to say what it does not")
	}
	if err := v.Decide(r.ID, spacestest.Rejected, "It lacks a privacy notice"); err != nil {
		t.Fatal(err)
	}
	if err := v.Decide(r.ID, spacestest.Approved, ""); err == nil {
		t.Error("it was decided twice")
	}
	if all := v.Requests(); len(all) != 1 || all[0].Reason != "It lacks a privacy notice" {
		t.Errorf("requests: %+v", all)
	}
}

func TestAGuestsTokenIsAnsweredAsAGuest(t *testing.T) {
	v := start(t, spacestest.Options{})
	api := v.Hosts()[spacestest.StagingAPI]
	r, err := http.Post(api+"/api/anonymous/auth", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	var got struct{ Token string }
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil || got.Token == "" {
		t.Fatalf("no token: %v", err)
	}
	ask, err := http.NewRequestWithContext(t.Context(), http.MethodGet, api+"/api/users/me", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	ask.Header.Set("Authorization", "jwt "+got.Token)
	said, err := http.DefaultClient.Do(ask)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = said.Body.Close() }()
	body, err := io.ReadAll(said.Body)
	if err != nil || said.StatusCode != http.StatusOK || !strings.Contains(string(body), "Anonymous") {
		t.Errorf("%d %s, %v", said.StatusCode, body, err)
	}
}

func TestPagesThatAreGoneAndAVendorThatMovedAreSeenByLinks(t *testing.T) {
	v := start(t, spacestest.Options{SlowFor: time.Minute})
	get := func(path string) (int, string) {
		c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: 5 * time.Second}
		r, err := c.Get(v.Hosts()[spacestest.StagingIdentity] + path)
		if err != nil {
			return 0, ""
		}
		defer func() { _ = r.Body.Close() }()
		_, _ = io.Copy(io.Discard, r.Body)
		return r.StatusCode, r.Header.Get("Location")
	}
	v.Break(spacestest.DeadLinks, spacestest.StagingIdentity)
	if status, _ := get("/settings"); status != http.StatusNotFound {
		t.Errorf("a dead link answers %d", status)
	}
	if r, err := http.Get(v.Hosts()[spacestest.StagingWeb] + "/"); err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("another host fails too: %v", err)
	} else {
		_ = r.Body.Close()
	}
	v.Break(spacestest.Moved)
	if status, to := get("/settings"); status != http.StatusMovedPermanently || to != "https://moved.invalid/settings" {
		t.Errorf("a moved host answers %d to %q", status, to)
	}
	v.Break(spacestest.Down)
	if status, _ := get("/settings"); status != 0 {
		t.Errorf("a host that is down answers %d", status)
	}
	if status, _ := get("/stand-in"); status != http.StatusOK {
		t.Errorf("the stand-in's own page answers %d while the vendor is down", status)
	}
	v.Mend()
	if status, _ := get("/sign-in"); status != http.StatusOK {
		t.Errorf("mended it answers %d", status)
	}
}

func TestAFileOfAnotherMakeIsSetAside(t *testing.T) {
	file := filepath.Join(t.TempDir(), "stand-in.json")
	if err := os.WriteFile(file, []byte("{not json"), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, spacestest.Options{File: file})
	if _, err := os.Stat(file + ".old"); err != nil {
		t.Errorf("it was not kept: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the new one: %v, %v", info, err)
	}
}

func TestAPasswordInTheFileIsNotTheOneTyped(t *testing.T) {
	file := filepath.Join(t.TempDir(), "stand-in.json")
	v := start(t, spacestest.Options{File: file})
	before(t, v).signUp(spacestest.StagingWeb, "X", "x@acme.example")
	body, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(body), "none of mine") || !strings.Contains(string(body), "x@acme.example") {
		t.Errorf("the file: %v\n%s", err, body)
	}
}

package spaces_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/internal/spaces"
	"portico/internal/spaces/spacestest"
)

const (
	back     = "http://localhost:3000/"
	verifier = "a-verifier-that-is-long-enough-to-be-one-0123456789"
	dana     = "dana.ruiz@acme.example"
)

// world is a stand-in with Dana, a colleague, and her app; client speaks with it.
type world struct {
	t      *testing.T
	vendor *spacestest.Vendor
	client *spaces.Client
	hosts  spaces.Hosts
	app    spacestest.App
}

func newWorld(t *testing.T, o spacestest.Options) *world {
	t.Helper()
	v, err := spacestest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	v.AddAccount(spaces.Staging, spacestest.Account{Mail: "Dana.Ruiz@ACME.example", Name: "Dana Ruiz"})
	v.AddAccount(spaces.Staging, spacestest.Account{Mail: "tomasz.nowak@acme.example", Name: "Tomasz Nowak"})
	v.AddAccount(spaces.Staging, spacestest.Account{Mail: "noor@haddad.example", Name: "Noor Haddad"})
	v.AddCompany(spaces.Staging, spacestest.Company{
		Name: "ACME", Domains: []string{"acme.example"}, Admins: []string{dana}, Employees: []string{dana, "tomasz.nowak@acme.example"}, Developers: []string{dana},
	})
	w := &world{t: t, vendor: v, hosts: v.Spaces(spaces.Staging), client: spaces.New(http.DefaultClient, spaces.Options{Timeout: 5 * time.Second})}
	w.app = v.AddApp(spaces.Staging, spacestest.App{Name: "dana's", Company: "ACME", RedirectURIs: []string{back}, Owners: []string{dana}})
	return w
}

func (w *world) authorize(r spaces.AuthorizeRequest) string {
	w.t.Helper()
	address, err := w.client.AuthorizeURL(w.hosts, r)
	if err != nil {
		w.t.Fatal(err)
	}
	return address
}

// code walks the vendor's pages as mail.
func (w *world) code(mail string) string {
	w.t.Helper()
	returned, err := w.vendor.Allow(w.t.Context(), w.authorize(spaces.AuthorizeRequest{ClientID: w.app.ClientID, RedirectURI: back, State: "s1", Verifier: verifier}), mail)
	if err != nil {
		w.t.Fatal(err)
	}
	u, err := url.Parse(returned)
	if err != nil || u.Query().Get("state") != "s1" {
		w.t.Fatalf("came back to %q", returned)
	}
	return u.Query().Get("code")
}

func (w *world) exchange(change func(*spaces.ExchangeRequest)) (spaces.Token, error) {
	w.t.Helper()
	r := spaces.ExchangeRequest{ClientID: w.app.ClientID, Secret: w.app.Secret, RedirectURI: back, Code: w.code(dana), Verifier: verifier}
	if change != nil {
		change(&r)
	}
	return w.client.Exchange(w.t.Context(), w.hosts, r)
}

// fails says that err is of the package, of the kind and with the code.
func fails(t *testing.T, err error, kind spaces.Kind, code string) {
	t.Helper()
	var failed *spaces.Error
	if !errors.As(err, &failed) || failed.Kind != kind || failed.Code != code {
		t.Errorf("failed with %#v, want %s %s", err, kind, code)
	}
}

func TestASignInShowsWhoItWasAndTheTokenIsGivenBack(t *testing.T) {
	w := newWorld(t, spacestest.Options{})
	token, err := w.exchange(nil)
	if err != nil {
		t.Fatal(err)
	}
	who, err := w.client.Me(t.Context(), w.hosts, token)
	if err != nil || who.Guest || who.Name != "Dana Ruiz" || !who.Is(dana) || who.Is("dana@acme.example") {
		t.Errorf("Me said %+v, %v", who, err)
	}
	people, err := w.client.Colleagues(t.Context(), w.hosts, token, "")
	if err != nil || len(people) != 2 || !people[1].Is("Tomasz.Nowak@acme.example") {
		t.Errorf("colleagues %+v, %v", people, err)
	}
	if found, err := w.client.Colleagues(t.Context(), w.hosts, token, "tomasz"); err != nil || len(found) != 1 {
		t.Errorf("the search found %+v, %v", found, err)
	}
	if err := w.client.Revoke(t.Context(), w.hosts, token, w.app.ClientID); err != nil {
		t.Fatal(err)
	}
	_, err = w.client.Me(t.Context(), w.hosts, token)
	fails(t, err, spaces.Refused, "invalid_token")
	if tally := w.vendor.Tally(spaces.Staging); tally.Revoked != 1 || tally.Alive != 0 || tally.Exchanged != 1 {
		t.Errorf("the vendor counts %+v", tally)
	}
}

func TestTheSignInPageIsAskedForOfflineAccessAndWithAHashOfTheVerifierOnly(t *testing.T) {
	w := newWorld(t, spacestest.Options{})
	address := w.authorize(spaces.AuthorizeRequest{ClientID: "c1", RedirectURI: back, State: "s1", Verifier: verifier})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Path != "/oauth2/authorize" || q.Get("access_type") != "offline" || q.Get("response_type") != "code" || q.Get("scope") != "email profile spaces" ||
		q.Get("code_challenge_method") != "S256" || q.Get("code_challenge") == "" || q.Get("redirect_uri") != back || q.Get("client_id") != "c1" {
		t.Errorf("the page is %s", address)
	}
	if strings.Contains(address, verifier) {
		t.Error("the verifier is in the address")
	}
	for _, r := range []spaces.AuthorizeRequest{{}, {ClientID: "c", RedirectURI: back, State: "s"}, {ClientID: "c", RedirectURI: back, Verifier: "v"}} {
		if _, err := w.client.AuthorizeURL(w.hosts, r); err == nil {
			t.Errorf("%+v gave a page", r)
		}
	}
	for _, base := range []string{"", "onesnastaging.esna.com", "ftp://x.example", "https://a:b@x.example", "https://x.example/?q=1"} {
		if _, err := w.client.AuthorizeURL(spaces.Hosts{Identity: base}, spaces.AuthorizeRequest{ClientID: "c", RedirectURI: back, State: "s", Verifier: "v"}); err == nil {
			t.Errorf("%q was taken for a host", base)
		}
	}
}

func TestScopesAreASetting(t *testing.T) {
	c := spaces.New(nil, spaces.Options{Scopes: []string{"email"}})
	address, err := c.AuthorizeURL(spaces.Hosts{Identity: "https://id.example/"}, spaces.AuthorizeRequest{ClientID: "c", RedirectURI: back, State: "s", Verifier: "v"})
	if err != nil || !strings.Contains(address, "scope=email&") || !strings.HasPrefix(address, "https://id.example/oauth2/authorize?") {
		t.Errorf("the page is %s, %v", address, err)
	}
}

func TestACodeWorksOnceAndOnlyForWhomItWasMade(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*spaces.ExchangeRequest)
		code   string
	}{
		"another secret":       {func(r *spaces.ExchangeRequest) { r.Secret = strings.Repeat("0", 40) }, "invalid_client"},
		"no secret":            {func(r *spaces.ExchangeRequest) { r.Secret = "" }, "invalid_client"},
		"another client":       {func(r *spaces.ExchangeRequest) { r.ClientID = strings.Repeat("0", 20) }, "invalid_client"},
		"another redirect URI": {func(r *spaces.ExchangeRequest) { r.RedirectURI = back + "x" }, "invalid_grant"},
		"another verifier":     {func(r *spaces.ExchangeRequest) { r.Verifier = verifier + "x" }, "invalid_grant"},
		"a made-up code":       {func(r *spaces.ExchangeRequest) { r.Code = "nope" }, "invalid_grant"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, spacestest.Options{})
			_, err := w.exchange(c.change)
			fails(t, err, spaces.Refused, c.code)
		})
	}
	w := newWorld(t, spacestest.Options{})
	code := w.code(dana)
	once := func(r *spaces.ExchangeRequest) { r.Code = code }
	token, err := w.exchange(once)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.exchange(once)
	fails(t, err, spaces.Refused, "invalid_grant")
	_, err = w.client.Me(t.Context(), w.hosts, token)
	fails(t, err, spaces.Refused, "invalid_token")
}

func TestAPublicAppNeedsNoSecretWhereTheVendorAllowsIt(t *testing.T) {
	for _, allowed := range []bool{true, false} {
		w := newWorld(t, spacestest.Options{PublicClients: allowed})
		w.app = w.vendor.AddApp(spaces.Staging, spacestest.App{Name: "public", RedirectURIs: []string{back}, Owners: []string{dana}, Public: true})
		_, err := w.exchange(func(r *spaces.ExchangeRequest) { r.Secret = "" })
		if allowed != (err == nil) {
			t.Errorf("allowed %v: %v", allowed, err)
		}
	}
}

func TestWrongClientAndWrongRedirectURIStayAtTheVendor(t *testing.T) {
	w := newWorld(t, spacestest.Options{})
	for _, r := range []spaces.AuthorizeRequest{
		{ClientID: strings.Repeat("0", 20), RedirectURI: back, State: "s", Verifier: verifier},
		{ClientID: w.app.ClientID, RedirectURI: strings.TrimSuffix(back, "/"), State: "s", Verifier: verifier},
	} {
		_, err := w.vendor.Allow(t.Context(), w.authorize(r), dana)
		var stays *spacestest.StaysError
		if !errors.As(err, &stays) {
			t.Errorf("%+v came back: %v", r, err)
		}
	}
	returned, err := w.vendor.Deny(t.Context(), w.authorize(spaces.AuthorizeRequest{ClientID: w.app.ClientID, RedirectURI: back, State: "s", Verifier: verifier}), dana)
	if err != nil || returned != back+"?error=access_denied&state=s" {
		t.Errorf("a no came back as %q, %v", returned, err)
	}
}

func TestStagingAndProductionKnowNothingOfEachOther(t *testing.T) {
	w := newWorld(t, spacestest.Options{})
	token, err := w.exchange(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.client.Me(t.Context(), w.vendor.Spaces(spaces.Production), token)
	fails(t, err, spaces.Refused, "invalid_token")
	w.hosts = w.vendor.Spaces(spaces.Production)
	_, err = w.vendor.Allow(t.Context(), w.authorize(spaces.AuthorizeRequest{ClientID: w.app.ClientID, RedirectURI: back, State: "s", Verifier: verifier}), dana)
	if err == nil {
		t.Error("production knows a client id of staging")
	}
}

func TestFaultsOfTheVendorHaveTheirKind(t *testing.T) {
	for fault, want := range map[spacestest.Fault]spaces.Error{
		spacestest.Down:        {Kind: spaces.Down},
		spacestest.Unavailable: {Kind: spaces.Down, Status: 503},
		spacestest.Slow:        {Kind: spaces.Slow},
		spacestest.Moved:       {Kind: spaces.Malformed, Code: spaces.CodeMoved},
		spacestest.Maintenance: {Kind: spaces.Malformed},
		spacestest.Huge:        {Kind: spaces.Malformed},
		spacestest.ExpiredCode: {Kind: spaces.Refused, Code: "invalid_grant"},
	} {
		t.Run(string(fault), func(t *testing.T) {
			w := newWorld(t, spacestest.Options{})
			if fault == spacestest.Slow {
				w.client = spaces.New(nil, spaces.Options{Timeout: 200 * time.Millisecond})
			}
			token, err := w.exchange(nil)
			if err != nil {
				t.Fatal(err)
			}
			code := ""
			if fault != spacestest.ExpiredCode {
				code = w.code(dana)
			}
			w.vendor.Break(fault)
			_, err = w.exchange(func(r *spaces.ExchangeRequest) {
				if code != "" {
					r.Code = code
				}
			})
			fails(t, err, want.Kind, want.Code)
			if fault == spacestest.ExpiredCode {
				return
			}
			_, err = w.client.Me(t.Context(), w.hosts, token)
			fails(t, err, want.Kind, want.Code)
			_, err = w.client.Colleagues(t.Context(), w.hosts, token, "")
			fails(t, err, want.Kind, want.Code)
			s, err := w.client.ServiceConfiguration(t.Context(), w.hosts)
			fails(t, err, want.Kind, want.Code)
			if s.Up {
				t.Error("it is said to be up")
			}
			w.vendor.Mend()
			if s, err := w.client.ServiceConfiguration(t.Context(), w.hosts); err != nil || !s.Up || s.Hosts["accounts"] != w.hosts.Identity {
				t.Errorf("mended it says %+v, %v", s, err)
			}
		})
	}
}

func TestAGuestAndAnotherAccountAreToldApart(t *testing.T) {
	w := newWorld(t, spacestest.Options{})
	w.vendor.Break(spacestest.GuestToken)
	token, err := w.exchange(nil)
	if err != nil {
		t.Fatal(err)
	}
	if who, err := w.client.Me(t.Context(), w.hosts, token); err != nil || !who.Guest || who.Is(dana) || who.Is("Anonymous") {
		t.Errorf("a guest is %+v, %v", who, err)
	}
	w.vendor.Mend()
	w.vendor.Break(spacestest.OtherAccount)
	if token, err = w.exchange(nil); err != nil {
		t.Fatal(err)
	}
	if who, err := w.client.Me(t.Context(), w.hosts, token); err != nil || who.Guest || who.Is(dana) || !who.Is(spacestest.OtherMail) {
		t.Errorf("another is %+v, %v", who, err)
	}
}

func TestColleaguesAreReadPageByPage(t *testing.T) {
	w := newWorld(t, spacestest.Options{})
	staff := []string{dana}
	for i := range 45 {
		mail := fmt.Sprintf("person%02d@labs.example", i)
		staff = append(staff, mail)
		w.vendor.AddAccount(spaces.Staging, spacestest.Account{Mail: mail, Name: fmt.Sprintf("Person %02d", i)})
	}
	w.vendor.AddCompany(spaces.Staging, spacestest.Company{Name: "Labs", Domains: []string{"labs.example"}, Employees: staff})
	token, err := w.exchange(nil)
	if err != nil {
		t.Fatal(err)
	}
	people, err := w.client.Colleagues(t.Context(), w.hosts, token, "person")
	if err != nil || len(people) != 45 {
		t.Errorf("%d people, %v", len(people), err)
	}
}

func TestTooManyCallsAreTheVendorsNo(t *testing.T) {
	w := newWorld(t, spacestest.Options{CallsPerMinute: 2})
	var err error
	for range 3 {
		_, err = w.client.ServiceConfiguration(t.Context(), w.hosts)
	}
	var failed *spaces.Error
	if !errors.As(err, &failed) || failed.Kind != spaces.Down || failed.Status != http.StatusTooManyRequests {
		t.Errorf("got %v", err)
	}
}

func TestATokenIsNeverPrinted(t *testing.T) {
	w := newWorld(t, spacestest.Options{})
	token, err := w.exchange(nil)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
		fmt.Fprintf(&out, verb+"\n", token)
		fmt.Fprintf(&out, verb+"\n", &token)
		fmt.Fprintf(&out, verb+"\n", struct{ Token spaces.Token }{token})
		fmt.Fprintf(&out, verb+"\n", []any{token})
	}
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "token", token, "in", struct{ T spaces.Token }{token})
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "token", token, "in", map[string]any{"T": token})
	if err := json.NewEncoder(&out).Encode(map[spaces.Token]any{token: token}); err != nil {
		t.Fatal(err)
	}
	for _, secret := range w.vendor.Secrets(spaces.Staging) {
		if strings.Contains(out.String(), secret) {
			t.Fatalf("a secret is in %s", out.String())
		}
	}
}

func TestNoErrorHoldsWhatWasSent(t *testing.T) {
	w := newWorld(t, spacestest.Options{})
	for _, fault := range spacestest.Faults() {
		w.vendor.Mend()
		secret, code := strings.Repeat("5ec2e7", 7), "c0de-c0de-c0de"
		w.vendor.Break(fault)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		_, err := w.client.Exchange(ctx, w.hosts, spaces.ExchangeRequest{ClientID: w.app.ClientID, Secret: secret, RedirectURI: back, Code: code, Verifier: verifier})
		cancel()
		if err == nil {
			t.Fatalf("%s: the exchange went well", fault)
		}
		for all := err; all != nil; all = errors.Unwrap(all) {
			text := fmt.Sprintf("%v %+v %#v", all, all, all)
			for _, never := range []string{secret, code, verifier, w.hosts.Identity, "localhost"} {
				if strings.Contains(text, never) {
					t.Errorf("%s: %q is in %s", fault, never, text)
				}
			}
		}
	}
}

package spaces_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"portico/internal/spaces"
)

// says is a vendor that answers every call alike; exchange and me go to it.
func says(t *testing.T, f http.HandlerFunc) (*spaces.Client, spaces.Hosts) {
	t.Helper()
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return spaces.New(s.Client(), spaces.Options{Timeout: 500 * time.Millisecond}), spaces.Hosts{Identity: s.URL, API: s.URL}
}

const typedSecret = "5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2"

func tried(t *testing.T, c *spaces.Client, h spaces.Hosts) (spaces.Token, error) {
	t.Helper()
	return c.Exchange(t.Context(), h, spaces.ExchangeRequest{ClientID: "c1", Secret: typedSecret, RedirectURI: back, Code: "c0de", Verifier: verifier})
}

// signedIn exchanges a code for a token of a vendor that answers well at first, and as f from then on.
func signedIn(t *testing.T, f http.HandlerFunc) (*spaces.Client, spaces.Hosts, spaces.Token) {
	t.Helper()
	c, h := says(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/oauth2/access_token" {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"access_token":"a1","token_type":"bearer"}`)
			return
		}
		f(w, r)
	})
	token, err := tried(t, c, h)
	if err != nil {
		t.Fatal(err)
	}
	return c, h, token
}

func TestAnExchangeBelievesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		status     int
		kind, body string
		want       spaces.Kind
		code       string
	}{
		"a page":                    {200, "text/html", "<h1>Hello</h1>", spaces.Malformed, ""},
		"nothing":                   {200, "application/json", "", spaces.Malformed, ""},
		"a list":                    {200, "application/json", "[]", spaces.Malformed, ""},
		"no token":                  {200, "application/json", `{"refresh_token":"r"}`, spaces.Malformed, ""},
		"a token with a new line":   {200, "application/json", `{"access_token":"a\r\nX-Evil: 1"}`, spaces.Malformed, ""},
		"a token as long as a book": {200, "application/json", `{"access_token":"` + strings.Repeat("a", 100_000) + `"}`, spaces.Malformed, ""},
		"a body without an end":     {200, "application/json", `{"access_token":"` + strings.Repeat("a", 3<<20) + `"}`, spaces.Malformed, ""},
		"an error with status 200":  {200, "application/json", `{"error":"invalid_grant"}`, spaces.Refused, "invalid_grant"},
		"the secret as its error":   {400, "application/json", `{"error":"` + typedSecret + `","error_description":"` + typedSecret + `"}`, spaces.Refused, ""},
		"a page that says no":       {403, "text/html", "<h1>" + typedSecret + "</h1>", spaces.Refused, ""},
		"an error of another kind":  {500, "application/json", `{"error":{"code":500}}`, spaces.Down, ""},
		"no content":                {204, "", "", spaces.Malformed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			client, h := says(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", c.kind)
				w.WriteHeader(c.status)
				fmt.Fprint(w, c.body)
			})
			_, err := tried(t, client, h)
			fails(t, err, c.want, c.code)
			if err != nil && strings.Contains(fmt.Sprintf("%v %#v", err, err), typedSecret) {
				t.Errorf("the error holds the secret: %#v", err)
			}
		})
	}
}

func TestNoRedirectIsFollowedWithSecretsInHand(t *testing.T) {
	var reached atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		client, h := says(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL+r.URL.Path, status) })
		_, err := tried(t, client, h)
		fails(t, err, spaces.Malformed, spaces.CodeMoved)
		client, h, token := signedIn(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL+r.URL.Path, status) })
		_, err = client.Me(t.Context(), h, token)
		fails(t, err, spaces.Malformed, spaces.CodeMoved)
		fails(t, client.Revoke(t.Context(), h, token, "c1"), spaces.Malformed, spaces.CodeMoved)
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d redirects were followed", n)
	}
}

func TestMeBelievesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want spaces.Kind
	}{
		"nothing":      {"", spaces.Malformed},
		"a page":       {"<h1>Hello</h1>", spaces.Malformed},
		"no id":        {`{"username":"dana.ruiz@acme.example"}`, spaces.Malformed},
		"null":         {"null", spaces.Malformed},
		"another kind": {`{"_id":7,"username":["dana.ruiz@acme.example"]}`, spaces.Malformed},
		"a long one":   {`{"_id":"x","username":"` + strings.Repeat("a", 2<<20) + `"}`, spaces.Malformed},
	} {
		t.Run(name, func(t *testing.T) {
			client, h, token := signedIn(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, c.body) })
			_, err := client.Me(t.Context(), h, token)
			fails(t, err, c.want, "")
		})
	}
}

func TestWhoHasNoMailAddressIsAGuest(t *testing.T) {
	for body, guest := range map[string]bool{
		`{"_id":"1","username":"DANA.Ruiz@acme.EXAMPLE","displayname":"Dana"}`:   false,
		`{"_id":"1","displayname":"Dana"}`:                                       true,
		`{"_id":"1","username":"Anonymous"}`:                                     true,
		`{"_id":"1","username":"dana.ruiz@acme.example","aType":"anonymous"}`:    true,
		`{"_id":"1","username":"dana.ruiz@acme.example","isGuest":true}`:         true,
		`{"_id":"1","username":"x <dana.ruiz@acme.example>"}`:                    true,
		`{"_id":"1","username":"` + strings.Repeat("a", 350) + `@acme.example"}`: true,
	} {
		client, h, token := signedIn(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
		who, err := client.Me(t.Context(), h, token)
		if err != nil || who.Guest != guest || who.Is("dana.ruiz@acme.example") == guest {
			t.Errorf("%s is %+v, %v", body, who, err)
		}
	}
}

func TestNamesHoldNothingThatTurnsAPageAround(t *testing.T) {
	client, h, token := signedIn(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"_id":"1","username":"dana.ruiz@acme.example","displayname":"Dana\u202e\u0000\n %s"}`, strings.Repeat("x", 500))
	})
	who, err := client.Me(t.Context(), h, token)
	if err != nil || !strings.HasPrefix(who.Name, "Dana xxx") || len(who.Name) != 200 {
		t.Errorf("the name is %q, %v", who.Name, err)
	}
}

func TestColleaguesComeToAnEndAndTheTokenStays(t *testing.T) {
	var elsewhere, asked atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	client, h, token := signedIn(t, func(w http.ResponseWriter, r *http.Request) {
		n := asked.Add(1)
		if r.Header.Get("Authorization") != "bearer a1" {
			t.Errorf("asked with %q", r.Header.Get("Authorization"))
		}
		fmt.Fprintf(w, `{"nextUrl":"%s/next?page=%d","data":[{"id":"%d","username":"p%d@acme.example","name":{"givenname":"P"}},{"id":"x","username":"nobody"}]}`, other.URL, n, n, n)
	})
	people, err := client.Colleagues(t.Context(), h, token, "")
	if err != nil || len(people) != 100 || elsewhere.Load() != 0 {
		t.Errorf("%d people, %d calls elsewhere, %v", len(people), elsewhere.Load(), err)
	}
	for _, body := range []string{`{}`, `{"data":null}`, `{"data":"x"}`, "<p>"} {
		client, h, token := signedIn(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
		_, err := client.Colleagues(t.Context(), h, token, "")
		fails(t, err, spaces.Malformed, "")
	}
}

func TestAnAnswerThatDripsIsTooSlow(t *testing.T) {
	drip := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, " ")
			_ = http.NewResponseController(w).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	}
	client, h := says(t, drip)
	_, err := tried(t, client, h)
	fails(t, err, spaces.Slow, "")
	client, h, token := signedIn(t, drip)
	_, err = client.Me(t.Context(), h, token)
	fails(t, err, spaces.Slow, "")
}

func TestWithoutATokenNothingIsAsked(t *testing.T) {
	client, h := says(t, func(http.ResponseWriter, *http.Request) { t.Error("the vendor was asked") })
	_, err := client.Me(t.Context(), h, spaces.Token{})
	fails(t, err, spaces.Refused, "")
	_, err = client.Colleagues(t.Context(), h, spaces.Token{}, "")
	fails(t, err, spaces.Refused, "")
	if err := client.Revoke(t.Context(), h, spaces.Token{}, "c1"); err != nil {
		t.Errorf("nothing to revoke failed: %v", err)
	}
}

package spacestest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// asked is what an app asks for at sign-in.
type asked struct {
	ClientID, RedirectURI, Scope, State, Challenge, Method, Type string
}

func askedBy(q url.Values) asked {
	return asked{
		ClientID: q.Get("client_id"), RedirectURI: q.Get("redirect_uri"), Scope: q.Get("scope"), State: q.Get("state"),
		Challenge: q.Get("code_challenge"), Method: q.Get("code_challenge_method"), Type: q.Get("response_type"),
	}
}

// judge finds the app. stays is a fault that is shown at the vendor and never comes back (RFC 6749, 4.1.2.1); back is one
// that the app is told.
func (w *world) judge(q asked) (a *app, stays []string, back string) {
	a = w.app(q.ClientID)
	switch {
	case a == nil:
		return nil, []string{"Error: invalid_client", "No app here has the client id " + q.ClientID + "."}, ""
	case !slices.Contains(a.RedirectURIs, q.RedirectURI):
		return nil, []string{"Error: redirect_uri_mismatch", "The app does not have this redirect URI, letter by letter: " + q.RedirectURI}, ""
	case q.Type != "code":
		return a, nil, "unsupported_response_type"
	case q.Challenge != "" && q.Method != "S256":
		return a, nil, "invalid_request"
	}
	for _, scope := range strings.Fields(q.Scope) {
		if !slices.Contains([]string{"email", "profile", "spaces", "openid", "offline_access"}, scope) {
			return a, nil, "invalid_scope"
		}
	}
	return a, nil, ""
}

// consentPage asks for the person's yes.
type consentPage struct {
	Asked  asked
	App    string
	Scopes []string
	// Here is the address of this page, for those who sign in as another.
	Here string
}

func authorize(s *visit) reply {
	q := askedBy(s.r.URL.Query())
	a, stays, back := s.w.judge(q)
	switch {
	case stays != nil:
		return reply{status: http.StatusBadRequest, page: "message", title: "This sign-in cannot go on", data: stays}
	case back != "":
		return reply{to: q.back(url.Values{"error": {back}})}
	case s.me == nil:
		return reply{to: "/sign-in?next=" + url.QueryEscape(s.r.URL.RequestURI())}
	}
	return reply{page: "consent", title: "Allow " + a.Name + "?", data: consentPage{Asked: q, App: a.Name, Scopes: strings.Fields(q.Scope), Here: s.r.URL.RequestURI()}}
}

// decide takes the person's answer to the app.
func decide(s *visit) reply {
	q := askedBy(s.r.PostForm)
	a, stays, back := s.w.judge(q)
	switch {
	case stays != nil:
		return reply{status: http.StatusBadRequest, page: "message", title: "This sign-in cannot go on", data: stays}
	case back != "":
		return reply{to: q.back(url.Values{"error": {back}})}
	case s.me == nil:
		return reply{to: "/sign-in"}
	case s.field("decision") != "allow":
		return reply{to: q.back(url.Values{"error": {"access_denied"}})}
	}
	return reply{to: q.back(url.Values{"code": {s.v.issue(s.p, a, s.me.Mail, q)}})}
}

// back is the app's address with the answer and the state.
func (q asked) back(answer url.Values) string {
	u, err := url.Parse(q.RedirectURI)
	if err != nil {
		return "/"
	}
	all := u.Query()
	for name, values := range answer {
		all[name] = values
	}
	if q.State != "" {
		all.Set("state", q.State)
	}
	u.RawQuery = all.Encode()
	return u.String()
}

// issue makes a code; v.mu is held.
func (v *Vendor) issue(p place, a *app, mail string, q asked) string {
	l := v.live[p.env]
	made := &code{clientID: a.ClientID, redirectURI: q.RedirectURI, mail: mail, scope: q.Scope, challenge: q.Challenge, till: v.now().Add(v.options.CodeLifetime)}
	if v.is(p.name, ExpiredCode) {
		made.till = v.now().Add(-1)
	}
	if v.is(p.name, OtherAccount) {
		w := v.kept.Worlds[p.env]
		if w.account(OtherMail) == nil {
			w.newAccount(p.env, OtherMail, "Somebody Else").Open = true
		}
		made.mail = OtherMail
	}
	name := random(20)
	l.codes[name] = made
	l.tally.CodesIssued++
	return name
}

// StaysError is a sign-in that ends on the vendor's page, with what it says.
type StaysError struct{ Says []string }

// Error is what the page says.
func (e *StaysError) Error() string { return strings.Join(e.Says, " ") }

// Allow walks the vendor's pages as a person does who is signed in as mail and says yes: it gives the address that the
// browser is sent back to. The error is a StaysError where the vendor keeps the person on its page.
func (v *Vendor) Allow(ctx context.Context, authorizeURL, mail string) (string, error) {
	return v.walk(ctx, authorizeURL, mail, func(*app, asked) url.Values { return nil })
}

// Deny is Allow with a no.
func (v *Vendor) Deny(ctx context.Context, authorizeURL, mail string) (string, error) {
	return v.walk(ctx, authorizeURL, mail, func(*app, asked) url.Values { return url.Values{"error": {"access_denied"}} })
}

func (v *Vendor) walk(ctx context.Context, authorizeURL, mail string, answer func(*app, asked) url.Values) (string, error) {
	u, err := url.Parse(authorizeURL)
	if err != nil {
		return "", err
	}
	for _, p := range places() {
		if p.part != partIdentity || v.hosts[p.name] != u.Scheme+"://"+u.Host {
			continue
		}
		if u.Path != "/oauth2/authorize" {
			return "", fmt.Errorf("the vendor has no page %s", u.Path)
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		if err := ctx.Err(); err != nil {
			return "", err
		}
		q := askedBy(u.Query())
		a, stays, back := v.kept.Worlds[p.env].judge(q)
		if stays != nil {
			return "", &StaysError{Says: stays}
		}
		if back != "" {
			return q.back(url.Values{"error": {back}}), nil
		}
		if who := v.kept.Worlds[p.env].account(mail); who == nil || !who.Open {
			return "", &StaysError{Says: []string{"No account of " + string(p.env) + " opens with this address and password."}}
		}
		if no := answer(a, q); no != nil {
			return q.back(no), nil
		}
		return q.back(url.Values{"code": {v.issue(p, a, mail, q)}}), nil
	}
	return "", errors.New("that is no address of this vendor’s identity hosts")
}

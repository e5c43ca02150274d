package spacestest

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// tokenLifetime is how long an access token is good for.
const tokenLifetime = time.Hour

// window counts a caller's calls.
type window struct {
	minute, five            time.Time
	inMinute, inFiveMinutes int
}

// answer of a program's call.
type answer struct {
	status int
	body   any
}

func refuse(code, says string) answer {
	return answer{http.StatusBadRequest, map[string]string{"error": code, "error_description": says}}
}

// json answers programs, within the limits of calls.
func (v *Vendor) json(p place, f func(*visit) answer) http.HandlerFunc {
	return func(out http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(out, r.Body, maxForm)
		_ = r.ParseForm()
		v.mu.Lock()
		defer v.mu.Unlock()
		out.Header().Set("Cache-Control", "no-store")
		out.Header().Set("Content-Type", "application/json")
		var a answer
		if v.tooMany(p, r) {
			out.Header().Set("Retry-After", "60")
			a = answer{http.StatusTooManyRequests, map[string]string{"error": "too_many_requests"}}
		} else {
			a = f(&visit{v: v, p: p, w: v.kept.Worlds[p.env], l: v.live[p.env], r: r, out: out})
		}
		out.WriteHeader(or(a.status, http.StatusOK))
		_ = json.NewEncoder(out).Encode(a.body)
	}
}

// tooMany counts a call of a token, or of a client where there is none.
func (v *Vendor) tooMany(p place, r *http.Request) bool {
	who := p.name + " " + or(r.Header.Get("Authorization"), r.PostForm.Get("client_id"))
	at, now := who+" "+r.URL.Path, v.now()
	if len(v.calls) > 10_000 {
		clear(v.calls)
	}
	for _, name := range []string{who, at} {
		if v.calls[name] == nil {
			v.calls[name] = &window{minute: now, five: now}
		}
		w := v.calls[name]
		if now.Sub(w.minute) >= time.Minute {
			w.minute, w.inMinute = now, 0
		}
		if now.Sub(w.five) >= 5*time.Minute {
			w.five, w.inFiveMinutes = now, 0
		}
		w.inMinute++
		w.inFiveMinutes++
	}
	return v.calls[at].inMinute > v.options.CallsPerMinute || v.calls[who].inFiveMinutes > v.options.CallsPerFiveMinutes
}

// exchange turns a code or a refresh token into tokens.
func exchange(s *visit) answer {
	var a answer
	switch s.r.PostForm.Get("grant_type") {
	case "authorization_code":
		a = s.exchangeCode()
	case "refresh_token":
		a = s.refresh()
	default:
		a = refuse("unsupported_grant_type", "grant_type is authorization_code or refresh_token")
	}
	if a.status == 0 {
		s.l.tally.Exchanged++
	} else {
		s.l.tally.Refused++
	}
	return a
}

// client finds the app by its credentials in the form's body.
func (s *visit) client(challenged bool) (*app, bool) {
	a := s.w.app(s.r.PostForm.Get("client_id"))
	if a == nil {
		return nil, false
	}
	secret := s.r.PostForm.Get("client_secret")
	if secret == "" {
		return a, a.Public && s.v.options.PublicClients && challenged
	}
	return a, subtle.ConstantTimeCompare([]byte(secret), []byte(a.Secret)) == 1
}

func (s *visit) exchangeCode() answer {
	c := s.l.codes[s.r.PostForm.Get("code")]
	a, ok := s.client(c != nil && c.challenge != "")
	switch {
	case !ok:
		return answer{http.StatusUnauthorized, map[string]string{"error": "invalid_client", "error_description": "client id and secret do not fit"}}
	case c == nil || c.clientID != a.ClientID:
		return refuse("invalid_grant", "the code is not known")
	case c.used:
		// Whoever has the code twice may have stolen it: what it gave is ended.
		if k := s.l.tokens[c.issued]; k != nil {
			k.revoked = true
		}
		return refuse("invalid_grant", "the code was used already")
	case !s.v.now().Before(c.till):
		return refuse("invalid_grant", "the code is too old")
	case c.redirectURI != s.r.PostForm.Get("redirect_uri"):
		return refuse("invalid_grant", "the redirect URI is another than the code was asked for with")
	case c.challenge != "" && c.challenge != challengeOf(s.r.PostForm.Get("code_verifier")):
		return refuse("invalid_grant", "the verifier does not fit the challenge")
	}
	c.used = true
	k := s.grant(c.clientID, c.mail, c.scope)
	c.issued = k.access
	return s.tokens(k)
}

func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func (s *visit) refresh() answer {
	a, ok := s.client(true)
	if !ok {
		return answer{http.StatusUnauthorized, map[string]string{"error": "invalid_client"}}
	}
	for _, k := range s.l.tokens {
		if k.refresh != "" && k.refresh == s.r.PostForm.Get("refresh_token") && k.clientID == a.ClientID && !k.revoked {
			k.revoked = true
			return s.tokens(s.grant(k.clientID, k.mail, k.scope))
		}
	}
	return refuse("invalid_grant", "the refresh token is not known")
}

// grant makes an access token and its refresh token.
func (s *visit) grant(clientID, mail, scope string) *token {
	k := &token{access: random(20), refresh: random(20), clientID: clientID, mail: mail, scope: scope, till: s.v.now().Add(tokenLifetime)}
	k.guest = s.v.is(s.p.name, GuestToken)
	s.l.tokens[k.access] = k
	return k
}

func (s *visit) tokens(k *token) answer {
	claims, _ := json.Marshal(map[string]any{"iss": s.v.base(s.p.env, partIdentity), "aud": k.clientID, "sub": key(k.mail), "exp": k.till.Unix()})
	part := base64.RawURLEncoding.EncodeToString
	return answer{body: map[string]any{
		"access_token": k.access, "refresh_token": k.refresh, "token_type": "bearer", "expires_in": int(tokenLifetime.Seconds()), "scope": k.scope,
		"id_token": part([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + part(claims) + "." + part([]byte(random(32))),
	}}
}

// revoke ends a token, named by its refresh token or itself. Nobody is told whether there was one.
func revoke(s *visit) answer {
	name := or(s.r.PostForm.Get("refresh_token"), s.r.PostForm.Get("token"))
	for _, k := range s.l.tokens {
		if name != "" && (k.refresh == name || k.access == name) && !k.revoked && k.clientID == s.r.PostForm.Get("client_id") {
			k.revoked = true
			s.l.tally.Revoked++
		}
	}
	return answer{body: map[string]string{}}
}

// bearer finds the token of a call.
func (s *visit) bearer() (*token, answer) {
	scheme, text, _ := strings.Cut(s.r.Header.Get("Authorization"), " ")
	k := s.l.tokens[text]
	if !strings.EqualFold(scheme, "bearer") && !strings.EqualFold(scheme, "jwt") || !k.good(s.v.now()) {
		return nil, answer{http.StatusUnauthorized, map[string]string{"error": "invalid_token"}}
	}
	return k, answer{}
}

// me says whose token it is, for guests too.
func me(s *visit) answer {
	k, no := s.bearer()
	if k == nil {
		return no
	}
	s.l.tally.AskedMe++
	if k.guest {
		return answer{body: map[string]any{"_id": "guest-" + k.access[:8], "aType": "anonymous", "username": "Anonymous", "displayname": "Guest", "permissions": []string{}, "licenses": []string{}}}
	}
	a := s.w.account(k.mail)
	if a == nil {
		return answer{http.StatusUnauthorized, map[string]string{"error": "invalid_token"}}
	}
	return answer{body: map[string]any{
		"_id": a.SpacesID, "aType": "user", "username": a.Mail, "displayname": a.Name, "permissions": []string{}, "licenses": []string{},
		"emails": []map[string]any{{"value": a.Mail, "primary": true}},
	}}
}

// guest gives anybody a guest's token.
func guest(s *visit) answer {
	k := &token{access: random(20), guest: true, till: s.v.now().Add(24 * time.Hour)}
	s.l.tokens[k.access] = k
	return answer{body: map[string]string{"token": k.access}}
}

func configurations(s *visit) answer {
	return answer{body: map[string]any{
		"accounts": s.v.base(s.p.env, partIdentity), "api": s.v.base(s.p.env, partAPI), "web": s.v.base(s.p.env, partWeb), "environment": s.p.env,
	}}
}

// colleaguesPage is how many colleagues a page has.
const colleaguesPage = 20

// colleagues lists the people of the companies that the person belongs to.
func colleagues(s *visit) answer {
	k, no := s.bearer()
	if k == nil {
		return no
	}
	if k.guest {
		return answer{http.StatusForbidden, map[string]string{"error": "access_denied"}}
	}
	s.l.tally.AskedColleagues++
	search, page := key(s.r.URL.Query().Get("search")), 0
	if n, err := strconv.Atoi(s.r.URL.Query().Get("page")); err == nil && n > 0 {
		page = n
	}
	var all []map[string]any
	for _, a := range s.w.Accounts {
		if s.colleague(k.mail, a) && (strings.Contains(key(a.Mail), search) || strings.Contains(strings.ToLower(a.Name), search)) {
			given, family, _ := strings.Cut(a.Name, " ")
			all = append(all, map[string]any{
				"id": a.ID, "username": a.Mail,
				"name": map[string]string{"givenname": given, "familyname": family, "formatted": a.Name},
			})
		}
	}
	from, till := min(page*colleaguesPage, len(all)), min((page+1)*colleaguesPage, len(all))
	next := ""
	if till < len(all) {
		next = s.v.base(s.p.env, partIdentity) + "/api/1.0/users/self/colleagues/?" + url.Values{"search": {search}, "page": {strconv.Itoa(page + 1)}}.Encode()
	}
	return answer{body: map[string]any{"nextUrl": next, "previousUrl": "", "currentPage": page, "total": len(all), "data": append([]map[string]any{}, all[from:till]...)}}
}

// colleague says that two share a company, as employees.
func (s *visit) colleague(mail string, a *account) bool {
	if !a.Open {
		return false
	}
	for _, c := range s.w.Companies {
		if has(c.Employees, mail) && has(c.Employees, a.Mail) {
			return true
		}
	}
	return false
}

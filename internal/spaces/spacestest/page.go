package spacestest

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"path"
	"strings"

	"portico/internal/spaces"
)

//go:embed pages/*.html
var files embed.FS

// readPages parses every page together with the layout around it.
func readPages() (map[string]*template.Template, error) {
	names, err := files.ReadDir("pages")
	if err != nil {
		return nil, err
	}
	out := map[string]*template.Template{}
	for _, f := range names {
		name := strings.TrimSuffix(f.Name(), ".html")
		if name == "layout" {
			continue
		}
		if out[name], err = template.ParseFS(files, "pages/layout.html", path.Join("pages", f.Name())); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// visit is one request of a person, with who is signed in.
type visit struct {
	v   *Vendor
	p   place
	w   *world
	l   *live
	r   *http.Request
	out http.ResponseWriter
	me  *account
}

// reply is what a visit ends with: a page, or an address to go on to.
type reply struct {
	status      int
	page, title string
	// problem stands above the form.
	problem string
	data    any
	to      string
}

// screen is what a template gets.
type screen struct {
	Title, Problem, Part string
	Environment          spaces.Environment
	Me                   *account
	// Dashboard says that the menu has the Developer Dashboard.
	Dashboard bool
	// Web and Identity are the two sites of this environment, Form is where production is requested.
	Web, Identity, Form string
	Data                any
}

// cookie is the name of an environment's session: cookies know no ports, and the two are apart.
func cookie(env spaces.Environment) string { return "stand_in_" + string(env) }

// maxForm is how many bytes a form may have.
const maxForm = 256 << 10

// page answers people. The whole visit runs under the lock.
func (v *Vendor) page(p place, f func(*visit) reply) http.HandlerFunc {
	return func(out http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(out, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			http.Error(out, "The form cannot be read", http.StatusBadRequest)
			return
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		s := &visit{v: v, p: p, w: v.kept.Worlds[p.env], l: v.live[p.env], r: r, out: out}
		if c, err := r.Cookie(cookie(p.env)); err == nil {
			s.me = s.w.account(s.l.sessions[c.Value])
		}
		v.answer(s, f(s))
		if r.Method == http.MethodPost {
			_ = v.save()
		}
	}
}

// answer writes a reply.
func (v *Vendor) answer(s *visit, a reply) {
	h := s.out.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'")
	if a.to != "" {
		http.Redirect(s.out, s.r, a.to, http.StatusSeeOther)
		return
	}
	var b bytes.Buffer
	err := v.pages[a.page].ExecuteTemplate(&b, "layout.html", screen{
		Title: a.title, Problem: a.problem, Part: s.p.part, Environment: s.p.env, Me: s.me,
		Dashboard: s.me != nil && s.w.developer(s.me) && !s.me.Unseen,
		Web:       v.base(s.p.env, partWeb), Identity: v.base(s.p.env, partIdentity), Form: v.hosts[RequestForm], Data: a.data,
	})
	if err != nil {
		http.Error(s.out, err.Error(), http.StatusInternalServerError)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	s.out.WriteHeader(or(a.status, http.StatusOK))
	_, _ = s.out.Write(b.Bytes())
}

// signIn remembers the browser.
func (s *visit) signIn(a *account) {
	name := random(16)
	s.l.sessions[name] = a.Mail
	s.me = a
	http.SetCookie(s.out, &http.Cookie{Name: cookie(s.p.env), Value: name, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// signOut forgets it.
func (s *visit) signOut() {
	if c, err := s.r.Cookie(cookie(s.p.env)); err == nil {
		delete(s.l.sessions, c.Value)
	}
	s.me = nil
	http.SetCookie(s.out, &http.Cookie{Name: cookie(s.p.env), Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// field is what was typed, without space around it and not longer than 4,000 bytes.
func (s *visit) field(name string) string {
	text := strings.TrimSpace(s.r.PostForm.Get(name))
	return text[:min(len(text), 4000)]
}

// signedIn sends strangers to the sign-in first.
func signedIn(f func(*visit) reply) func(*visit) reply {
	return func(s *visit) reply {
		if s.me == nil {
			return reply{to: "/sign-in?next=" + template.URLQueryEscaper(s.r.URL.RequestURI())}
		}
		return f(s)
	}
}

func missing(title string) reply {
	return reply{status: http.StatusNotFound, page: "message", title: title, data: []string{"There is nothing at this address, or it is not yours to see."}}
}

// own lets through an address on this site only.
func own(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n") {
		return "/"
	}
	return next
}

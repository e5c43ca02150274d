package spacestest

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// dashboard lets in who has the permission, once the page was reloaded.
func dashboard(f func(*visit) reply) func(*visit) reply {
	return func(s *visit) reply {
		if !s.w.developer(s.me) || s.me.Unseen {
			return reply{status: http.StatusForbidden, page: "message", title: "Developer Dashboard", data: []string{
				"The Developer Dashboard is for accounts with the developer permission.",
				"If you have just ticked it in User Settings, reload that page first.",
			}}
		}
		return f(s)
	}
}

// appLine is an app in the list.
type appLine struct{ ID, Name, ClientID, Company string }

// appsPage is the Developer Dashboard.
type appsPage struct {
	Apps []appLine
	// Companies may own a new app.
	Companies []employer
	Freelance bool
	SDKs      []string
	// What was typed.
	Name, URIs string
}

func apps(s *visit) reply {
	return reply{page: "developer", title: "Developer Dashboard", data: appsOf(s)}
}

func appsOf(s *visit) appsPage {
	d := appsPage{SDKs: sdkFiles(), Freelance: s.me.Freelance}
	for _, c := range s.w.Companies {
		if s.w.developsFor(s.me, c) {
			d.Companies = append(d.Companies, employer{ID: c.ID, Name: c.Name})
		}
	}
	d.Freelance = d.Freelance || len(d.Companies) == 0
	for _, a := range s.w.Apps {
		if s.w.sees(s.me, a) {
			d.Apps = append(d.Apps, appLine{ID: a.ID, Name: a.Name, ClientID: a.ClientID, Company: s.companyName(a)})
		}
	}
	return d
}

func (s *visit) companyName(a *app) string {
	if c := s.w.company(a.Company); c != nil {
		return c.Name
	}
	return "Freelance"
}

// redirects reads one redirect URI a line. They are kept letter by letter.
func redirects(text string) (list []string, problem string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		u, err := url.Parse(line)
		local := err == nil && (u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1" || u.Hostname() == "::1")
		if err != nil || u.Host == "" || u.Fragment != "" || u.Scheme != "https" && (u.Scheme != "http" || !local) {
			return nil, "“" + line + "” is refused: a redirect URI begins with https://, or with http://localhost, and has no #."
		}
		list = append(list, line)
	}
	if len(list) == 0 {
		return nil, "Enter at least one redirect URI."
	}
	return list, ""
}

// appPage is one app. Secret is filled on the page that shows it.
type appPage struct {
	ID, Name, ClientID, Company, Owners, URIs, Secret string
	// New says that the secret was just made.
	New   bool
	Saved bool
}

func (s *visit) appPage(a *app) appPage {
	return appPage{ID: a.ID, Name: a.Name, ClientID: a.ClientID, Company: s.companyName(a), Owners: strings.Join(a.Owners, ", "), URIs: strings.Join(a.RedirectURIs, "\n")}
}

// appCreate makes an app, and shows its client id and its secret, the latter once.
func appCreate(s *visit) reply {
	name := s.field("name")
	list, problem := redirects(s.field("uris"))
	if name == "" {
		problem = "Enter a name."
	}
	d := appsOf(s)
	owner := s.field("company")
	known := owner == "" && d.Freelance
	for _, c := range d.Companies {
		known = known || c.ID == owner
	}
	if problem == "" && !known {
		problem = "Choose for whom the app is."
	}
	if problem != "" {
		d.Name, d.URIs = name, s.field("uris")
		return reply{status: 422, page: "developer", title: "Developer Dashboard", problem: problem, data: d}
	}
	a := &app{ID: random(8), Name: name, ClientID: random(10), Secret: random(20), Company: owner, RedirectURIs: list, Owners: []string{s.me.Mail}}
	s.w.Apps = append(s.w.Apps, a)
	page := s.appPage(a)
	page.Secret, page.New = a.Secret, true
	return reply{page: "app", title: a.Name, data: page}
}

// visible finds the app of the address, if the person may see it.
func visible(s *visit) *app {
	for _, a := range s.w.Apps {
		if a.ID == s.r.PathValue("id") && s.w.sees(s.me, a) {
			return a
		}
	}
	return nil
}

func appShow(s *visit) reply {
	a := visible(s)
	if a == nil {
		return missing("App")
	}
	return reply{page: "app", title: a.Name, data: s.appPage(a)}
}

// appChange saves redirect URIs, makes a new secret, or shows the one there is, which only a stand-in does.
func appChange(s *visit) reply {
	a := visible(s)
	if a == nil {
		return missing("App")
	}
	page := s.appPage(a)
	switch s.field("do") {
	case "uris":
		list, problem := redirects(s.field("uris"))
		if problem != "" {
			page.URIs = s.field("uris")
			return reply{status: 422, page: "app", title: a.Name, problem: problem, data: page}
		}
		a.RedirectURIs = list
		page = s.appPage(a)
		page.Saved = true
	case "new-secret":
		a.Secret = random(20)
		page.Secret, page.New = a.Secret, true
	case "show-secret":
		page.Secret = a.Secret
	}
	return reply{page: "app", title: a.Name, data: page}
}

func sdkFiles() []string {
	return []string{"spaces-sdk-javascript-2.0.28.zip", "spaces-sdk-android-2.0.11.zip", "spaces-sdk-ios-2.0.9.zip"}
}

// sdk hands out a small zip file, the same bytes each time.
func (v *Vendor) sdk(p place) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, name := range sdkFiles() {
			if name != r.PathValue("file") {
				continue
			}
			w.Header().Set("Content-Type", "application/zip")
			w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
			_, _ = w.Write(sdkZip(name))
			return
		}
		v.page(p, func(*visit) reply { return missing("SDK") })(w, r)
	}
}

func sdkZip(name string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range []struct{ name, text string }{
		{"README.txt", "Stand-in for " + name + ": there is no SDK in here.\nThe documentation of the vendor's SDK is inside its zip file, as here.\n"},
		{"docs/index.html", "<!doctype html><title>Documentation</title><h1>" + name + "</h1>\n"},
	} {
		entry, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Store, Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, _ = entry.Write([]byte(f.text))
		}
	}
	_ = z.Close()
	return b.Bytes()
}

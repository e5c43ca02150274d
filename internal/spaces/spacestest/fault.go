package spacestest

import (
	"net/http"
	"strings"
	"time"
)

// Fault is a way in which the vendor fails.
type Fault string

// The faults. The first seven are of a host, the others of what it answers.
const (
	// Down closes every connection without an answer.
	Down Fault = "down"
	// Unavailable answers 503.
	Unavailable Fault = "unavailable"
	// Slow holds every answer back for Options.SlowFor.
	Slow Fault = "slow"
	// Moved redirects every request to another host that does not exist.
	Moved Fault = "moved"
	// DeadLinks answers 404 for every page; OAuth2 and API go on.
	DeadLinks Fault = "dead-links"
	// Maintenance answers 200 and a page where JSON is expected.
	Maintenance Fault = "maintenance"
	// Huge answers OAuth2 and API calls with a body without an end.
	Huge Fault = "huge"
	// OtherAccount signs everybody in as somebody.else@elsewhere.example.
	OtherAccount Fault = "other-account"
	// GuestToken issues tokens of a guest.
	GuestToken Fault = "guest-token"
	// ExpiredCode issues codes that are too old already.
	ExpiredCode Fault = "expired-code"
)

// OtherMail is whom OtherAccount signs people in as.
const OtherMail = "somebody.else@elsewhere.example"

// Faults lists every fault.
func Faults() []Fault {
	return []Fault{Down, Unavailable, Slow, Moved, DeadLinks, Maintenance, Huge, OtherAccount, GuestToken, ExpiredCode}
}

// Says tells what a fault does, for people.
func (f Fault) Says() string {
	switch f {
	case Down:
		return "No answer at all"
	case Unavailable:
		return "503 Service Unavailable"
	case Slow:
		return "Answers come late"
	case Moved:
		return "Everything redirects to another host"
	case DeadLinks:
		return "Pages are gone (404); OAuth2 and API go on"
	case Maintenance:
		return "A page where JSON is expected"
	case Huge:
		return "Answers without an end"
	case OtherAccount:
		return "Everybody is signed in as " + OtherMail
	case GuestToken:
		return "Tokens are a guest’s"
	case ExpiredCode:
		return "Codes are too old when they arrive"
	}
	return string(f)
}

// Break makes the vendor fail, at the hosts named or at all of them, until Mend.
func (v *Vendor) Break(f Fault, hosts ...string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(hosts) == 0 {
		for _, p := range places() {
			hosts = append(hosts, p.name)
		}
	}
	for _, h := range hosts {
		if v.faults[h] == nil {
			v.faults[h] = map[Fault]bool{}
		}
		v.faults[h][f] = true
	}
}

// Mend ends every fault; answers that are held back go out.
func (v *Vendor) Mend() {
	v.mu.Lock()
	defer v.mu.Unlock()
	clear(v.faults)
	close(v.mended)
	v.mended = make(chan struct{})
}

// is says whether a host has the fault; v.mu is held.
func (v *Vendor) is(host string, f Fault) bool { return v.faults[host][f] }

// call says that a path is asked by programs.
func call(path string) bool {
	return strings.HasPrefix(path, "/api/") || path == "/oauth2/access_token" || path == "/oauth2/revoke_token"
}

// failing answers for a broken host, and says whether it did.
func (v *Vendor) failing(p place, w http.ResponseWriter, r *http.Request) bool {
	v.mu.Lock()
	mended := v.mended
	set := map[Fault]bool{}
	for f := range v.faults[p.name] {
		set[f] = true
	}
	v.mu.Unlock()
	if set[Slow] {
		timer := time.NewTimer(v.options.SlowFor)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-mended:
		case <-r.Context().Done():
		case <-v.closing:
		}
	}
	switch {
	case set[Down]:
		panic(http.ErrAbortHandler)
	case set[Unavailable]:
		http.Error(w, "Service Unavailable", http.StatusServiceUnavailable)
	case set[Moved]:
		http.Redirect(w, r, "https://moved.invalid"+r.URL.Path, http.StatusMovedPermanently)
	case set[DeadLinks] && !call(r.URL.Path) && !strings.HasPrefix(r.URL.Path, "/oauth2/"):
		http.NotFound(w, r)
	case set[Maintenance] && call(r.URL.Path):
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>"))
	case set[Huge] && call(r.URL.Path):
		v.endless(w, r)
	default:
		return false
	}
	return true
}

// endless writes 64 MiB at most, for as long as somebody reads.
func (v *Vendor) endless(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	chunk := []byte(strings.Repeat(" ", 64<<10))
	for range 1024 {
		if r.Context().Err() != nil {
			return
		}
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

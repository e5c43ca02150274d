package journey

import (
	"net/url"
	"reflect"
	"strings"
	"sync"
	"time"
)

// Outage is a time in which an address did not answer; To is zero while it lasts.
type Outage struct {
	URL      string
	From, To time.Time
}

// LinkCheck is how an address answered last.
type LinkCheck struct {
	URL string
	// Dead means that it does not answer, MovedTo the other host that it redirects to; both since Since.
	Dead      bool
	MovedTo   string
	Since, At time.Time
}

// Check finds how an address answered last; false where it was not asked yet.
func (f Facts) Check(address string) (LinkCheck, bool) {
	for _, c := range f.Checks {
		if c.URL == address {
			return c, true
		}
	}
	return LinkCheck{}, false
}

// DeadLinks are the addresses that do not answer.
func (f Facts) DeadLinks() []LinkCheck {
	var out []LinkCheck
	for _, c := range f.Checks {
		if c.Dead {
			out = append(out, c)
		}
	}
	return out
}

// Replaced says what a replacement takes the place of.
type Replaced string

// What can be replaced: one whole address, or a host wherever it stands.
const (
	ReplacedAddress Replaced = "address"
	ReplacedHost    Replaced = "host"
)

// Replacement is an address or a host that a lead replaced in all editions at once.
type Replacement struct {
	ID       string
	Kind     Replaced
	Old, New string
	By       Person
	At       time.Time
}

// Replacements are those that stand, the oldest first. One value serves all members of a page and works an edition out once.
// The nil value replaces nothing.
type Replacements struct {
	List []Replacement

	mu   sync.Mutex
	done map[string]Edition
}

// In is the edition with everything replaced: in links, hosts and, for a host, in every text. The edition itself is left as
// it is.
func (r *Replacements) In(e Edition) Edition {
	if r == nil || len(r.List) == 0 {
		return e
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if done, ok := r.done[e.Ref()]; ok {
		return done
	}
	out := rewritten(reflect.ValueOf(e), nil).Interface().(Edition)
	for _, one := range r.List {
		out = one.in(out)
	}
	if r.done == nil {
		r.done = map[string]Edition{}
	}
	r.done[e.Ref()] = out
	return out
}

// Address is what stands in the place of an address that a lead supplied.
func (r *Replacements) Address(address string) string {
	if r == nil {
		return address
	}
	for _, one := range r.List {
		switch {
		case one.Kind == ReplacedHost:
			address = swapAll(address, []hostSwap{{name: one.Old, base: "https://" + one.New, bare: one.New}})
		case address == one.Old:
			address = one.New
		}
	}
	return address
}

// in is one replacement. e is a copy that nobody else holds.
func (r Replacement) in(e Edition) Edition {
	if r.Kind == ReplacedHost {
		return e.WithHosts(map[string]string{r.Old: "https://" + r.New})
	}
	host := hostOf(r.New)
	for i := range e.Hosts {
		if e.Hosts[i].URL == r.Old {
			e.Hosts[i].URL, e.Hosts[i].Host = r.New, host
		}
	}
	for i := range e.Steps {
		for j := range e.Steps[i].Links {
			if l := &e.Steps[i].Links[j]; l.URL == r.Old {
				l.URL, l.Host = r.New, host
			}
		}
	}
	return e
}

// hostOf is the host of an address with its port, or "" where there is none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

package export

import (
	"net/url"
	"strconv"

	"portico/internal/audit"
	"portico/internal/permission"
)

// query is the question as it stands in an address, with its moments fixed.
func (o Order) query() string {
	v := trailQuery(o.Trail)
	if o.What == Ledger {
		v = ledgerQuery(o.Ledger)
		if o.Address.Has("since") {
			set(v, "since", moment(o.Ledger.Since))
		}
	}
	for name := range o.Address {
		if !v.Has(name) {
			set(v, name, o.Address.Get(name))
		}
	}
	return v.Encode()
}

func ledgerQuery(q permission.Question) url.Values {
	v := url.Values{}
	set(v, "what", q.What)
	if q.What == permission.Changed {
		set(v, "since", moment(q.Since))
	}
	if q.What == permission.ShouldNot {
		set(v, "days", strconv.Itoa(q.Days))
	}
	set(v, "company", q.Company)
	set(v, "environment", q.Environment)
	set(v, "as_of", moment(q.AsOf))
	set(v, "known_at", moment(q.KnownAt))
	set(v, "grade", q.Grade)
	return v
}

// trailQuery is a filter as the trail's own address has it, but for from and to, which are moments and not days of a zone.
func trailQuery(f audit.Filter) url.Values {
	v := url.Values{}
	set(v, "q", f.Query)
	set(v, "action", f.Action)
	set(v, "grade", f.Grade)
	set(v, "team", f.Team)
	set(v, "from", moment(f.From))
	set(v, "to", moment(f.To))
	set(v, "actor", f.Actor)
	set(v, "member", f.Member)
	set(v, "subject", f.Subject)
	set(v, "request", f.Request)
	set(v, "request", f.Request)
	if f.RefusedOnly {
		v.Set("refused", "yes")
	}
	return v
}

func set(v url.Values, name, value string) {
	if value != "" {
		v.Set(name, value)
	}
}

// filters are the parts of a query that narrow it: all but its moments.
func filters(query string) map[string]string {
	v, err := url.ParseQuery(query)
	if err != nil {
		return nil
	}
	found := map[string]string{}
	for name := range v {
		if name != "as_of" && name != "known_at" {
			found[name] = v.Get(name)
		}
	}
	return found
}

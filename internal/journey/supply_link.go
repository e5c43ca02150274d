package journey

import (
	"context"
	"net/url"
	"strings"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// SupplyLink is an address for a link that the vendor left out or broke.
type SupplyLink struct {
	// Edition is the key of the edition; empty means the default one.
	Edition string
	Key     string
	URL     string
}

// SupplyLink gives everybody on the edition an address for one of its links; a new one replaces the old. A lead or an admin
// may. Kinds: Invalid, NotFound for a link that the edition does not have, Forbidden.
func (s *Service) SupplyLink(ctx context.Context, actor access.Actor, in SupplyLink) error {
	if in.Edition == "" {
		in.Edition = DefaultEdition
	}
	// An address stands for every revision of the edition.
	edition := s.Edition(in.Edition)
	in.Edition, _, _ = strings.Cut(in.Edition, "@")
	return s.log.Change(ctx, actor, audit.LinkSupplied, func(tx *audit.Tx) (audit.Entry, error) {
		if edition.Key != in.Edition || !edition.hasLink(in.Key) {
			return audit.Entry{}, apperr.Missing()
		}
		entry := audit.Entry{Subject: audit.Subject{Kind: "link", ID: in.Edition + "/" + in.Key}}
		if err := actor.Check(access.LinkSupply, access.Scope{}); err != nil {
			return entry, err
		}
		if err := checkLink(in.URL); err != nil {
			return entry, err
		}
		old, err := supplyLink(ctx, tx, in.Edition, SuppliedLink{Key: in.Key, URL: in.URL, By: Person{ID: actor.ID}})
		if err != nil {
			return entry, err
		}
		if old == in.URL {
			return entry, audit.ErrNoChange
		}
		if old != "" {
			entry.Before = map[string]string{"url": old}
		}
		entry.After = map[string]string{"url": in.URL}
		return entry, nil
	})
}

// checkLink is nil for an address that may stand on everybody's page: https, with a host, without a name or password in it.
func checkLink(text string) error {
	const say = "Give the whole address, beginning with https://, as in the address bar of your browser."
	u, err := url.Parse(text)
	switch {
	case len(text) > 2000:
		return apperr.Field("url", "This address is longer than 2000 characters.")
	case err != nil || u.Scheme != "https" || u.User != nil || u.Opaque != "" || !strings.Contains(u.Hostname(), "."):
		return apperr.Field("url", say)
	case strings.ContainsAny(text, " \t\r\n\"<>\\"):
		return apperr.Field("url", say)
	}
	return nil
}

// hasLink says whether a step of the edition has a link with this key.
func (e Edition) hasLink(key string) bool {
	for i := range e.Steps {
		for _, l := range e.Steps[i].Links {
			if l.Key == key {
				return true
			}
		}
	}
	return false
}

package journey

import (
	"context"
	"net/url"
	"strings"
	"unicode"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// ReplaceLink puts one address, or one host, in the place of another in every edition.
type ReplaceLink struct {
	// Old is an address, beginning with https:// or http://, or a host: what the edition says now.
	Old string
	// New is an address for an address, and a host (or an address on it) for a host.
	New string
}

// ReplaceLink replaces an address or a host for all journeys at once, those of editions to come too. UndoReplaceLink takes it
// back. A lead or an admin may. Kinds: Invalid, Forbidden, Unavailable.
func (s *Service) ReplaceLink(ctx context.Context, actor access.Actor, in ReplaceLink) error {
	return s.log.Change(ctx, actor, audit.LinkReplaced, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "link", ID: "all"}}
		if err := actor.Check(access.LinkSupply, access.Scope{}); err != nil {
			return entry, err
		}
		r, err := in.read()
		if err != nil {
			return entry, err
		}
		if r.Old == r.New {
			return entry, audit.ErrNoChange
		}
		r.ID, r.By = postgres.NewID(), Person{ID: actor.ID}
		entry.Subject.ID, entry.After = r.ID, replacedState{string(r.Kind), r.Old, r.New}
		return entry, addReplacement(ctx, tx, r)
	})
}

// UndoReplaceLink takes a replacement back: what stood there before stands there again. A lead or an admin may. Kinds: NotFound,
// also for one that was taken back already, Forbidden.
func (s *Service) UndoReplaceLink(ctx context.Context, actor access.Actor, id string) error {
	return s.log.Change(ctx, actor, audit.LinkReplaceUndone, func(tx *audit.Tx) (audit.Entry, error) {
		if !postgres.IsID(id) {
			return audit.Entry{}, apperr.Missing()
		}
		entry := audit.Entry{Subject: audit.Subject{Kind: "link", ID: id}}
		if err := actor.Check(access.LinkSupply, access.Scope{}); err != nil {
			return entry, err
		}
		r, err := endReplacement(ctx, tx, id, actor.ID)
		if err != nil {
			return entry, err
		}
		entry.Before = replacedState{string(r.Kind), r.Old, r.New}
		return entry, nil
	})
}

// replacedState is what an event keeps of a replacement.
type replacedState struct {
	Kind string `json:"kind"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// read tells an address from a host and checks both.
func (in ReplaceLink) read() (Replacement, error) {
	before, after := strings.TrimSpace(in.Old), strings.TrimSpace(in.New)
	if strings.Contains(before, "://") {
		if len(before) > 2000 {
			return Replacement{}, apperr.Field("old", "This address is longer than 2000 characters.")
		}
		// It stays in the trail for good, so it is an address and no other text.
		if u, err := url.Parse(before); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil ||
			strings.ContainsFunc(before, unicode.IsSpace) {
			return Replacement{}, apperr.Field("old", "Name the address or the host as a journey shows it.")
		}
		return Replacement{Kind: ReplacedAddress, Old: before, New: after}, checkLink(after)
	}
	before = strings.ToLower(before)
	if !isHost(before) {
		return Replacement{}, apperr.Field("old", "Name the address or the host as a journey shows it.")
	}
	host := strings.ToLower(strings.TrimSuffix(after, "/"))
	if strings.Contains(host, "://") {
		if err := checkLink(after); err != nil {
			return Replacement{}, err
		}
		if _, path, _ := strings.Cut(host, "://"); strings.Contains(path, "/") {
			return Replacement{}, apperr.Field("url", "In the place of a host goes a host, without a path behind it.")
		}
		host = hostOf(after)
	}
	if !isHost(host) {
		return Replacement{}, apperr.Field("url", "Give the host, as onesnastaging.example.com.")
	}
	return Replacement{Kind: ReplacedHost, Old: before, New: host}, nil
}

// isHost says whether a text is the name of a host, with or without a port.
func isHost(text string) bool {
	return text != "" && len(text) <= 260 && strings.Contains(text, ".") && hostOf("https://"+text+"/") == text &&
		strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789.-:") == ""
}

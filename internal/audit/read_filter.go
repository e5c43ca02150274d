package audit

import (
	"regexp"
	"slices"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/postgres"
)

// Filter narrows the trail. An empty field narrows nothing.
type Filter struct {
	// Actor is a member's id, or system, operator or anonymous.
	Actor string
	// Action is one of Actions.
	Action string
	// Subject is a kind and an id: "grant:0198...".
	Subject string
	// Member is the id of the member whom it concerns.
	Member string
	// Team is a team's slug: what happened in it, and what concerns its members of today.
	Team string
	// Request is the id of a request: all events that came of it.
	Request string
	// From is included, To is not.
	From, To time.Time
	// Grade is verified, confirmed or self-reported.
	Grade       string
	RefusedOnly bool
	// Query is searched for in the names of people, companies, apps and teams, in reasons, in the sentences of actions, and as
	// the id of a subject or request. Bounds of a page say how far.
	Query string
}

// Narrowed reports whether the filter leaves anything out.
func (f Filter) Narrowed() bool { return f != Filter{} }

var (
	subjectForm = regexp.MustCompile(`^([a-z]+(?:-[a-z]+)*):([0-9A-Za-z._:-]{1,100})$`)
	requestForm = regexp.MustCompile(`^[0-9A-Za-z._-]{1,100}$`)
	slugForm    = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// where turns the filter into a condition that never holds what was typed: every value is an argument. Kind: Invalid for a
// value that is not of the lists.
func (f Filter) where(actor access.Actor) (*condition, error) {
	w := scoped(actor)
	if err := f.whoAndWhat(w); err != nil {
		return nil, err
	}
	if f.Team != "" {
		if !slugForm.MatchString(f.Team) || len(f.Team) > 60 {
			return nil, unknown("team")
		}
		w.oneOf(way{column: "e.team_id", set: "SELECT id FROM team WHERE slug = ?", setArgs: []any{f.Team}},
			way{column: "e.member_id", many: true, setArgs: []any{f.Team}, set: `SELECT DISTINCT r.member_id FROM member_role r
				JOIN team t ON t.id = r.team_id WHERE t.slug = ? AND r.ended_at IS NULL`})
	}
	if f.Grade != "" {
		if !slices.Contains([]string{"verified", "confirmed", "self-reported"}, f.Grade) {
			return nil, unknown("grade")
		}
		// One of a list, so it may stand in the text: the partial index is found by it.
		w.and("e.grade = '" + f.Grade + "'")
	}
	if !f.From.IsZero() {
		w.and("e.at >= ?", f.From)
	}
	if !f.To.IsZero() {
		w.and("e.at < ?", f.To)
	}
	if f.RefusedOnly {
		w.and("e.refused")
	}
	return w, f.search(w, actor)
}

func (f Filter) whoAndWhat(w *condition) error {
	switch {
	case f.Actor == "":
	case slices.Contains([]string{"system", "operator", "anonymous"}, f.Actor):
		// One of a list, so it may stand in the text: the partial index is found by it.
		w.and("e.actor_kind = '" + f.Actor + "'")
	case postgres.IsID(f.Actor):
		w.and("e.actor_id = ?", f.Actor)
		w.narrow = true
	default:
		return unknown("actor")
	}
	if f.Action != "" {
		if _, declared := Sentence(Action(f.Action)); !declared {
			return unknown("action")
		}
		w.and("e.action = ?", f.Action)
	}
	if f.Subject != "" {
		parts := subjectForm.FindStringSubmatch(f.Subject)
		if parts == nil {
			return unknown("subject")
		}
		w.and("e.subject_kind = ? AND e.subject_id = ?", parts[1], parts[2])
		w.narrow = true
	}
	if f.Member != "" {
		if !postgres.IsID(f.Member) {
			return unknown("member")
		}
		w.and("e.member_id = ?", f.Member)
		w.narrow = true
	}
	if f.Request != "" {
		if !requestForm.MatchString(f.Request) {
			return unknown("request")
		}
		w.and("e.request_id = ? AND e.request_id <> ''", f.Request)
		w.narrow = true
	}
	return nil
}

func unknown(what string) error {
	return apperr.New(apperr.Invalid, "The "+what+" in this address is not one that the trail knows.")
}

// Check says whether a filter can be used, for a reader who must know before the first event. Kind: Invalid.
func (l *Log) Check(actor access.Actor, f Filter) error {
	_, err := f.where(actor)
	return err
}

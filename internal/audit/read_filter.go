package audit

import (
	"regexp"
	"slices"
	"strings"
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
	// From is included, To is not.
	From, To time.Time
	// Grade is verified, confirmed or self-reported.
	Grade       string
	RefusedOnly bool
	// Query is searched for in the names of people, companies, apps and teams, in reasons, and as the id of a request.
	Query string
}

// Narrowed reports whether the filter leaves anything out.
func (f Filter) Narrowed() bool { return f != Filter{} }

var (
	subjectForm = regexp.MustCompile(`^([a-z]+(?:-[a-z]+)*):([0-9A-Za-z._:-]{1,100})$`)
	slugForm    = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

const maxQuery = 100

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
		w.and(`(e.team_id = (SELECT id FROM team WHERE slug = ?) OR e.member_id IN (SELECT r.member_id FROM member_role r
			JOIN team t ON t.id = r.team_id WHERE t.slug = ? AND r.ended_at IS NULL))`, f.Team, f.Team)
	}
	if f.Grade != "" {
		if !slices.Contains([]string{"verified", "confirmed", "self-reported"}, f.Grade) {
			return nil, unknown("grade")
		}
		w.and("e.grade = ?", f.Grade)
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
		w.and("e.actor_kind = ?", f.Actor)
	case postgres.IsID(f.Actor):
		w.and("e.actor_id = ?", f.Actor)
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
	}
	if f.Member != "" {
		if !postgres.IsID(f.Member) {
			return unknown("member")
		}
		w.and("e.member_id = ?", f.Member)
	}
	return nil
}

func (f Filter) search(w *condition, actor access.Actor) error {
	q := strings.TrimSpace(f.Query)
	switch {
	case q == "":
		return nil
	case len([]rune(q)) > maxQuery || strings.ContainsRune(q, 0) || strings.ToValidUTF8(q, "") != q:
		return unknown("search")
	}
	like := "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(q) + "%"
	people := "SELECT id FROM member WHERE name ILIKE ?"
	args := []any{q, q, like, like, like, like, like, like, spoken(q)}
	if actor.May(access.PeopleRead, access.Scope{}) {
		people = "SELECT id FROM member WHERE name ILIKE ? OR email ILIKE ?"
		args = []any{q, q, like, like, like, like, like, like, like, like, spoken(q)}
	}
	w.and(`(e.request_id = ? OR e.subject_id = ? OR w.words ILIKE ? OR e.actor_id IN (`+people+`) OR e.member_id IN (`+people+`)
		OR e.team_id IN (SELECT id FROM team WHERE name ILIKE ?)
		OR e.subject_id IN (SELECT id::text FROM company WHERE name ILIKE ? UNION ALL SELECT id::text FROM app WHERE name ILIKE ?)
		OR e.action = ANY(?))`, args...)
	return nil
}

// spoken lists the actions whose sentence holds the words, so that a search for "confirmed" finds confirmations.
func spoken(q string) []string {
	found := []string{}
	for action, sentence := range sentences {
		if strings.Contains(strings.ToLower(sentence), strings.ToLower(q)) {
			found = append(found, string(action))
		}
	}
	slices.Sort(found)
	return found
}

func unknown(what string) error {
	return apperr.New(apperr.Invalid, "The "+what+" in this address is not one that the trail knows.")
}

// Check says whether a filter can be used, for a reader who must know before the first event. Kind: Invalid.
func (l *Log) Check(actor access.Actor, f Filter) error {
	_, err := f.where(actor)
	return err
}

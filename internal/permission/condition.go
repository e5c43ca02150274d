package permission

import (
	"fmt"
	"strings"
)

// asking is a question as conditions on permission_grant g. It is put together from fixed pieces and not generated: with one
// text for every mix of filters PostgreSQL would plan for filters that are not there. Every value that
// somebody gave is an argument.
type asking struct {
	ask  Question
	view view
	args []any
	// asOf and knownAt are the places of the two moments among the arguments.
	asOf, knownAt string
	// stands and old are pieces that are used more than once.
	stands, old string
}

func asks(ask Question, v view) *asking {
	a := &asking{ask: ask, view: v}
	a.asOf, a.knownAt = a.arg(ask.AsOf), a.arg(ask.KnownAt)
	return a
}

// arg adds a value and is its place.
func (a *asking) arg(value any) string {
	a.args = append(a.args, value)
	return fmt.Sprintf("$%d", len(a.args))
}

// known is what was known of a line of any table with recorded_at and superseded_at.
func (a *asking) known(alias string) string {
	return fmt.Sprintf("%[1]s.recorded_at <= %[2]s AND (%[1]s.superseded_at IS NULL OR %[1]s.superseded_at > %[2]s)", alias, a.knownAt)
}

// held is a span that stands at a moment. A line can only begin after what was known at the time when it was recorded ahead,
// which few are: that bounds a question about what was known long ago.
func (a *asking) held(alias, at string) string {
	return fmt.Sprintf("%[1]s.held_from <= %[2]s AND (%[1]s.held_until IS NULL OR %[1]s.held_until > %[2]s)", alias, at)
}

func (a *asking) ahead(alias string) string { return a.notAfter(alias, "held_from") }

// notAfter bounds a moment of a line by what was known: only lines recorded ahead of it can lie behind that.
func (a *asking) notAfter(alias, moment string) string {
	if !a.ask.KnownAt.Before(a.ask.AsOf) {
		return "true"
	}
	return fmt.Sprintf(`%[4]s.%[3]s <= greatest(%[1]s, (SELECT max(x.%[3]s) FROM permission_grant x
		WHERE x.%[3]s > x.recorded_at AND x.%[3]s <= %[2]s))`, a.knownAt, a.asOf, moment, alias)
}

// narrowed are company, environment and whose rows the reader sees.
func (a *asking) narrowed() string {
	pieces := []string{"true"}
	if a.ask.Environment != "" {
		pieces = append(pieces, "g.environment = "+a.arg(a.ask.Environment))
	}
	switch a.ask.Company {
	case "":
	case Freelance:
		pieces = append(pieces, "g.company_id IS NULL")
	default:
		pieces = append(pieces, "g.company_id = "+a.arg(a.ask.Company))
	}
	switch {
	case a.view.everyone:
	case len(a.view.teams) == 0:
		pieces = append(pieces, "g.member_id = "+a.arg(a.view.own))
	default:
		// Who had not left the team by then: the history of those who left later stays, and what they do elsewhere does not come.
		// They are looked up first: a team is few people, however long the ledger is.
		own, teams := a.arg(a.view.own), a.arg(a.view.teams)
		pieces = append(pieces, fmt.Sprintf(`g.member_id = ANY(ARRAY(SELECT %s::uuid UNION SELECT r.member_id FROM role_history r
			WHERE r.team_id = ANY(%s) AND (r.ended_at IS NULL OR r.ended_at > %s) AND %s))`, own, teams, a.asOf, a.known("r")))
		// Nor does what they say elsewhere of days before: it was first recorded when they had left.
		pieces = append(pieces, fmt.Sprintf(`(g.member_id = %s OR EXISTS (SELECT FROM role_history r WHERE r.member_id = g.member_id
			AND r.team_id = ANY(%s) AND %s AND (r.ended_at IS NULL OR (r.ended_at > %s AND EXISTS (SELECT FROM permission_grant f
				WHERE f.grant_id = g.grant_id AND f.version = 1 AND f.recorded_at <= r.ended_at)))))`, own, teams, a.known("r"), a.asOf))
	}
	return strings.Join(pieces, " AND ")
}

// matching leaves the rows that the question is about, of those that are held.
func (a *asking) matching() string {
	pieces := []string{a.graded()}
	switch a.ask.What {
	case Unproven:
		pieces = append(pieces, "g.grade = 'self-reported'")
	case ShouldNot:
		pieces = append(pieces, a.shouldNot())
	}
	return strings.Join(pieces, " AND ")
}

// graded leaves the rows of the grade that is asked for.
func (a *asking) graded() string {
	if a.ask.Grade == "" {
		return "true"
	}
	return "g.grade = " + a.arg(a.ask.Grade)
}

// source is what the rows come from, as a table g with at and tie, by which it is ordered, and change.
func (a *asking) source() string { return "(" + strings.Join(a.branches(), "\nUNION ALL\n") + ") g" }

func (a *asking) branches() []string {
	switch a.ask.What {
	case Changed:
		return a.changed()
	case EndUnconfirmed:
		return a.endUnconfirmed()
	}
	return []string{"SELECT g.*, g.held_from AS at, g.grant_id AS tie, '' AS change FROM permission_grant g WHERE " + a.standing()}
}

// standing are the lines that are held at the moment asked about, by what was known, and that the reader sees.
func (a *asking) standing() string {
	if a.stands == "" {
		a.stands = strings.Join([]string{a.known("g"), a.held("g", a.asOf), a.ahead("g"), a.narrowed()}, " AND ")
	}
	return a.stands
}

// changed are those who gained it and who lost it between two moments, held at one and not at the other by person, environment
// and company, so that an end and a new beginning in between is no change; and the lines that were corrected in between, of
// grants that were known before. What was ended, confirmed or decided in between is no correction.
func (a *asking) changed() []string {
	since := a.arg(a.ask.Since)
	narrowed := a.narrowed()
	other := func(at string) string {
		return fmt.Sprintf(`NOT EXISTS (SELECT FROM permission_grant o WHERE o.member_id = g.member_id AND o.environment = g.environment
			AND o.company_id IS NOT DISTINCT FROM g.company_id AND %s AND %s)`, a.known("o"), a.held("o", at))
	}
	return []string{
		fmt.Sprintf(`SELECT g.*, g.held_from AS at, g.version_id AS tie, 'gained' AS change FROM permission_grant g
			WHERE g.held_from > %s AND %s AND %s AND %s AND %s AND %s`, since, a.held("g", a.asOf), a.ahead("g"), a.known("g"), narrowed, other(since)),
		fmt.Sprintf(`SELECT g.*, g.held_until AS at, g.version_id AS tie, 'lost' AS change FROM permission_grant g
			WHERE g.held_until > %[1]s AND g.held_until <= %[2]s AND g.held_from <= %[1]s AND %[3]s AND %[4]s AND %[5]s AND %[6]s`,
			since, a.asOf, a.known("g"), narrowed, other(a.asOf), a.notAfter("g", "held_until")),
		fmt.Sprintf(`SELECT g.*, g.recorded_at AS at, g.version_id AS tie, 'corrected' AS change FROM permission_grant g
			JOIN permission_grant p ON p.grant_id = g.grant_id AND p.version = g.version - 1
			WHERE g.version > 1 AND g.recorded_at > %[1]s AND g.recorded_at <= least(%[2]s, %[3]s) AND %[4]s
			AND EXISTS (SELECT FROM permission_grant f WHERE f.grant_id = g.grant_id AND f.version = 1 AND f.recorded_at <= %[1]s)
			AND (g.held_from <> p.held_from OR g.company_id IS DISTINCT FROM p.company_id OR g.held_until = g.held_from
				OR (p.held_until IS NOT NULL AND g.held_until IS DISTINCT FROM p.held_until))`, since, a.asOf, a.knownAt, narrowed),
	}
}

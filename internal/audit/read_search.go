package audit

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// How far a search by words goes, so that it takes as long in a trail of ten million events as in one of ten thousand.
const (
	maxQuery = 100
	// maxNamed is how many people, teams, companies and apps whose name holds the words are followed, each.
	maxNamed = 50
	// maxReasons is how many reasons that hold the words are followed, the newest.
	maxReasons = 1000
	// recentReasons is how many reasons are read where their words are not indexed, or for a word too short for the index.
	recentReasons = 20000
	// indexedRunes is the shortest word that the index of trigrams can find.
	indexedRunes = 3
)

// Bounds say where a search by words did not look.
type Bounds struct {
	// Names says that more names than MaxNamed hold the words.
	Names bool
	// Reasons says that more reasons than MaxReasons hold the words: only the newest were followed.
	Reasons bool
	// Recent says that only the newest RecentReasons reasons were read.
	Recent bool
}

// MaxNamed, MaxReasons and RecentReasons are the numbers of Bounds.
const (
	MaxNamed      = maxNamed
	MaxReasons    = maxReasons
	RecentReasons = recentReasons
)

const (
	indexed       = "to_regclass('event_reason_words') IS NOT NULL"
	reasonsFound  = "SELECT event_id FROM event_reason WHERE words ILIKE ?"
	reasonsRecent = "SELECT event_id FROM (SELECT event_id, words FROM event_reason ORDER BY event_id DESC LIMIT 20000) AS recent WHERE words ILIKE ?"
	newestOf      = " ORDER BY event_id DESC LIMIT 1000"
	peopleNamed   = "SELECT id FROM member WHERE name ILIKE ?"
	peopleKnown   = "SELECT id FROM member WHERE (name ILIKE ? OR email ILIKE ?)"
	teamsNamed    = "SELECT id FROM team WHERE name ILIKE ?"
	thingsNamed   = "SELECT id::text FROM company WHERE name ILIKE ? UNION ALL SELECT id::text FROM app WHERE name ILIKE ?"
	firstNamed    = " ORDER BY 1 LIMIT 50"
)

// words is the query ready to be searched for, and as a pattern.
func (f Filter) words() (q, like string) {
	q = strings.TrimSpace(f.Query)
	return q, "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(q) + "%"
}

// search adds the ways in which an event can hold the words. Kind: Invalid.
func (f Filter) search(w *condition, actor access.Actor) error {
	q, like := f.words()
	switch {
	case q == "":
		return nil
	case len([]rune(q)) > maxQuery || strings.ContainsRune(q, 0) || strings.ToValidUTF8(q, "") != q:
		return unknown("search")
	}
	people, peopleArgs := peopleIn(actor, like)
	reasons, reasonArgs := reasonsIn(q, like)
	w.oneOf(
		way{sql: "e.request_id = ? AND e.request_id <> ''", args: []any{q}},
		way{sql: "e.subject_id = ?", args: []any{q}},
		way{column: "e.id", set: reasons, setArgs: reasonArgs, many: true},
		way{column: "e.actor_id", set: people + firstNamed, setArgs: peopleArgs, many: true},
		way{column: "e.member_id", set: people + firstNamed, setArgs: peopleArgs, many: true},
		way{column: "e.team_id", set: teamsNamed + firstNamed, setArgs: []any{like}},
		way{column: "e.subject_id", set: thingsNamed + firstNamed, setArgs: []any{like, like}},
		way{column: "e.action", set: "SELECT unnest(?::text[])", setArgs: []any{spoken(q)}})
	return nil
}

// peopleIn finds people by name, and by address for who may read addresses.
func peopleIn(actor access.Actor, like string) (query string, args []any) {
	if actor.May(access.PeopleRead, access.Scope{}) {
		return peopleKnown, []any{like, like}
	}
	return peopleNamed, []any{like}
}

func reasonsIn(q, like string) (query string, args []any) {
	if len([]rune(q)) < indexedRunes {
		return reasonsRecent + newestOf, []any{like}
	}
	return "(" + reasonsFound + " AND " + indexed + newestOf + ") UNION ALL (" + reasonsRecent + " AND NOT " + indexed + newestOf + ")",
		[]any{like, like}
}

// bounds tells where the search stopped, in one round trip, and only for a filter that searches.
func (f Filter) bounds(ctx context.Context, tx pgx.Tx, actor access.Actor) (Bounds, error) {
	var b Bounds
	q, like := f.words()
	if q == "" {
		return b, nil
	}
	c := &condition{}
	count := func(query string, args []any, more string) string {
		return "(SELECT count(*) FROM (" + c.number(query, args) + more + ") AS counted)"
	}
	people, peopleArgs := peopleIn(actor, like)
	reasons, reasonArgs := reasonsIn(q, like)
	var named, teams, things, told int
	var hasIndex bool
	err := tx.QueryRow(ctx, "SELECT "+strings.Join([]string{
		count(people, peopleArgs, " LIMIT 51"), count(teamsNamed, []any{like}, " LIMIT 51"), count(thingsNamed, []any{like, like}, " LIMIT 51"),
		count(reasons, reasonArgs, ""), indexed,
	}, ", "), c.args...).Scan(&named, &teams, &things, &told, &hasIndex)
	b.Names = max(named, teams, things) > maxNamed
	b.Reasons = told >= maxReasons
	b.Recent = !hasIndex || len([]rune(q)) < indexedRunes
	return b, err
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

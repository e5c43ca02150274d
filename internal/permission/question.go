package permission

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"portico/internal/apperr"
	"portico/internal/postgres"
)

// Question is what the ledger is asked: who holds developer permission for which company, in which environment, as of
// when, by what was known when.
type Question struct {
	// What is one of Holds (the empty one), Changed, Unproven, ShouldNot and EndUnconfirmed.
	What string
	// Days is how old evidence may be before whoever holds it should not, for ShouldNot; 0 is 90, and 3650 is the most.
	Days int
	// Environment is Staging, Production, or empty for both.
	Environment string
	// Company is the id of a company, Freelance, or empty for any.
	Company string
	// AsOf is the moment that is asked about; zero is now. Never in the future.
	AsOf time.Time
	// KnownAt leaves out what was recorded later; zero is now.
	KnownAt time.Time
	// Since is the earlier moment that the answer is compared with; zero compares with nothing.
	Since time.Time
	// Grade leaves only the rows of one grade; it changes no count.
	Grade string
	// After is the cursor that an Answer gave for its next page.
	After string
	// Limit is how many rows a page has; 0 is 50, and 1000 is the most.
	Limit int
}

// What a question can be about, besides who holds it.
const (
	// Holds is who holds it: now, or on a date.
	Holds = ""
	// Changed is who gained and who lost it between Since and AsOf, and which lines were corrected in between.
	Changed = "changed"
	// Unproven is who holds it without verified or confirmed evidence.
	Unproven = "unproven"
	// ShouldNot is who holds it and should not: left every team, has no role at the company any more, was not proved again for
	// Days, or a removal is decided. Whoever is said not to hold it any more is not among them: see EndUnconfirmed.
	ShouldNot = "should-not"
	// EndUnconfirmed is who is said not to hold it any more, and nobody else confirmed it: an open risk.
	EndUnconfirmed = "end-unconfirmed"
)

const (
	staleDays    = 90
	maxStaleDays = 3650
)

// cursor is a place in the order of an answer.
type cursor struct {
	at time.Time
	id string
}

var cursorForm = regexp.MustCompile(`^(-?[0-9]{1,16})\.([0-9a-f-]{36})$`)

// String is the cursor as it stands in an address.
func (c cursor) String() string { return fmt.Sprintf("%d.%s", c.at.UnixMicro(), c.id) }

func parseCursor(text string) (cursor, error) {
	if text == "" {
		return cursor{}, nil
	}
	parts := cursorForm.FindStringSubmatch(text)
	if parts == nil || !postgres.IsID(parts[2]) {
		return cursor{}, unknown("page")
	}
	micros, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return cursor{}, unknown("page")
	}
	return cursor{at: time.UnixMicro(micros).UTC(), id: parts[2]}, nil
}

// settle checks the question and fills in what was left open. now is the clock of the rules, known that of the database:
// a line is stamped by the database, so only its clock is sure to be past every line that is there.
func (q Question) settle(now, known time.Time) (Question, cursor, error) {
	switch {
	case !slices.Contains([]string{Holds, Changed, Unproven, ShouldNot, EndUnconfirmed}, q.What):
		return q, cursor{}, unknown("question")
	case q.Days < 0 || q.Days > maxStaleDays:
		return q, cursor{}, apperr.Field("days", fmt.Sprintf("Write a number of days from 1 to %d.", maxStaleDays))
	case q.Environment != "" && q.Environment != Staging && q.Environment != Production:
		return q, cursor{}, unknown("environment")
	case q.Company != "" && q.Company != Freelance && !postgres.IsID(q.Company):
		return q, cursor{}, unknown("company")
	case q.Grade != "" && !slices.Contains([]string{Verified, Confirmed, SelfReported}, q.Grade):
		return q, cursor{}, unknown("grade")
	case q.AsOf.After(now):
		return q, cursor{}, apperr.Field("as_of", "The ledger knows what was, not what will be. Ask as of today or an earlier day.")
	case q.KnownAt.After(known) && q.KnownAt.After(now):
		return q, cursor{}, apperr.Field("known_at", "What will be known later is not known yet. Ask as known now or earlier.")
	}
	if q.AsOf.IsZero() {
		q.AsOf = now
	}
	if q.KnownAt.IsZero() {
		q.KnownAt = known
	}
	q.Company = strings.ToLower(q.Company)
	q.AsOf, q.KnownAt = q.AsOf.UTC().Truncate(time.Microsecond), q.KnownAt.UTC().Truncate(time.Microsecond)
	q.Since = q.Since.UTC().Truncate(time.Microsecond)
	if !q.Since.Before(q.AsOf) {
		if q.What == Changed {
			return q, cursor{}, apperr.Field("since", "Compare with a day that is before the day you ask about.")
		}
		q.Since = time.Time{}
	}
	if q.What == Changed && q.Since.IsZero() {
		return q, cursor{}, apperr.Field("since", "Say since which day you ask what changed.")
	}
	if q.Days == 0 {
		q.Days = staleDays
	}
	switch {
	case q.Limit <= 0:
		q.Limit = 50
	case q.Limit > 1000:
		q.Limit = 1000
	}
	at, err := parseCursor(q.After)
	return q, at, err
}

func unknown(what string) error {
	return apperr.New(apperr.Invalid, "The "+what+" in this address is not one that the ledger knows.")
}

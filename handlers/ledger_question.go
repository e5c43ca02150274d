package handlers

import (
	"net/url"
	"strconv"
	"time"

	"portico/internal/apperr"
	"portico/internal/permission"
	"portico/internal/setting"
)

// knownThen asks for what was known at the moment that is asked about.
const knownThen = "then"

// ledgerQuestion is a question as it stands in an address.
type ledgerQuestion struct {
	permission.Question
	// values are what the address says, without what only moves on the page (page, grant).
	values url.Values
	// exact says that as_of is a moment, not a day.
	exact bool
	open  string
}

// readLedgerQuestion reads a question from the query string. A day means its end in the reader's zone, or now when it is
// today, so that yesterday's answer does not hold what began today. Kind: Invalid.
func readLedgerQuestion(c *call, now time.Time) (ledgerQuestion, error) {
	q := ledgerQuestion{values: url.Values{}, open: c.query("grant")}
	for _, name := range []string{"what", "days", "company", "environment", "as_of", "known_at", "since", "grade"} {
		if value := c.query(name); value != "" {
			q.values.Set(name, value)
		}
	}
	q.Environment, q.Company, q.Grade, q.After = c.query("environment"), c.query("company"), c.query("grade"), c.query("page")
	q.What = c.query("what")
	var err error
	if days := c.query("days"); days != "" {
		if q.Days, err = strconv.Atoi(days); err != nil || q.Days < 1 {
			return q, apperr.Field("days", "Write a number of days, for example 90.")
		}
	}
	if q.What == permission.ShouldNot && q.Days == 0 {
		// The number stands in the address from here on, so that an answer stays the same when the setting changes.
		if q.Days, err = c.server.Settings.Value(c.ctx(), setting.ProofAge); err != nil {
			return q, err
		}
		q.values.Set("days", strconv.Itoa(q.Days))
	}
	if q.AsOf, q.exact, err = readMoment("as_of", c.query("as_of"), c.location(), now); err != nil {
		return q, err
	}
	if c.query("known_at") == knownThen {
		q.KnownAt = q.AsOf
	} else if q.KnownAt, _, err = readMoment("known_at", c.query("known_at"), c.location(), now); err != nil {
		return q, err
	}
	if c.query("since") == "" {
		q.Since = quarterBefore(orNow(q.AsOf, now).In(c.location()))
		return q, nil
	}
	q.Since, _, err = readMoment("since", c.query("since"), c.location(), now)
	return q, err
}

// readMoment reads a day as 2026-06-16, or an exact moment as RFC 3339. Nothing, and today, are the zero time: now. Kind:
// Invalid.
func readMoment(name, text string, loc *time.Location, now time.Time) (at time.Time, exact bool, err error) {
	if text == "" || text == now.In(loc).Format(time.DateOnly) {
		return time.Time{}, false, nil
	}
	if day, err := time.ParseInLocation(time.DateOnly, text, loc); err == nil && plausible(day) {
		return endOfDay(day), false, nil
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil && plausible(at) {
		return at, true, nil
	}
	return time.Time{}, false, apperr.Field(name, "Write the day as 2026-06-16, or a moment as 2026-06-16T09:41:07Z.")
}

// plausible keeps dates that the database cannot hold, or that nobody means, away from it.
func plausible(t time.Time) bool { return t.Year() >= 2000 && t.Year() < 3000 }

// endOfDay is the last moment of the day that the database can tell apart from the next one.
func endOfDay(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, day.Location()).Add(-time.Microsecond)
}

// quarterBefore is the end of the last quarter that was over at t: what auditors compare with.
func quarterBefore(t time.Time) time.Time {
	first := time.Month((int(t.Month())-1)/3*3 + 1)
	return time.Date(t.Year(), first, 1, 0, 0, 0, 0, t.Location()).Add(-time.Microsecond)
}

func orNow(t, now time.Time) time.Time {
	if t.IsZero() {
		return now
	}
	return t
}

// url is the address of this question with some values changed; an empty value takes one away.
func (q ledgerQuestion) url(path string, change ...string) string {
	values := url.Values{}
	for name := range q.values {
		values.Set(name, q.values.Get(name))
	}
	for i := 0; i+1 < len(change); i += 2 {
		if change[i+1] == "" {
			values.Del(change[i])
		} else {
			values.Set(change[i], change[i+1])
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

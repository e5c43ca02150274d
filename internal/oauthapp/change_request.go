package oauthapp

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

const (
	maxBody     = 8000
	maxAccounts = 50
)

// requestRef names a request of an app, and the version of it that the actor saw; 0 is whatever stands now.
type requestRef struct {
	appID, requestID string
	version          int
}

// requestChange is a request as a change sees it.
type requestChange struct {
	Request
	was   State
	app   state
	all   []Request
	tx    *audit.Tx
	entry *audit.Entry
}

// changeRequest does what every change of a request shares: the app is held, the right checked, the request found among the
// app's own and compared with the version that the actor saw.
func (s *Service) changeRequest(ctx context.Context, actor access.Actor, what audit.Action, ref requestRef, may func(access.Actor, state) error,
	do func(c *requestChange) error,
) error {
	return s.change(ctx, actor, what, ref.appID, may, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		all, err := requestsOf(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(r Request) bool { return r.ID == ref.requestID })
		if i < 0 {
			return apperr.Missing()
		}
		r := all[i]
		c := &requestChange{Request: r, was: StateOf(r), app: a, all: all, tx: tx, entry: entry}
		entry.Subject, entry.Before = subject("request", r.ID), requestEventOf(a.ID, r, c.was)
		if ref.version != 0 && ref.version != r.Version {
			return changedMeanwhile()
		}
		return do(c)
	})
}

// must is nil when the request is in one of the states.
func (c *requestChange) must(states ...State) error {
	if slices.Contains(states, c.was) {
		return nil
	}
	return apperr.New(apperr.Conflict, "This request is "+string(c.was)+". Reload the page to see what can be done now.")
}

// ChangeDraft is the text and the accounts of a draft.
type ChangeDraft struct {
	AppID, RequestID string
	Version          int
	Body             string
	// AccountIDs are the members who are to hold the permission in production.
	AccountIDs []string
}

// ChangeDraft changes a request that is not sent yet. A text that nobody has touched is written anew when the accounts
// change. Kinds: Invalid, NotFound, Forbidden, Conflict when someone changed it meanwhile or it is sent already.
func (s *Service) ChangeDraft(ctx context.Context, actor access.Actor, in ChangeDraft) error {
	in.Body = strings.TrimSpace(strings.ReplaceAll(in.Body, "\r\n", "\n"))
	var problems apperr.Fields
	switch n := utf8.RuneCountInString(in.Body); {
	case n == 0:
		problems.Add("body", "Write what the application does and what is asked for.")
	case n > maxBody:
		problems.Add("body", fmt.Sprintf("Write it in at most %d characters.", maxBody))
	}
	slices.Sort(in.AccountIDs)
	in.AccountIDs = slices.Compact(in.AccountIDs)
	if len(in.AccountIDs) == 0 || len(in.AccountIDs) > maxAccounts {
		problems.Add("account", "Name at least one account that needs the permission.")
	}
	ref := requestRef{in.AppID, in.RequestID, in.Version}
	return s.changeRequest(ctx, actor, audit.RequestChanged, ref, mayWrite, func(c *requestChange) error {
		if err := c.must(Draft); err != nil {
			return err
		}
		if err := problems.Err(); err != nil {
			return err
		}
		accounts, err := accountsFor(ctx, c.tx, actor, c.app, in.AccountIDs)
		if err != nil {
			return err
		}
		if in.Body == c.Body && sameAccounts(accounts, c.Accounts) {
			return audit.ErrNoChange
		}
		if in.Body, err = rewritten(ctx, c, in.Body, accounts); err != nil {
			return err
		}
		after := c.Request
		after.Accounts = accounts
		c.entry.After = requestEventOf(in.AppID, after, Draft)
		if _, err := queries(c.tx).RequestChange(ctx, c.ID, int32(c.Version), in.Body); err != nil {
			return err
		}
		return s.replaceAccounts(ctx, c, accounts)
	})
}

// rewritten is the text to keep: written anew from the facts when it is still the generated one, else as it was typed.
func rewritten(ctx context.Context, c *requestChange, body string, accounts []Person) (string, error) {
	known, err := readyFacts(ctx, c.tx, c.app)
	if err != nil || body != c.Body || body != GenerateText(textFacts(known, c.Accounts)) {
		return body, err
	}
	return GenerateText(textFacts(known, accounts)), nil
}

func (s *Service) replaceAccounts(ctx context.Context, c *requestChange, accounts []Person) error {
	if err := queries(c.tx).RequestAccountsEnd(ctx, c.ID, ptr(s.now()), ids(accounts)); err != nil {
		return err
	}
	for _, p := range accounts {
		if slices.Contains(ids(c.Accounts), p.ID) {
			continue
		}
		if err := queries(c.tx).RequestAccountInsert(ctx, c.ID, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// accountsFor finds the people to be named: owners of the app, or people of their teams.
func accountsFor(ctx context.Context, tx *audit.Tx, actor access.Actor, a state, memberIDs []string) ([]Person, error) {
	teams := append(actor.Teams(), scope(a.owners).TeamIDs...)
	var accounts []Person
	for _, id := range memberIDs {
		if !postgres.IsID(id) {
			return nil, apperr.Field("account", "Choose people of the list.")
		}
		who, err := memberByID(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		near := slices.Contains(members(full(a.owners)), id) || slices.ContainsFunc(who.Teams, func(t string) bool { return slices.Contains(teams, t) })
		if who.ID == "" || who.Disabled || !near {
			return nil, apperr.Field("account", "Choose people of the list.")
		}
		accounts = append(accounts, who.Person)
	}
	return accounts, nil
}

func sameAccounts(a, b []Person) bool {
	x, y := ids(a), ids(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func ids(people []Person) []string {
	all := make([]string, 0, len(people))
	for _, p := range people {
		all = append(all, p.ID)
	}
	return all
}

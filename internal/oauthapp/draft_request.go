package oauthapp

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// requestEvent is what the trail keeps of a production request: its text by its hash only.
type requestEvent struct {
	App      string   `json:"app"`
	Attempt  int      `json:"attempt"`
	State    State    `json:"state"`
	Day      string   `json:"day,omitempty"`
	SHA256   string   `json:"sha256,omitempty"`
	Accounts []string `json:"accounts,omitempty"`
	Company  string   `json:"company,omitempty"`
}

func requestEventOf(appID string, r Request, s State) requestEvent {
	e := requestEvent{App: appID, Attempt: r.Attempt, State: s}
	for _, p := range r.Accounts {
		e.Accounts = append(e.Accounts, p.ID)
	}
	return e
}

// DraftRequest begins a production request: its text is written from what is known, and it names the app's owners as the
// accounts to be permitted. The id is empty when the same form was sent before. Kinds: NotFound, Forbidden, Conflict while
// something that is required is missing or while a request is open.
func (s *Service) DraftRequest(ctx context.Context, actor access.Actor, appID string) (id string, err error) {
	err = s.change(ctx, actor, audit.RequestDrafted, appID, mayWrite, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		known, err := readyFacts(ctx, tx, a)
		if err != nil {
			return err
		}
		if err := mustBeReady(known); err != nil {
			return err
		}
		all, err := requestsOf(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		r := Request{ID: postgres.NewID(), Attempt: nextAttempt(all)}
		for _, o := range active(a.owners) {
			r.Accounts = append(r.Accounts, o.Member)
		}
		r.Body = GenerateText(textFacts(known, r.Accounts))
		entry.Subject, entry.After = subject("request", r.ID), requestEventOf(a.ID, r, Draft)
		id = r.ID
		return s.insertDraft(ctx, tx, a.ID, r)
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

// Resubmit begins the next attempt after a rejection, with the text and the accounts of the rejected one. Kinds: NotFound,
// Forbidden, Conflict for an attempt that was not rejected, while something is missing, or while a request is open.
func (s *Service) Resubmit(ctx context.Context, actor access.Actor, appID, requestID string) (id string, err error) {
	err = s.changeRequest(ctx, actor, audit.RequestDrafted, requestRef{appID, requestID, 0}, mayWrite, func(c *requestChange) error {
		if c.was != Rejected {
			return apperr.New(apperr.Conflict, "Only a rejected request is sent again. This one is "+string(c.was)+".")
		}
		known, err := readyFacts(ctx, c.tx, c.app)
		if err != nil {
			return err
		}
		if err := mustBeReady(known); err != nil {
			return err
		}
		r := Request{ID: postgres.NewID(), Attempt: nextAttempt(c.all), Body: c.Body, Accounts: c.Accounts}
		c.entry.Subject, c.entry.Before, c.entry.After = subject("request", r.ID), nil, requestEventOf(appID, r, Draft)
		id = r.ID
		return s.insertDraft(ctx, c.tx, appID, r)
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

func (s *Service) insertDraft(ctx context.Context, tx *audit.Tx, appID string, r Request) error {
	if err := insertRequest(ctx, tx, appID, r, tx.Actor().ID, s.now()); err != nil {
		return err
	}
	for _, p := range r.Accounts {
		if err := queries(tx).RequestAccountInsert(ctx, r.ID, p.ID); err != nil {
			return err
		}
	}
	return nil
}

func mustBeReady(known Ready) error {
	missing := Missing(Readiness(known))
	if len(missing) == 0 {
		return nil
	}
	text := "Production cannot be requested yet:"
	for i, c := range missing {
		if i > 0 {
			text += ","
		}
		text += " " + c.Title
	}
	return apperr.New(apperr.Conflict, text+" is missing.")
}

// nextAttempt follows the highest number so far; requests come newest first.
func nextAttempt(all []Request) int {
	if len(all) == 0 {
		return 1
	}
	return all[0].Attempt + 1
}

// textFacts names the accounts first as contacts: they know the application.
func textFacts(known Ready, accounts []Person) TextFacts {
	contacts := accounts
	for _, o := range active(known.Owners) {
		listed := false
		for _, p := range contacts {
			listed = listed || p.ID == o.Member.ID
		}
		if !listed {
			contacts = append(contacts[:len(contacts):len(contacts)], o.Member)
		}
	}
	return TextFacts{App: known.App, Accounts: accounts, Tests: known.Tests, SDKs: known.SDKs, Contacts: contacts}
}

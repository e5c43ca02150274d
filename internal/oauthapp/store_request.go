package oauthapp

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

func requestsOf(ctx context.Context, tx pgx.Tx, appID string) ([]Request, error) {
	rows, err := queries(tx).RequestsOf(ctx, appID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	named, err := queries(tx).RequestAccounts(ctx, appID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	accounts := map[string][]Person{}
	for _, p := range named {
		accounts[p.RequestID] = append(accounts[p.RequestID], Person{p.ID, p.Name, p.Email})
	}
	contacts, err := contactsOf(ctx, tx, appID)
	if err != nil {
		return nil, err
	}
	all := make([]Request, 0, len(rows))
	for _, r := range rows {
		all = append(all, Request{
			Contacts: contacts[r.ID],
			ID:       r.ID, Attempt: int(r.Attempt), Body: r.Body, SHA256: hex.EncodeToString(r.BodySha256), Creator: r.Creator, CreatedAt: r.CreatedAt,
			SubmittedOn: deref(r.SubmittedOn), Submitter: r.Submitter, SubmittedAt: deref(r.SubmittedAt), Reference: r.Reference,
			ContactedOn: deref(r.ContactedOn), Contact: r.Contact, DecidedOn: deref(r.DecidedOn), Decision: r.Decision, Reason: r.Reason,
			Decider: r.Decider, DecidedAt: deref(r.DecidedAt), WithdrawnAt: deref(r.WithdrawnAt), Version: int(r.Version), Accounts: accounts[r.ID],
		})
	}
	return all, nil
}

func insertRequest(ctx context.Context, tx pgx.Tx, appID string, r Request, by string, at time.Time) error {
	return postgres.Translate(queries(tx).RequestInsert(ctx, dbsqlc.RequestInsertParams{
		ID: r.ID, AppID: appID, Attempt: int32(r.Attempt), Body: r.Body, CreatedBy: orNil(by), CreatedAt: at,
	}))
}

func submitRequest(ctx context.Context, tx pgx.Tx, r Request, on time.Time, by string, at time.Time, reference string, sum []byte) error {
	n, err := queries(tx).RequestSubmit(ctx, dbsqlc.RequestSubmitParams{
		ID: r.ID, Version: int32(r.Version), SubmittedOn: &on, SubmittedBy: orNil(by), SubmittedAt: &at, Reference: reference, BodySha256: sum,
	})
	return changed(n, err)
}

// contactsOf is the log of contacts of every request of an app, the latest first.
func contactsOf(ctx context.Context, tx pgx.Tx, appID string) (map[string][]Contact, error) {
	rows, err := queries(tx).RequestContactsOf(ctx, appID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := map[string][]Contact{}
	for _, r := range rows {
		all[r.RequestID] = append(all[r.RequestID], Contact{
			ID: r.ID, On: r.OnDay, FromVendor: r.FromVendor, Who: r.Who, Words: r.Words, Recorder: r.Recorder, RecordedAt: r.RecordedAt,
		})
	}
	return all, nil
}

func insertContact(ctx context.Context, tx pgx.Tx, requestID string, c Contact, by string) error {
	return postgres.Translate(queries(tx).RequestContactInsert(ctx, dbsqlc.RequestContactInsertParams{
		ID: c.ID, RequestID: requestID, OnDay: c.On, FromVendor: c.FromVendor, Who: c.Who, Words: c.Words, RecordedBy: orNil(by), RecordedAt: c.RecordedAt,
	}))
}

// contactRequest turns the request's state with the vendor's first contact.
func contactRequest(ctx context.Context, tx pgx.Tx, r Request, on time.Time, who string) error {
	n, err := queries(tx).RequestContact(ctx, dbsqlc.RequestContactParams{ID: r.ID, Version: int32(r.Version), ContactedOn: &on, Contact: who})
	return changed(n, err)
}

func decideRequest(ctx context.Context, tx pgx.Tx, r Request, d State, on time.Time, reason, by string, at time.Time) error {
	n, err := queries(tx).RequestDecide(ctx, dbsqlc.RequestDecideParams{
		ID: r.ID, Version: int32(r.Version), DecidedOn: &on, Decision: string(d), Reason: reason, DecidedBy: orNil(by), DecidedAt: &at,
	})
	return changed(n, err)
}

func changed(n int64, err error) error {
	if err == nil && n == 0 {
		return changedMeanwhile()
	}
	return postgres.Translate(err)
}

func heldInProduction(ctx context.Context, tx pgx.Tx, memberID, companyID string, at time.Time) (bool, error) {
	held, err := queries(tx).AppHeldInProduction(ctx, memberID, orNil(companyID), at)
	return held, postgres.Translate(err)
}

// answered sums up the vendor's answers to everybody's requests: numbers only, nobody's name.
func answered(ctx context.Context, tx pgx.Tx) (Answered, error) {
	rows, err := queries(tx).RequestAnswerDays(ctx)
	if err != nil {
		return Answered{}, postgres.Translate(err)
	}
	days := make([]int, 0, len(rows))
	for _, r := range rows {
		days = append(days, WorkingDays(deref(r.SubmittedOn), deref(r.DecidedOn)))
	}
	return sumUp(days), nil
}

package oauthapp

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// commitmentsOf are the commitments of an app: the one that stands first, then the ones taken back, the latest first.
func commitmentsOf(ctx context.Context, tx pgx.Tx, appID string) ([]Commitment, error) {
	rows, err := queries(tx).AppCommitmentsOf(ctx, appID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Commitment, 0, len(rows))
	for _, r := range rows {
		all = append(all, Commitment{
			ID: r.ID, By: Person{ID: r.MemberID, Name: r.Name}, At: r.At, Sentence: r.Sentence,
			WithdrawnAt: deref(r.WithdrawnAt), Withdrawer: r.Withdrawer, Why: r.WithdrawnWhy,
		})
	}
	return all, nil
}

// commitmentOf is the one that stands; its ID is empty where none does.
func commitmentOf(ctx context.Context, tx pgx.Tx, appID string) (Commitment, error) {
	all, err := commitmentsOf(ctx, tx, appID)
	if err != nil || len(all) == 0 || !all[0].WithdrawnAt.IsZero() {
		return Commitment{}, err
	}
	return all[0], nil
}

func insertCommitment(ctx context.Context, tx pgx.Tx, appID string, c Commitment) error {
	// Left as the driver says it: the caller asks which index refused it.
	return queries(tx).AppCommitmentInsert(ctx, dbsqlc.AppCommitmentInsertParams{
		ID: c.ID, AppID: appID, MemberID: c.By.ID, At: c.At, Sentence: c.Sentence,
	})
}

// withdrawCommitment takes a commitment back; by is empty where Portico did, and why says what it followed from.
func withdrawCommitment(ctx context.Context, tx pgx.Tx, id string, at time.Time, by, why string) error {
	_, err := queries(tx).AppCommitmentWithdraw(ctx, dbsqlc.AppCommitmentWithdrawParams{ID: id, WithdrawnAt: &at, WithdrawnBy: orNil(by), WithdrawnWhy: why})
	return postgres.Translate(err)
}

// readyFacts reads what readiness is judged by.
func readyFacts(ctx context.Context, tx pgx.Tx, a state) (Ready, error) {
	r := Ready{App: a.App, Owners: a.owners, Confirmed: map[string]string{}}
	var err error
	if r.Tests, err = testsOf(ctx, tx, a.ID); err != nil {
		return r, err
	}
	if r.Commitments, err = commitmentsOf(ctx, tx, a.ID); err != nil {
		return r, err
	}
	if len(r.Commitments) > 0 && r.Commitments[0].WithdrawnAt.IsZero() {
		r.Commitment, r.Commitments = r.Commitments[0], r.Commitments[1:]
	}
	proofs, err := proofsOf(ctx, tx, []string{a.ID})
	if err != nil {
		return r, err
	}
	r.Proofs = proofs[a.ID]
	owners := members(active(a.owners))
	sdks, err := queries(tx).AppSDKs(ctx, owners)
	if err != nil {
		return r, postgres.Translate(err)
	}
	for _, s := range sdks {
		r.SDKs = append(r.SDKs, platform(s.Platform)+" "+s.Version)
	}
	if r.SDKSkipped, err = queries(tx).AppSDKSkipped(ctx, owners); err != nil {
		return r, postgres.Translate(err)
	}
	confirmed, err := queries(tx).AppConfirmations(ctx, &a.ID)
	if err != nil {
		return r, postgres.Translate(err)
	}
	for _, c := range confirmed {
		if c.StepKey != "staging-tested" || !c.At.Before(r.lastDecision()) {
			r.Confirmed[c.StepKey] = c.Name
		}
	}
	if r.Leads, err = leadsOf(ctx, tx, a); err != nil {
		return r, err
	}
	leads, err := queries(tx).AppLeads(ctx, owners)
	if len(leads) > 0 {
		r.Lead = leads[0]
	}
	return r, postgres.Translate(err)
}

// lastDecision is when the tests were last spoken of: a lead's word from before does not speak of it.
func (r Ready) lastDecision() time.Time {
	last := r.Commitment.At
	for _, t := range r.Tests {
		if t.DecidedAt.After(last) {
			last = t.DecidedAt
		}
	}
	return last
}

func platform(key string) string {
	switch key {
	case "javascript":
		return "JavaScript"
	case "android":
		return "Android"
	case "ios":
		return "iOS"
	}
	return key
}

package oauthapp

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// queries are the feature's statements in a transaction. Generated types do not leave this file.
func queries(tx pgx.Tx) *dbsqlc.Queries { return dbsqlc.New(tx) }

func byID(ctx context.Context, tx pgx.Tx, id string) (App, error) {
	r, err := queries(tx).AppByID(ctx, id)
	if err != nil {
		return App{}, postgres.Translate(err)
	}
	return App{
		ID: r.ID, Environment: r.Environment, Name: r.Name, ClientID: r.ClientID, CompanyID: deref(r.CompanyID), Company: r.Company,
		Domains: r.Domains, StagingAppID: deref(r.StagingAppID), Description: r.Description, SecretPlace: r.SecretPlace,
		CreatedBy: deref(r.CreatedBy), CreatedOn: r.CreatedOn, RecordedAt: r.RecordedAt, Version: int(r.Version), URIs: r.Uris,
	}, nil
}

func stateByID(ctx context.Context, tx pgx.Tx, id string) (state, error) {
	a, err := byID(ctx, tx, id)
	if err != nil {
		return state{}, err
	}
	owners, err := ownersOf(ctx, tx, []string{id})
	return state{a, owners[id]}, err
}

// locked reads an app with its owners and holds it until the change ends.
func locked(ctx context.Context, tx pgx.Tx, id string) (state, error) {
	if _, err := queries(tx).AppLock(ctx, id); err != nil {
		return state{}, postgres.Translate(err)
	}
	return stateByID(ctx, tx, id)
}

// appForTie is a staging app that another one wants to be tied to; an unknown one is empty.
func appForTie(ctx context.Context, tx pgx.Tx, id string) (state, error) {
	if !postgres.IsID(id) {
		return state{}, nil
	}
	a, err := stateByID(ctx, tx, id)
	if apperr.Is(err, apperr.NotFound) {
		return state{}, nil
	}
	return a, err
}

func appByClientID(ctx context.Context, tx pgx.Tx, environment, clientID string) (string, error) {
	id, err := queries(tx).AppByClientID(ctx, environment, clientID)
	return id, postgres.Translate(err)
}

func ownersOf(ctx context.Context, tx pgx.Tx, apps []string) (map[string][]Owner, error) {
	rows, err := queries(tx).AppOwnersOf(ctx, apps)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	owners := make(map[string][]Owner, len(apps))
	for _, r := range rows {
		owners[r.AppID] = append(owners[r.AppID], Owner{
			ID: r.ID, Member: Person{r.MemberID, r.Name, r.Email}, Disabled: r.Disabled, Since: r.Since, Shared: r.Shared,
			AcceptedAt: deref(r.AcceptedAt), Teams: r.Teams,
		})
	}
	return owners, nil
}

func insertApp(ctx context.Context, tx pgx.Tx, a App) error {
	// Left as the driver says it: the caller asks which index refused it.
	err := queries(tx).AppInsert(ctx, dbsqlc.AppInsertParams{
		ID: a.ID, Environment: a.Environment, Name: a.Name, ClientID: a.ClientID, CompanyID: orNil(a.CompanyID),
		StagingAppID: orNil(a.StagingAppID), Description: a.Description, SecretPlace: a.SecretPlace, CreatedBy: orNil(a.CreatedBy),
		CreatedOn: a.CreatedOn,
	})
	if err != nil {
		return err
	}
	for i, u := range a.URIs {
		if err := queries(tx).AppURIInsert(ctx, a.ID, u, int32(i)); err != nil {
			return postgres.Translate(err)
		}
	}
	return nil
}

func updateApp(ctx context.Context, tx pgx.Tx, before, next App, now time.Time) error {
	n, err := queries(tx).AppUpdate(ctx, dbsqlc.AppUpdateParams{
		ID: next.ID, Version: int32(before.Version), Name: next.Name, ClientID: next.ClientID, CompanyID: orNil(next.CompanyID),
		StagingAppID: orNil(next.StagingAppID), Description: next.Description, SecretPlace: next.SecretPlace, CreatedOn: next.CreatedOn,
	})
	if err != nil {
		return err
	}
	if n == 0 {
		return changedMeanwhile()
	}
	keep := next.URIs
	if keep == nil {
		keep = []string{}
	}
	if err := queries(tx).AppURIsEnd(ctx, next.ID, &now, keep); err != nil {
		return postgres.Translate(err)
	}
	for i, u := range next.URIs {
		if slices.Contains(before.URIs, u) {
			err = queries(tx).AppURIPlace(ctx, next.ID, u, int32(i))
		} else {
			err = queries(tx).AppURIInsert(ctx, next.ID, u, int32(i))
		}
		if err != nil {
			return postgres.Translate(err)
		}
	}
	return nil
}

func insertOwner(ctx context.Context, tx pgx.Tx, id, appID, memberID string, shared bool, at time.Time) error {
	// Left as the driver says it, as above.
	return queries(tx).AppOwnerInsert(ctx, dbsqlc.AppOwnerInsertParams{ID: id, AppID: appID, MemberID: memberID, Since: at, Shared: shared})
}

// member is a person whom a change names; an unknown one is empty.
type member struct {
	Person
	Disabled bool
	Teams    []string
}

func memberByID(ctx context.Context, tx pgx.Tx, id string) (member, error) {
	if !postgres.IsID(id) {
		return member{}, nil
	}
	r, err := queries(tx).AppMember(ctx, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return member{}, nil
	}
	return member{Person{r.ID, r.Name, r.Email}, r.Disabled, r.Teams}, postgres.Translate(err)
}

// companyEnvironment is where a company stands; empty when there is none.
func companyEnvironment(ctx context.Context, tx pgx.Tx, id string) (string, error) {
	if !postgres.IsID(id) {
		return "", nil
	}
	env, err := queries(tx).AppCompanyEnvironment(ctx, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return env, postgres.Translate(err)
}

func insertTests(ctx context.Context, tx pgx.Tx, appID string, titles []string) error {
	for i, title := range titles {
		if err := insertTest(ctx, tx, postgres.NewID(), appID, i+1, title); err != nil {
			return err
		}
	}
	return nil
}

func insertTest(ctx context.Context, tx pgx.Tx, id, appID string, position int, title string) error {
	return postgres.Translate(queries(tx).AppTestInsert(ctx, dbsqlc.AppTestInsertParams{ID: id, AppID: appID, Position: int32(position), Title: title}))
}

func testsOf(ctx context.Context, tx pgx.Tx, appID string) ([]Test, error) {
	rows, err := queries(tx).AppTests(ctx, appID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	tests := make([]Test, 0, len(rows))
	for _, r := range rows {
		tests = append(tests, Test{
			ID: r.ID, Title: r.Title, Result: r.Result, Note: r.Note, Decider: r.Decider, DecidedAt: deref(r.DecidedAt),
			Version: int(r.Version), position: int(r.Position),
		})
	}
	return tests, nil
}

func decideTest(ctx context.Context, tx pgx.Tx, appID string, t Test, in DecideTest, by string, at time.Time) error {
	p := dbsqlc.AppTestDecideParams{ID: t.ID, AppID: appID, Version: int32(t.Version), Result: in.Result, Note: in.Note}
	if in.Result != Open {
		p.DecidedBy, p.DecidedAt = orNil(by), &at
	}
	n, err := queries(tx).AppTestDecide(ctx, p)
	if err == nil && n == 0 {
		return changedMeanwhile()
	}
	return postgres.Translate(err)
}

func commitmentOf(ctx context.Context, tx pgx.Tx, appID string) (Commitment, error) {
	rows, err := queries(tx).AppCommitmentOf(ctx, appID)
	if err != nil || len(rows) == 0 {
		return Commitment{}, postgres.Translate(err)
	}
	return Commitment{rows[0].ID, Person{ID: rows[0].MemberID, Name: rows[0].Name}, rows[0].At}, nil
}

func insertCommitment(ctx context.Context, tx pgx.Tx, id, appID, memberID string, at time.Time) error {
	// Left as the driver says it, as above.
	return queries(tx).AppCommitmentInsert(ctx, dbsqlc.AppCommitmentInsertParams{ID: id, AppID: appID, MemberID: memberID, At: at})
}

// readyFacts reads what readiness is judged by.
func readyFacts(ctx context.Context, tx pgx.Tx, a state) (Ready, error) {
	r := Ready{App: a.App, Owners: a.owners, Confirmed: map[string]string{}}
	var err error
	if r.Tests, err = testsOf(ctx, tx, a.ID); err != nil {
		return r, err
	}
	if r.Commitment, err = commitmentOf(ctx, tx, a.ID); err != nil {
		return r, err
	}
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
	all := make([]Request, 0, len(rows))
	for _, r := range rows {
		all = append(all, Request{
			ID: r.ID, Attempt: int(r.Attempt), Body: r.Body, SHA256: hex.EncodeToString(r.BodySha256), Creator: r.Creator, CreatedAt: r.CreatedAt,
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

func contactRequest(ctx context.Context, tx pgx.Tx, r Request, on time.Time, contact string) error {
	n, err := queries(tx).RequestContact(ctx, dbsqlc.RequestContactParams{ID: r.ID, Version: int32(r.Version), ContactedOn: &on, Contact: contact})
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

func appsSeen(ctx context.Context, tx pgx.Tx, actor access.Actor) ([]Listed, error) {
	reader := actor.ID
	if reader == "" {
		reader = "00000000-0000-0000-0000-000000000000"
	}
	rows, err := queries(tx).AppSeen(ctx, dbsqlc.AppSeenParams{
		SeesAll: actor.Admin || actor.Auditor, Reader: reader, Teams: append([]string{}, actor.Teams()...), RowLimit: MostListed,
	})
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Listed, 0, len(rows))
	apps := make([]string, 0, len(rows))
	for _, r := range rows {
		a := App{
			ID: r.ID, Environment: r.Environment, Name: r.Name, ClientID: r.ClientID, CompanyID: deref(r.CompanyID), Company: r.Company,
			StagingAppID: deref(r.StagingAppID), Description: r.Description, SecretPlace: r.SecretPlace, CreatedBy: deref(r.CreatedBy),
			CreatedOn: r.CreatedOn, RecordedAt: r.RecordedAt, Version: int(r.Version), URIs: r.Uris,
		}
		grade := SelfReported
		if r.Confirmed {
			grade = Confirmed
		}
		all, apps = append(all, Listed{App: a, Teams: r.Teams, Grade: grade}), append(apps, a.ID)
	}
	owners, err := ownersOf(ctx, tx, apps)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Owners = owners[all[i].ID]
		all[i].hide(actor)
	}
	return all, nil
}

func companies(ctx context.Context, tx pgx.Tx) ([]Company, error) {
	rows, err := queries(tx).AppCompanies(ctx)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Company, 0, len(rows))
	for _, r := range rows {
		all = append(all, Company{r.ID, r.Name, r.Environment, r.Domains})
	}
	return all, nil
}

func teamPeople(ctx context.Context, tx pgx.Tx, teams []string) ([]Person, error) {
	rows, err := queries(tx).AppTeamPeople(ctx, append([]string{}, teams...))
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Person, 0, len(rows))
	for _, r := range rows {
		all = append(all, Person{r.ID, r.Name, r.Email})
	}
	return all, nil
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

func isTaken(err error, constraint string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.ConstraintName == constraint
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func ptr[T any](v T) *T { return &v }

func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

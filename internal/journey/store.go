package journey

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// rows is everything that is read for a set of members, as the database gives it.
type rows struct {
	members       []dbsqlc.JourneyMembersRow
	teams         []dbsqlc.JourneyTeamsRow
	leads         []dbsqlc.JourneyLeadsRow
	companies     []dbsqlc.JourneyCompaniesRow
	companyRoles  []dbsqlc.JourneyCompanyRolesRow
	refused       []dbsqlc.JourneyRefusedMatchesRow
	grants        []dbsqlc.JourneyGrantsRow
	apps          []dbsqlc.JourneyAppsRow
	owners        []dbsqlc.JourneyAppOwnersRow
	tests         []dbsqlc.JourneyAppTestsRow
	requests      []dbsqlc.JourneyRequestsRow
	accounts      []dbsqlc.JourneyRequestAccountsRow
	sdks          []dbsqlc.JourneySDKsRow
	marks         []dbsqlc.JourneyMarksRow
	confirmations []dbsqlc.JourneyConfirmationsRow
	files         []dbsqlc.JourneyFilesRow
	settings      []dbsqlc.SettingValuesRow
	roleRequests  []dbsqlc.JourneyRoleRequestsRow
	blockers      []dbsqlc.JourneyBlockersRow
	nudges        []dbsqlc.JourneyNudgesRow
	links         []dbsqlc.JourneyLinksRow
	proofs        []dbsqlc.JourneyProofsRow
	colleagues    []dbsqlc.JourneyColleaguesRow
	outages       []dbsqlc.JourneyOutagesRow
	replacements  []dbsqlc.JourneyReplacementsRow
	checks        []dbsqlc.JourneyLinkChecksRow
}

// readRows asks for all of it in one round trip.
func readRows(ctx context.Context, tx pgx.Tx, members []string) (rows, error) {
	var r rows
	take := []func(*dbsqlc.Queries) error{
		read(ctx, members, &r.members, (*dbsqlc.Queries).JourneyMembers),
		read(ctx, members, &r.teams, (*dbsqlc.Queries).JourneyTeams),
		read(ctx, members, &r.leads, (*dbsqlc.Queries).JourneyLeads),
		read(ctx, members, &r.companies, (*dbsqlc.Queries).JourneyCompanies),
		read(ctx, members, &r.companyRoles, (*dbsqlc.Queries).JourneyCompanyRoles),
		read(ctx, members, &r.refused, (*dbsqlc.Queries).JourneyRefusedMatches),
		read(ctx, members, &r.grants, (*dbsqlc.Queries).JourneyGrants),
		read(ctx, members, &r.apps, (*dbsqlc.Queries).JourneyApps),
		read(ctx, members, &r.owners, (*dbsqlc.Queries).JourneyAppOwners),
		read(ctx, members, &r.tests, (*dbsqlc.Queries).JourneyAppTests),
		read(ctx, members, &r.requests, (*dbsqlc.Queries).JourneyRequests),
		read(ctx, members, &r.accounts, (*dbsqlc.Queries).JourneyRequestAccounts),
		read(ctx, members, &r.sdks, (*dbsqlc.Queries).JourneySDKs),
		read(ctx, members, &r.marks, (*dbsqlc.Queries).JourneyMarks),
		read(ctx, members, &r.confirmations, (*dbsqlc.Queries).JourneyConfirmations),
		read(ctx, members, &r.files, (*dbsqlc.Queries).JourneyFiles),
		read(ctx, members, &r.roleRequests, (*dbsqlc.Queries).JourneyRoleRequests),
		read(ctx, members, &r.blockers, (*dbsqlc.Queries).JourneyBlockers),
		read(ctx, members, &r.nudges, (*dbsqlc.Queries).JourneyNudges),
		read(ctx, members, &r.proofs, (*dbsqlc.Queries).JourneyProofs),
		read(ctx, members, &r.colleagues, (*dbsqlc.Queries).JourneyColleagues),
		func(q *dbsqlc.Queries) (err error) { r.settings, err = q.SettingValues(ctx); return err },
		func(q *dbsqlc.Queries) (err error) { r.links, err = q.JourneyLinks(ctx); return err },
		func(q *dbsqlc.Queries) (err error) { r.outages, err = q.JourneyOutages(ctx); return err },
		func(q *dbsqlc.Queries) (err error) { r.checks, err = q.JourneyLinkChecks(ctx); return err },
		func(q *dbsqlc.Queries) (err error) { r.replacements, err = q.JourneyReplacements(ctx); return err },
	}
	return r, inOneTrip(ctx, tx, take)
}

func read[T any](ctx context.Context, members []string, into *[]T, query func(*dbsqlc.Queries, context.Context, []string) ([]T, error)) func(*dbsqlc.Queries) error {
	return func(q *dbsqlc.Queries) (err error) {
		*into, err = query(q, ctx, members)
		return err
	}
}

// errQueued is how a generated query is left while it is only being collected.
var errQueued = errors.New("collected for the round trip")

// trip stands in for the database under the generated queries: at first it collects what they would send, then it gives
// each of them its own answer, in the same order.
type trip struct {
	batch   *pgx.Batch
	answers pgx.BatchResults
}

// inOneTrip calls every query twice around one exchange with the database.
func inOneTrip(ctx context.Context, tx pgx.Tx, queries []func(*dbsqlc.Queries) error) error {
	t := &trip{batch: &pgx.Batch{}}
	for _, query := range queries {
		if err := query(dbsqlc.New(t)); !errors.Is(err, errQueued) {
			return errors.Join(errors.New("a query that is not a list cannot be collected"), err)
		}
	}
	t.answers = tx.SendBatch(ctx, t.batch)
	for _, query := range queries {
		if err := query(dbsqlc.New(t)); err != nil {
			_ = t.answers.Close()
			return postgres.Translate(err)
		}
	}
	return postgres.Translate(t.answers.Close())
}

// Query collects, then answers.
func (t *trip) Query(_ context.Context, sql string, args ...any) (pgx.Rows, error) {
	if t.answers == nil {
		t.batch.Queue(sql, args...)
		return nil, errQueued
	}
	return t.answers.Query()
}

// Exec is no part of a trip: it only reads lists.
func (t *trip) Exec(context.Context, string, ...any) (pgconn.CommandTag, error) {
	return pgconn.CommandTag{}, errors.New("a round trip of reads cannot write")
}

// QueryRow is no part of a trip; asking for it is a mistake that the first test finds.
func (t *trip) QueryRow(context.Context, string, ...any) pgx.Row { return nil }

// lockMember keeps two changes of one journey apart, so that each is judged by what the other left. Kind: NotFound.
func lockMember(ctx context.Context, tx *audit.Tx, memberID string) error {
	if !postgres.IsID(memberID) {
		return apperr.Missing()
	}
	_, err := dbsqlc.New(tx).JourneyLockMember(ctx, memberID)
	return postgres.Translate(err)
}

func addMark(ctx context.Context, tx *audit.Tx, m Mark, memberID string) error {
	return postgres.Translate(dbsqlc.New(tx).JourneyAddMark(ctx, dbsqlc.JourneyAddMarkParams{
		ID: m.ID, MemberID: memberID, StepKey: m.StepKey, AppID: orNull(m.AppID), State: string(m.State), Reason: m.Reason,
		Evidence: m.Evidence, HappenedOn: dayOrNull(m.HappenedOn), RecordedBy: m.RecordedBy.ID,
	}))
}

func addConfirmation(ctx context.Context, tx *audit.Tx, memberID string, c Confirmation) error {
	return postgres.Translate(dbsqlc.New(tx).JourneyAddConfirmation(ctx, dbsqlc.JourneyAddConfirmationParams{
		ID: c.ID, MemberID: memberID, StepKey: c.StepKey, AppID: orNull(c.AppID), ConfirmedBy: c.By.ID, Note: c.Note, AsLead: c.AsLead,
	}))
}

func withdrawConfirmation(ctx context.Context, tx *audit.Tx, id, by string) error {
	_, err := dbsqlc.New(tx).JourneyWithdrawConfirmation(ctx, id, by)
	return postgres.Translate(err)
}

func addSDK(ctx context.Context, tx *audit.Tx, memberID string, d SDKDownload) error {
	return postgres.Translate(dbsqlc.New(tx).JourneyAddSDK(ctx, dbsqlc.JourneyAddSDKParams{
		ID: d.ID, MemberID: memberID, Platform: d.Platform, Version: d.Version, FileName: d.FileName, Sha256: d.SHA256,
		OnDay: d.OnDay.Start(time.UTC),
	}))
}

// sdkByID reads a download that stands, and whose it is. Kind: NotFound.
func sdkByID(ctx context.Context, tx *audit.Tx, id string) (SDKDownload, string, error) {
	row, err := dbsqlc.New(tx).JourneySDK(ctx, id)
	return SDKDownload{ID: row.ID, Platform: row.Platform, Version: row.Version}, row.MemberID, postgres.Translate(err)
}

func removeSDK(ctx context.Context, tx *audit.Tx, id string) error {
	_, err := dbsqlc.New(tx).JourneyRemoveSDK(ctx, id)
	return postgres.Translate(err)
}

func addBlocker(ctx context.Context, tx *audit.Tx, memberID string, b Blocker) error {
	return postgres.Translate(dbsqlc.New(tx).JourneyAddBlocker(ctx, dbsqlc.JourneyAddBlockerParams{
		ID: b.ID, MemberID: memberID, StepKey: b.StepKey, ReasonKey: b.ReasonKey, Words: b.Words,
	}))
}

// blockerByID reads a blocker and whose it is. Kind: NotFound.
func blockerByID(ctx context.Context, tx *audit.Tx, id string) (Blocker, string, error) {
	row, err := dbsqlc.New(tx).JourneyBlocker(ctx, id)
	return Blocker{ID: row.ID, StepKey: row.StepKey, ResolvedAt: orZero(row.ResolvedAt)}, row.MemberID, postgres.Translate(err)
}

func resolveBlocker(ctx context.Context, tx *audit.Tx, id, by, answer string) error {
	_, err := dbsqlc.New(tx).JourneyResolveBlocker(ctx, id, &by, answer)
	return postgres.Translate(err)
}

func addNudge(ctx context.Context, tx *audit.Tx, memberID string, n Nudge) error {
	return postgres.Translate(dbsqlc.New(tx).JourneyAddNudge(ctx, dbsqlc.JourneyAddNudgeParams{
		ID: n.ID, MemberID: memberID, SentBy: n.By.ID, StepKey: n.StepKey, Words: n.Words,
	}))
}

// supplyLink replaces the address that stands for a link and gives back the old one, or "".
func supplyLink(ctx context.Context, tx *audit.Tx, edition string, l SuppliedLink) (string, error) {
	q := dbsqlc.New(tx)
	old, err := q.JourneyEndLink(ctx, edition, l.Key)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return "", postgres.Translate(err)
	}
	return old, postgres.Translate(q.JourneyAddLink(ctx, dbsqlc.JourneyAddLinkParams{
		ID: postgres.NewID(), Edition: edition, LinkKey: l.Key, Url: l.URL, SuppliedBy: l.By.ID,
	}))
}

// teamBySlug finds the id of a team. Kind: NotFound.
func teamBySlug(ctx context.Context, tx pgx.Tx, slug string) (string, error) {
	id, err := dbsqlc.New(tx).JourneyTeamOfSlug(ctx, slug)
	return id, postgres.Translate(err)
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func dayOrNull(d Day) *time.Time {
	if d.IsZero() {
		return nil
	}
	t := d.Start(time.UTC)
	return &t
}

func orZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

package proof

import (
	"context"
	"crypto/rand"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

func queries(tx pgx.Tx) *dbsqlc.Queries { return dbsqlc.New(tx) }

// keyName is the name of the server's key for one-time addresses.
const keyName = "proof-challenge"

// serverKey gives the server's key: random, kept in the database, shared by all processes.
func (s *Service) serverKey(ctx context.Context) ([]byte, error) {
	if known := s.key.Load(); known != nil {
		return *known, nil
	}
	fresh := make([]byte, 32)
	_, _ = rand.Read(fresh) // never fails: it ends the process instead
	var key []byte
	err := s.log.DB().Write(ctx, func(tx pgx.Tx) (err error) {
		if err = queries(tx).ProofServerKeyMake(ctx, keyName, fresh); err != nil {
			return err
		}
		key, err = queries(tx).ProofServerKey(ctx, keyName)
		return err
	})
	if err != nil {
		return nil, postgres.Translate(err)
	}
	s.key.Store(&key)
	return key, nil
}

// app is an app as a proof sees it.
type app struct {
	id, environment, name, clientID, kind, stagingAppID string
	retired                                             bool
	uris                                                []string
	owners                                              []owner
}

// owner is one of its owners; a waiting one brought a client id that was known already.
type owner struct {
	memberID string
	waiting  bool
	teams    []string
}

// scope is what rights on the app are asked for: everybody who owns it, whoever waits to share it included, and the teams of
// those who do own it.
func (a app) scope() access.Scope {
	var s access.Scope
	for _, o := range a.owners {
		s.OwnerIDs = append(s.OwnerIDs, o.memberID)
		if !o.waiting {
			s.TeamIDs = append(s.TeamIDs, o.teams...)
		}
	}
	return s
}

// waits says that the member brought the app's client id and no lead has accepted that it is shared.
func (a app) waits(memberID string) bool {
	return slices.ContainsFunc(a.owners, func(o owner) bool { return o.memberID == memberID && o.waiting })
}

// appByID reads an app with its owners. Kind: NotFound.
func appByID(ctx context.Context, tx pgx.Tx, id string) (app, error) {
	if !postgres.IsID(id) {
		return app{}, apperr.Missing()
	}
	q := queries(tx)
	row, err := q.ProofApp(ctx, id)
	if err != nil {
		return app{}, postgres.Translate(err)
	}
	a := app{
		id: row.ID, environment: row.Environment, name: row.Name, clientID: row.ClientID, kind: row.Kind,
		stagingAppID: value(row.StagingAppID), retired: row.RetiredAt != nil, uris: row.Uris,
	}
	owners, err := q.ProofAppOwners(ctx, id)
	for _, o := range owners {
		a.owners = append(a.owners, owner{o.MemberID, o.Waiting, o.Teams})
	}
	return a, postgres.Translate(err)
}

func ownApps(ctx context.Context, tx pgx.Tx, memberID string) ([]string, error) {
	ids, err := queries(tx).ProofOwnApps(ctx, memberID)
	return ids, postgres.Translate(err)
}

// member is what a proof has to know of a person: the edition they walk is empty where they walk none.
type member struct{ id, emailKey, edition string }

func memberByID(ctx context.Context, tx pgx.Tx, id string) (member, error) {
	if !postgres.IsID(id) {
		return member{}, apperr.Missing()
	}
	row, err := queries(tx).ProofMember(ctx, id)
	return member{row.ID, row.EmailKey, row.Edition}, postgres.Translate(err)
}

func teamsOf(ctx context.Context, tx pgx.Tx, memberID string) ([]string, error) {
	teams, err := queries(tx).ProofTeamsOf(ctx, memberID)
	return teams, postgres.Translate(err)
}

// lockMember holds a person's journey against other changes. Kind: NotFound, also for an account that is shut.
func lockMember(ctx context.Context, tx *audit.Tx, memberID string) error {
	_, err := queries(tx).ProofLockMember(ctx, memberID)
	return postgres.Translate(err)
}

func insertProof(ctx context.Context, tx *audit.Tx, h *onItsWay, a app, kind Kind, challengeID string, at time.Time) error {
	return postgres.Translate(queries(tx).ProofAdd(ctx, dbsqlc.ProofAddParams{
		ID: h.proofID, MemberID: h.memberID, AppID: a.id, Environment: a.environment, Kind: string(kind), ChallengeID: orNull(challengeID),
		ClientID: a.clientID, StateHash: h.state[:], StartedAt: at,
	}))
}

func startedSince(ctx context.Context, tx *audit.Tx, memberID string, since time.Time) (int64, error) {
	n, err := queries(tx).ProofStartedSince(ctx, memberID, since)
	return n, postgres.Translate(err)
}

// begun is a proof as a change sees it.
type begun struct {
	id, memberID, appID, environment, challengeID, stagingAppID string
	kind                                                        Kind
	outcome                                                     Outcome
	decision                                                    Decision
}

// byState finds the proof that a state belongs to. Kind: NotFound.
func byState(ctx context.Context, tx pgx.Tx, state [32]byte) (begun, error) {
	row, err := queries(tx).ProofByState(ctx, state[:])
	return begun{id: row.ID, memberID: row.MemberID, appID: row.AppID, outcome: Outcome(row.Outcome)}, postgres.Translate(err)
}

// proofForUpdate reads a proof and holds it until the change ends. Kind: NotFound.
func proofForUpdate(ctx context.Context, tx *audit.Tx, id string) (begun, error) {
	if !postgres.IsID(id) {
		return begun{}, apperr.Missing()
	}
	row, err := queries(tx).ProofForUpdate(ctx, id)
	return begun{
		id: row.ID, memberID: row.MemberID, appID: row.AppID, environment: row.Environment, challengeID: value(row.ChallengeID),
		stagingAppID: value(row.StagingAppID), kind: Kind(row.Kind), outcome: Outcome(row.Outcome), decision: Decision(value(row.Decision)),
	}, postgres.Translate(err)
}

func endProof(ctx context.Context, tx *audit.Tx, id string, a answer, at time.Time) error {
	_, err := queries(tx).ProofEnd(ctx, dbsqlc.ProofEndParams{
		ID: id, Outcome: string(a.outcome), Code: a.code, SeenAs: a.seenAs, Fingerprint: a.fingerprint, At: at,
	})
	return postgres.Translate(err)
}

func decideProof(ctx context.Context, tx *audit.Tx, id string, d Decision, reason string, at time.Time) error {
	_, err := queries(tx).ProofDecide(ctx, dbsqlc.ProofDecideParams{ID: id, Reason: reason, Decision: string(d), By: tx.Actor().ID, At: at})
	return postgres.Translate(err)
}

// addColleagues keeps what those listed say about who works with whom, and says how many of them are known here.
func addColleagues(ctx context.Context, tx *audit.Tx, p begun, keys []string) (int, error) {
	if len(keys) == 0 {
		return 0, nil
	}
	n, err := queries(tx).ProofAddColleagues(ctx, dbsqlc.ProofAddColleaguesParams{Environment: p.environment, Keys: keys, Self: p.memberID, ProofID: p.id})
	return int(n), postgres.Translate(err)
}

// grantsOf are the grants that a proof can raise.
func grantsOf(ctx context.Context, tx *audit.Tx, p begun, now time.Time) ([]string, error) {
	apps := []string{p.appID}
	if p.stagingAppID != "" {
		apps = append(apps, p.stagingAppID)
	}
	rows, err := queries(tx).ProofGrantsOfMember(ctx, dbsqlc.ProofGrantsOfMemberParams{
		MemberID: p.memberID, Environment: p.environment, Now: now, Apps: apps,
	})
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.GrantID)
	}
	return ids, postgres.Translate(err)
}

// standing is a challenge that can be used.
type standing struct {
	id                string
	pathHash          []byte
	madeAt, expiresAt time.Time
}

// standingChallenge finds the challenge of a person for an app that can be used now. Kind: NotFound.
func standingChallenge(ctx context.Context, tx pgx.Tx, memberID, appID string, now time.Time) (standing, error) {
	row, err := queries(tx).ProofChallengeStanding(ctx, memberID, appID, now)
	return standing{row.ID, row.PathHash, row.MadeAt, row.ExpiresAt}, postgres.Translate(err)
}

func replaceChallenge(ctx context.Context, tx *audit.Tx, c standing, memberID, appID string) error {
	q := queries(tx)
	if err := q.ProofChallengeEnd(ctx, memberID, appID, c.madeAt); err != nil {
		return postgres.Translate(err)
	}
	return postgres.Translate(q.ProofChallengeAdd(ctx, dbsqlc.ProofChallengeAddParams{
		ID: c.id, MemberID: memberID, AppID: appID, PathHash: c.pathHash, MadeAt: c.madeAt, ExpiresAt: c.expiresAt,
	}))
}

// useChallenge ends a challenge and says whether it stood until now.
func useChallenge(ctx context.Context, tx *audit.Tx, id string, at time.Time) (bool, error) {
	n, err := queries(tx).ProofChallengeUse(ctx, id, at)
	return n == 1, postgres.Translate(err)
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

package proof

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// by says which proofs are read: all that is not empty must agree.
type by struct{ id, app, member, team string }

// row is a proof with what is known around it today.
type row struct {
	id, memberID, memberName, appID, appName, environment, clientID string
	kind                                                            Kind
	startedAt, endedAt, decidedAt                                   time.Time
	outcome                                                         Outcome
	code, seenAs, reason, decidedBy, edition                        string
	fingerprint                                                     []byte
	decision                                                        Decision
	colleagues                                                      bool
	// counts says that it shows something today, placed that somebody listed stands in one company here, raised that a grant of the member is verified, waiting that the member waits to
	// share the app.
	counts, placed, raised, waiting, retired bool
	teams                                    []string
}

func (r row) scope() access.Scope { return access.Scope{MemberID: r.memberID, TeamIDs: r.teams} }

func listed(ctx context.Context, tx pgx.Tx, which by, most int) ([]row, error) {
	for _, id := range []string{which.id, which.app, which.member, which.team} {
		if id != "" && !postgres.IsID(id) {
			return nil, nil
		}
	}
	if which == (by{}) {
		return nil, nil
	}
	found, err := queries(tx).ProofList(ctx, dbsqlc.ProofListParams{
		ID: orNull(which.id), AppID: orNull(which.app), MemberID: orNull(which.member), TeamID: orNull(which.team), Most: int32(most),
	})
	out := make([]row, 0, len(found))
	for _, r := range found {
		out = append(out, row{
			id: r.ID, memberID: r.MemberID, memberName: r.MemberName, appID: r.AppID, appName: r.AppName, environment: r.Environment,
			clientID: r.ClientID, kind: Kind(r.Kind), startedAt: r.StartedAt, endedAt: value(r.EndedAt), decidedAt: value(r.DecidedAt),
			outcome: Outcome(r.Outcome), code: r.Code, seenAs: r.SeenAs, reason: r.Reason, decidedBy: value(r.DecidedByName),
			edition: r.Edition, fingerprint: r.Fingerprint, decision: Decision(value(r.Decision)), colleagues: r.Colleagues,
			counts: r.Counts, placed: r.Placed, raised: r.Raised, waiting: r.Waiting, retired: r.RetiredAt != nil, teams: r.Teams,
		})
	}
	return out, postgres.Translate(err)
}

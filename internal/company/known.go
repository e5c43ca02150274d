package company

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/postgres"
)

// Known says of which people a reader may know, for a page that lists more than they may see.
type Known struct {
	everybody    bool
	roles, mates map[string]bool
}

// Role says whether the reader may know of the person's role at the company; Permission of what they hold.
func (k Known) Role(memberID string) bool {
	return k.everybody || k.roles[memberID] || k.mates[memberID]
}

// Permission says whether the reader may know of what the person holds, and of their journey.
func (k Known) Permission(memberID string) bool { return k.everybody || k.mates[memberID] }

// knownTo is everyone for an admin or auditor of Portico; else oneself, one's teams, and of roles those that the company's
// page shows.
func knownTo(ctx context.Context, tx pgx.Tx, actor access.Actor, c state) (Known, error) {
	k := Known{everybody: actor.Admin || actor.Auditor, roles: map[string]bool{}, mates: map[string]bool{actor.ID: true}}
	attests := slices.Contains(c.attestors(), actor.ID)
	for _, h := range c.held {
		if attests || visible(actor, c.admins(), h) {
			k.roles[h.Member.ID] = true
		}
	}
	if len(actor.Teams()) == 0 {
		return k, nil
	}
	mates, err := queries(tx).CompanyTeamMembers(ctx, actor.Teams())
	for _, id := range mates {
		k.mates[id] = true
	}
	return k, postgres.Translate(err)
}

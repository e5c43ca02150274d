package permission

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// Choice is one box that a member could have ticked in staging.
type Choice struct {
	// Company is the id of a company, or Freelance.
	Company string
	Name    string
	// WhyNot is why it cannot be recorded now, in words; empty when it can.
	WhyNot string
}

// Choices lists the boxes that the actor could have ticked in staging: every company where they have a role, and Freelance.
// Kinds: Unauthenticated, Unavailable.
func (s *Service) Choices(ctx context.Context, actor access.Actor) ([]Choice, error) {
	if err := actor.Check(access.JourneyWrite, access.Scope{MemberID: actor.ID}); err != nil {
		return nil, err
	}
	var all []Choice
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		roles, open, err := rolesOf(ctx, tx, actor.ID)
		if err != nil {
			return err
		}
		for _, c := range roles {
			choice := Choice{Company: c.companyID, Name: c.name}
			switch {
			case slices.Contains(open, c.companyID):
				choice.WhyNot = "In the ledger already"
			case !c.employee:
				choice.WhyNot = "You are admin but not employee"
			case !c.admin:
				choice.WhyNot = "You are employee but not admin"
			}
			all = append(all, choice)
		}
		freelance := Choice{Company: Freelance, Name: "Freelance"}
		if slices.Contains(open, Freelance) {
			freelance.WhyNot = "In the ledger already"
		}
		all = append(all, freelance)
		return nil
	})
	return all, err
}

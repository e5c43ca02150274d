package company

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// Waiting are the people who asked one person to let them into a company, and have no answer yet.
type Waiting struct {
	CompanyID, Company, Environment string
	// Members are their names, the longest waiting first.
	Members []string
}

// WaitingFor is who waits for the actor's answer, company by company. Kinds: Unauthenticated.
func (s *Service) WaitingFor(ctx context.Context, actor access.Actor) ([]Waiting, error) {
	if err := actor.Check(access.CompanyRead, access.Scope{}); err != nil {
		return nil, err
	}
	var all []Waiting
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		all, err = asksTo(ctx, tx, actor.ID)
		return err
	})
	return all, err
}

package company

import (
	"context"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Service records companies at the vendor, and who is admin and employee there.
type Service struct {
	log *audit.Log
	now func() time.Time
}

// New makes a Service that writes through log and reads the time from now.
func New(log *audit.Log, now func() time.Time) *Service { return &Service{log: log, now: now} }

// change does what every change of a known company shares: it finds the company, holds it so that changes of one company
// follow each other, and describes the event. Kind: NotFound.
func (s *Service) change(ctx context.Context, actor access.Actor, what audit.Action, companyID string,
	do func(tx *audit.Tx, c state, entry *audit.Entry) error,
) error {
	return s.log.Change(ctx, actor, what, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: subject(companyID)}
		if !postgres.IsID(companyID) {
			return audit.Entry{}, apperr.Missing()
		}
		c, err := locked(ctx, tx, companyID)
		if err != nil {
			return audit.Entry{}, err
		}
		if err := actor.Check(access.CompanyRead, access.Scope{}); err != nil {
			return entry, err
		}
		if c.Closed() {
			return entry, closedSentence(c.Company)
		}
		err = do(tx, c, &entry)
		return entry, err
	})
}

// closedSentence refuses a change of a company that no longer takes part. Kind: Conflict.
func closedSentence(c Company) error {
	if c.MergedInto != "" {
		return apperr.New(apperr.Conflict, c.Name+" was merged into another entry. Its page says into which: change that one.")
	}
	return apperr.New(apperr.Conflict, c.Name+" is history: its environment was reset. Record the new company when somebody has made it.")
}

func subject(companyID string) audit.Subject { return audit.Subject{Kind: "company", ID: companyID} }

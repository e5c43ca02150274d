package oauthapp

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Retire says that an app is not used any more, because it was taken away at the vendor or nobody needs it: it leaves the
// lists and the journeys, and stays to be read. A commitment falls with it. Kinds: NotFound, Forbidden, Conflict when it is
// retired already or while a production request of it is with the vendor.
func (s *Service) Retire(ctx context.Context, actor access.Actor, appID string) error {
	return s.change(ctx, actor, audit.AppRetired, appID, mayReport, func(tx *audit.Tx, a state, _ *audit.Entry) error {
		all, err := requestsOf(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		if r, ok := Current(all); ok && StateOf(r).waitsOnVendor() {
			return apperr.New(apperr.Conflict, "A production request of this app is with Avaya. Withdraw it first.")
		}
		if err := s.uncommit(ctx, tx, a.App, "The app retired."); err != nil {
			return err
		}
		return retireApp(ctx, tx, a.ID, s.now())
	})
}

// Restore takes a retired app into use again. Kinds: NotFound, Forbidden, Conflict for an app that is not retired.
func (s *Service) Restore(ctx context.Context, actor access.Actor, appID string) error {
	return s.change(ctx, actor, audit.AppRestored, appID, mayReport, func(tx *audit.Tx, a state, _ *audit.Entry) error {
		n, err := queries(tx).AppRestore(ctx, a.ID)
		if err == nil && n == 0 {
			return apperr.New(apperr.Conflict, "This app is in use.")
		}
		return postgres.Translate(err)
	})
}

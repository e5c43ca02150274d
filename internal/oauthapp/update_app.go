package oauthapp

import (
	"context"
	"slices"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Update changes what is said about an app; version is the one that the actor saw. Kinds: Invalid, NotFound, Forbidden,
// Conflict when someone changed it meanwhile or the client id belongs to another app.
func (s *Service) Update(ctx context.Context, actor access.Actor, appID string, version int, in Input) error {
	next, problems := in.read(zone(actor), s.now())
	err := s.change(ctx, actor, audit.AppChanged, appID, mayWrite, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		if err := problems.Err(); err != nil {
			return err
		}
		if version != a.Version {
			return changedMeanwhile()
		}
		next.ID, next.Environment, next.Kind, next.Version = a.ID, a.Environment, a.Kind, a.Version+1
		if next.Environment == Staging && next.StagingAppID != "" || next.StagingAppID == a.ID {
			return apperr.Field("staging_app", "Only an app in production grew from a staging app.")
		}
		if next.Kind == ServiceKind && next.CompanyID == "" {
			return apperr.Field("company", "A service app belongs to a company. Choose it.")
		}
		if err := checkTies(ctx, tx, actor, next); err != nil {
			return err
		}
		if same(a.App, next) {
			return audit.ErrNoChange
		}
		entry.Before, entry.After = eventOf(a.App), eventOf(next)
		return updateApp(ctx, tx, a.App, next, s.now())
	})
	if isTaken(err, "app_client_id_taken") {
		conflict := apperr.Wrap(apperr.Conflict, "An app with this client ID is registered already.", err)
		conflict.Fields = apperr.Fields{"client_id": conflict.Message}
		return conflict
	}
	return err
}

func same(a, b App) bool {
	return a.Name == b.Name && a.ClientID == b.ClientID && a.CompanyID == b.CompanyID && a.StagingAppID == b.StagingAppID &&
		a.Description == b.Description && a.SecretPlace == b.SecretPlace && a.CreatedOn.Equal(b.CreatedOn) && slices.Equal(a.URIs, b.URIs)
}

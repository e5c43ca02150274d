package oauthapp

import (
	"context"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Service records OAuth2 apps and their way to production.
type Service struct {
	log *audit.Log
	now func() time.Time
}

// New makes a Service that writes through log and reads the time from now.
func New(log *audit.Log, now func() time.Time) *Service { return &Service{log: log, now: now} }

// state is an app with its owners, as a change sees it.
type state struct {
	App
	owners []Owner
}

// change does what every change of an app shares: it finds the app, holds it so that changes of one app follow each other,
// checks the right and describes the event. Kinds: NotFound, Forbidden.
func (s *Service) change(ctx context.Context, actor access.Actor, what audit.Action, appID string, may func(access.Actor, state) error,
	do func(tx *audit.Tx, a state, entry *audit.Entry) error,
) error {
	return s.log.Change(ctx, actor, what, func(tx *audit.Tx) (audit.Entry, error) {
		a, entry, err := held(ctx, tx, actor, appID)
		if err != nil {
			return entry, err
		}
		if err := may(actor, a); err != nil {
			return entry, err
		}
		if a.Retired() && what != audit.AppRestored && what != audit.AppOwnerEnded {
			return entry, retired()
		}
		err = do(tx, a, &entry)
		return entry, err
	})
}

// held finds an app, holds it until the change ends and begins the event about it. Kind: NotFound.
func held(ctx context.Context, tx *audit.Tx, actor access.Actor, appID string) (state, audit.Entry, error) {
	if !postgres.IsID(appID) {
		return state{}, audit.Entry{}, apperr.Missing()
	}
	a, err := locked(ctx, tx, appID)
	if err != nil {
		return state{}, audit.Entry{}, err
	}
	return a, audit.Entry{Subject: subject("app", a.ID), MemberID: actor.ID, TeamID: teamOf(actor, a.owners)}, nil
}

func retired() error {
	return apperr.New(apperr.Conflict, "This app is retired: it stays to be read, and nothing of it changes. Take it into use again first.")
}

func subject(kind, id string) audit.Subject { return audit.Subject{Kind: kind, ID: id} }

// teamOf is the team in which a change of the app happened: one that the actor shares with its owners, else the owners'.
func teamOf(actor access.Actor, owners []Owner) string {
	teams := scope(owners).TeamIDs
	for _, id := range teams {
		if actor.InTeam(id) {
			return id
		}
	}
	if len(teams) > 0 {
		return teams[0]
	}
	return ""
}

// mayWrite is for the owners.
func mayWrite(actor access.Actor, a state) error {
	return actor.Check(access.AppWrite, scope(a.owners))
}

// mayReport is for what the vendor did: an owner or a lead of an owner's team says so.
func mayReport(actor access.Actor, a state) error {
	if actor.May(access.AppAccept, scope(a.owners)) {
		return nil
	}
	return mayWrite(actor, a)
}

// mayRead is for everyone who may know of the app.
func mayRead(actor access.Actor, a state) error { return actor.Check(access.AppRead, scope(a.owners)) }

func changedMeanwhile() error {
	return apperr.New(apperr.Conflict, "Someone changed this a moment ago. What you typed is below; look at what stands now, then save it again.")
}

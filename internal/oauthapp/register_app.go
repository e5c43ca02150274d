package oauthapp

import (
	"context"
	"errors"
	"slices"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// appEvent is what the trail keeps of an app. The client id is public at the vendor; the secret is never here.
type appEvent struct {
	Environment  string   `json:"environment,omitempty"`
	ClientID     string   `json:"client_id,omitempty"`
	URIs         []string `json:"redirect_uris,omitempty"`
	CompanyID    string   `json:"company,omitempty"`
	StagingAppID string   `json:"staging_app,omitempty"`
	CreatedOn    string   `json:"created_on,omitempty"`
	Version      int      `json:"version,omitempty"`
}

func eventOf(a App) appEvent {
	e := appEvent{Environment: a.Environment, ClientID: a.ClientID, URIs: a.URIs, CompanyID: a.CompanyID, StagingAppID: a.StagingAppID, Version: a.Version}
	if !a.CreatedOn.IsZero() {
		e.CreatedOn = a.CreatedOn.Format("2006-01-02")
	}
	return e
}

// Registered is what became of a registration.
type Registered struct {
	// AppID is empty when the same form was sent before.
	AppID string
	// Shared says that the client id was known already: the member shares the app once a lead accepts it.
	Shared bool
}

// Register records an app that the actor made at the vendor, with the list of tests that every staging app begins with. A
// client id that is known already makes the actor a shared owner, who waits for a lead. Kinds: Invalid; Forbidden for
// someone who walks no journey; Conflict when the app is the actor's already.
func (s *Service) Register(ctx context.Context, actor access.Actor, environment string, in Input) (Registered, error) {
	a, problems := in.read(zone(actor), s.now())
	if environment != Staging && environment != Production {
		problems.Add("environment", "Choose staging or production.")
	}
	if a.Kind != OAuth && a.Kind != ServiceKind {
		problems.Add("kind", "Choose OAuth or service.")
	}
	if in.StagingAppID != "" && environment == Staging {
		problems.Add("staging_app", "Only an app in production grew from a staging app.")
	}
	if err := problems.Err(); err != nil {
		return Registered{}, err
	}
	a.ID, a.Environment, a.CreatedBy, a.Version = postgres.NewID(), environment, actor.ID, 1
	made, err := s.registerNew(ctx, actor, a)
	if errors.Is(err, errKnown) {
		return s.registerShared(ctx, actor, a)
	}
	if err != nil || !made {
		return Registered{}, err
	}
	return Registered{AppID: a.ID}, nil
}

// errKnown ends a registration whose client id belongs to an app that is known already.
var errKnown = errors.New("this client id is known")

func (s *Service) registerNew(ctx context.Context, actor access.Actor, a App) (made bool, err error) {
	err = s.log.Change(ctx, actor, audit.AppRegistered, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{MemberID: actor.ID}
		if err := mayRegister(actor); err != nil {
			return entry, err
		}
		if err := checkTies(ctx, tx, actor, a); err != nil {
			return entry, err
		}
		if err := checkServiceApp(ctx, tx, actor, a); err != nil {
			return entry, err
		}
		entry.Subject, entry.After, entry.Grade = subject("app", a.ID), eventOf(a), SelfReported
		if len(actor.Teams()) > 0 {
			entry.TeamID = actor.Teams()[0]
		}
		if err := insertApp(ctx, tx, a); err != nil {
			return entry, err
		}
		if err := insertOwner(ctx, tx, postgres.NewID(), a.ID, actor.ID, false, s.now()); err != nil {
			return entry, err
		}
		made = true
		if a.Environment == Staging {
			titles, err := testsToBegin(ctx, tx, entry.TeamID)
			if err != nil {
				return entry, err
			}
			return entry, insertTests(ctx, tx, a.ID, titles)
		}
		return entry, nil
	})
	if isTaken(err, "app_client_id_taken") {
		return false, errKnown
	}
	return made, err
}

func mayRegister(actor access.Actor) error {
	if err := actor.Check(access.JourneyWrite, access.Scope{MemberID: actor.ID}); err != nil {
		return err
	}
	if !actor.HasJourney() && !actor.Admin {
		return apperr.Refused("Only someone who walks the journey registers an app.")
	}
	return nil
}

func (s *Service) registerShared(ctx context.Context, actor access.Actor, a App) (Registered, error) {
	var out Registered
	err := s.log.Change(ctx, actor, audit.AppOwnerAdded, func(tx *audit.Tx) (audit.Entry, error) {
		id, err := appByClientID(ctx, tx, a.Environment, a.ClientID)
		if err != nil {
			return audit.Entry{}, err
		}
		known, err := locked(ctx, tx, id)
		if err != nil {
			return audit.Entry{}, err
		}
		entry := audit.Entry{Subject: subject("app", id), MemberID: actor.ID, TeamID: teamOf(actor, known.owners), After: ownerEvent{actor.ID, true, false}}
		i := slices.IndexFunc(known.owners, func(o Owner) bool { return o.Member.ID == actor.ID })
		if i >= 0 {
			conflict := apperr.New(apperr.Conflict, "You have registered this client ID already.")
			if known.owners[i].Waiting() {
				conflict = apperr.New(apperr.Conflict, "You brought this client ID before. It waits for a lead to accept that the app is shared.")
			}
			conflict.Fields = apperr.Fields{"client_id": conflict.Message}
			return entry, conflict
		}
		out = Registered{AppID: id, Shared: true}
		return entry, insertOwner(ctx, tx, postgres.NewID(), id, actor.ID, true, s.now())
	})
	if err != nil {
		return Registered{}, err
	}
	return out, nil
}

// checkTies asks that the company and the staging app exist, belong to the right environment and may be seen.
func checkTies(ctx context.Context, tx *audit.Tx, actor access.Actor, a App) error {
	var problems apperr.Fields
	if a.CompanyID != "" {
		env, err := companyEnvironment(ctx, tx, a.CompanyID)
		switch {
		case err != nil:
			return err
		case env == "":
			problems.Add("company", "Choose a company of the list.")
		case env != a.Environment:
			problems.Add("company", "This company is in "+env+", the app is in "+a.Environment+".")
		}
	}
	if a.StagingAppID != "" {
		from, err := appForTie(ctx, tx, a.StagingAppID)
		if err != nil {
			return err
		}
		if from.ID == "" || from.Environment != Staging || mayRead(actor, from) != nil {
			problems.Add("staging_app", "Choose a staging app of the list.")
		}
	}
	return problems.Err()
}

package signin

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
	"portico/internal/postgres"
)

// MakeSetupLink makes the one-time link to the set-up page and gives its token; empty once there is an admin. Each start
// without an admin replaces the link, so that what is printed last works.
func (s *Service) MakeSetupLink(ctx context.Context) (string, error) {
	token, hash := people.NewToken()
	made := false
	err := s.log.Change(ctx, access.SystemActor(), audit.SetupLinkMade, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "setup", ID: "link"}}
		admins, err := people.AdminsIn(ctx, tx)
		if err != nil {
			return entry, err
		}
		if admins > 0 {
			return entry, audit.ErrNoChange
		}
		made = true
		return entry, queries(tx).SetupLinkMake(ctx, hash, s.clock())
	})
	if err != nil || !made {
		return "", err
	}
	return token, nil
}

// SetupOpen reports whether the holder of a token may make the first admin.
func (s *Service) SetupOpen(ctx context.Context, token string) (bool, error) {
	var open bool
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		admins, err := queries(tx).AdminCount(ctx)
		if err != nil || admins > 0 {
			return err
		}
		open, err = queries(tx).SetupLinkCheck(ctx, people.HashToken(token))
		return err
	})
	return open, err
}

// FinishSetup is what FinishSetup takes.
type FinishSetup struct {
	Token    string
	Name     string
	Email    string
	Password string
	// Team is the name of a first team, of which the admin is lead; empty makes none.
	Team string
	// TimeZone is an IANA name; empty, or one that is not known, means UTC.
	TimeZone string
}

// FinishSetup makes the first admin and closes the set-up page for good. Kinds: Invalid, NotFound for a link that works no
// longer, Conflict when the address belongs to a member already.
func (s *Service) FinishSetup(ctx context.Context, actor access.Actor, in FinishSetup) (SignedIn, error) {
	open, err := s.SetupOpen(ctx, in.Token)
	if err != nil {
		return SignedIn{}, err
	}
	if !open {
		return SignedIn{}, apperr.Missing()
	}
	var problems apperr.Fields
	address, err := people.ParseAddress(in.Email)
	problems.Take(err)
	name, err := checkPerson(in.Name, in.Password, in.Email)
	problems.Take(err)
	if err := problems.Err(); err != nil {
		return SignedIn{}, err
	}
	hash, err := s.hash(ctx, in.Password)
	if err != nil {
		return SignedIn{}, err
	}
	admin := access.Actor{Kind: access.Member, ID: postgres.NewID(), RequestID: actor.RequestID, Submission: actor.Submission}
	person := people.NewMember{ID: admin.ID, Name: name, Address: address, TimeZone: knownZone(in.TimeZone), Role: people.Admin}
	if err := s.closeSetup(ctx, admin, in, person, hash); err != nil {
		return SignedIn{}, err
	}
	device, err := s.device(ctx, in.Email)
	return SignedIn{MemberID: admin.ID, Device: device}, err
}

func (s *Service) closeSetup(ctx context.Context, admin access.Actor, in FinishSetup, person people.NewMember, hash string) error {
	return s.log.Change(ctx, admin, audit.SetupFinished, func(tx *audit.Tx) (audit.Entry, error) {
		entry := memberEntry(admin.ID)
		admins, err := people.AdminsIn(ctx, tx)
		if err != nil {
			return entry, err
		}
		claimed, err := queries(tx).SetupLinkClaim(ctx, s.clock(), people.HashToken(in.Token))
		if err != nil {
			return entry, err
		}
		if admins > 0 || claimed == 0 {
			return entry, apperr.Missing()
		}
		if err := s.people.CreateMemberIn(ctx, tx, person); err != nil {
			return entry, err
		}
		if in.Team != "" {
			team, err := s.people.CreateTeamIn(ctx, tx, in.Team)
			if err != nil {
				return entry, inField(err, "team")
			}
			role := people.GrantRole{MemberID: admin.ID, Role: people.Lead, TeamID: team.ID}
			if err := s.people.GiveRoleIn(ctx, tx, role); err != nil {
				return entry, err
			}
		}
		return entry, s.firstPassword(ctx, tx, admin.ID, hash)
	})
}

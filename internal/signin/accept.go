package signin

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
	"portico/internal/postgres"
)

// Accept is what AcceptInvitation takes.
type Accept struct {
	Token    string
	Name     string
	Password string
	// TimeZone is an IANA name; empty, or one that is not known, means UTC.
	TimeZone string
}

// AcceptInvitation makes the member that an invitation is for: role, journey, password and all, in one transaction. The
// first of many at once gets it. Kinds: Invalid, NotFound for a link that works no longer, Conflict when the address belongs
// to a member already, who signs in instead.
func (s *Service) AcceptInvitation(ctx context.Context, actor access.Actor, in Accept) (SignedIn, error) {
	inv, err := s.people.InvitationByToken(ctx, in.Token)
	if err != nil {
		return SignedIn{}, err
	}
	if inv.State(s.clock()) != people.Open {
		return SignedIn{}, apperr.Missing()
	}
	if inv.KnownMemberID != "" {
		return SignedIn{}, apperr.New(apperr.Conflict, "You have an account here already. Sign in, and open this link again.")
	}
	name, err := checkPerson(in.Name, in.Password, inv.Email)
	if err != nil {
		return SignedIn{}, err
	}
	hash, err := s.hash(ctx, in.Password)
	if err != nil {
		return SignedIn{}, err
	}
	id := postgres.NewID()
	member := access.Actor{Kind: access.Member, ID: id, RequestID: actor.RequestID, Submission: actor.Submission}
	err = s.log.Change(ctx, member, audit.InvitationAccepted, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "invitation", ID: inv.ID}, MemberID: id, TeamID: inv.TeamID}
		claimed, err := s.people.ClaimInvitationIn(ctx, tx, in.Token)
		if err != nil {
			return entry, err
		}
		err = s.people.CreateMemberIn(ctx, tx, people.NewMember{
			ID: id, Name: name, Address: claimed.Address(), TimeZone: knownZone(in.TimeZone), Role: claimed.Role, TeamID: claimed.TeamID,
		})
		if err != nil {
			return entry, err
		}
		if err := s.people.InvitationTakenIn(ctx, tx, claimed.ID, id); err != nil {
			return entry, err
		}
		return entry, s.firstPassword(ctx, tx, id, hash)
	})
	if err != nil {
		return SignedIn{}, err
	}
	device, err := s.device(ctx, inv.Email)
	return SignedIn{MemberID: id, Device: device}, err
}

// firstPassword sets a new member's password and marks that they are here.
func (s *Service) firstPassword(ctx context.Context, tx *audit.Tx, memberID, hash string) error {
	tx.Record(audit.SignedIn, memberEntry(memberID))
	now := s.clock()
	if err := queries(tx).PasswordSet(ctx, memberID, hash, now); err != nil {
		return err
	}
	return queries(tx).SignInSeen(ctx, now, memberID)
}

// checkPerson checks what a new member says of themselves and gives the name as it is kept. Kind: Invalid.
func checkPerson(name, password, email string) (string, error) {
	var problems apperr.Fields
	clean, err := people.CleanName("name", name)
	problems.Take(err)
	problems.Take(CheckPassword(password, About{Name: clean, Email: email}))
	return clean, problems.Err()
}

func knownZone(name string) string {
	if people.KnownZone(name) {
		return name
	}
	return "UTC"
}

package privacy

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// maxReason is how long a reason may be, in characters.
const maxReason = 1000

// Person is whom an erasure is about. LeftAt is zero for somebody whose account is open, ErasedAt for somebody who is not erased.
type Person struct {
	ID       string
	Name     string
	Email    string
	Since    time.Time
	LeftAt   time.Time
	ErasedAt time.Time

	key string
}

// Label is what an erased person is called, so that two can be told apart.
func Label(memberID string) string {
	return "Erased person " + strings.ToUpper(memberID[max(0, len(memberID)-6):])
}

// EraseMember is what Erase takes.
type EraseMember struct {
	MemberID string
	// Email is the person's address, typed once more.
	Email string
	// Reason stays with the event and names nobody.
	Reason string
}

// Erase takes a person out of Portico for good: name, address, words by and about them, everything they could sign in with.
// Grants, roles, events and their dates stay and lead to a label. Only an admin may, never about themselves, and only when
// nothing of the person is open. One who is erased already stays as they are. Kinds: Invalid, Forbidden, NotFound, Conflict
// with what is in the way.
func (s *Service) Erase(ctx context.Context, actor access.Actor, in EraseMember) error {
	in.Email, in.Reason = strings.TrimSpace(in.Email), strings.TrimSpace(in.Reason)
	return s.erase(ctx, actor, in.MemberID, func(p Person) (string, error) {
		return in.Reason, in.check(p)
	})
}

// check holds what was typed against the person.
func (in EraseMember) check(p Person) error {
	var problems apperr.Fields
	if !strings.EqualFold(in.Email, p.Email) {
		problems.Add("email", "This is not the mail address of this person.")
	}
	said := strings.ToLower(in.Reason)
	switch {
	case in.Reason == "":
		problems.Add("reason", "Say why. The reason stays in the trail.")
	case utf8.RuneCountInString(in.Reason) > maxReason:
		problems.Add("reason", fmt.Sprintf("This is longer than %d characters.", maxReason))
	case strings.Contains(said, strings.ToLower(p.Name)), strings.Contains(said, strings.ToLower(p.Email)):
		problems.Add("reason", "Leave out the name and the address: this reason stays.")
	}
	return problems.Err()
}

// erase is one erasure in one transaction; why gives its reason, or what is wrong with it.
func (s *Service) erase(ctx context.Context, actor access.Actor, id string, why func(Person) (string, error)) error {
	return s.log.Change(ctx, actor, audit.MemberErased, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "member", ID: id}, MemberID: id}
		if err := actor.Check(access.PeopleWrite, access.Scope{MemberID: id}); err != nil {
			return entry, err
		}
		// Who is admin is locked before the person, as wherever roles change.
		last, err := lastAdmin(ctx, tx, id)
		if err != nil {
			return entry, err
		}
		p, err := lockPerson(ctx, tx, id)
		if err != nil {
			return entry, err
		}
		now := s.clock()
		open, err := obstacles(ctx, tx, id, now)
		switch {
		case err != nil:
			return entry, err
		case !p.ErasedAt.IsZero():
			return entry, audit.ErrNoChange
		case id == actor.ID:
			return entry, apperr.New(apperr.Conflict, "You cannot erase yourself. Another admin can.")
		case last:
			return entry, apperr.New(apperr.Conflict, "This is the last admin. Make someone else an admin first.")
		case len(open) > 0:
			return entry, apperr.New(apperr.Conflict, "Some things of this person are still open. End them first; they are listed on this page.")
		}
		if entry.Reason, err = why(p); err != nil {
			return entry, err
		}
		gone, err := erase(ctx, tx, p, now)
		entry.After = gone
		return entry, err
	})
}

// ObstacleKind is a sort of thing that keeps a person from being erased.
type ObstacleKind string

// What can be in the way. The id of an obstacle is that of the person, the grant, the company or the app.
const (
	OpenRole        ObstacleKind = "role"
	OpenGrant       ObstacleKind = "grant"
	OpenCompanyRole ObstacleKind = "company-role"
	OpenApp         ObstacleKind = "app"
	OpenRequest     ObstacleKind = "request"
)

// Obstacle is one thing that has to be ended first. Name is the team, the company or the app; empty where there is none.
type Obstacle struct {
	Kind        ObstacleKind
	ID          string
	Name        string
	Role        string
	Environment string
}

// Erasure is what somebody reads before they erase a person.
type Erasure struct {
	Person    Person
	Obstacles []Obstacle
	// Self says that it is the reader. Whoever reads is an admin, so anybody else is not the last one.
	Self bool
}

// Possible reports whether nothing is in the way.
func (e Erasure) Possible() bool {
	return len(e.Obstacles) == 0 && !e.Self && e.Person.ErasedAt.IsZero()
}

// Erasure reads whom an erasure would be about and what is in its way. Kinds: Forbidden, NotFound.
func (s *Service) Erasure(ctx context.Context, actor access.Actor, id string) (Erasure, error) {
	var e Erasure
	if err := actor.Check(access.PeopleWrite, access.Scope{MemberID: id}); err != nil {
		return e, err
	}
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		if e.Person, err = findPerson(ctx, tx, id); err != nil {
			return err
		}
		e.Self = id == actor.ID
		e.Obstacles, err = obstacles(ctx, tx, id, s.clock())
		return err
	})
	return e, err
}

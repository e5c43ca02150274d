package company

import (
	"slices"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
)

// The environments, roles and grades as they are kept and shown.
const (
	Staging    = "staging"
	Production = "production"

	Admin    = "admin"
	Employee = "employee"

	SelfReported = "self-reported"
	Confirmed    = "confirmed"
)

// Company is a company at the vendor, in one environment.
type Company struct {
	ID          string
	Environment string
	Name        string
	// CreatedBy is who made it at the vendor, where that is a member; Creator is their name.
	CreatedBy string
	Creator   string
	// CreatedOn is zero when the day is not known.
	CreatedOn  time.Time
	RecordedAt time.Time
	// Domains are the mail domains that stand, the oldest first; Excluded are those below them that are said not to be this
	// company.
	Domains  []string
	Excluded []string
	// ClosedAt is when it was merged into another entry, or its environment reset; zero while it takes part. MergedInto is
	// that other entry, ResetOn the day of the reset.
	ClosedAt   time.Time
	MergedInto string
	ResetOn    time.Time
}

// Closed says that the company no longer takes part: it matches nobody and is no choice.
func (c Company) Closed() bool { return !c.ClosedAt.IsZero() }

// Person is a member as a company's page names them.
type Person struct {
	ID, Name, Email string
}

// Held is one role that a person has at a company now.
type Held struct {
	ID       string
	Member   Person
	Disabled bool
	Role     string
	Since    time.Time
	Grade    string
	Note     string
	// RecordedBy is who said so last; Recorder is their name.
	RecordedBy string
	Recorder   string
	// GradedAt is when that was said: since then it is known as well as it is.
	GradedAt time.Time
	// Teams are the ids of the person's teams.
	Teams []string
}

// Ask is an open request to be made admin and employee.
type Ask struct {
	ID     string
	Member Person
	Asked  Person
	At     time.Time
	Teams  []string
}

// Holding is somebody's developer permission for a company, now.
type Holding struct {
	// Member is named without their address.
	Member  Person
	GrantID string
	Grade   string
	Since   time.Time
	// Confirmer is who attested it, by name; empty unless it is confirmed.
	Confirmer string
}

// state is a company with all its roles, as a change sees it.
type state struct {
	Company
	held []Held
}

// admins are the ids of the people who can let others in at the vendor, as far as anybody said.
func (c state) admins() []string { return holders(c.held, Admin) }

// attestors are the admins whose word counts about others here: who made the company, and whose role a second person
// confirmed. Somebody who only says of themselves that they are admin could else raise themselves over strangers.
func (c state) attestors() []string { return attestors(c.held, c.CreatedBy) }

func attestors(held []Held, createdBy string) []string {
	return holders(slices.DeleteFunc(slices.Clone(held), func(h Held) bool {
		return h.Role != Admin || (h.Grade == SelfReported && h.Member.ID != createdBy)
	}), Admin)
}

// scopeOf is what a right about the company as a whole is asked for: its attestors, and the teams of its people. That the
// actor is one of them counts once somebody else says so, or when they made it: a lead could else claim any company.
func scopeOf(actor access.Actor, held []Held, createdBy string) access.Scope {
	s := access.Scope{OwnerIDs: attestors(held, createdBy)}
	for _, h := range held {
		if h.Grade == SelfReported && h.Member.ID == actor.ID && h.Member.ID != createdBy {
			continue
		}
		s.TeamIDs = append(s.TeamIDs, h.Teams...)
	}
	return s
}

// visible says whether the actor may know of a person's role: their own, of their teams, and of an admin, whom anybody may
// have to ask. Auditors and admins of Portico see everyone.
func visible(actor access.Actor, admins []string, h Held) bool {
	return actor.Admin || actor.Auditor || h.Member.ID == actor.ID || actor.InTeam(h.Teams...) || slices.Contains(admins, h.Member.ID)
}

// seen finds a role that the actor may know of. Kind: NotFound.
func (c state) seen(actor access.Actor, roleID string) (Held, error) {
	attests := slices.Contains(c.attestors(), actor.ID)
	i := slices.IndexFunc(c.held, func(h Held) bool { return h.ID == roleID && (attests || visible(actor, c.admins(), h)) })
	if i < 0 {
		return Held{}, apperr.Missing()
	}
	return c.held[i], nil
}

func holders(held []Held, roles ...string) []string {
	var ids []string
	for _, h := range held {
		if slices.Contains(roles, h.Role) {
			ids = append(ids, h.Member.ID)
		}
	}
	return ids
}

func find(held []Held, memberID, role string) (Held, bool) {
	i := slices.IndexFunc(held, func(h Held) bool { return h.Member.ID == memberID && h.Role == role })
	if i < 0 {
		return Held{}, false
	}
	return held[i], true
}

// attests says whether the actor's word counts as a second person's: an admin of the company or a lead of the member's
// team, and never the member.
func attests(actor access.Actor, attestors []string, memberID string, teams []string) bool {
	return actor.SignedIn() && actor.ID != memberID && (slices.Contains(attestors, actor.ID) || actor.LeadsTeam(teams...))
}

// grade is how well it is known what the actor says about the member.
func grade(actor access.Actor, attestors []string, memberID string, teams []string) string {
	if attests(actor, attestors, memberID, teams) {
		return Confirmed
	}
	return SelfReported
}

package people

import (
	"context"
	"slices"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Role is what a member is here; what it may do stands in access.
type Role string

// The roles. Developer and lead belong to a team, auditor and admin do not.
const (
	Developer Role = "developer"
	Lead      Role = "lead"
	Auditor   Role = "auditor"
	Admin     Role = "admin"
)

// Roles lists all roles in the order in which they are offered.
func Roles() []Role { return []Role{Developer, Lead, Auditor, Admin} }

// Known reports whether r is a role.
func (r Role) Known() bool { return slices.Contains(Roles(), r) }

// InTeam reports whether the role belongs to a team.
func (r Role) InTeam() bool { return r == Developer || r == Lead }

// Label is the role's name on the screen.
func (r Role) Label() string {
	switch r {
	case Developer:
		return "Developer"
	case Lead:
		return "Lead"
	case Auditor:
		return "Auditor"
	case Admin:
		return "Admin"
	}
	return string(r)
}

// HeldRole is one span of a role that stands.
type HeldRole struct {
	ID       string
	MemberID string
	Role     Role
	TeamID   string
	TeamName string
	TeamSlug string
	Since    time.Time
}

// roleEvent is what the trail keeps of a role.
type roleEvent struct {
	Role Role   `json:"role"`
	Team string `json:"team,omitempty"`
}

// GrantRole is what GrantRole takes.
type GrantRole struct {
	MemberID string
	Role     Role
	// TeamID is empty for auditor and admin.
	TeamID string
}

// GrantRole gives a member a role. Kinds: Invalid, Forbidden, NotFound, Conflict when it is held already or the person was
// erased.
func (s *Service) GrantRole(ctx context.Context, actor access.Actor, in GrantRole) error {
	if err := checkRole(in.Role, in.TeamID); err != nil {
		return err
	}
	return s.log.Change(ctx, actor, audit.RoleGranted, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{
			Subject: audit.Subject{Kind: "member", ID: in.MemberID}, MemberID: in.MemberID, TeamID: in.TeamID,
			After: roleEvent{in.Role, in.TeamID},
		}
		if err := actor.Check(access.PeopleWrite, access.Scope{MemberID: in.MemberID}); err != nil {
			return entry, err
		}
		if err := notErased(ctx, tx, in.MemberID); err != nil {
			return entry, err
		}
		return entry, s.giveRole(ctx, tx, in)
	})
}

// giveRole writes the role and, for whoever walks a journey, its start.
func (s *Service) giveRole(ctx context.Context, tx *audit.Tx, in GrantRole) error {
	if in.Role.InTeam() {
		if _, err := teamByID(ctx, tx, in.TeamID); apperr.Is(err, apperr.NotFound) {
			return apperr.Field("team", "Choose a team.")
		} else if err != nil {
			return err
		}
	}
	if in.Role == Admin {
		if err := queries(tx).AdminLock(ctx); err != nil {
			return err
		}
	}
	now := s.clock()
	if err := insertRole(ctx, tx, postgres.NewID(), in, now); err != nil {
		return err
	}
	if !in.Role.InTeam() {
		return nil
	}
	begun, err := queries(tx).JourneyBegin(ctx, in.MemberID, s.cfg.Edition, now)
	if err != nil || len(begun) == 0 {
		return err
	}
	tx.Record(audit.JourneyStarted, audit.Entry{
		Subject: audit.Subject{Kind: "member", ID: in.MemberID}, MemberID: in.MemberID, TeamID: in.TeamID,
		After: map[string]string{"edition": begun[0]},
	})
	return nil
}

func checkRole(role Role, teamID string) error {
	var problems apperr.Fields
	switch {
	case !role.Known():
		problems.Add("role", "Choose a role.")
	case role.InTeam() && !postgres.IsID(teamID):
		problems.Add("team", "Choose a team.")
	case !role.InTeam() && teamID != "":
		problems.Add("team", "This role belongs to no team.")
	}
	return problems.Err()
}

// EndRole ends a role that a member holds. The last admin stays. Kinds: Forbidden, NotFound, Conflict for the last admin.
// A role that has ended already stays as it is.
func (s *Service) EndRole(ctx context.Context, actor access.Actor, memberID, roleID string) error {
	return s.log.Change(ctx, actor, audit.RoleEnded, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "member", ID: memberID}, MemberID: memberID}
		if err := actor.Check(access.PeopleWrite, access.Scope{MemberID: memberID}); err != nil {
			return entry, err
		}
		held, ended, err := roleByID(ctx, tx, roleID)
		if err != nil {
			return entry, err
		}
		if held.MemberID != memberID {
			return entry, apperr.Missing()
		}
		if ended {
			return entry, audit.ErrNoChange
		}
		if held.Role == Admin {
			if err := keepAnAdmin(ctx, tx, memberID); err != nil {
				return entry, err
			}
		}
		entry.TeamID, entry.Before = held.TeamID, roleEvent{held.Role, held.TeamID}
		changed, err := queries(tx).RoleEnd(ctx, s.clock(), roleID)
		if err == nil && changed == 0 {
			err = audit.ErrNoChange
		}
		return entry, err
	})
}

package people

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Member is a person who signs in here.
type Member struct {
	ID   string
	Name string
	// Email is the address as it was typed, Key what makes two addresses the same.
	Email     string
	Key       string
	TimeZone  string
	CreatedAt time.Time
	// DisabledAt is zero for a member who may sign in.
	DisabledAt time.Time
}

// Disabled reports whether the member may not sign in.
func (m Member) Disabled() bool { return !m.DisabledAt.IsZero() }

// ActorFor is the member as an actor, with roles and teams as they stand now, in one round trip. Kind: NotFound for a member
// who does not exist or is disabled.
func (s *Service) ActorFor(ctx context.Context, memberID string) (access.Actor, error) {
	return actorFor(ctx, s.log.DB(), memberID)
}

// Member is one member, whoever asks. Kind: NotFound.
func (s *Service) Member(ctx context.Context, memberID string) (Member, error) {
	var m Member
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		m, err = memberByID(ctx, tx, memberID)
		return err
	})
	return m, err
}

// MemberByAddress is the member with an address, however it is written. Kinds: Invalid, NotFound.
func (s *Service) MemberByAddress(ctx context.Context, email string) (Member, error) {
	address, err := ParseAddress(email)
	if err != nil {
		return Member{}, err
	}
	var m Member
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		m, err = memberByKey(ctx, tx, address.Key)
		return err
	})
	return m, err
}

// NewMember is what CreateMemberIn takes. Name and Address have been checked.
type NewMember struct {
	ID       string
	Name     string
	Address  Address
	TimeZone string
	// Role may be empty for a member without one; TeamID goes with it.
	Role   Role
	TeamID string
}

// CreateMemberIn adds a member with a first role to a change of another feature. Kinds: Invalid, Conflict when the address
// belongs to a member already.
func (s *Service) CreateMemberIn(ctx context.Context, tx *audit.Tx, in NewMember) error {
	if in.TimeZone == "" {
		in.TimeZone = "UTC"
	}
	if err := insertMember(ctx, tx, in, s.clock()); err != nil {
		return postgres.Translate(err)
	}
	tx.Record(audit.MemberCreated, audit.Entry{
		Subject: audit.Subject{Kind: "member", ID: in.ID}, MemberID: in.ID, TeamID: in.TeamID,
	})
	if in.Role == "" {
		return nil
	}
	return s.GiveRoleIn(ctx, tx, GrantRole{MemberID: in.ID, Role: in.Role, TeamID: in.TeamID})
}

// GiveRoleIn adds a role to a change of another feature, which has checked the right to give it. Kinds: Invalid, Conflict.
func (s *Service) GiveRoleIn(ctx context.Context, tx *audit.Tx, in GrantRole) error {
	if err := checkRole(in.Role, in.TeamID); err != nil {
		return err
	}
	if err := s.giveRole(ctx, tx, in); err != nil {
		return postgres.Translate(err)
	}
	tx.Record(audit.RoleGranted, audit.Entry{
		Subject: audit.Subject{Kind: "member", ID: in.MemberID}, MemberID: in.MemberID, TeamID: in.TeamID,
		After: roleEvent{in.Role, in.TeamID},
	})
	return nil
}

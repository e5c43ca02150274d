package company

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// RecordRole is what someone says about a person's place at a company.
type RecordRole struct {
	CompanyID string
	// MemberID is whom it is about; empty is the actor.
	MemberID string
	// Roles are admin, employee or both.
	Roles []string
	// Since is a day as 2026-06-16; empty is today.
	Since string
	Note  string
}

// roleEvent is what the trail keeps of a role at a company.
type roleEvent struct {
	Company string `json:"company"`
	Role    string `json:"role"`
	Grade   string `json:"grade,omitempty"`
	Since   string `json:"since,omitempty"`
}

type newRole struct {
	companyID, memberID, role string
	since                     time.Time
	grade, note               string
}

// RecordRole records that a person is admin or employee of a company. About oneself it counts as self-reported; said by an
// admin of the company or by a lead of the person's team, it counts as confirmed, and confirms what the person said before.
// Kinds: Invalid, NotFound, Forbidden, Conflict when all of it is recorded already.
func (s *Service) RecordRole(ctx context.Context, actor access.Actor, in RecordRole) error {
	if in.MemberID == "" {
		in.MemberID = actor.ID
	}
	since, invalid := s.readRole(actor, in)
	return s.change(ctx, actor, audit.CompanyRoleRecorded, in.CompanyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		entry.MemberID = in.MemberID
		who, err := s.mayRecord(ctx, tx, actor, c, in.MemberID)
		if err != nil {
			return err
		}
		if invalid != nil {
			return invalid
		}
		g := grade(actor, c.attestors(), who.ID, who.Teams)
		var events []audit.Entry
		for _, role := range in.Roles {
			e, err := s.putRole(ctx, tx, c, newRole{c.ID, who.ID, role, since, g, in.Note})
			if err != nil {
				return err
			}
			if e != nil {
				events = append(events, *e)
			}
		}
		if len(events) == 0 {
			return apperr.New(apperr.Conflict, "This is recorded already.")
		}
		*entry = events[0]
		for _, e := range events[1:] {
			tx.Record(audit.CompanyRoleRecorded, e)
		}
		return settleAsk(ctx, tx, c.ID, who.ID, s.now())
	})
}

// ConfirmRole attests a role that was self-reported. Kinds: NotFound, Forbidden, Conflict when it was confirmed meanwhile.
func (s *Service) ConfirmRole(ctx context.Context, actor access.Actor, companyID, roleID string) error {
	return s.change(ctx, actor, audit.CompanyRoleRecorded, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		h, err := c.seen(actor, roleID)
		if err != nil {
			return err
		}
		entry.MemberID = h.Member.ID
		if !attests(actor, c.attestors(), h.Member.ID, h.Teams) {
			return refusedAttest()
		}
		e, err := s.putRole(ctx, tx, c, newRole{c.ID, h.Member.ID, h.Role, h.Since, Confirmed, ""})
		if err != nil {
			return err
		}
		if e == nil {
			return apperr.New(apperr.Conflict, "This is confirmed already.")
		}
		*entry = *e
		return nil
	})
}

func (s *Service) readRole(actor access.Actor, in RecordRole) (time.Time, error) {
	var problems apperr.Fields
	if len(in.Roles) == 0 || len(in.Roles) > 2 || slices.ContainsFunc(in.Roles, func(r string) bool { return r != Admin && r != Employee }) {
		problems.Add("role", "Choose admin, employee or both.")
	}
	since := s.now()
	if in.Since != "" {
		var sentence string
		if since, sentence = dayStart(in.Since, zone(actor), s.now()); sentence != "" {
			problems.Add("since", sentence)
		}
	}
	if utf8.RuneCountInString(in.Note) > maxNote {
		problems.Add("note", fmt.Sprintf("Say it in at most %d characters.", maxNote))
	}
	return since, problems.Err()
}

// mayRecord finds the person whom it is about and says whether the actor may speak for them. A person whom the actor
// cannot see is answered as if there were none.
func (s *Service) mayRecord(ctx context.Context, tx *audit.Tx, actor access.Actor, c state, memberID string) (member, error) {
	if memberID == actor.ID {
		if err := mayCreate(actor); err != nil {
			return member{}, err
		}
	}
	who, err := memberByID(ctx, tx, memberID)
	unknown := apperr.Field("member", "Choose a person of the list.")
	if apperr.Is(err, apperr.NotFound) {
		return who, unknown
	}
	if err != nil {
		return who, err
	}
	if memberID == actor.ID {
		return who, nil
	}
	known := actor.InTeam(who.Teams...) || slices.Contains(holders(c.held, Admin, Employee), memberID)
	if !known {
		open, err := openAsk(ctx, tx, c.ID, memberID)
		if err != nil {
			return who, err
		}
		known = open.ID != "" && slices.Contains(c.attestors(), actor.ID)
	}
	switch {
	case !known && !actor.Admin && !actor.Auditor, who.Disabled:
		return who, unknown
	case !attests(actor, c.attestors(), memberID, who.Teams):
		return who, refusedAttest()
	}
	return who, nil
}

func refusedAttest() error {
	return apperr.Refused("An admin of the company, or a lead of the person’s team, may say this about someone else, and nobody confirms their own role.")
}

// putRole records a role, or confirms one that was self-reported. The event is nil when there was nothing to do.
func (s *Service) putRole(ctx context.Context, tx *audit.Tx, c state, r newRole) (*audit.Entry, error) {
	h, held := find(c.held, r.memberID, r.role)
	if !held {
		e, err := addRole(ctx, tx, r)
		return &e, err
	}
	if h.Grade != SelfReported || r.grade != Confirmed {
		return nil, nil
	}
	n, err := queries(tx).CompanyRoleConfirm(ctx, h.ID, orNil(tx.Actor().ID), s.now())
	if err != nil || n == 0 {
		return nil, err
	}
	return &audit.Entry{
		Subject: audit.Subject{Kind: "company-role", ID: h.ID}, MemberID: h.Member.ID, Grade: Confirmed,
		Before: roleEvent{c.ID, h.Role, h.Grade, ""}, After: roleEvent{c.ID, h.Role, Confirmed, ""},
	}, nil
}

// addRole writes a role and describes its event.
func addRole(ctx context.Context, tx *audit.Tx, r newRole) (audit.Entry, error) {
	id := postgres.NewID()
	e := audit.Entry{
		Subject: audit.Subject{Kind: "company-role", ID: id}, MemberID: r.memberID, Grade: r.grade,
		After: roleEvent{r.companyID, r.role, r.grade, r.since.UTC().Format(time.RFC3339)},
	}
	return e, insertRole(ctx, tx, id, r, tx.Actor().ID)
}

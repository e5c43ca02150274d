package company

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// The answers to a request for roles.
const (
	Granted  = "granted"
	Declined = "declined"
)

// AnswerRoles is the answer of a company's admin.
type AnswerRoles struct {
	CompanyID, AskID string
	// Answer is Granted or Declined.
	Answer string
	Note   string
}

// AnswerRoles answers a request for roles: by the admin who was asked or by another attestor of the company, never by the
// person who asked. Granted records admin and employee, confirmed. Kinds: Invalid, NotFound, Forbidden, Conflict when it was
// answered meanwhile.
func (s *Service) AnswerRoles(ctx context.Context, actor access.Actor, in AnswerRoles) error {
	var problems apperr.Fields
	if in.Answer != Granted && in.Answer != Declined {
		problems.Add("answer", "Choose one of the two answers.")
	}
	if utf8.RuneCountInString(in.Note) > maxNote {
		problems.Add("note", fmt.Sprintf("Say it in at most %d characters.", maxNote))
	}
	return s.change(ctx, actor, audit.CompanyRoleAnswered, in.CompanyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		a, err := askByID(ctx, tx, c.ID, in.AskID)
		if err != nil {
			return err
		}
		entry.Subject, entry.MemberID = audit.Subject{Kind: "company-role-request", ID: a.ID}, a.MemberID
		if err := mayAnswer(actor, c, a); err != nil {
			return err
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if a.Answered {
			return apperr.New(apperr.Conflict, "This was answered already.")
		}
		entry.After, entry.Grade = askEvent{c.ID, a.AskedID, in.Answer}, Confirmed
		if err := s.closeAsk(ctx, tx, a.ID, in.Answer, in.Note); err != nil {
			return err
		}
		if in.Answer == Declined {
			return nil
		}
		for _, role := range []string{Admin, Employee} {
			e, err := s.putRole(ctx, tx, c, newRole{c.ID, a.MemberID, role, s.now(), Confirmed, ""})
			if err != nil {
				return err
			}
			if e != nil {
				tx.Record(audit.CompanyRoleRecorded, *e)
			}
		}
		return nil
	})
}

func mayAnswer(actor access.Actor, c state, a ask) error {
	who := apperr.Refused("The admin who was asked, or another admin of " + c.Name + ", answers this, and nobody answers their own request.")
	switch {
	case !actor.SignedIn():
		return apperr.New(apperr.Unauthenticated, "Sign in to go on.")
	case actor.ID == a.MemberID:
		return who
	case slices.Contains(c.attestors(), actor.ID):
		return nil
	case actor.ID == a.AskedID:
		return apperr.Refused("Somebody who is known to be admin of " + c.Name + ", or a lead of your team, first confirms that you are admin there.")
	case actor.InTeam(a.Teams...), actor.Admin, actor.Auditor:
		return who
	}
	return apperr.Missing()
}

package company

import (
	"context"
	"slices"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// askEvent is what the trail keeps of a request for roles.
type askEvent struct {
	Company string `json:"company"`
	Asked   string `json:"asked,omitempty"`
	Answer  string `json:"answer,omitempty"`
}

// AskForRoles asks an admin of the company to make the actor admin and employee. Asking another admin takes the first
// question back. Kinds: Invalid when the one who is asked is no admin there; NotFound; Forbidden; Conflict when nothing is
// missing or the same person was asked already.
func (s *Service) AskForRoles(ctx context.Context, actor access.Actor, companyID, askedID string) error {
	err := s.change(ctx, actor, audit.CompanyRoleAsked, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		entry.MemberID = actor.ID
		if err := mayCreate(actor); err != nil {
			return err
		}
		_, admin := find(c.held, actor.ID, Admin)
		_, employee := find(c.held, actor.ID, Employee)
		if admin && employee {
			return apperr.New(apperr.Conflict, "You are admin and employee of "+c.Name+" already.")
		}
		if askedID == actor.ID || !slices.Contains(c.admins(), askedID) {
			return apperr.Field("asked", "Choose one of the admins of "+c.Name+".")
		}
		open, err := openAsk(ctx, tx, c.ID, actor.ID)
		if err != nil {
			return err
		}
		if open.AskedID == askedID {
			return alreadyAsked()
		}
		if open.ID != "" {
			if err := s.closeAsk(ctx, tx, open.ID, "withdrawn", ""); err != nil {
				return err
			}
			entry.Before = askEvent{c.ID, open.AskedID, "withdrawn"}
		}
		id := postgres.NewID()
		entry.Subject, entry.After = audit.Subject{Kind: "company-role-request", ID: id}, askEvent{c.ID, askedID, ""}
		return insertAsk(ctx, tx, id, c.ID, actor.ID, askedID, s.now())
	})
	if isTaken(err, "company_role_request_open_once") {
		return alreadyAsked()
	}
	return err
}

func alreadyAsked() error {
	return apperr.New(apperr.Conflict, "You asked already. The question is open until it is answered.")
}

// WithdrawAsk takes the actor's own open question back. One that was answered stays as it is. Kinds: NotFound, Forbidden.
func (s *Service) WithdrawAsk(ctx context.Context, actor access.Actor, companyID, askID string) error {
	return s.change(ctx, actor, audit.CompanyRoleAnswered, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		a, err := askByID(ctx, tx, c.ID, askID)
		if err != nil {
			return err
		}
		entry.Subject, entry.MemberID = audit.Subject{Kind: "company-role-request", ID: a.ID}, a.MemberID
		if a.MemberID != actor.ID {
			if slices.Contains(c.attestors(), actor.ID) || a.AskedID == actor.ID {
				return apperr.Refused("Only the person who asked can take the question back.")
			}
			return apperr.Missing()
		}
		if a.Answered {
			return audit.ErrNoChange
		}
		entry.After = askEvent{c.ID, a.AskedID, "withdrawn"}
		return s.closeAsk(ctx, tx, a.ID, "withdrawn", "")
	})
}

// settleAsk closes a person's open question once they have both roles, whoever recorded them.
func settleAsk(ctx context.Context, tx *audit.Tx, companyID, memberID string, at time.Time) error {
	open, err := openAsk(ctx, tx, companyID, memberID)
	if err != nil || open.ID == "" {
		return err
	}
	held, err := rolesHeld(ctx, tx, companyID)
	if err != nil {
		return err
	}
	_, admin := find(held, memberID, Admin)
	_, employee := find(held, memberID, Employee)
	if !admin || !employee {
		return nil
	}
	tx.Record(audit.CompanyRoleAnswered, audit.Entry{
		Subject: audit.Subject{Kind: "company-role-request", ID: open.ID}, MemberID: memberID,
		After: askEvent{companyID, open.AskedID, "granted"},
	})
	return closeAskAt(ctx, tx, open.ID, "granted", at)
}

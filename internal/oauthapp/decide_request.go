package oauthapp

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/company"
	"portico/internal/permission"
	"portico/internal/postgres"
)

// SameCompany stands for the company in production that has the mail domain of the app's company in staging; where none is
// known yet it is recorded. Freelance stands for no company.
const (
	SameCompany = "same"
	Freelance   = "freelance"
)

// notBefore asks that a day of the vendor's does not lie before what it follows.
func (s *Service) notBefore(actor access.Actor, c *requestChange, on time.Time, decision bool) error {
	switch {
	case s.tooEarly(actor, on, c.SubmittedOn):
		return apperr.Field("day", "The request was sent on "+day(c.SubmittedOn)+" only.")
	case decision && s.tooEarly(actor, on, c.ContactedOn):
		return apperr.Field("day", "Avaya made contact on "+day(c.ContactedOn)+" only.")
	}
	return nil
}

// ApproveRequest says that the vendor approved a request.
type ApproveRequest struct {
	AppID, RequestID string
	Version          int
	Day              string
	// Company is the id of a company in production, SameCompany or Freelance.
	Company string
}

// ApproveRequest records the vendor's approval and, for each account of the request, its permission in production. Said by
// someone else, an owner or a lead, it counts as confirmed for an account; said by the account itself, as self-reported.
// Kinds: Invalid, NotFound, Forbidden, Conflict for a request that does not wait for the vendor.
func (s *Service) ApproveRequest(ctx context.Context, actor access.Actor, in ApproveRequest) error {
	on, problems := s.readDay("day", in.Day, actor)
	if in.Company != SameCompany && in.Company != Freelance && !postgres.IsID(in.Company) {
		problems.Add("company", "Choose the company in production, or Freelance.")
	}
	ref := requestRef{in.AppID, in.RequestID, in.Version}
	return s.changeRequest(ctx, actor, audit.RequestApproved, ref, mayReport, func(c *requestChange) error {
		if err := c.must(Submitted, Contacted); err != nil {
			return err
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if err := s.notBefore(actor, c, on, true); err != nil {
			return err
		}
		companyID, err := companyOf(ctx, c, in.Company)
		if err != nil {
			return err
		}
		after := requestEventOf(in.AppID, c.Request, Approved)
		after.Day, after.Company = in.Day, companyID
		c.entry.After, c.entry.Grade = after, weakest(actor, c)
		if err := decideRequest(ctx, c.tx, c.Request, Approved, on, "", actor.ID, s.now()); err != nil {
			return err
		}
		return recordGrants(ctx, c, actor, companyID, startOf(on, zone(actor)))
	})
}

// recordGrants writes the permission of each account that does not hold it already.
func recordGrants(ctx context.Context, c *requestChange, actor access.Actor, companyID string, from time.Time) error {
	for _, p := range c.Accounts {
		held, err := heldInProduction(ctx, c.tx, p.ID, companyID, from)
		if err != nil {
			return err
		}
		if held {
			continue
		}
		evidence := fmt.Sprintf("Avaya approved the production request for %s, attempt %d", c.app.Name, c.Attempt)
		if c.Reference != "" {
			evidence += ", reference " + c.Reference
		}
		grade := SelfReported
		if attests(actor, c.app.owners, p.ID) {
			grade = Confirmed
		}
		_, err = permission.RecordIn(ctx, c.tx, permission.NewGrant{
			MemberID: p.ID, Environment: Production, CompanyID: companyID, Kind: permission.VendorApproved, HeldFrom: from,
			Grade: grade, Evidence: evidence, AppID: c.app.ID, RequestID: c.ID,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// companyOf is the company in production that the accounts now hold the permission for; empty is Freelance.
func companyOf(ctx context.Context, c *requestChange, chosen string) (string, error) {
	switch chosen {
	case Freelance:
		return "", nil
	case SameCompany:
		if c.app.CompanyID == "" {
			return "", apperr.Field("company", "The app names no company. Choose one in production, or Freelance.")
		}
		return company.MirrorIn(ctx, c.tx, c.app.CompanyID, Production)
	}
	env, err := companyEnvironment(ctx, c.tx, chosen)
	if err == nil && env != Production {
		return "", apperr.Field("company", "Choose a company in production, or Freelance.")
	}
	return chosen, err
}

// weakest is the grade of the decision as a whole: confirmed only when it is for every account.
func weakest(actor access.Actor, c *requestChange) string {
	for _, p := range c.Accounts {
		if !attests(actor, c.app.owners, p.ID) {
			return SelfReported
		}
	}
	return Confirmed
}

// RejectRequest says that the vendor rejected a request, and why.
type RejectRequest struct {
	AppID, RequestID string
	Version          int
	Day, Reason      string
}

// RejectRequest records the vendor's rejection; the attempt stays as it was and Resubmit begins the next. Kinds: Invalid,
// NotFound, Forbidden, Conflict for a request that does not wait for the vendor.
func (s *Service) RejectRequest(ctx context.Context, actor access.Actor, in RejectRequest) error {
	in.Reason = strings.TrimSpace(in.Reason)
	on, problems := s.readDay("day", in.Day, actor)
	switch n := utf8.RuneCountInString(in.Reason); {
	case n == 0:
		problems.Add("reason", "Say what Avaya wrote.")
	case n > maxWords:
		problems.Add("reason", fmt.Sprintf("Say it in at most %d characters.", maxWords))
	}
	ref := requestRef{in.AppID, in.RequestID, in.Version}
	return s.changeRequest(ctx, actor, audit.RequestRejected, ref, mayReport, func(c *requestChange) error {
		if err := c.must(Submitted, Contacted); err != nil {
			return err
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if err := s.notBefore(actor, c, on, true); err != nil {
			return err
		}
		after := requestEventOf(in.AppID, c.Request, Rejected)
		after.Day = in.Day
		c.entry.After, c.entry.Grade = after, weakest(actor, c)
		return decideRequest(ctx, c.tx, c.Request, Rejected, on, in.Reason, actor.ID, s.now())
	})
}

package oauthapp

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// domainEvent is what the trail keeps of a service app's domain.
type domainEvent struct {
	AskedOn string `json:"asked_on,omitempty"`
	MadeOn  string `json:"made_on,omitempty"`
}

// ServiceDomain is how the domain of a service app stands: the vendor's support makes it. Days as 2026-06-16.
type ServiceDomain struct {
	AppID   string
	Version int
	// AskedOn is when the support was asked, MadeOn when it answered that the domain is there; each may be empty, and nothing
	// is made that was not asked for.
	AskedOn, MadeOn string
	// Reference is what the support gave to find the request again; may be empty.
	Reference string
}

// TellDomain records how the domain of a service app stands. Kinds: Invalid, NotFound, Forbidden, Conflict for an app that
// needs none, or when someone changed it meanwhile.
func (s *Service) TellDomain(ctx context.Context, actor access.Actor, in ServiceDomain) error {
	in.Reference = strings.TrimSpace(in.Reference)
	var problems apperr.Fields
	asked := s.dayOrEmpty(&problems, "asked_on", in.AskedOn, actor)
	made := s.dayOrEmpty(&problems, "made_on", in.MadeOn, actor)
	switch {
	case len(problems) > 0:
	case !made.IsZero() && asked.IsZero():
		problems.Add("asked_on", "Say first on which day Avaya’s support was asked.")
	case made.Before(asked) && !made.IsZero():
		problems.Add("made_on", "Avaya’s support was asked on "+day(asked)+".")
	}
	if utf8.RuneCountInString(in.Reference) > maxReference {
		problems.Add("reference", fmt.Sprintf("Write it in at most %d characters.", maxReference))
	}
	return s.change(ctx, actor, audit.AppDomainTold, in.AppID, mayWrite, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		if a.Kind != ServiceKind {
			return apperr.New(apperr.Conflict, "Only a service app has a domain of its own.")
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if in.Version != a.Version {
			return changedMeanwhile()
		}
		if asked.Equal(a.DomainAskedOn) && made.Equal(a.DomainMadeOn) && in.Reference == a.DomainReference {
			return audit.ErrNoChange
		}
		entry.Before = domainEvent{dayOrNone(a.DomainAskedOn), dayOrNone(a.DomainMadeOn)}
		entry.After, entry.Grade = domainEvent{in.AskedOn, in.MadeOn}, SelfReported
		return domainOfApp(ctx, tx, a.App, asked, made, in.Reference)
	})
}

func (s *Service) dayOrEmpty(problems *apperr.Fields, field, text string, actor access.Actor) time.Time {
	if text == "" {
		return time.Time{}
	}
	read, sentence := readDay(text, zone(actor), s.now())
	if sentence != "" {
		problems.Add(field, sentence)
	}
	return read
}

// checkServiceApp asks of a service app that it has a company and that whoever says to have made it is known as its admin:
// nobody else can make one at the vendor.
func checkServiceApp(ctx context.Context, tx *audit.Tx, actor access.Actor, a App) error {
	if a.Kind != ServiceKind {
		return nil
	}
	if a.CompanyID == "" {
		return apperr.Field("company", "A service app belongs to a company: its admin makes it. Choose the company.")
	}
	admins, err := companyAdmins(ctx, tx, a.CompanyID)
	if err != nil {
		return err
	}
	switch {
	case slices.Contains(ids(admins), actor.ID):
		return nil
	case len(admins) == 0:
		return apperr.Field("kind", "Only an admin of the company makes a service app, and none is known. Record that first, on the company’s page.")
	}
	return apperr.Field("kind", "Only an admin of the company makes a service app. Ask "+orNames(admins)+" to make and register it.")
}

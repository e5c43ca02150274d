package company

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

const (
	maxName = 200
	maxNote = 500
)

// NewCompany is a company that the actor made at the vendor.
type NewCompany struct {
	Environment string
	Name        string
	// Domain is the mail domain as typed.
	Domain string
	// CreatedOn is a day as 2026-06-16; not in the future.
	CreatedOn string
}

type companyEvent struct {
	Environment string `json:"environment"`
	Domain      string `json:"domain,omitempty"`
	CreatedOn   string `json:"created_on,omitempty"`
	From        string `json:"from,omitempty"`
}

// Create records a company. Whoever made it is its admin and employee at once. The id is empty when the same form was sent
// before. Kinds: Invalid; Forbidden for someone who walks no journey; Conflict, beside the domain, when a company with it
// is known.
func (s *Service) Create(ctx context.Context, actor access.Actor, in NewCompany) (id string, err error) {
	c, since, err := s.readNew(actor, in)
	if err != nil {
		return "", err
	}
	made := false
	err = s.log.Change(ctx, actor, audit.CompanyCreated, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: subject(c.ID), After: companyEvent{c.Environment, c.Domains[0], in.CreatedOn, ""}}
		if err := mayCreate(actor); err != nil {
			entry.Subject = audit.Subject{} // nothing was made that the refusal could name
			return entry, err
		}
		if err := insertCompany(ctx, tx, c, actor.ID); err != nil {
			return entry, err
		}
		if err := insertDomain(ctx, tx, c.ID, c.Environment, c.Domains[0]); err != nil {
			return entry, err
		}
		for _, role := range []string{Admin, Employee} {
			r := newRole{companyID: c.ID, memberID: actor.ID, role: role, since: since, grade: SelfReported, note: "Created the company"}
			e, err := addRole(ctx, tx, r)
			if err != nil {
				return entry, err
			}
			tx.Record(audit.CompanyRoleRecorded, e)
		}
		made = true
		return entry, nil
	})
	if apperr.Is(err, apperr.Conflict) {
		return "", s.domainTaken(ctx, c.Environment, c.Domains[0], err)
	}
	if err != nil || !made {
		return "", err
	}
	return c.ID, nil
}

func mayCreate(actor access.Actor) error {
	if err := actor.Check(access.JourneyWrite, access.Scope{MemberID: actor.ID}); err != nil {
		return err
	}
	if !actor.HasJourney() && !actor.Admin {
		return apperr.Refused("Only someone who walks the journey records a company that they made.")
	}
	return nil
}

func (s *Service) readNew(actor access.Actor, in NewCompany) (c Company, since time.Time, err error) {
	var problems apperr.Fields
	name := strings.TrimSpace(in.Name)
	switch {
	case name == "":
		problems.Add("name", "Write the name as it stands at Avaya.")
	case utf8.RuneCountInString(name) > maxName:
		problems.Add("name", fmt.Sprintf("Write it in at most %d characters.", maxName))
	}
	if in.Environment != Staging && in.Environment != Production {
		problems.Add("environment", "Choose staging or production.")
	}
	domain, sentence := companyDomain(in.Domain)
	if sentence != "" {
		problems.Add("domain", sentence)
	}
	since, sentence = dayStart(in.CreatedOn, zone(actor), s.now())
	if sentence != "" {
		problems.Add("created_on", sentence)
	}
	if err := problems.Err(); err != nil {
		return Company{}, since, err
	}
	// A date is kept as it was said: no zone may move it.
	day, err := time.Parse(time.DateOnly, in.CreatedOn)
	return Company{ID: postgres.NewID(), Environment: in.Environment, Name: name, CreatedOn: day, Domains: []string{domain}}, since, err
}

// companyDomain reads a domain that a company may own, or says in a sentence why it cannot.
func companyDomain(typed string) (domain, sentence string) {
	domain, err := NormalDomain(strings.TrimPrefix(strings.TrimSpace(typed), "@"))
	switch {
	case err != nil:
		return "", "This is not a domain. It looks like acme.example, without @ and without https://."
	case IsFreeMail(domain):
		return "", "Everybody can have an address at " + domain + ", so it cannot stand for a company. Take the domain of your work address."
	case Registrable(domain) == "":
		return "", domain + " is a suffix that many share. Take the domain of your work address."
	}
	return domain, ""
}

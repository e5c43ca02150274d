package permission

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Record is what a member says when they have ticked the check-box in staging.
type Record struct {
	// Company is the id of a company in staging, or Freelance.
	Company string
	// HeldFrom is a day as 2026-06-16, in the member's time zone; not in the future.
	HeldFrom string
	// Evidence says how one could see it, in words; may be empty.
	Evidence string
}

// maxWords is how many characters of evidence or of a reason are kept.
const maxWords = 2000

// Record writes a self-assigned staging grant of the actor's own, self-reported. It returns an empty id when the same form
// was sent before. Kinds: Invalid, with what is missing at the company by name; Forbidden for someone who walks no journey;
// Conflict when it is in the ledger already.
func (s *Service) Record(ctx context.Context, actor access.Actor, in Record) (grantID string, err error) {
	var problems apperr.Fields
	from, err := dayStart("held_from", in.HeldFrom, zone(actor), s.now())
	if err != nil {
		problems.Add("held_from", fieldSentence(err, "held_from"))
	}
	if len([]rune(in.Evidence)) > maxWords {
		problems.Add("evidence", fmt.Sprintf("Say it in at most %d characters.", maxWords))
	}
	if in.Company != Freelance && !postgres.IsID(in.Company) {
		problems.Add("company", "Choose the company whose box you ticked, or Freelance.")
	}
	if err := problems.Err(); err != nil {
		return "", err
	}
	err = s.log.Change(ctx, actor, audit.GrantRecorded, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "member", ID: actor.ID}, MemberID: actor.ID}
		if err := actor.Check(access.JourneyWrite, access.Scope{MemberID: actor.ID}); err != nil {
			return entry, err
		}
		if !actor.HasJourney() && !actor.Admin {
			return entry, apperr.Refused("Only someone who walks the journey records a permission of their own.")
		}
		g := NewGrant{MemberID: actor.ID, Environment: Staging, HeldFrom: from, Evidence: in.Evidence}
		if in.Company != Freelance {
			if err := mayTick(ctx, tx, in.Company, actor.ID); err != nil {
				return entry, err
			}
			g.CompanyID = in.Company
		}
		var err error
		grantID, entry, err = insertFirst(ctx, tx, g)
		return entry, err
	})
	return grantID, err
}

// mayTick is nil when the vendor's page would show the company's box to the member: who is admin and employee of a company
// in staging now. Otherwise it names what is missing and who can give it.
func mayTick(ctx context.Context, tx *audit.Tx, companyID, memberID string) error {
	c, err := companyByID(ctx, tx, companyID)
	switch {
	case apperr.Is(err, apperr.NotFound):
		return apperr.Field("company", "This company is not known here. Choose one of the list.")
	case err != nil:
		return err
	case c.environment != Staging:
		return apperr.Field("company", c.name+" is a company in production. The box that you tick yourself is in staging.")
	}
	held, err := rolesAt(ctx, tx, companyID)
	if err != nil {
		return err
	}
	var missing, admins []string
	for _, role := range []string{"admin", "employee"} {
		if !slices.ContainsFunc(held, func(r heldRole) bool { return r.memberID == memberID && r.role == role }) {
			missing = append(missing, role)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	for _, r := range held {
		if r.role == "admin" && r.memberID != memberID {
			admins = append(admins, r.name)
		}
	}
	return apperr.Field("company", missingRoles(c.name, missing, admins))
}

// missingRoles says what stands between a member and the company's box.
func missingRoles(company string, missing, admins []string) string {
	var b strings.Builder
	switch {
	case len(missing) == 2:
		fmt.Fprintf(&b, "You are neither admin nor employee of %s here, and the box shows only to someone who is both.", company)
	case missing[0] == "employee":
		fmt.Fprintf(&b, "You are admin of %s but not employee, and the box shows only to someone who is both.", company)
	default:
		fmt.Fprintf(&b, "You are employee of %s but not admin, and the box shows only to someone who is both.", company)
	}
	switch {
	case len(admins) == 0:
		b.WriteString(" Nobody is known here as its admin: record your roles at the company first.")
	case len(admins) == 1:
		fmt.Fprintf(&b, " Ask %s, who is admin there.", admins[0])
	default:
		fmt.Fprintf(&b, " Ask %s, who are admins there.", strings.Join(admins[:len(admins)-1], ", ")+" or "+admins[len(admins)-1])
	}
	return b.String()
}

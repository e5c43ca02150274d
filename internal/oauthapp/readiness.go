package oauthapp

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The keys of what must be ready before production is requested, and of what is only wise.
const (
	CheckApp     = "app"
	CheckProof   = "proof"
	CheckTests   = "tests"
	CheckCommit  = "commitment"
	CheckConfirm = "confirmation"
	CheckSDK     = "sdk"
	CheckCompany = "company"
	CheckOwner   = "second-owner"
	CheckSecret  = "secret-place"
)

// Check is one thing that should be ready.
type Check struct {
	Key   string
	Title string
	// Line says how it stands, in words.
	Line string
	Done bool
	// Grade is how well it is known, for what is done.
	Grade string
	// Required says that nothing is drafted or sent without it.
	Required bool
}

// Ready is all that readiness is judged by.
type Ready struct {
	App        App
	Owners     []Owner
	Tests      []Test
	Commitment Commitment
	// Commitments are the ones that were taken back, the latest first.
	Commitments []Commitment
	// Proofs are the latest round trips with the vendor through the app, the last first.
	Proofs []Proof
	// SDKs are the downloads of the owners, as "JavaScript 2.0.28"; SDKSkipped says that one skipped the step with a reason.
	SDKs       []string
	SDKSkipped bool
	// Confirmed names who attested a step of the app, by the step's key; what was attested before a later decision about a test
	// is not in it.
	Confirmed map[string]string
	// Leads are who leads an owner: the ones who sign the commitment.
	Leads []Person
	// Lead names who leads an owner and can confirm the tests; empty where nobody does, and nobody then has to.
	Lead string
}

// Readiness judges whether production can be requested, the required things first.
func Readiness(r Ready) []Check {
	return []Check{r.app(), r.tests(), r.commitment(), r.confirmation(), r.sdk(), r.proved(), r.company(), r.secondOwner(), r.secretPlace()}
}

// Missing are the required checks that are not done.
func Missing(checks []Check) []Check {
	return slices.DeleteFunc(slices.Clone(checks), func(c Check) bool { return c.Done || !c.Required })
}

func (r Ready) grade(step string) string {
	if r.by(step) != "" {
		return Confirmed
	}
	return SelfReported
}

func (r Ready) by(step string) string {
	name := r.Confirmed[step]
	if step == "staging-tested" {
		name = cmp.Or(name, r.signer())
	}
	if name != "" {
		return ", confirmed by " + name
	}
	return ""
}

func (r Ready) app() Check {
	c := Check{Key: CheckApp, Title: "App registered in staging", Required: true, Done: r.App.Environment == Staging, Grade: r.grade("oauth-app")}
	c.Line = "Client ID …" + r.App.ClientEnd() + r.by("oauth-app")
	if len(r.Proofs) > 0 {
		c.Grade = Verified
	}
	if r.App.Kind == ServiceKind && r.App.DomainMadeOn.IsZero() {
		c.Done, c.Line = false, "Avaya’s support has not made the domain of this service app yet"
	}
	if r.App.Environment != Staging {
		c.Line = "This is an app in production: a request is about the staging app"
	}
	return c
}

// proved is the vendor's own word on the app: wise and not required, since the vendor may be down.
func (r Ready) proved() Check {
	c := Check{Key: CheckProof, Title: "Staging app proved", Done: len(r.Proofs) > 0, Grade: Verified}
	c.Line = "Recommended: sign in once at Avaya through this app"
	if c.Done {
		p := r.Proofs[0]
		how := "Sign-in"
		if p.Kind == ProofChallenge {
			how = "One-time redirect URI"
		}
		c.Line = how + " with client ID …" + r.App.ClientEnd() + " on " + day(p.At) + ", by " + p.By
	}
	return c
}

func (r Ready) tests() Check {
	n := settled(r.Tests)
	c := Check{Key: CheckTests, Title: "Staging tests complete", Required: true, Done: complete(r.Tests), Grade: r.grade("staging-tested")}
	c.Line = fmt.Sprintf("%d of %d passed or excused", n, len(r.Tests)) + r.by("staging-tested")
	if len(r.Tests) == 0 {
		c.Line = "The test list is empty"
	}
	return c
}

func (r Ready) commitment() Check {
	c := Check{Key: CheckCommit, Title: "Committed to deploy", Required: true, Done: r.Commitment.ID != "", Grade: SelfReported}
	c.Line = "Avaya asks that you are committed to deploy. A lead signs it"
	switch {
	case c.Done:
		c.Line = "Signed by " + r.Commitment.By.Name
		if r.signer() != "" {
			c.Grade = Confirmed
		}
	case len(r.Leads) > 0:
		c.Line = "Avaya asks that you are committed to deploy. " + orNames(r.Leads) + " signs it"
	}
	return c
}

// signer is who signed the commitment as a second person, after the last word on the tests: they looked at them. Empty where
// an owner signed, or nobody.
func (r Ready) signer() string {
	if r.Commitment.ID == "" || slices.Contains(members(r.Owners), r.Commitment.By.ID) || r.Commitment.At.Before(r.lastDecision()) {
		return ""
	}
	return r.Commitment.By.Name
}

// confirmation is a lead's word on the tests, as the journey asks for before production opens.
func (r Ready) confirmation() Check {
	by := cmp.Or(r.Confirmed["staging-tested"], r.signer())
	c := Check{Key: CheckConfirm, Title: "Tests confirmed by a lead", Required: true, Done: by != "" || r.Lead == "", Grade: Confirmed}
	switch {
	case by != "":
		c.Line = "By " + by
	case r.Lead == "":
		c.Line, c.Grade = "Nobody leads the owners, so nobody has to", SelfReported
	default:
		c.Line = r.Lead + " confirms them by signing the commitment, or on the board"
	}
	return c
}

func (r Ready) sdk() Check {
	c := Check{Key: CheckSDK, Title: "SDK", Required: true, Done: len(r.SDKs) > 0 || r.SDKSkipped, Grade: SelfReported}
	switch {
	case len(r.SDKs) > 0:
		c.Line = strings.Join(r.SDKs, ", ")
	case r.SDKSkipped:
		c.Line = "Skipped, with a reason"
	default:
		c.Line = "Record a download, or skip the step with a reason"
	}
	return c
}

func (r Ready) company() Check {
	c := Check{Key: CheckCompany, Title: "Company known to Avaya", Done: r.App.CompanyID != "", Grade: SelfReported}
	c.Line = "Recommended: name the company that the app belongs to"
	if c.Done {
		c.Line = r.App.Company
		if len(r.App.Domains) > 0 {
			c.Line += ", " + r.App.Domains[0]
		}
	}
	return c
}

func (r Ready) secondOwner() Check {
	c := Check{Key: CheckOwner, Title: "Second owner named", Done: len(active(r.Owners)) > 1, Grade: SelfReported}
	c.Line = "Recommended: somebody who can act when you are away"
	if c.Done {
		var names []string
		for _, o := range active(r.Owners) {
			names = append(names, o.Member.Name)
		}
		c.Line = strings.Join(names, ", ")
	}
	return c
}

func (r Ready) secretPlace() Check {
	c := Check{Key: CheckSecret, Title: "Place for the secret", Done: r.App.SecretPlace != "", Grade: SelfReported}
	c.Line = "Recommended: say in which vault it lies"
	if c.Done {
		c.Line = r.App.SecretPlace + ". Only the place is kept here"
	}
	return c
}

package sample

import "portico/internal/oauthapp"

// body is the text that went into the vendor's form: the product's own, but for one that was sent before staging was done.
func (w *writer) body(a app, r request) string {
	if r.decision == "rejected" && r.key == "emeka-1" {
		return a.description + "\n\nWe are requesting production access."
	}
	facts := oauthapp.TextFacts{
		App:  oauthapp.App{Name: a.name, ClientID: a.client, Description: a.description, CreatedOn: w.day(a.on)},
		SDKs: []string{"JavaScript 2.0.28"},
	}
	for _, c := range companies() {
		if c.key == a.company {
			facts.App.Company, facts.App.Domains = c.name, c.domains
		}
	}
	for _, p := range people() {
		for _, who := range r.accounts {
			if p.key == who {
				facts.Accounts = append(facts.Accounts, oauthapp.Person{ID: id("member", p.key), Name: p.name, Email: p.email})
			}
		}
	}
	facts.Contacts = facts.Accounts
	for range a.passed {
		facts.Tests = append(facts.Tests, oauthapp.Test{Result: oauthapp.Passed, DecidedAt: w.at(a.till, 13)})
	}
	return oauthapp.GenerateText(facts)
}

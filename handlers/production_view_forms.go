package handlers

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"portico/internal/oauthapp"
	"portico/views/app"
	"portico/views/components"
)

func (b *productionBuilder) draftLetter() *app.Letter {
	body := b.p.Current.Body
	return &app.Letter{
		Title: "Text for “Describe the application”", Line: "Written from your record", Body: body, Marks: b.p.Facts.Marks(),
		Size:    fmt.Sprintf("%d characters. The parts with a tint come from facts above.", utf8.RuneCountInString(body)),
		Missing: oauthapp.Unsaid(body),
	}
}

func (b *productionBuilder) sentLetter() *app.Letter {
	r := b.p.Current
	return &app.Letter{
		Title: "Text of the request", Line: "Frozen on " + b.day(r.SubmittedAt), Body: r.Body,
		Size: fmt.Sprintf("%d characters", utf8.RuneCountInString(r.Body)),
	}
}

func (b *productionBuilder) edit() *app.Edit {
	e := app.Edit{Body: b.p.Current.Body}
	named := make([]string, 0, len(b.p.Current.Accounts))
	for _, p := range b.p.Current.Accounts {
		named = append(named, p.ID)
	}
	if typed, errors, ok := b.back("edit"); ok {
		e.Body, e.Errors, e.Open, named = typed["body"], errors, true, b.came.accounts
	}
	for _, p := range b.p.People {
		e.Accounts = append(e.Accounts, components.ChoiceOption{Value: p.ID, Label: p.Name, Hint: p.Email, Checked: slices.Contains(named, p.ID)})
	}
	return &e
}

func (b *productionBuilder) send() *app.Send {
	s := app.Send{Day: b.today(), Today: b.today()}
	if typed, errors, ok := b.back("submit"); ok {
		s.Day, s.Reference, s.Errors = typed["day"], typed["reference"], errors
	}
	if missing := oauthapp.Missing(b.p.Checks); len(missing) > 0 {
		s.WhyNot = countOf(len(missing), "thing is", "things are") + " missing above."
	}
	return &s
}

func (b *productionBuilder) sent() []components.Fact {
	r := b.p.Current
	facts := []components.Fact{{Name: "Application", Value: b.p.Name}}
	for _, p := range r.Accounts {
		facts = append(facts, components.Fact{Name: "Account", Value: p.Email})
	}
	if r.Reference != "" {
		facts = append(facts, components.Fact{Name: "Reference", Value: r.Reference})
	}
	return append(facts, components.Fact{Name: "Fingerprint", Value: fingerprint(r.SHA256, 3), Mono: true})
}

// contact is the form for one line of the log.
func (b *productionBuilder) contact() *app.Contact {
	f := app.Contact{Day: b.today(), Who: b.p.Current.Contact, Today: b.today()}
	if typed, errors, ok := b.back("contact"); ok {
		f.Ours, f.Day, f.Who, f.Words = typed["side"] == "us", typed["day"], typed["contact"], typed["words"]
		f.Errors, f.Open = errors, true
	}
	return &f
}

func (b *productionBuilder) approve() *app.Approve {
	r := b.p.Current
	f := app.Approve{Day: b.today(), Today: b.today(), Accounts: "This records developer permission in production for " + names(r.Accounts) + "."}
	f.Companies, f.Company = b.companies()
	switch n := b.p.Confirms(); {
	case n == len(r.Accounts):
		f.Grade = "It counts as confirmed: you are not among the accounts."
	case n == 0:
		f.Grade = "It counts as self-reported, because you are the account. A lead can confirm it in the ledger."
	default:
		f.Grade = "It counts as self-reported for yourself, and as confirmed for the others."
	}
	if typed, errors, ok := b.back("approve"); ok {
		f.Day, f.Company, f.Errors, f.Open = typed["day"], typed["company"], errors, true
	}
	return &f
}

// companies are what the permission in production can be for; the app's own company, or its twin in production, is chosen.
func (b *productionBuilder) companies() (options []components.Option, chosen string) {
	chosen = oauthapp.Freelance
	if b.p.CompanyID != "" {
		if twin := b.p.Twin(); twin.ID != "" {
			chosen = twin.ID
		} else {
			chosen = oauthapp.SameCompany
			options = append(options, components.Option{Value: oauthapp.SameCompany, Text: b.p.Company + ", which is then recorded in production too"})
		}
	}
	for _, c := range b.p.Companies {
		options = append(options, components.Option{Value: c.ID, Text: c.Name + ", production"})
	}
	return append(options, components.Option{Value: oauthapp.Freelance, Text: "None (Freelance)"}), chosen
}

func (b *productionBuilder) reject() *app.Reject {
	f := app.Reject{Day: b.today(), Today: b.today()}
	if typed, errors, ok := b.back("reject"); ok {
		f.Day, f.Reason, f.Errors, f.Open = typed["day"], typed["reason"], errors, true
	}
	return &f
}

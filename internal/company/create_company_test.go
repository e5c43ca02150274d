package company

import (
	"context"
	"errors"
	"sync"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
)

func TestWhoMakesACompanyIsItsAdminAndEmployeeAtOnce(t *testing.T) {
	w := newWorld(t)
	v := w.get(w.dana, w.acme())
	if admin, employee := v.Mine(); !admin || !employee {
		t.Errorf("admin %v, employee %v", admin, employee)
	}
	if len(v.Domains) != 1 || v.Domains[0] != "acme.example" || v.Creator != "Dana Ruiz" || v.CreatedOn.Format("2006-01-02") != "2026-05-03" {
		t.Errorf("got %+v", v.Company)
	}
	if v.Held[0].Grade != SelfReported {
		t.Errorf("what one says of oneself is %s", v.Held[0].Grade)
	}
	w.wantEvents(audit.CompanyCreated, false, 1)
	w.wantEvents(audit.CompanyRoleRecorded, false, 2)
}

func TestACompanyNeedsANameADomainOfItsOwnAndADayThatHasCome(t *testing.T) {
	w := newWorld(t)
	for field, in := range map[string]NewCompany{
		"name":        {Staging, "", "acme.example", "2026-05-03"},
		"environment": {"sandbox", "ACME", "acme.example", "2026-05-03"},
		"created_on":  {Staging, "ACME", "acme.example", "2026-06-17"},
		"domain":      {Staging, "ACME", "https://acme.example", "2026-05-03"},
	} {
		_, err := w.Create(context.Background(), w.dana, in)
		wantField(t, err, field)
	}
	for _, domain := range []string{"gmail.com", "co.uk", "acme", ""} {
		_, err := w.Create(context.Background(), w.dana, NewCompany{Staging, "ACME", domain, "2026-05-03"})
		wantField(t, err, "domain")
	}
	w.wantEvents(audit.CompanyCreated, false, 0)
}

func TestAnAuditorRecordsNoCompanyAndTheRefusalIsAnEvent(t *testing.T) {
	w := newWorld(t)
	in := NewCompany{Staging, "ACME", "acme.example", "2026-05-03"}
	if _, err := w.Create(context.Background(), w.auditor, in); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("an auditor: %v", err)
	}
	if _, err := w.Create(context.Background(), w.anonymous, in); !apperr.Is(err, apperr.Unauthenticated) {
		t.Errorf("nobody: %v", err)
	}
	w.wantEvents(audit.CompanyCreated, true, 1)
	if all, _ := w.List(context.Background(), w.dana); len(all) != 0 {
		t.Errorf("%d companies", len(all))
	}
}

func TestTheSameFormSentTwiceMakesOneCompany(t *testing.T) {
	w := newWorld(t)
	w.dana.Submission = "the-same-form"
	w.acme()
	if id := w.acme(); id != "" {
		t.Errorf("the second time gave %s", id)
	}
	if all, _ := w.List(context.Background(), w.dana); len(all) != 1 || all[0].Admins != 1 || all[0].Employees != 1 {
		t.Errorf("got %+v", all)
	}
}

func TestOfManyWhoRecordADomainAtOnceOneWins(t *testing.T) {
	w := newWorld(t)
	const tries = 200
	var wg sync.WaitGroup
	var lock sync.Mutex
	won, lost := 0, 0
	for range tries {
		wg.Go(func() {
			_, err := w.Create(context.Background(), w.dana, NewCompany{Staging, "ACME", "acme.example", "2026-05-03"})
			lock.Lock()
			defer lock.Unlock()
			switch {
			case err == nil:
				won++
			case apperr.Is(err, apperr.Conflict):
				lost++
			default:
				t.Errorf("neither won nor lost: %v", err)
			}
		})
	}
	wg.Wait()
	if won != 1 || lost != tries-1 {
		t.Errorf("%d won, %d lost", won, lost)
	}
	w.wantEvents(audit.CompanyCreated, false, 1)
	_, err := w.Create(context.Background(), w.priya, NewCompany{Staging, "Other", "ACME.example.", "2026-05-03"})
	wantField(t, err, "domain")
}

func TestTheSameDomainMayStandInBothEnvironments(t *testing.T) {
	w := newWorld(t)
	staging := w.acme()
	production, err := w.Create(context.Background(), w.dana, NewCompany{Production, "ACME", "acme.example", "2026-05-28"})
	if err != nil {
		t.Fatal(err)
	}
	if v := w.get(w.dana, staging); v.Twin.ID != production {
		t.Errorf("the twin is %q", v.Twin.ID)
	}
}

func TestADomainIsAddedAndTakenAwayByThePeopleOfTheCompany(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	if err := w.AddDomain(ctx, w.dana, id, "Acme-Labs.example"); err != nil {
		t.Fatal(err)
	}
	if err := w.AddDomain(ctx, w.priya, id, "other.example"); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a developer without a role there: %v", err)
	}
	w.wantEvents(audit.CompanyDomainAdded, true, 1)
	wantField(t, w.AddDomain(ctx, w.dana, id, "gmail.com"), "domain")
	wantField(t, w.AddDomain(ctx, w.dana, id, "acme.example"), "domain")
	if err := w.EndDomain(ctx, w.dana, id, "acme.example"); err != nil {
		t.Fatal(err)
	}
	if err := w.EndDomain(ctx, w.dana, id, "acme.example"); err != nil {
		t.Errorf("taken away twice: %v", err)
	}
	w.wantEvents(audit.CompanyDomainEnded, false, 1)
	if v := w.get(w.dana, id); len(v.Domains) != 1 || v.Domains[0] != "acme-labs.example" {
		t.Errorf("got %v", v.Domains)
	}
	missing := "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001"
	if err := w.AddDomain(ctx, w.dana, missing, "x.example"); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a company that does not exist: %v", err)
	}
}

// wantField asks that err names the field.
func wantField(t *testing.T, err error, field string) {
	t.Helper()
	var typed *apperr.Error
	if !errors.As(err, &typed) || typed.Fields[field] == "" {
		t.Errorf("want a sentence beside %s, got %v", field, err)
	}
}

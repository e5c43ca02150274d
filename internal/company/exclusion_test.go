package company

import (
	"context"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

func TestWhatDoesNotCountIsSaidByWhoMayChangeTheCompany(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	for _, a := range []access.Actor{w.priya, w.farah, w.gustav, w.auditor} {
		if err := w.Exclude(ctx, a, id, "labs.acme.example"); !apperr.Is(err, apperr.Forbidden) {
			t.Errorf("%s: %v", a.Name, err)
		}
	}
	w.wantEvents(audit.CompanyDomainBarred, true, 4)
	for _, typed := range []string{"", "acme.example", "other.example", "https://labs.acme.example", "gmail.com"} {
		if err := w.Exclude(ctx, w.helen, id, typed); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if err := w.Exclude(ctx, w.helen, id, "@Bücher.ACME.example."); err != nil {
		t.Fatal(err)
	}
	if err := w.Exclude(ctx, w.helen, id, "xn--bcher-kva.acme.example"); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("twice: %v", err)
	}
	if v := w.get(w.helen, id); len(v.Excluded) != 1 || v.Excluded[0] != "xn--bcher-kva.acme.example" {
		t.Errorf("excluded %v", v.Excluded)
	}
	for range 2 { // The second finds nothing to do.
		if err := w.Include(ctx, w.admin, id, "xn--bcher-kva.acme.example"); err != nil {
			t.Fatal(err)
		}
	}
	w.wantEvents(audit.CompanyDomainBarred, false, 1)
	w.wantEvents(audit.CompanyDomainLetIn, false, 1)
}

func TestAReaderIsMatchedByWhatCounts(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	w.exec(`INSERT INTO company (id, environment, name) VALUES ('00000000-0000-4000-8000-000000000001', 'staging', 'Bridge')`)
	w.exec(`INSERT INTO company_domain (company_id, environment, domain) VALUES ('00000000-0000-4000-8000-000000000001', 'staging', 'bridge.acme.example')`)
	if err := w.Exclude(ctx, w.helen, id, "labs.acme.example"); err != nil {
		t.Fatal(err)
	}
	for mail, want := range map[string]bool{
		"priya@acme.example": true, "priya@pay.acme.example": true, "priya@labs.acme.example": false, "priya@x.labs.acme.example": false,
		"priya@bridge.acme.example": false, "priya@x.bridge.acme.example": false, "priya@other.example": false,
	} {
		reader := w.priya
		reader.Email = mail
		v := w.get(reader, id)
		if got, _ := v.MatchesReader(); got != want || v.MayRefuse() != want {
			t.Errorf("%s: matched %v, may be refused %v; want %v", mail, got, v.MayRefuse(), want)
		}
	}
	if v := w.get(w.priya, id); len(v.Below) != 1 || v.Below[0].Company != "Bridge" {
		t.Errorf("below it lie %+v", v.Below)
	}
}

func TestTheHistoryOfACompanyHidesPeopleWhomTheReaderMayNotKnow(t *testing.T) {
	w := newWorld(t)
	id := w.acme()
	if err := w.record(w.gustav, id, w.farah.ID, Employee); err != nil {
		t.Fatal(err)
	}
	about := func(v View, member string) (n int) {
		for _, l := range v.History {
			if l.MemberID == member {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		a    access.Actor
		sees bool
	}{{w.priya, false}, {w.helen, false}, {w.farah, true}, {w.gustav, true}, {w.dana, true}, {w.auditor, true}, {w.admin, true}} {
		v := w.get(c.a, id)
		if got := about(v, w.farah.ID) > 0; got != c.sees {
			t.Errorf("%s sees Farah's role in the history: %v", c.a.Name, got)
		}
		if about(v, w.dana.ID) == 0 || about(v, "") == 0 {
			t.Errorf("%s does not see who let others in, or that the company was recorded", c.a.Name)
		}
	}
}

func TestACompanyThatIsHistoryTakesNoChange(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	w.exec(`UPDATE company SET closed_at = now(), reset_on = '2026-06-10' WHERE id = $1`, id)
	for what, err := range map[string]error{
		"a domain": w.AddDomain(ctx, w.helen, id, "acme.org"), "an exclusion": w.Exclude(ctx, w.helen, id, "labs.acme.example"),
		"a role": w.record(w.helen, id, w.priya.ID, Employee), "a question": w.AskForRoles(ctx, w.priya, id, w.dana.ID),
		"a refusal": w.RefuseMatch(ctx, w.priya, id),
	} {
		if !apperr.Is(err, apperr.Conflict) {
			t.Errorf("%s: %v", what, err)
		}
	}
	all, err := w.List(ctx, w.helen)
	if err != nil || len(all) != 0 {
		t.Errorf("listed: %v, %v", all, err)
	}
	closed, err := w.Closed(ctx, w.helen)
	if err != nil || len(closed) != 1 || closed[0].ResetOn.IsZero() {
		t.Errorf("closed: %+v, %v", closed, err)
	}
	if v := w.get(w.helen, id); v.MayChange() || v.MayClose() || !v.Closed() {
		t.Error("the page offers to change what is history")
	}
}

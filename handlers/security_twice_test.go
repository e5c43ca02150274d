package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/internal/postgres"
)

// TestAFormThatIsSentTwiceHasOneEffect sends good forms twice with the key that a page gave them, as a double click does.
func TestAFormThatIsSentTwiceHasOneEffect(t *testing.T) {
	t.Parallel()
	s := newMatrixServer(t)
	for _, c := range s.goodForms() {
		form, err := url.ParseQuery(c.form)
		if err != nil {
			t.Fatal(err)
		}
		form.Set("once", postgres.NewID())
		path, before := s.fillPath(c.path, "own"), s.changes()
		first := s.as(c.who).post(path, form)
		changes, events := s.changes(), s.count(`SELECT count(*) FROM event`)
		if first.status != http.StatusSeeOther && first.status != http.StatusOK || changes == before {
			t.Errorf("%s by %s: status %d, %d rows changed: %.300s", c.path, c.who, first.status, changes-before, strings.Join(strings.Fields(first.Find("main").Text()), " "))
			continue
		}
		second := s.as(c.who).post(path, form)
		if n := s.changes() - changes; n != 0 || s.count(`SELECT count(*) FROM event WHERE NOT refused`) > events || second.status >= http.StatusInternalServerError {
			t.Errorf("%s by %s, sent again: status %d, %d rows changed", c.path, c.who, second.status, n)
		}
	}
}

// goodForm is a form that is taken, from somebody who may send it; {who} is short for an account of the server.
type goodForm struct{ who, path, form string }

// goodForms is one of every kind that changes something, in an order in which each is taken.
func (s *matrixServer) goodForms() []goodForm {
	return []goodForm{
		{"dev", "/apps", "name=Desk&environment=staging&client_id=0123456789abcdef0123&created_on=2026-01-05"},
		{"dev", "/apps/:id", "name=Desk+two&client_id=abcdef0123456789abcd&created_on=2026-01-05&version=1"},
		{"dev", "/apps/:id/tests", "title=Signs+out"},
		{"dev", "/apps/:id/tests/:test", "result=passed&version=1"},
		{"dev", "/apps/:id/tests/:test/remove", ""},
		{"dev", "/apps/:id/owners", "member=" + s.id["dev2"]},
		{"dev", "/apps/:id/requests/:request/withdraw", "version=1"},
		{"lead", "/companies", "name=New&domain=new.example&environment=staging&created_on=2026-01-05"},
		{"dev2", "/companies/:id/domains", "domain=second.example"},
		{"dev2", "/companies/:id/domains/end", "domain=second.example"},
		{"dev2", "/companies/:id/exclusions", "excluded=labs.acme.example"},
		{"dev2", "/companies/:id/exclusions/end", "domain=labs.acme.example"},
		{"lead", "/companies/:id/ask", "asked=" + s.id["dev2"]},
		{"dev2", "/companies/:id/asks/:ask/answer", "answer=declined"},
		{"dev2", "/companies/:id/roles/:role/confirm", ""},
		{"dev", "/companies/:id/roles", "role=admin"},
		{"dev2", "/companies/:id/roles/:role/end", ""},
		{"dev", "/companies/:id/roles", "role=employee&note=again"},
		{"admin", "/companies/:id/not-mine", ""},
		{"admin", "/companies/:id/mine", ""},
		{"dev", "/journey/steps/:key/complete", ""},
		{"lead", "/teams/:slug/members/:id/steps/:key/confirm", "note=I+looked"},
		{"lead", "/teams/:slug/members/:id/steps/:key/confirm/withdraw", "reason=A+mistake"},
		{"dev", "/journey/steps/:key/undo", ""},
		{"lead", "/teams/:slug/members/:id/steps/:key/nudge", "words=How+is+it"},
		{"dev", "/journey/steps/:key/stuck", "what=something-else&words=No+mail"},
		{"lead", "/journey/blockers/:id/resolve", "answer=Look+in+spam"},
		{"dev", "/journey/sdk/:id/remove", ""},
		{"dev", "/evidence/:id/withdraw", "reason=A+mistake"},
		{"lead", "/journey/links/:key", "url=https%3A%2F%2Fone.example%2Fguide"},
		{"lead", "/teams/:slug/links/:key", "url=https%3A%2F%2Ftwo.example%2Fguide"},
		{"lead", "/ledger/grants/:id/confirm", "version=1&note=I+looked"},
		{"lead", "/ledger/grants/:id/removal", "version=2&decided_on=" + s.today() + "&reason=Leaves"},
		{"admin", "/ledger/grants/:id/removal/withdraw", "version=3&reason=Stays"},
		{"admin", "/people/:id/leaving/removals", "decided_on=" + s.today() + "&reason=Leaves"},
		{"dev", "/ledger/grants/:id/end", "version=5&ended_on=" + s.today()},
		{"lead", "/ledger/grants/:id/end/confirm", "version=6&note=I+looked"},
		{"dev", "/ledger/grants/:id/correct", "version=7&never_held=on&reason=A+mistake"},
		{"dev", "/ledger/grants", "company=freelance&held_from=" + s.today()},
		{"dev", "/exports", "what=ledger&format=csv&query=environment%3Dstaging"},
		{"lead", "/people/invite", "name=New&email=new-one%40acme.example&role=developer&team=" + s.id["payments"]},
		{"lead", "/people/invitations/:id/resend", ""},
		{"lead", "/people/invitations/:id/link", ""},
		{"lead", "/people/invitations/:id/withdraw", ""},
		{"admin", "/people/teams", "name=Mobile"},
		{"admin", "/people/teams/:slug/rename", "name=Payments+two&was=Payments"},
		{"admin", "/people/:id/roles", "role=auditor"},
		{"admin", "/people/:id/roles/:role/end", ""},
		{"admin", "/people/:id/reset", ""},
		{"dev", "/me", "name=Priya+R.&time_zone=Europe%2FPrague"},
		{"admin", "/companies/:id/merge", "reason=Twice&into=" + s.things["other"]["companies"]},
		{"admin", "/companies/:id/merge/undo", "reason=Two+after+all"},
		{"admin", "/companies/:id/reset", "reason=Empty&on=" + s.today()},
		{"admin", "/settings/retention/:class", "days=30"},
		{"admin", "/settings/values/:key", "value=60"},
		{"lead", "/health/check", ""},
		{"lead", "/health/links/replace", "old=onesnastaging.esna.com&url=new.example.com"},
		{"lead", "/health/links/replacements/:replacement/undo", ""},
		{"admin", "/health/jobs/:job/retry", ""},
		{"admin", "/people/:id/disable", ""},
		{"admin", "/people/:id/enable", ""},
	}
}

// today is a day that is not still to come in any zone.
func (s *matrixServer) today() string { return s.Now().UTC().Format("2006-01-02") }

// TestOfTwoWhoEditTheSameThingTheSecondIsTold sends two versions of what both saw: the second comes back with what was typed.
func TestOfTwoWhoEditTheSameThingTheSecondIsTold(t *testing.T) {
	t.Parallel()
	s := newMatrixServer(t)
	for _, c := range []struct{ who, path, first, second, typed string }{
		{
			"dev", "/apps/:id", "name=One&client_id=abcdef0123456789abcd&created_on=2026-01-05&version=1",
			"name=Two&client_id=abcdef0123456789abcd&created_on=2026-01-05&version=1", "Two",
		},
		{"dev", "/apps/:id/tests/:test", "result=passed&version=1", "result=failed&note=It+does+not&version=1", "It does not"},
		{"dev", "/apps/:id/requests/:request", "body=One&version=1&account=" + s.id["dev"], "body=Two+words&version=1&account=" + s.id["dev"], "Two words"},
		{"lead", "/ledger/grants/:id/correct", "version=1&held_from=2026-01-05&reason=One", "version=1&held_from=2026-01-06&reason=Two+days", "Two days"},
		{"admin", "/people/teams/:slug/rename", "name=One&was=Payments", "name=Two+teams&was=Payments", "Two teams"},
	} {
		one, err := url.ParseQuery(c.first)
		if err != nil {
			t.Fatal(err)
		}
		two, err := url.ParseQuery(c.second)
		if err != nil {
			t.Fatal(err)
		}
		path := s.fillPath(c.path, "own")
		s.as(c.who).post(path, one).wantStatus(http.StatusSeeOther)
		changes := s.changes()
		p := s.as(c.who).post(path, two)
		if p.status != http.StatusConflict || s.changes() != changes {
			t.Errorf("%s: the second got %d and changed %d rows", c.path, p.status, s.changes()-changes)
		}
		if !strings.Contains(p.body, c.typed) {
			t.Errorf("%s: what the second typed is lost: %.1000s", c.path, strings.Join(strings.Fields(p.Find("main").Text()), " "))
		}
	}
}

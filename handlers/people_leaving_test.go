package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestWhoeverIsDisabledLeavesAListOfWork(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	first := s.holds("dev", "staging", "", "self-reported", midnight().AddDate(0, 0, -30))
	s.holds("dev", "staging", s.ledgerCompany("ACME", "staging"), "confirmed", midnight().AddDate(0, 0, -20))
	admin, lead, auditor := s.as("admin"), s.as("lead"), s.as("auditor")
	person, path := "/people/"+s.id["dev"], "/people/"+s.id["dev"]+"/leaving"

	admin.get(person).wantText("main", "If they leave").wantText("main", "would have to be removed or handed over")
	admin.get(path).wantText("h1", "If Priya Raman leaves")
	if n := admin.get("/people").Find(`a.chip[href="/people/leaving"]`).Length(); n != 0 {
		t.Error("nobody left, and a chip leads to those who did")
	}
	if p := admin.post(person+"/disable", nil).wantStatus(http.StatusSeeOther); p.location != path {
		t.Errorf("disabling leads to %q", p.location)
	}
	for _, b := range []*browser{admin, lead, auditor} {
		b.get(path).wantText("h1", "Priya Raman has left").wantText("section[aria-labelledby=permissions]", "Freelance").wantText(".lede", "2 things are open")
		b.get("/people/leaving").wantText("tbody", "2 permissions")
		b.get("/people").wantText(`a.chip[href="/people/leaving"]`, "Left, with open work")
	}
	lead.get(path).wantText("main", "Only an admin may decide the removal of everything")
	form := url.Values{"reason": {"Left on Friday"}, "decided_on": {midnight().Format(time.DateOnly)}}
	lead.post(path+"/removals", form).wantStatus(http.StatusForbidden)
	auditor.post(path+"/removals", form).wantStatus(http.StatusForbidden)
	s.as("otherlead").get(path).wantStatus(http.StatusNotFound)
	s.as("otherlead").post(path+"/removals", form).wantStatus(http.StatusForbidden) // at the door, as for somebody who does not exist
	s.as("dev2").get(path).wantStatus(http.StatusNotFound)
	s.as("dev2").post(path+"/removals", form).wantStatus(http.StatusNotFound)
	decide := `form[action$="/removals"]`
	back := admin.submit(admin.get(path), decide, nil).wantStatus(http.StatusUnprocessableEntity)
	back.wantText("main", "Say why")
	admin.submit(back, decide, url.Values{"reason": {"Left on Friday"}}).wantStatus(http.StatusSeeOther)
	p := admin.get(path).wantText("section[aria-labelledby=permissions]", "not executed yet")
	if p.Find(decide).Length() != 0 || strings.Count(p.Find("section[aria-labelledby=permissions]").Text(), "not executed yet") != 2 {
		t.Error("two removals are decided, and the form still stands")
	}
	for _, row := range []string{first, ""} {
		grant := "/ledger/grants/" + first
		if row == "" {
			grant = p.Find(`section[aria-labelledby=permissions] tbody a[href^="/ledger/grants/"]`).Not(`[href$="`+first+`"]`).AttrOr("href", "")
		}
		admin.submit(admin.get(grant), `form[action$="/end"]`, nil).wantStatus(http.StatusSeeOther)
		lead.submit(lead.get(grant), `form[action$="/end/confirm"]`, nil).wantStatus(http.StatusSeeOther)
	}
	admin.get(path).wantText(".notice", "Nothing is left that only Priya Raman holds").wantText("section[aria-labelledby=permissions]", "Gone, confirmed")
	admin.get("/people/leaving").wantText(".empty", "Nothing is left open")
}

package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"
)

func TestTheGrantsPageLeadsThroughARemoval(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.holds("dev", "staging", "", "self-reported", midnight().AddDate(0, 0, -30))
	path, today := "/ledger/grants/"+id, midnight().Format(time.DateOnly)
	lead, dev, admin, auditor := s.as("lead"), s.as("dev"), s.as("admin"), s.as("auditor")
	s.as("dev2").post(path+"/removal", url.Values{"decided_on": {today}, "reason": {"x"}}).wantStatus(http.StatusNotFound)
	auditor.post(path+"/removal", url.Values{"decided_on": {today}, "reason": {"x"}}).wantStatus(http.StatusForbidden)

	decide := `form[action$="/removal"]`
	back := lead.submit(lead.get(path), decide, url.Values{"reason": {"Leaves on Friday"}, "due_on": {"2020-01-01"}, "due_by": {s.id["dev"]}}).wantStatus(http.StatusUnprocessableEntity)
	back.wantText("main", "This day is over")
	if got := back.Find(decide+` select option[selected]`).AttrOr("value", ""); got != s.id["dev"] || back.Find(decide+" textarea").Text() != "Leaves on Friday" {
		t.Errorf("what was typed is lost: %q", got)
	}
	lead.submit(back, decide, url.Values{"decided_on": {midnight().AddDate(0, 0, -4).Format(time.DateOnly)}, "due_on": {""}}).wantStatus(http.StatusSeeOther)
	p := auditor.get(path).wantText(".notice", "Removal decided").wantText(".notice", "not executed yet").wantText(".notice", "Open risk for 4 days")
	p.wantText(".notice", "Priya Raman sees to it").wantText("main", "The person, a lead of their team or an admin may remove this")
	auditor.get("/ledger?environment=staging&grant="+id).wantText("tr.detail", "open risk for 4 days")

	dev.get(path).wantText("main", "nobody lifts one from themselves")
	dev.post(path+"/removal/withdraw", url.Values{"reason": {"I stay"}}).wantStatus(http.StatusForbidden)
	gone := `form[action$="/end"]`
	if n := dev.get(path).Find(gone + ` [name="reason"]`).Length(); n != 0 {
		t.Error("a removal that was decided asks for its reason again")
	}
	dev.submit(dev.get(path), gone, url.Values{"evidence": {"The box is clear"}}).wantStatus(http.StatusSeeOther)
	dev.get(path).wantText(".notice", "Executed").wantText(".notice", "not confirmed yet").wantText("main", "never the person themselves")
	dev.post(path+"/end/confirm", nil).wantStatus(http.StatusForbidden)
	confirm := `form[action$="/end/confirm"]`
	admin.submit(admin.get(path), confirm, url.Values{"note": {"I looked"}}).wantStatus(http.StatusSeeOther)
	done := auditor.get(path).wantText("aside", "confirmed by").wantText("aside", "The box is clear").wantText("main", "I looked")
	if done.Find(".notice").Length() != 0 || done.Find(`main form[method="post"]`).Length() != 0 {
		t.Error("nothing is open, and the page still asks for something")
	}
}

func TestALeadsDecisionCanBeTakenBackAndWhoRecordedTheEndDoesNotConfirmIt(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.holds("dev", "staging", "", "confirmed", midnight().AddDate(0, 0, -30))
	path, lead := "/ledger/grants/"+id, s.as("lead")
	lead.submit(lead.get(path), `form[action$="/removal"]`, url.Values{"reason": {"Leaves"}}).wantStatus(http.StatusSeeOther)
	lead.submit(lead.get(path), `form[action$="/withdraw"]`, nil).wantStatus(http.StatusUnprocessableEntity).wantText("main", "Say why")
	lead.submit(lead.get(path), `form[action$="/withdraw"]`, url.Values{"reason": {"Stays"}}).wantStatus(http.StatusSeeOther)
	if p := lead.get(path); p.Find(`.notice[data-kind="attention"]`).Length() != 0 || p.Find(`form[action$="/removal"]`).Length() != 1 {
		t.Error("the decision is taken back, and still stands")
	}
	lead.submit(lead.get(path), `form[action$="/end"]`, url.Values{"reason": {"Left"}}).wantStatus(http.StatusSeeOther)
	lead.get(path).wantText("main", "You recorded this end yourself")
	lead.post(path+"/end/confirm", nil).wantStatus(http.StatusForbidden)
	s.as("auditor").get("/trail?subject=grant%3A"+id).wantText("main", "must go")
}

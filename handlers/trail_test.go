package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// walks makes a few events: a grant of dev's, its confirmation by the lead, and a refusal.
func (s *testServer) walks() {
	s.t.Helper()
	today := midnight().Format(time.DateOnly)
	s.as("dev").post("/ledger/grants", url.Values{"company": {"freelance"}, "held_from": {today}, "evidence": {"=1+1"}}).wantStatus(http.StatusSeeOther)
	path := s.as("dev").get("/ledger").Find("table.ledger tbody th a").AttrOr("href", "")
	at, _ := url.Parse(path)
	grant := "/ledger/grants/" + at.Query().Get("grant")
	s.as("dev").post(grant+"/confirm", url.Values{}).wantStatus(http.StatusForbidden)
	s.as("lead").post(grant+"/confirm", url.Values{"note": {"=HYPERLINK(1)"}}).wantStatus(http.StatusSeeOther)
}

func TestTheTrailListsEveryChangeAndEveryRefusal(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.walks()
	auditor := s.as("auditor")
	p := auditor.get("/trail").wantStatus(http.StatusOK)
	if n := p.Find("main .table > tbody").First().ChildrenFiltered("tr").Length(); n != 3 {
		t.Fatalf("%d events, want 3", n)
	}
	p.wantText("main .table", "Helen Okafor confirmed developer permission of Priya Raman in staging as freelance").
		wantText("main .table", "Refused Priya Raman wanted to confirm developer permission").
		wantText("main .table details", "self-reported")
	refused := auditor.get("/trail?refused=yes").wantStatus(http.StatusOK)
	if n := refused.Find("main .tag").Length(); n != 1 {
		t.Errorf("%d refusals", n)
	}
	refused.wantText(".chip", "Refused only")
	event := refused.Find("main .table td a").AttrOr("href", "")
	auditor.get(event).wantStatus(http.StatusOK).wantText("main", "never their own permission").wantText("main", "Nothing was changed: it was refused.")
	s.as("dev").get(event).wantStatus(http.StatusOK)
	s.as("otherdev").get(event).wantStatus(http.StatusNotFound)
	auditor.get("/trail?action=grant.confirmed&from="+midnight().Format(time.DateOnly)).wantText("main .table", "Helen Okafor confirmed")
	auditor.get("/trail?to="+midnight().AddDate(0, 0, -1).Format(time.DateOnly)).wantText(".empty", "No event matches")
	auditor.get("/trail?q=Helen").wantText("main .table", "Helen Okafor confirmed")
	auditor.get("/trail?team=payments&grade=confirmed").wantText("main .table", "Helen Okafor confirmed")
	auditor.get("/trail?member="+s.id["dev"]).wantText(".chip", "Concerns Priya Raman")
	if n := s.as("otherlead").get("/trail").Find("main .table").Length(); n != 0 {
		t.Error("a lead of another team reads these events")
	}
	s.as("lead").get("/trail").wantStatus(http.StatusOK).wantText("main .table", "Priya Raman recorded developer permission")
}

func TestTheFileOfTheTrailHoldsTheSameEventsAndNoLiveCell(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.walks()
	s.sql(`UPDATE member SET name = '=cmd|calc' WHERE id = $1`, s.id["dev"])
	s.sql(`UPDATE team SET name = '@SUM(1)' WHERE id = $1`, s.id["payments"])
	s.sql(`WITH e AS (INSERT INTO event (actor_kind, actor_id, action, subject_kind, subject_id, member_id, team_id, before, after, request_id)
			VALUES ('member', $1, '=action', '+kind', '-id', $1, $2, E'\t=1', '=1+1', E'\r=request') RETURNING id)
		INSERT INTO event_reason (event_id, salt, words) SELECT id, decode(repeat('00', 16), 'hex'), '@reason' FROM e`, s.id["dev"], s.id["payments"])
	p := s.as("auditor").get("/trail.csv").wantStatus(http.StatusOK)
	columns, rows := p.table()
	if len(rows) != 4 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%s is alive: %q", columns[i], cell)
			}
		}
	}
	if _, some := s.as("auditor").get("/trail.csv?refused=yes").table(); len(some) != 1 {
		t.Errorf("%d rows of refusals", len(some))
	}
	if _, none := s.as("otherdev").get("/trail.csv").table(); len(none) != 0 {
		t.Errorf("someone else takes %d rows along", len(none))
	}
	s.anonymous().get("/trail.csv").wantStatus(http.StatusSeeOther)
	if got := s.count(`SELECT count(*) FROM event`); got != 4 {
		t.Errorf("reading the trail wrote %d events", got-4)
	}
}

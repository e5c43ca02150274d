package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/internal/audit"
)

func TestAPersonOfTheTrailIsFoundByName(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.walks()
	auditor := s.as("auditor")
	found := auditor.get("/trail?by=Okafor&grade=confirmed").wantStatus(http.StatusSeeOther)
	at, err := url.Parse(found.location)
	if err != nil || at.Query().Get("actor") != s.id["lead"] || at.Query().Get("grade") != "confirmed" || at.Query().Has("by") {
		t.Fatalf("one person of that name leads to %q", found.location)
	}
	p := auditor.get(found.location).wantStatus(http.StatusOK).wantText(".chip", "By Helen Okafor").wantText("main .table", "Helen Okafor confirmed")
	if got := p.Find("#actor option[selected]").Text(); got != "Helen Okafor" {
		t.Errorf("the form says %q", got)
	}
	several := auditor.get("/trail?about=a").wantStatus(http.StatusOK).wantText("main .card", "Whom do you mean?")
	if n := several.Find("main .card a.chip[href*='member=']").Length(); n < 2 {
		t.Errorf("%d people to choose from", n)
	}
	none := auditor.get("/trail?by=Nobody+Atall").wantStatus(http.StatusOK).wantText(".error", "Nobody whom you may see is called so")
	if none.Find("#by").AttrOr("value", "") != "Nobody Atall" {
		t.Error("what was typed is lost")
	}
	s.as("lead").get("/trail?about=Priya").wantStatus(http.StatusSeeOther)
	s.as("otherlead").get("/trail?about=Priya").wantStatus(http.StatusOK).wantText(".error", "Nobody whom you may see")
	if p := s.as("otherlead").get("/trail?member="+s.id["dev"]).wantText(".chip", "Concerns one person"); strings.Contains(p.Text(), "Priya") {
		t.Error("a filter tells the name of somebody whom the reader may not see")
	}
}

func TestFiltersOfTheTrailSayWhatIsEmptyAndHowToWiden(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	auditor := s.as("auditor")
	auditor.get("/trail").wantText(".empty", "Nothing has happened yet")
	auditor.get("/trail?refused=yes").wantText(".empty", "Nothing was refused")
	s.as("otherdev").get("/trail").wantText(".empty", "Nothing concerns you yet")
	s.walks()
	p := auditor.get("/trail?grade=verified&refused=yes").wantText(".empty", "No event matches").wantText(".empty", "Take one away")
	if n := p.Find(".empty a.chip").Length(); n != 2 {
		t.Errorf("%d ways to widen, want 2", n)
	}
	exact := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	p = auditor.get("/trail?to="+url.QueryEscape(exact)).wantText("main .table", "Helen Okafor confirmed")
	if p.Find("#to").AttrOr("value", "") != exact {
		t.Error("an exact moment is lost in the form")
	}
	auditor.get("/trail?from="+url.QueryEscape(exact)).wantText(".empty", "It is the only filter")
	auditor.get("/trail?q=ab").wantText("main", "Reasons are searched among the newest 20,000 only.")
	auditor.get("/trail?actor=system").wantText(".chip", "By Portico itself")
}

func TestAnEventShowsItsSealAndTheOthersOfItsRequest(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.walks()
	auditor := s.as("auditor")
	number := auditor.get("/trail?action=grant.confirmed").Find("main .table td a[href^='/trail/']").AttrOr("href", "")
	auditor.get(number).wantText("main", "Not sealed yet").wantText("main table", "Grade")
	if err := s.trail.Seal(t.Context(), 10*time.Second); err != nil {
		t.Fatal(err)
	}
	p := auditor.get(number).wantText("main", "Place in the chain").wantText("main", "no checkpoint yet").wantText("main", "portico audit verify").
		wantText("#canonical", `"action":"grant.confirmed"`)
	if !strings.Contains(p.Find("main table tr[data-changed]").Text(), "self-reported") {
		t.Errorf("what changed is not marked: %q", p.Find("main table").Text())
	}
	auditor.get("/trail").wantText(".sealed", "3 events, sealed without a break up to").wantText(".sealed", "No signing key is set").
		wantText("#verify", "portico audit verify trail.zip")
	dev := s.as("dev").get("/trail").wantText(".sealed", "Sealed without a break up to")
	if strings.Contains(dev.Find(".sealed").Text(), "3 events") || dev.Find("#verify").Length() != 0 {
		t.Error("a developer reads how much happens")
	}
	s.sql(`UPDATE event_reason SET words = NULL, erased_at = '2026-05-03T12:00:00Z'`)
	auditor.get(number).wantText("main", "The words were erased on 3 May 2026.").wantText("main", "Sealed on")
}

func TestThePageOfKindsListsEveryKindWithItsFields(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	p := s.as("dev").get("/trail/kinds").wantStatus(http.StatusOK)
	if n := p.Find("main article").Length(); n != len(audit.Actions()) {
		t.Errorf("%d kinds of %d", n, len(audit.Actions()))
	}
	p.wantText("#part-3", "Journeys").wantText("main article", "client_id")
	s.as("dev").get("/trail").wantText("main", "Every kind of event")
}

func TestATeamOfManyIsFoundByItsName(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.walks()
	auditor := s.as("auditor")
	if auditor.get("/trail").Find("#in").Length() != 0 {
		t.Error("a few teams are asked for by name")
	}
	if _, err := s.db.Pool().Exec(t.Context(), `INSERT INTO team (id, slug, name) SELECT gen_random_uuid(), 'zebra-' || i, 'Zebra ' || i FROM generate_series(10, 79) i`); err != nil {
		t.Fatal(err)
	}
	p := auditor.get("/trail").wantStatus(http.StatusOK)
	if p.Find("#team").Length() != 0 || p.Find("#in").Length() != 1 {
		t.Error("72 teams are listed, and none can be typed")
	}
	found := auditor.get("/trail?in=zebra+42&grade=confirmed").wantStatus(http.StatusSeeOther)
	if found.location != "/trail?grade=confirmed&team=zebra-42" {
		t.Errorf("one team of that name leads to %q", found.location)
	}
	p = auditor.get(found.location).wantText(".chip", "Team Zebra 42")
	if got := p.Find("#team option[selected]").Text(); got != "Zebra 42" {
		t.Errorf("the form says %q", got)
	}
	auditor.get("/trail?in=zebra").wantText("main .card", "The first 20 teams that fit “zebra”. Which do you mean?")
	auditor.get("/trail?in=nosuch").wantText(".error", "No team that you may see is called so")
	if p := s.as("lead").get("/trail?in=zebra").wantStatus(http.StatusOK); strings.Contains(p.Text(), "Zebra") {
		t.Error("a lead reads the names of other teams")
	}
}

package handlers

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// acmes is a draft of Helen's, copied from the shipped edition through the page.
func (s *testServer) acmes() {
	s.t.Helper()
	lead := s.as("lead")
	p := lead.get("/journeys/zang-2020").wantStatus(http.StatusOK).wantUniqueIDs().wantText("h1", "Avaya Spaces API, edition 2")
	sent := lead.submit(p, `form[action$="/copy"]`, url.Values{"title": {"ACME’s own"}, "key": {"acme-2026"}}).wantStatus(http.StatusSeeOther)
	if sent.location != "/journeys/acme-2026/edit" {
		s.t.Fatalf("the copy is at %s", sent.location)
	}
}

func TestALeadCopiesChangesPreviewsAndPublishesAnEdition(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.acmes()
	lead, dev := s.as("lead"), s.as("dev")
	dev.get("/journeys/acme-2026@1").wantStatus(http.StatusNotFound)
	p := lead.get("/journeys/acme-2026/edit/steps/company").wantStatus(http.StatusOK).wantUniqueIDs()
	back := lead.submit(p, `form[action$="/steps/company"]`, url.Values{"title": {""}}).wantStatus(http.StatusSeeOther)
	p = lead.get(back.location).wantText("#step-title-error", "Title is empty")
	lead.get("/journeys/acme-2026/edit").wantText(`[data-step="company"]`, "Title is empty").wantNone(`form[action$="/publish"]`)
	older := lead.get("/journeys/acme-2026/edit/steps/company")
	lead.submit(p, `form[action$="/steps/company"]`, url.Values{
		"title": {"Add your company"}, "why": {"Read **this** <script>alert(1)</script> and [that](https://docs.acme.example/), not [this](javascript:alert(1))."},
	}).wantStatus(http.StatusSeeOther)
	stale := lead.submit(older, `form[action$="/steps/company"]`, url.Values{"title": {"An older word"}}).wantStatus(http.StatusConflict)
	stale.wantText("main", "Somebody changed this draft")
	if v, _ := stale.Find("#step-title").Attr("value"); v != "An older word" {
		t.Errorf("what was typed came back as %q", v)
	}
	preview := lead.get("/journeys/acme-2026@1/preview").wantStatus(http.StatusOK).wantText("h1", "Preview").wantNone("main form").wantNone("main script")
	preview.wantText(`#step-company strong`, "this").wantText(`#step-company a[href="https://docs.acme.example/"]`, "that").wantNone(`a[href^="javascript"]`)
	edit := lead.get("/journeys/acme-2026/edit")
	lead.submit(edit, `[data-step="sdk"] form[action$="/remove"]`, nil).wantStatus(http.StatusSeeOther)
	lead.submit(edit, `[data-step="password"] form[action$="/move"]`, nil).wantStatus(http.StatusConflict)
	edit = lead.get("/journeys/acme-2026/edit").wantNone(`[data-step="sdk"]`)
	lead.submit(edit, `form[action$="/publish"]`, nil).wantStatus(http.StatusSeeOther)
	dev.get("/journeys/acme-2026@1").wantStatus(http.StatusOK).wantText(".facts", "Published").wantNone(`form[action$="/copy"]`)
	file := dev.get("/journeys/acme-2026@1/file").wantStatus(http.StatusOK)
	if got := file.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		t.Errorf("the file is handed out as %q", got)
	}
	dev.get("/journey").wantText("#step-sdk", "SDK")
}

func TestAMoveIsSeenBeforeItHappensAndTakenBack(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	lead := s.as("lead")
	p := lead.get("/journeys/avayacloud/people").wantStatus(http.StatusOK).wantUniqueIDs().wantText(`[data-person="`+s.id["dev"]+`"]`, "Goes away")
	lead.submit(p, `main form[action$="/people"]`, nil).wantStatus(http.StatusUnprocessableEntity).wantText("main", "Choose at least one person")
	lead.submit(p, `main form[action$="/people"]`, url.Values{"members": {s.id["dev"]}}).wantStatus(http.StatusSeeOther)
	s.as("dev").get("/journey").wantNone("#step-company-roles")
	back := lead.get("/journeys/avayacloud/people").wantText("main", "moved from zang-2020")
	lead.submit(back, `form[action="/journeys/zang-2020/people"]`, nil).wantStatus(http.StatusSeeOther)
	s.as("dev").get("/journey").wantText("#step-company-roles", "admin and employee")
	if n := s.count(`SELECT count(*) FROM event WHERE action = 'member.moved' AND member_id = $1 AND NOT refused`, s.id["dev"]); n != 2 {
		t.Errorf("%d events of moves", n)
	}
}

// TestNoPageOfAnotherVendorsJourneyNamesThisOne imports an invented vendor's file and walks it in the browser.
func TestNoPageOfAnotherVendorsJourneyNamesThisOne(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	text, err := os.ReadFile("../internal/journey/testdata/lanterna.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lead, dev := s.as("lead"), s.as("dev")
	p := lead.get("/journeys/import").wantStatus(http.StatusOK)
	lead.submit(p, `form[action="/journeys/import"]`, url.Values{"source": {"key: [\n"}}).wantStatus(http.StatusUnprocessableEntity).wantText("#source-error", "Line")
	lead.submit(p, `form[action="/journeys/import"]`, url.Values{"source": {string(text)}}).wantStatus(http.StatusSeeOther)
	lead.submit(lead.get("/journeys/lanterna/edit"), `form[action$="/publish"]`, nil).wantStatus(http.StatusSeeOther)
	move := lead.get("/journeys/lanterna@1/people")
	var everybody []string
	move.Find("[data-person]").Each(func(_ int, li *goquery.Selection) { everybody = append(everybody, li.AttrOr("data-person", "")) })
	lead.submit(move, `main form[action$="/people"]`, url.Values{"members": everybody}).wantStatus(http.StatusSeeOther)
	for _, key := range []string{"open-account", "ask-for-key", "key-arrives", "go-live"} {
		at := dev.get("/journey/steps/" + key).wantStatus(http.StatusOK)
		noAvaya(t, "/journey/steps/"+key, at)
		dev.submit(at, `form[action="/journey/steps/`+key+`/complete"]`, nil).wantStatus(http.StatusSeeOther)
	}
	dev.get("/journey").wantText("main", "Open the record of all steps")
	for path, b := range map[string]*browser{"/journey": dev, "/journey/record": dev, "/teams/payments": lead, "/teams/payments?member=" + s.id["dev"]: lead, "/journeys/lanterna@1": dev, "/journeys/lanterna@1/preview": lead} {
		noAvaya(t, path, b.get(path).wantStatus(http.StatusOK))
	}
}

// noAvaya says so when a page speaks of the vendor that ships.
func noAvaya(t *testing.T, path string, p *page) {
	t.Helper()
	for _, word := range []string{"Avaya", "Spaces", "esna"} {
		if text := p.Find("main").Text(); strings.Contains(text, word) {
			i := strings.Index(text, word)
			t.Errorf("%s says %s: …%s…", path, word, strings.Join(strings.Fields(text[max(0, i-80):min(len(text), i+60)]), " "))
		}
	}
}

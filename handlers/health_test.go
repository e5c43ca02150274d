package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"portico/internal/postgres"
)

// deadLink records that the default journey's first link does not answer since an hour ago.
func (s *testServer) deadLink() {
	s.t.Helper()
	s.sql(`INSERT INTO link_state (url, host, state, since, dead_since, checked_at, failure) VALUES ('https://loganstaging.esna.com/', 'loganstaging.esna.com', 'dead',
		now() - interval '1 hour', now() - interval '1 hour', now(), 'no-answer')`)
	s.sql(`INSERT INTO link_check (url, at, state, status, took_ms, failure, changed) VALUES ('https://loganstaging.esna.com/', now(), 'dead', 0, 0, 'no-answer', true)`)
	s.sql(`INSERT INTO link_outage (id, url, host, from_at) VALUES ($1, 'https://loganstaging.esna.com/', 'loganstaging.esna.com', now() - interval '1 hour')`, postgres.NewID())
}

func TestTheHealthPageShowsLinksToLeadsAndAuditorsAndAllToAdmins(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.deadLink()
	s.as("dev").get("/health").wantStatus(http.StatusNotFound)
	s.as("lead").get("/health").wantStatus(http.StatusOK).wantText(".lede", "1 link does not answer").wantText("main", "Does not answer").
		wantText("main", "no answer").wantThere(`form[action="/health/check"]`).wantThere(`form[action="/health/links/replace"]`).wantNone("#configuration, #jobs, #db")
	s.as("auditor").get("/health").wantStatus(http.StatusOK).wantNone(`main form, #configuration`)
	s.as("admin").get("/health").wantStatus(http.StatusOK).wantText("#jobs", "Jobs").wantText("#db", "Database").wantText("main", "PostgreSQL").
		wantText("main", "PORTICO_BASE_URL").wantNone(`[href*="postgres://"]`)
}

func TestALeadReplacesADeadHostOnThePageAndUndoesIt(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.deadLink()
	s.as("dev").get("/journey").wantStatus(http.StatusOK).wantText("main", "Waiting for the link loganstaging.esna.com").
		wantText("main", "Has not answered since").wantText("main", "these days do not count as yours")
	lead := s.as("lead")
	page := lead.get("/health?replace=loganstaging.esna.com").wantThere(`option[value="loganstaging.esna.com"][selected]`)
	lead.submit(page, `form[action="/health/links/replace"]`, url.Values{"url": {"nohost"}}).wantStatus(http.StatusUnprocessableEntity).
		wantText("#replace-url-error", "Give the host").wantThere(`#replace-url[value="nohost"]`).wantThere(`option[value="loganstaging.esna.com"][selected]`)
	lead.submit(page, `form[action="/health/links/replace"]`, url.Values{"url": {"new.example.com"}}).wantStatus(http.StatusSeeOther)
	s.as("dev").get("/journey").wantText("main", "new.example.com").wantNone(`a[href*="loganstaging"]`)
	page = lead.get("/health").wantText("main", "new.example.com")
	lead.submit(page, `form[action$="/undo"]`, nil).wantStatus(http.StatusSeeOther)
	s.as("dev").get("/journey").wantThere(`a[href="https://loganstaging.esna.com/"]`)
	if n := s.count(`SELECT count(*) FROM event WHERE action IN ('link.replaced', 'link.replace-undone')`); n != 2 {
		t.Errorf("%d events", n)
	}
}

func TestTheBoardSaysWhichLinksDoNotAnswer(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.as("lead").get("/teams/payments").wantNone(`.notice[data-kind="problem"] a[href="/health#links"]`)
	s.deadLink()
	s.as("lead").get("/teams/payments").wantThere(`.notice[data-kind="problem"] a[href="/health#links"]`).wantText("main", "loganstaging.esna.com does not answer since")
	s.as("dev").get("/teams/payments").wantNone(`a[href="/health#links"]`)
}

func TestAFailedJobIsShownToAnAdminWhoHasItTriedAgain(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.sql(`INSERT INTO river_job (id, kind, state, max_attempts, attempt, attempted_at, finalized_at, args, errors)
		VALUES (500, 'link-watch', 'discarded', 3, 3, now(), now(), '{}', ARRAY['{"at":"2026-06-16T09:00:00Z","attempt":3,"error":"the database was away <b>","trace":""}']::jsonb[])`)
	admin := s.as("admin")
	page := admin.get("/health").wantText(".lede", "1 job failed").wantText("main", "the database was away <b>").wantText("main", "attempt 3 of 3")
	admin.submit(page, `form[action="/health/jobs/500/retry"]`, nil).wantStatus(http.StatusSeeOther)
	if n := s.count(`SELECT count(*) FROM river_job WHERE id = 500 AND state = 'available'`); n != 1 {
		t.Error("it is not tried again")
	}
	admin.post("/health/jobs/500/retry", url.Values{}).wantStatus(http.StatusNotFound)
	admin.post("/health/jobs/x/retry", url.Values{}).wantStatus(http.StatusNotFound)
}

func TestACheckThatIsAskedForWaitsInTheQueueOnce(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	lead := s.as("lead")
	for range 2 {
		lead.submit(lead.get("/health"), `form[action="/health/check"]`, nil).wantStatus(http.StatusSeeOther)
	}
	if n := s.count(`SELECT count(*) FROM river_job WHERE kind = 'link-watch' AND state = 'available'`); n != 1 {
		t.Errorf("%d checks wait", n)
	}
	if n := s.count(`SELECT count(*) FROM event WHERE action = 'link.check-asked'`); n != 2 {
		t.Errorf("%d events", n)
	}
}

// wantThere fails where the page has nothing of that kind.
func (p *page) wantThere(selector string) *page {
	p.t.Helper()
	if p.Find(selector).Length() == 0 {
		p.t.Errorf("%s is not there", selector)
	}
	return p
}

package handlers

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"portico/internal/audit/seal"
	"portico/internal/export"
	"portico/internal/postgres"
	"portico/internal/secret"
)

// makes presses a button of the page's menu and returns the address of the export.
func (b *browser) makes(p *page, format string) string {
	b.s.t.Helper()
	menu := p.Find(`form[action="/exports"]`).FilterFunction(func(_ int, f *goquery.Selection) bool {
		return f.Find(`button[value="`+format+`"]`).Length() == 1
	})
	form := url.Values{"format": {format}}
	menu.Find("input").Each(func(_ int, in *goquery.Selection) { form.Set(in.AttrOr("name", ""), in.AttrOr("value", "")) })
	made := b.post("/exports", form).wantStatus(http.StatusSeeOther)
	if again := b.post("/exports", form); again.location != made.location {
		b.s.t.Errorf("the same form made %s and then %s", made.location, again.location)
	}
	return made.location
}

// unzip reads the files of a fetched export.
func unzip(t testing.TB, body string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatalf("%v: %.200q", err, body)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

func TestTheFileOfALedgerPageHasItsRowsInItsOrder(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	acme := s.ledgerCompany("ACME", "production")
	s.holds("dev", "production", acme, "verified", midnight().AddDate(0, 0, -3))
	s.holds("dev2", "production", acme, "self-reported", midnight().AddDate(0, 0, -1))
	s.holds("otherdev", "staging", "", "confirmed", midnight().AddDate(0, 0, -2))
	for who, queries := range map[string][]string{
		"auditor": {"", "environment=production", "environment=production&company=" + acme, "grade=verified", "company=freelance", "as_of=" + midnight().AddDate(0, 0, -2).Format(time.DateOnly)},
		"lead":    {"", "environment=staging"}, "dev": {""},
	} {
		for _, query := range queries {
			b := s.as(who)
			screen := b.get("/ledger?" + query).wantStatus(http.StatusOK)
			at := b.makes(screen, "csv")
			s.holds("admin", "staging", "", "self-reported", midnight().AddDate(0, 0, -5))
			s.sql(`UPDATE member SET time_zone = 'UTC'`)
			parts := unzip(t, b.post(at+"/file", nil).wantStatus(http.StatusOK).body)
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(parts["ledger.csv"], "\ufeff"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var want, got []string
			screen.Find("table.ledger tbody th[scope=row] a").Each(func(_ int, a *goquery.Selection) {
				want = append(want, strings.TrimSpace(strings.Split(a.Text(), ",")[0]))
			})
			for _, row := range rows[1:] {
				got = append(got, row[0])
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s?%s: the file has %v, the screen %v", who, query, got, want)
			}
			var m seal.Manifest
			if err := json.Unmarshal([]byte(parts[seal.ManifestFile]), &m); err != nil || m.Version != "test" || !strings.Contains(m.Query, "as_of=") {
				t.Errorf("the manifest is %+v, %v", m, err)
			}
			s.undoHolds("admin")
		}
	}
}

func (s *testServer) undoHolds(who string) {
	s.t.Helper()
	s.sql(`UPDATE permission_grant SET superseded_at = clock_timestamp() WHERE member_id = $1 AND superseded_at IS NULL`, s.id[who])
}

func TestAnExportHasAPageThatFollowsItsFile(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.holds("dev", "staging", "", "self-reported", midnight())
	b := s.as("dev")
	at := b.makes(b.get("/ledger"), "xlsx")
	p := b.get(at).wantStatus(http.StatusOK)
	p.wantText("#export", "Not fetched yet").wantText("#export", "Not signed")
	if s.as("dev2").get(at).status != http.StatusNotFound || s.as("auditor").get(at).status != http.StatusOK {
		t.Error("an export is seen by who must not, or not by who may")
	}
	file := b.post(at+"/file", url.Values{"once": {postgres.NewID()}}).wantStatus(http.StatusOK)
	if kind := file.header.Get("Content-Type"); kind != "application/zip" || file.header.Get("Content-Encoding") != "" || !strings.Contains(file.header.Get("Content-Disposition"), ".zip") {
		t.Errorf("the file comes as %v", file.header)
	}
	if parts := unzip(t, file.body); parts["ledger.xlsx"] == "" || parts["names.jsonl"] == "" {
		t.Error("the workbook is missing")
	}
	b.get(at).wantText("#export", "Fetched").wantText("#export", "1 row,")
	b.get("/exports").wantText("table", "Fetched")
	if n := s.count(`SELECT count(*) FROM event WHERE action IN ('export.made', 'export.finished')`); n != 2 {
		t.Errorf("%d events", n)
	}
	s.as("auditor").get("/trail?action=export.finished").wantText("table", "Priya Raman took an export of the ledger out of Portico")
}

func TestAFileThatIsStoppedArrivesBroken(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.sql(`INSERT INTO event (actor_kind, action, subject_kind, subject_id, after)
		SELECT 'system', 'sample.loaded', 'sample', i::text, repeat(md5(i::text), 60) FROM generate_series(1, 20000) i`)
	b := s.as("auditor")
	at := b.makes(b.get("/trail"), "csv")
	q, err := http.NewRequestWithContext(t.Context(), post, s.site.URL+at+"/file", nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	for name, value := range b.cookies {
		q.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	answer, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if _, err := io.ReadFull(answer.Body, make([]byte, 4096)); err != nil {
		t.Fatal(err)
	}
	b.get(at).wantText("#export", "On its way")
	b.post(at+"/file", nil).wantStatus(http.StatusSeeOther)
	s.as("auditor").post(at+"/stop", nil).wantStatus(http.StatusSeeOther)
	began := time.Now()
	rest, err := io.ReadAll(answer.Body)
	if err == nil {
		t.Error("a file that was stopped ends as if it were whole")
	}
	if _, err := zip.NewReader(bytes.NewReader(rest), int64(len(rest))); err == nil {
		t.Error("what arrived can be opened")
	}
	if waited := time.Since(began); waited > 10*time.Second {
		t.Errorf("it went on for %s", waited)
	}
	b.get(at).wantText("#export", "Stopped")
	if n := s.count(`SELECT count(*) FROM event WHERE action = 'export.stopped' AND actor_id = $1`, s.id["auditor"]); n != 1 {
		t.Errorf("%d events say that it was stopped", n)
	}
	if n := s.count(`SELECT count(*) FROM event WHERE action = 'export.finished'`); n != 0 {
		t.Error("the trail says that it left")
	}
}

func TestAReaderWhoGoesAwayIsWrittenDown(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.sql(`INSERT INTO event (actor_kind, action, subject_kind, subject_id, after)
		SELECT 'system', 'sample.loaded', 'sample', i::text, repeat(md5(i::text), 60) FROM generate_series(1, 20000) i`)
	made := s.as("auditor").makes(s.as("auditor").get("/trail"), "jsonl")
	actor, err := s.People.ActorFor(t.Context(), s.id["auditor"])
	if err != nil {
		t.Fatal(err)
	}
	gone := errors.New("the reader went away")
	err = s.Exports.Fetch(context.Background(), actor, strings.TrimPrefix(made, "/exports/"), writer(func([]byte) (int, error) { return 0, gone }))
	if !errors.Is(err, gone) {
		t.Fatalf("fetched: %v", err)
	}
	s.as("auditor").get(made).wantText("#export", "Broke off")
	if n := s.count(`SELECT count(*) FROM event WHERE action = 'export.stopped' AND after LIKE '%"state":"broken"%'`); n != 1 {
		t.Errorf("%d events", n)
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

func TestAnOrderThatMakesNoSenseMakesNoExport(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	b := s.as("auditor")
	for _, form := range []url.Values{
		{},
		{"what": {"people"}, "format": {"csv"}},
		{"what": {"ledger"}, "format": {"exe"}},
		{"what": {"trail"}, "format": {"csv"}, "query": {"action=nothing"}},
		{"what": {"ledger"}, "format": {"csv"}, "query": {"as_of=2999-01-01"}},
		{"what": {"ledger"}, "format": {"csv"}, "query": {"as_of=%zz"}},
		{"what": {"trail"}, "format": {"csv"}, "query": {"q=" + strings.Repeat("0a1b2c3d4e", 4)}},
	} {
		if p := b.post("/exports", form).wantStatus(http.StatusUnprocessableEntity); strings.Contains(p.body, secret.Advice) && !strings.Contains(form.Get("query"), "0a1b") {
			t.Errorf("%v is taken for a secret", form)
		}
	}
	if n := s.count(`SELECT count(*) FROM export`); n != 0 {
		t.Errorf("%d exports", n)
	}
}

func TestAnAnswerGoesOnPaperWithItsQuestion(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.holds("dev", "staging", "", "self-reported", midnight())
	b := s.as("auditor")
	link := b.get("/ledger?environment=staging").Find(`.menu a[href^="/ledger/print"]`).AttrOr("href", "")
	p := b.get(link).wantStatus(http.StatusOK)
	p.wantText("table", "Priya Raman").wantText(".facts", "environment=staging").wantText(".lede", "1 person")
	p.wantText("tr.print-only", "Portico ledger, as of")
	question, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	made := b.post("/exports", url.Values{"what": {"ledger"}, "format": {"jsonl"}, "query": {question.RawQuery}}).wantStatus(http.StatusSeeOther)
	rows := sha256.Sum256([]byte(unzip(t, b.post(made.location+"/file", nil).body)["rows.jsonl"]))
	p.wantText(".facts", hex.EncodeToString(rows[:]))
	events := s.count(`SELECT count(*) FROM event`)
	p = b.get("/trail/print?refused=yes").wantStatus(http.StatusOK).wantText("main", "No event matches these filters")
	if s.count(`SELECT count(*) FROM event`) != events || p.Find("form").Length() > 1 {
		t.Error("printing changed something")
	}
	s.sql(`INSERT INTO event (actor_kind, action, subject_kind, subject_id) SELECT 'system', 'sample.loaded', 'sample', i::text FROM generate_series(1, 5001) i`)
	b.get("/trail/print").wantStatus(http.StatusOK).wantText("main", "Too long for paper")
	if n := b.get("/trail/print?subject=sample:7").Find("tbody tr").Length(); n != 1 {
		t.Errorf("%d rows on paper", n)
	}
}

// TestNoCellOfAnExportRunsAsAFormula seeds what people write with what a spreadsheet runs, and reads the tables of exports.
func TestNoCellOfAnExportRunsAsAFormula(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.holds("dev", "staging", "", "self-reported", midnight())
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r"} {
		live := sign + "cmd|' /C calc'!A0"
		s.sql(`UPDATE member SET name = $1`, live)
		s.sql(`UPDATE team SET name = $1`, live)
		s.sql(`WITH e AS (INSERT INTO event (actor_kind, actor_id, action, subject_kind, subject_id, member_id, team_id, after)
			VALUES ('member', $2, 'sample.loaded', $1, $1, $2, $3, $1) RETURNING id)
			INSERT INTO event_reason (event_id, salt, words) SELECT id, decode(repeat('00', 16), 'hex'), $1 FROM e`, live, s.id["dev"], s.id["payments"])
		for _, what := range []string{"ledger", "trail"} {
			b := s.as("auditor")
			parts := unzip(t, b.post(b.makes(b.get("/"+what), "csv")+"/file", nil).wantStatus(http.StatusOK).body)
			wantHarmless(t, what, parts[what+".csv"], "calc")
			parts = unzip(t, b.post(b.makes(b.get("/"+what), "xlsx")+"/file", nil).wantStatus(http.StatusOK).body)
			if sheet := unzip(t, parts[what+".xlsx"])["xl/worksheets/sheet1.xml"]; !strings.Contains(sheet, "calc") || strings.Contains(sheet, "<f>") || strings.Contains(sheet, "<f ") {
				t.Errorf("%s with %q: a cell of the workbook is a formula, or none was seeded", what, sign)
			}
		}
	}
}

func TestPaperAndListSayWhichQuestionWasAsked(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.holds("dev", "staging", "", "self-reported", midnight().AddDate(0, 0, -3))
	since := midnight().AddDate(0, 0, -10).Format("2006-01-02")
	paper := s.as("auditor").get("/ledger/print?what=changed&since=" + since).wantStatus(http.StatusOK)
	paper.wantText("main table thead", "What changed").wantText("main table tbody", "Gained on ")
	e := export.Export{What: export.Ledger, Query: "days=90&what=should-not&environment=staging", AsOf: midnight()}
	want := "Who holds developer permission and should not, as of " + midnight().Format("2 January 2006") + ", environment: staging, evidence may be 90 days old"
	if got := exportDetail(e, time.UTC); got != want {
		t.Errorf("the list says %q, want %q", got, want)
	}
}

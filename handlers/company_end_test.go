package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// twice is ACME by Dana and a second entry of it by Priya, with an alias and a permission of Priya's for it.
func (s *testServer) twice() (acme, second string) {
	s.t.Helper()
	acme = s.acme()
	sent := s.as("dev").post("/companies", url.Values{"name": {"Acme Ltd"}, "domain": {"acme-ltd.example"}, "environment": {"staging"}, "created_on": {"2026-05-03"}})
	sent.wantStatus(http.StatusSeeOther)
	second = strings.TrimPrefix(sent.location, "/companies/")
	s.permit("dev", second)
	return acme, second
}

func TestTwoEntriesAreMergedOnThePageAndTheMergeIsUndone(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	acme, second := s.twice()
	lead := s.as("lead")
	lead.get("/companies/"+second).wantStatus(http.StatusOK).wantText("aside", "It was recorded twice?")
	s.as("dev").get("/companies/" + second).wantNone(`a[href$="/merge"]`)
	p := lead.get("/companies/"+second+"/merge").wantStatus(http.StatusOK).wantUniqueIDs().wantText("option", "ACME (acme.example)")
	p.wantNone(`form[method="post"][action$="/merge"]`)
	p = lead.get("/companies/"+second+"/merge?into="+acme).wantText("#moves", "What moves to ACME").wantText("dl", "acme-ltd.example").wantText("dl", "Priya Raman, admin and employee")
	lead.submit(p, `form[method="post"][action$="/merge"]`, nil).wantStatus(http.StatusUnprocessableEntity).wantText("#merge-reason-error", "Say why")
	sent := lead.submit(p, `form[method="post"][action$="/merge"]`, url.Values{"reason": {"Recorded twice"}}).wantStatus(http.StatusSeeOther)
	if sent.location != "/companies/"+acme {
		t.Errorf("it leads to %s", sent.location)
	}
	lead.get(sent.location).wantText("#flash", "Merged.").wantText("#came-from", "What came from other entries").wantText("dt a", "Acme Ltd").wantText("dt", "Also counts as ACME")
	past := lead.get("/companies/"+second).wantText(".notice h3", "Merged into ACME on").wantText(".notice", "Recorded twice").wantText(".timeline", "merged Acme Ltd into ACME")
	past.wantNone(`form[action$="/roles"]`).wantNone(`form[action$="/domains"]`).wantNone(`a[href$="/merge"]`)
	s.as("dev").get("/companies/" + second).wantStatus(http.StatusOK).wantNone(`form[action$="/merge/undo"]`)
	lead.get("/companies").wantText("#past", "History").wantText("dd", "Merged into ACME on")
	for _, path := range []string{"/companies/" + acme + "/merge", "/apps/new", "/ledger/grants/new"} {
		if s.as("lead").get(path).Find(`option[value="`+second+`"], input[value="`+second+`"]`).Length() != 0 {
			t.Errorf("%s still offers what was merged", path)
		}
	}
	lead.post("/companies/"+second+"/domains", url.Values{"domain": {"acme.org"}}).wantStatus(http.StatusConflict)
	lead.submit(past, `form[action$="/merge/undo"]`, nil).wantStatus(http.StatusUnprocessableEntity).wantText("#undo-reason-error", "Say why")
	lead.submit(past, `form[action$="/merge/undo"]`, url.Values{"reason": {"Two after all"}}).wantStatus(http.StatusSeeOther)
	lead.get("/companies/"+second).wantText("#flash", "The merge is undone").wantNone(".notice[data-kind=attention] h3").wantText("tbody th", "Priya Raman")
}

func TestAResetIsRecordedOnThePageAndStaysReadable(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	acme := s.acme()
	s.acmeRoles(acme, "dev")
	s.permit("dev", acme)
	lead := s.as("lead")
	p := lead.get("/companies/"+acme+"/reset").wantStatus(http.StatusOK).wantUniqueIDs().wantText("dl", "Priya Raman, admin and employee")
	lead.submit(p, `form[action$="/reset"]`, url.Values{"on": {"2199-01-01"}}).wantStatus(http.StatusUnprocessableEntity).
		wantText("#reset-on-error", "still to come").wantText("#reset-reason-error", "Say why")
	lead.submit(p, `form[action$="/reset"]`, url.Values{"reason": {"A mail of Avaya"}}).wantStatus(http.StatusSeeOther)
	lead.get("/companies/"+acme).wantText("#flash", "The reset is recorded").wantText(".notice h3", "Reset on").wantText(".notice", "A mail of Avaya").wantText(".lede", "history")
	lead.get("/companies/" + acme + "/reset").wantStatus(http.StatusForbidden)
	s.as("admin").get("/companies/" + acme + "/reset").wantStatus(http.StatusConflict)
	s.as("dev").get("/journey").wantText("main", "Sign up for Spaces staging")
}

func TestThePageSaysWhatCountsAndWhatDoesNot(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	acme := s.acme()
	dana := s.as("dev2")
	p := dana.get("/companies/" + acme).wantUniqueIDs()
	dana.submit(p, `form[action$="/exclusions"]`, url.Values{"excluded": {"other.example"}}).wantStatus(http.StatusUnprocessableEntity).wantText("#add-excluded-error", "does not lie below")
	dana.submit(p, `form[action$="/exclusions"]`, url.Values{"excluded": {"labs.acme.example"}}).wantStatus(http.StatusSeeOther)
	dana.post("/companies/"+acme+"/domains", url.Values{"domain": {"bücher.example"}}).wantStatus(http.StatusSeeOther)
	p = dana.get("/companies/"+acme).wantText("dl", "labs.acme.example").wantText("dt", "Does not").wantText("dt", "Also counts as ACME").wantText("dd", "bücher.example")
	dana.submit(p, `form[action$="/exclusions/end"]`, nil).wantStatus(http.StatusSeeOther)
	if n := s.count(`SELECT count(*) FROM company_exclusion WHERE ended_at IS NULL`); n != 0 {
		t.Errorf("%d exclusions still stand", n)
	}
}

func TestAPreviewNamesOnlyWhomTheReaderMaySee(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	acme := s.acme()
	s.acmeRoles(acme, "dev")
	s.sql(`INSERT INTO company_role (id, company_id, member_id, role, since) VALUES (gen_random_uuid(), $1, $2, 'employee', now())`, acme, s.id["otherdev"])
	s.permit("otherdev", acme)
	var name string
	if err := s.db.Pool().QueryRow(t.Context(), `SELECT name FROM member WHERE id = $1`, s.id["otherdev"]).Scan(&name); err != nil {
		t.Fatal(err)
	}
	p := s.as("lead").get("/companies/"+acme+"/reset").wantText("dl", "1 person of another team").wantText("dl", "Priya Raman")
	if strings.Contains(p.body, name) {
		t.Errorf("a lead reads of %s, who is of another team", name)
	}
	s.as("admin").get("/companies/"+acme+"/reset").wantText("dl", name)
}

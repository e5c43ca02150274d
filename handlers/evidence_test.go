package handlers

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const aPicture = "\x89PNG\r\n\x1a\nwhat stood on the screen"

// upload posts a form with one file.
func (b *browser) upload(path, name, body string, fields url.Values) *page {
	b.s.t.Helper()
	var sent bytes.Buffer
	form := multipart.NewWriter(&sent)
	for field, values := range fields {
		for _, v := range values {
			_ = form.WriteField(field, v) // a buffer takes all
		}
	}
	file, err := form.CreateFormFile("file", name)
	if err != nil {
		b.s.t.Fatal(err)
	}
	_, _ = file.Write([]byte(body)) // as above
	_ = form.Close()                // as above
	q, err := http.NewRequestWithContext(b.s.t.Context(), post, b.s.site.URL+path, &sent)
	if err != nil {
		b.s.t.Fatal(err)
	}
	q.Header.Set("Content-Type", form.FormDataContentType())
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.send(q)
}

func TestAFileIsKeptWithAStepAndHandedOutAsADownloadOnly(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev, lead := s.as("dev"), s.as("lead")
	p := dev.get("/journey/steps/staging-sign-up")
	if p.Find(`form[action$="/complete"][enctype="multipart/form-data"] input[type=file][name=file]`).Length() != 1 {
		t.Fatal("the form of the step takes no file")
	}
	done := dev.upload("/journey/steps/staging-sign-up/complete", `C:\me\my <b>screen</b>.png`, aPicture, url.Values{"evidence": {"See the picture"}})
	done.wantStatus(http.StatusSeeOther)
	p = dev.get("/journey/steps/staging-sign-up").wantText(".files", "b_.png").wantText(".files", "added by you").wantText(".evidence", "today")
	link, _ := p.Find(".files a").Attr("href")
	file := dev.get(link).wantStatus(http.StatusOK)
	if file.body != aPicture {
		t.Errorf("the file is %q", file.body)
	}
	for header, want := range map[string]string{
		"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Content-Security-Policy": filePolicy,
		"Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := file.header.Get(header); got != want {
			t.Errorf("%s is %q, want %q", header, got, want)
		}
	}
	if said := file.header.Get("Content-Disposition"); !strings.HasPrefix(said, "attachment;") || strings.ContainsAny(said, "<>\\") {
		t.Errorf("it is offered as %q", said)
	}
	for who, status := range map[string]int{"lead": 200, "auditor": 200, "admin": 200, "dev2": 403, "otherlead": 404, "otherdev": 404} {
		s.as(who).get(link).wantStatus(status)
	}
	lead.get("/teams/payments/members/"+s.id["dev"]).wantText("#step-staging-sign-up .files", "added by Priya Raman")
	lead.post(link+"/withdraw", url.Values{"reason": {"x"}}).wantStatus(http.StatusForbidden)
	dev.submit(p, ".files form", nil).wantStatus(http.StatusUnprocessableEntity).wantText("#step-staging-sign-up .files", "Say why")
	dev.submit(p, ".files form", url.Values{"reason": {"The wrong picture"}}).wantStatus(http.StatusSeeOther)
	dev.get(link).wantStatus(http.StatusNotFound)
	dev.get("/journey/steps/staging-sign-up").wantNone(".files")
	if n := s.count(`SELECT count(*) FROM event WHERE action LIKE 'evidence.%' AND (before || after LIKE '%screen%')`); n != 0 {
		t.Error("an event keeps the name of the file")
	}
}

func TestAFileThatIsNotTakenComesBackWithWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	path := "/journey/steps/staging-sign-up/complete"
	typed := url.Values{"evidence": {"What I typed stays"}}
	for name, body := range map[string]string{
		"page.html": "<html>", "drawing.svg": "<svg/>", "called.png": "<svg/>", "out.txt": "client_secret: 0123456789abcdef0123456789abcdef01234567",
		"big.png": aPicture + strings.Repeat("x", 3<<20),
	} {
		p := dev.upload(path, name, body, typed).wantStatus(http.StatusUnprocessableEntity)
		if p.Find("#staging-sign-up-file-error").Length() != 1 || !strings.Contains(p.Find("#staging-sign-up-evidence").Text(), "What I typed stays") {
			t.Errorf("%s: %s", name, p.Find("main .field").Text())
		}
	}
	if s.count(`SELECT count(*) FROM mark`) != 0 || s.count(`SELECT count(*) FROM evidence_file`) != 0 {
		t.Error("something was kept")
	}
	dev.upload(path, "huge.png", aPicture+strings.Repeat("x", 5<<20), typed).wantStatus(http.StatusRequestEntityTooLarge)
}

func TestACoWorkerConfirmsFromTheLinkOnTheJourney(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev, co := s.as("dev"), s.as("dev2")
	dev.post("/journey/steps/staging-sign-up/complete", nil).wantStatus(http.StatusSeeOther)
	base := "/teams/payments/members/" + s.id["dev"]
	dev.get("/journey/steps/staging-sign-up").wantText("#step-staging-sign-up", base+"#step-staging-sign-up")
	p := co.get(base)
	form := "#step-staging-sign-up form"
	co.submit(p, form, nil).wantStatus(http.StatusUnprocessableEntity).wantText("#note-staging-sign-up-error", "Say what you looked at")
	co.upload(base+"/steps/staging-sign-up/confirm", "a.svg", "<svg>", url.Values{"note": {"I saw it"}}).wantStatus(http.StatusUnprocessableEntity).
		wantText("#file-staging-sign-up-error", "A file of this type is not kept").wantText("#note-staging-sign-up", "I saw it")
	co.upload(base+"/steps/staging-sign-up/confirm", "seen.png", aPicture, nil).wantStatus(http.StatusSeeOther)
	dev.get("/journey/steps/staging-sign-up").wantText("#step-staging-sign-up .evidence", "Confirmed by").wantText("#step-staging-sign-up .files", "seen.png")
	co.submit(co.get(base), "#step-staging-sign-up .take-back form", url.Values{"reason": {"It was not hers"}}).wantStatus(http.StatusSeeOther)
	dev.get("/journey/steps/staging-sign-up").wantText("#step-staging-sign-up .evidence", "Self-reported by you").wantNone("#step-staging-sign-up .files")
}

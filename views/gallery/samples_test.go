package gallery_test

import (
	"bytes"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"portico/static"
	"portico/views/gallery"
	"portico/views/layout"
	"portico/views/problem"
	"portico/views/signin"
)

// all are the samples of the pages that belong to no feature.
func all() []layout.Sample {
	list := append(gallery.Samples(), signin.Samples()...)
	return append(list, problem.Samples()...)
}

func render(t *testing.T, s layout.Sample) (string, *goquery.Document) {
	t.Helper()
	var buf bytes.Buffer
	if err := s.Component.Render(t.Context(), &buf); err != nil {
		t.Fatalf("%s: %v", s.Path, err)
	}
	html := buf.String()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		t.Fatalf("%s: %v", s.Path, err)
	}
	return html, doc
}

func TestNoPageHoldsInlineStyleOrScript(t *testing.T) {
	inline := regexp.MustCompile(`(?i)\s(style|on[a-z]+)=|javascript:|<style`)
	for _, s := range all() {
		html, doc := render(t, s)
		if found := inline.FindString(html); found != "" {
			t.Errorf("%s holds %q, which the content policy blocks", s.Path, found)
		}
		doc.Find("script").Each(func(_ int, script *goquery.Selection) {
			if _, ok := script.Attr("src"); !ok || strings.TrimSpace(script.Text()) != "" {
				t.Errorf("%s holds an inline script", s.Path)
			}
		})
	}
}

func TestEveryPageHasOneHeadingOneMainATitleAndUniqueIDs(t *testing.T) {
	for _, s := range all() {
		_, doc := render(t, s)
		if n := doc.Find("h1").Length(); n != 1 {
			t.Errorf("%s has %d h1; want 1", s.Path, n)
		}
		if n := doc.Find("main#main").Length(); n != 1 {
			t.Errorf("%s has %d main; want 1", s.Path, n)
		}
		if title := doc.Find("head title").Text(); !strings.HasSuffix(title, " · Portico") {
			t.Errorf("%s has the title %q", s.Path, title)
		}
		seen := map[string]bool{}
		doc.Find("[id]").Each(func(_ int, e *goquery.Selection) {
			id := e.AttrOr("id", "")
			if id == "" || seen[id] {
				t.Errorf("%s has the id %q empty or twice", s.Path, id)
			}
			seen[id] = true
		})
	}
}

func TestWhateverIsNamedByAnIDIsOnThePage(t *testing.T) {
	for _, s := range all() {
		_, doc := render(t, s)
		for _, attr := range []string{"aria-describedby", "aria-labelledby", "for", "popovertarget", "data-copy"} {
			doc.Find("[" + attr + "]").Each(func(_ int, e *goquery.Selection) {
				for id := range strings.FieldsSeq(e.AttrOr(attr, "")) {
					if doc.Find("#"+id).Length() != 1 {
						t.Errorf("%s: %s names %q, which is not there", s.Path, attr, id)
					}
				}
			})
		}
	}
}

func TestEveryControlHasANameAndEveryInputALabel(t *testing.T) {
	for _, s := range all() {
		_, doc := render(t, s)
		doc.Find("button, a").Each(func(_ int, e *goquery.Selection) {
			if strings.TrimSpace(e.Text()) == "" && e.AttrOr("aria-label", "") == "" {
				html, _ := goquery.OuterHtml(e)
				t.Errorf("%s: a control without a name: %s", s.Path, html)
			}
		})
		doc.Find("input:not([type=hidden]):not([hidden]), select, textarea").Each(func(_ int, e *goquery.Selection) {
			id := e.AttrOr("id", "")
			labelled := e.ParentsFiltered("label").Length() > 0 || (id != "" && doc.Find("label[for="+id+"]").Length() == 1)
			if !labelled && e.AttrOr("aria-label", "") == "" {
				t.Errorf("%s: input %q has no label", s.Path, e.AttrOr("name", ""))
			}
		})
	}
}

func TestEveryShapeUsedIsInTheSprite(t *testing.T) {
	sprite, err := fs.ReadFile(os.DirFS("../../static/img"), "icons.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all() {
		_, doc := render(t, s)
		doc.Find("use").Each(func(_ int, e *goquery.Selection) {
			url, shape, _ := strings.Cut(e.AttrOr("href", ""), "#")
			if url != static.URL("icons.svg") || !bytes.Contains(sprite, []byte(`id="`+shape+`"`)) {
				t.Errorf("%s: no shape at %s#%s", s.Path, url, shape)
			}
		})
	}
}

func TestFormsThatChangeSomethingUsePost(t *testing.T) {
	for _, s := range all() {
		_, doc := render(t, s)
		doc.Find("form:not([role=search])").Each(func(_ int, e *goquery.Selection) {
			if e.AttrOr("method", "") != "post" || !strings.HasPrefix(e.AttrOr("action", ""), "/") {
				t.Errorf("%s: form to %q with %q", s.Path, e.AttrOr("action", ""), e.AttrOr("method", ""))
			}
		})
	}
}

func TestSamplePathsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range all() {
		if s.Name == "" || s.Path == "" || seen[s.Path] {
			t.Errorf("sample %q at %q has no name, no path, or the path of another", s.Name, s.Path)
		}
		seen[s.Path] = true
	}
}

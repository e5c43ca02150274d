package layout

import (
	"bytes"
	"context"
	"io"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
)

func page(t *testing.T, f Frame) *goquery.Document {
	t.Helper()
	body := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, "<h1>Content</h1>")
		return err
	})
	var buf bytes.Buffer
	if err := Page(f).Render(templ.WithChildren(t.Context(), body), &buf); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&buf)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestAPageCarriesItsChildrenInMainAndLetsSkipToIt(t *testing.T) {
	doc := page(t, Frame{Title: "Board", Width: "reading"})
	if doc.Find("main#main[data-width=reading] h1").Text() != "Content" {
		t.Error("the content does not stand in main")
	}
	if doc.Find("body > :first-child").AttrOr("href", "") != "#main" {
		t.Error("the first thing on the page is not the way to its content")
	}
	if doc.Find("title").Text() != "Board · Portico" {
		t.Errorf("title = %q", doc.Find("title").Text())
	}
}

func TestWhatDoesNotWorkIsNotShown(t *testing.T) {
	doc := page(t, Frame{Title: "Board"})
	for _, part := range []string{".search", `[aria-label="Help"]`, `[aria-label^="Inbox"]`, "#account", "#nav", ".nav-toggle"} {
		if doc.Find(part).Length() != 0 {
			t.Errorf("%s is shown although nothing stands behind it", part)
		}
	}
	doc = page(t, Frame{CanSearch: true, SearchURL: "/search", HelpURL: "/help", Inbox: &Inbox{URL: "/inbox", Unread: 3}})
	if doc.Find(".search").Length() != 1 || doc.Find(`[aria-label="Inbox, 3 unread"]`).Length() != 1 || doc.Find(`[aria-label="Help"]`).Length() != 1 {
		t.Error("a part that works is not shown")
	}
}

func TestTheCurrentPlaceIsMarkedAndSigningOutIsAPost(t *testing.T) {
	doc := page(t, SampleFrame("Ledger", "Ledger"))
	if doc.Find(`nav a[aria-current=page]`).Text() != "Ledger" {
		t.Error("the current place is not marked, or not alone")
	}
	if doc.Find(`#account form[method=post][action="/sign-out"] button`).Length() != 1 {
		t.Error("signing out is not a form that posts")
	}
	if doc.Find(`#account a[href="/me"]`).Length() != 1 {
		t.Error("settings are not in the account menu")
	}
}

func TestMessagesStandInALiveRegionThatIsAlwaysThere(t *testing.T) {
	doc := page(t, Frame{Flash: []Flash{{Kind: "done", Text: "Step 3 is done.", ActionURL: "/undo", ActionLabel: "Undo", ActionPost: true}}})
	if doc.Find("#flash[role=status] .notice").Length() != 1 || doc.Find(`#flash form[method=post][action="/undo"]`).Length() != 1 {
		t.Error("the message or its undo is missing")
	}
	if empty := page(t, Frame{}).Find("#flash[role=status]"); empty.Length() != 1 || empty.Text() != "" {
		t.Error("without a message the region is missing or not empty")
	}
}

func TestEachFacadeHasSevenColumnsAndItsOwnDoor(t *testing.T) {
	for _, state := range []Facade{"", FacadeMissing, FacadeShut, FacadeLeaning} {
		var buf bytes.Buffer
		if err := Gate(GateFrame{Title: "Sign in", Facade: state}).Render(t.Context(), &buf); err != nil {
			t.Fatal(err)
		}
		doc, err := goquery.NewDocumentFromReader(&buf)
		if err != nil {
			t.Fatal(err)
		}
		if doc.Find(".facade .shaft").Length() != 7 || doc.Find(".facade g."+string(state.orOpen())).Length() != 1 {
			t.Errorf("façade %q is not drawn whole", state)
		}
	}
}

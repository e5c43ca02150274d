package problem

import (
	"bytes"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestEveryStatusHasItsWordsAndAWayHome(t *testing.T) {
	for _, status := range []int{400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 502, 503} {
		m := New(status)
		m.RequestID = "01JXW4N8Q2"
		var buf bytes.Buffer
		if err := Page(m).Render(t.Context(), &buf); err != nil {
			t.Fatal(err)
		}
		doc, err := goquery.NewDocumentFromReader(&buf)
		if err != nil {
			t.Fatal(err)
		}
		if doc.Find("h1").Text() == "" || m.What == "" || doc.Find(`a[href="/"]`).Length() < 1 || doc.Find("code").Text() != "01JXW4N8Q2" {
			t.Errorf("%d lacks words, a way home or its number", status)
		}
	}
}

func TestTheDoorTellsWhoseFaultItIs(t *testing.T) {
	for status, want := range map[int]string{403: "shut", 404: "missing", 500: "leaning", 503: "leaning", 400: "door"} {
		if got := string(New(status).facade()); got != want {
			t.Errorf("%d shows %q; want %q", status, got, want)
		}
	}
}

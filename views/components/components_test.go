package components

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
)

func show(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	var buf bytes.Buffer
	if err := c.Render(t.Context(), &buf); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&buf)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestAFieldNamesItsHintAndItsErrorInThatOrder(t *testing.T) {
	doc := show(t, Field(FieldModel{ID: "note", Name: "note", Label: "Note", Hint: "Seen by your lead", Error: "Too short"}))
	input := doc.Find("input#note")
	if got := input.AttrOr("aria-describedby", ""); got != "note-hint note-error" {
		t.Errorf("aria-describedby = %q", got)
	}
	if input.AttrOr("aria-invalid", "") != "true" || !strings.Contains(doc.Find("#note-error").Text(), "Too short") {
		t.Error("the error is not tied to the field")
	}
	if doc.Find("label[for=note]").Length() != 1 {
		t.Error("the field has no label")
	}
}

func TestAFieldThatIsRightSaysNothingOfErrors(t *testing.T) {
	for _, c := range []templ.Component{
		Field(FieldModel{ID: "a", Name: "a", Label: "A"}), TextArea(FieldModel{ID: "a", Name: "a", Label: "A"}),
		Select(SelectModel{FieldModel: FieldModel{ID: "a", Name: "a", Label: "A"}}),
	} {
		doc := show(t, c)
		if _, ok := doc.Find("#a").Attr("aria-invalid"); ok || doc.Find(".error").Length() != 0 {
			t.Error("a field without an error is marked as wrong")
		}
		if _, ok := doc.Find("#a").Attr("aria-describedby"); ok {
			t.Error("a field without hint and error names an explanation")
		}
	}
}

func TestAPasswordIsNeverWrittenBackIntoThePage(t *testing.T) {
	doc := show(t, Field(FieldModel{ID: "p", Name: "p", Label: "Password", Type: "password", Value: "correct horse battery"}))
	if html, _ := doc.Html(); strings.Contains(html, "correct horse") {
		t.Error("the page holds the password")
	}
}

func TestWhatAPersonTypedIsShownAsTextAndNotAsMarkup(t *testing.T) {
	evil := `"><script>alert(1)</script>`
	for _, c := range []templ.Component{
		Field(FieldModel{ID: "a", Name: "a", Label: evil, Value: evil, Hint: evil, Error: evil}),
		TextArea(FieldModel{ID: "a", Name: "a", Label: "A", Value: evil}), Status("done", evil),
		Person(PersonModel{Name: evil, Line: evil}), Copyable(CopyableModel{ID: "c", Value: evil, Label: evil}),
		Button(ButtonModel{Text: evil, Name: evil, Value: evil, Label: evil}),
	} {
		if show(t, c).Find("script").Length() != 0 {
			t.Error("markup from a person came through")
		}
	}
}

func TestAnUnusableButtonTellsItsReasonAndSendsNothing(t *testing.T) {
	doc := show(t, Button(ButtonModel{Text: "Finish", ID: "finish", Name: "do", Value: "finish", WhyNot: "6 rows are left"}))
	b := doc.Find("button")
	if b.AttrOr("aria-disabled", "") != "true" || b.AttrOr("type", "") != "button" {
		t.Error("the button can be used")
	}
	if _, ok := b.Attr("disabled"); ok {
		t.Error("the button cannot be reached with the keyboard")
	}
	if doc.Find("#"+b.AttrOr("aria-describedby", "none")).Text() != "6 rows are left" {
		t.Error("the reason is not tied to the button")
	}
}

func TestALinkToTheVendorNamesNoPageOfOurs(t *testing.T) {
	a := show(t, LinkButton(ButtonModel{Text: "Open", Kind: "leave", URL: "https://onecare.avaya.com/"})).Find("a")
	if a.AttrOr("rel", "") != "noreferrer" || a.Find("use").Length() != 1 {
		t.Error("a link that leaves does not say so")
	}
}

func TestALinkWithAScriptInItLeadsNowhere(t *testing.T) {
	a := show(t, LinkButton(ButtonModel{Text: "Open", URL: "javascript:alert(1)"})).Find("a")
	if strings.HasPrefix(a.AttrOr("href", ""), "javascript:") {
		t.Error("a script address came through")
	}
}

func TestAnErrorSummaryLeadsToEachField(t *testing.T) {
	wrong := []FieldModel{{ID: "a", Label: "Name", Error: "is missing"}, {ID: "b", Label: "E-mail"}, {ID: "c", Label: "Role", Error: "is unknown"}}
	doc := show(t, ErrorSummary(Summary(wrong...)))
	if doc.Find("[role=alert] a").Length() != 2 || doc.Find(`a[href="#c"]`).Text() != "Role: is unknown" {
		t.Error("the summary does not lead to the two wrong fields")
	}
	if show(t, ErrorSummary(Summary(wrong[1]))).Find("[role=alert]").Length() != 0 {
		t.Error("a summary shows although all is well")
	}
}

func TestAChoiceIsOneGroupWithItsErrorAndKeepsTheAnswer(t *testing.T) {
	doc := show(t, Choice(ChoiceModel{
		FieldModel: FieldModel{ID: "route", Name: "route", Label: "Route", Value: "b", Error: "Choose one"},
		Options:    []ChoiceOption{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}, {Value: "c", Label: "C", WhyNot: "Not yet"}},
	}))
	set := doc.Find("fieldset[role=radiogroup]")
	if set.AttrOr("aria-invalid", "") != "true" || set.AttrOr("aria-describedby", "") != "route-error" {
		t.Error("the error is not tied to the group")
	}
	if doc.Find("input[checked]").AttrOr("value", "") != "b" || doc.Find("input[disabled]").AttrOr("value", "") != "c" {
		t.Error("the answer is lost, or an impossible one can be given")
	}
}

func TestOnceIsSentOnlyWithAKey(t *testing.T) {
	if show(t, Once("k1")).Find(`input[name=once][value=k1]`).Length() != 1 || show(t, Once("")).Find("input").Length() != 0 {
		t.Error("the key is missing, or empty and sent")
	}
}

func TestInitialsAreTheFirstLettersOfFirstAndLastWord(t *testing.T) {
	for name, want := range map[string]string{
		"Priya Raman": "PR", "Madonna": "M", "ana maria lópez": "AL", "Øyvind Ås": "ØÅ", "": "?", " 42 ": "?", "“Bo” Li": "BL",
	} {
		if got := Initials(name); got != want {
			t.Errorf("Initials(%q) = %q; want %q", name, got, want)
		}
	}
}

func TestAMomentIsShownInTheReadersZoneWithTheExactOneAtHand(t *testing.T) {
	zone := time.FixedZone("CEST", 2*60*60)
	now := time.Date(2026, 6, 16, 7, 41, 0, 0, time.UTC)
	for _, c := range []struct {
		t    time.Time
		want string
	}{
		{now, "09:41"},
		{time.Date(2026, 6, 8, 22, 30, 0, 0, time.UTC), "9 June, 00:30"},
		{time.Date(2025, 6, 16, 7, 0, 0, 0, time.UTC), "16 June 2025, 09:00"},
		{time.Time{}, ""},
	} {
		if got := Moment(c.t, now, zone).Shown; got != c.want {
			t.Errorf("Moment(%s) = %q; want %q", c.t, got, c.want)
		}
	}
	el := show(t, Time(Moment(time.Date(2026, 6, 8, 22, 30, 4, 0, time.UTC), now, zone))).Find("time")
	if el.AttrOr("datetime", "") != "2026-06-08T22:30:04Z" || el.AttrOr("title", "") != "8 June 2026, 22:30:04 UTC" {
		t.Error("the exact moment is not at hand")
	}
	if got := Day(time.Date(2025, 12, 31, 23, 30, 0, 0, time.UTC), now, zone).Shown; got != "1 January" {
		t.Errorf("Day = %q; want the day in the reader's zone", got)
	}
}

func TestAColonnadeIsReadAsWords(t *testing.T) {
	doc := show(t, Colonnade(ColonnadeModel{Label: "1 of 2 done", Bays: []Bay{{Name: "Staging", Columns: []string{"done", ""}}}}))
	c := doc.Find("[role=img]")
	if c.AttrOr("aria-label", "") != "1 of 2 done" || c.Find("i").Length() != 2 || c.Find("i[data-s=done]").Length() != 1 {
		t.Error("the columns or their words are missing")
	}
}

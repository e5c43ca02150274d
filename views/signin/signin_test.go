package signin

import (
	"bytes"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"portico/views/layout"
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

func TestEachFormGoesWhereItsHandlerListens(t *testing.T) {
	me := NewMe([]string{"UTC"})
	me.Sessions = []SessionRow{{ID: "s 1", Device: "Firefox"}}
	for _, c := range []struct {
		page   templ.Component
		action string
	}{
		{SignIn(NewSignIn("h")), "/sign-in"},
		{Setup(NewSetup("t")), "/setup"},
		{Forgot(NewForgot()), "/forgot"},
		{Reset(NewReset("a/b", "x@y.example")), "/reset/a%2Fb"},
		{AcceptInvitation(NewInvitation("abc")), "/invitations/abc"},
		{Me(layout.Frame{}, me), "/me"},
		{Me(layout.Frame{}, me), "/me/password"},
		{Me(layout.Frame{}, me), "/me/sessions/s%201/revoke"},
	} {
		if show(t, c.page).Find(`form[method=post][action="`+c.action+`"]`).Length() != 1 {
			t.Errorf("no form posts to %s", c.action)
		}
	}
}

func TestOtherWaysInAreShownOnlyWhereTheyWork(t *testing.T) {
	m := NewSignIn("h")
	if doc := show(t, SignIn(m)); strings.Contains(doc.Text(), "passkey") || doc.Find(".or").Length() != 0 {
		t.Error("a way in is offered that does not work")
	}
	m.PasskeyURL = "/sign-in/passkey"
	if show(t, SignIn(m)).Find(`a[href="/sign-in/passkey"]`).Length() != 1 {
		t.Error("a way in that works is not offered")
	}
}

func TestAWrongSignInKeepsTheAddressAndNotThePassword(t *testing.T) {
	m := NewSignIn("h")
	m.Email.Value, m.Password.Value, m.Problem, m.Next = "dev@acme.example", "hunter2hunter2hunter2", "E-mail or password is wrong", "/journey"
	doc := show(t, SignIn(m))
	if doc.Find("#email").AttrOr("value", "") != "dev@acme.example" || doc.Find("#password").AttrOr("value", "") != "" {
		t.Error("the address is lost, or the password came back")
	}
	if !strings.Contains(doc.Find("[role=alert]").Text(), "E-mail or password is wrong") || doc.Find("input[name=next]").AttrOr("value", "") != "/journey" {
		t.Error("the problem is not told, or the way on is lost")
	}
}

func TestPasswordManagersAreToldWhatEachFieldIs(t *testing.T) {
	for page, want := range map[string]templ.Component{
		"current-password": SignIn(NewSignIn("h")), "new-password": Reset(NewReset("t", "x@y.example")), "username": AcceptInvitation(NewInvitation("t")),
	} {
		if show(t, want).Find(`input[autocomplete="`+page+`"]`).Length() == 0 {
			t.Errorf("no field is marked %s", page)
		}
	}
}

func TestTheAnswerToAForgottenPasswordDoesNotSayWhetherTheAddressIsKnown(t *testing.T) {
	m := NewForgot()
	m.Sent, m.SentTo = true, "nobody@acme.example"
	if text := show(t, Forgot(m)).Find("main").Text(); !strings.Contains(text, "If nobody@acme.example has an account") {
		t.Errorf("the answer is %q", text)
	}
}

func TestSomeoneSignedInCannotTakeAnothersInvitation(t *testing.T) {
	m := NewInvitation("t")
	m.SignedInAs = "Helen Okafor"
	doc := show(t, AcceptInvitation(m))
	if doc.Find("#password").Length() != 0 || doc.Find(`form[action="/sign-out"]`).Length() != 1 {
		t.Error("the invitation can be taken by the wrong person")
	}
}

func TestEveryDeadLinkSaysWhatToDo(t *testing.T) {
	for _, link := range []Link{LinkInvitation, LinkReset, LinkSetup} {
		for _, why := range []Gone{GoneExpired, GoneUsed, GoneRevoked, GoneUnknown} {
			m := NewGone(link, why)
			if m.Title == "" || m.Text == "" || m.Do == "" || len(m.Actions) == 0 {
				t.Errorf("%s, %s: something is left unsaid", link, why)
			}
		}
	}
}

func TestTheSessionOfThisPageHasNoButtonToEndIt(t *testing.T) {
	m := NewMe(nil)
	m.Sessions = []SessionRow{{ID: "a", Device: "Firefox", ThisOne: true}, {ID: "b", Device: "Safari"}}
	doc := show(t, Me(layout.Frame{}, m))
	if doc.Find(`form[action="/me/sessions/a/revoke"]`).Length() != 0 || doc.Find(`button[aria-label="End the session of Safari"]`).Length() != 1 {
		t.Error("the wrong sessions can be ended")
	}
}

package browsertest

import (
	"context"
	_ "embed"
	"slices"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// pageScript finds controls by the words that a person reads.
//
//go:embed page.js
var pageScript string

// point is the middle of a control in the window, in CSS pixels.
type point struct{ X, Y float64 }

// Press clicks the button, link or summary that reads so, with the mouse, and stays on the page.
func (t *Tab) Press(name string) {
	t.t.Helper()
	run(t, "press "+name, click(ask[point](t, "control", name)))
}

// Go clicks the button or link that reads so and waits for the page that follows.
func (t *Tab) Go(name string) {
	t.t.Helper()
	t.load("press "+name, click(ask[point](t, "control", name)))
}

// Wait gives a page that goes on by itself a moment to do so.
func (t *Tab) Wait() {
	t.t.Helper()
	run(t, "wait a moment", chromedp.Sleep(100*time.Millisecond))
}

// Follow clicks what the selector finds and waits for the page that follows.
func (t *Tab) Follow(selector string) {
	t.t.Helper()
	t.load("follow "+selector, click(ask[point](t, "element", selector)))
}

// Fill writes into the field with this label, over what it held. A choice is chosen by its words, a date written as
// 2026-06-16.
func (t *Tab) Fill(label, words string) {
	t.t.Helper()
	if kind := ask[string](t, "focus", label, words); kind == "text" {
		run(t, "write into "+label, callPage(input.InsertText, input.InsertTextParams{Text: words}))
	}
}

// Tick makes the box or radio button with this label chosen.
func (t *Tab) Tick(label string) {
	t.t.Helper()
	if at := ask[*point](t, "tick", label); at != nil {
		run(t, "tick "+label, click(*at))
	}
}

// Unfold opens everything on the page that is folded away.
func (t *Tab) Unfold() *Tab {
	t.t.Helper()
	ask[int](t, "unfold")
	return t
}

func click(at point) chromedp.Action[chromedp.Void] {
	return chromedp.MouseClickXY(at.X, at.Y)
}

// Forms are the forms of the page that change something, each named by where it leads.
func (t *Tab) Forms() []string {
	t.t.Helper()
	return ask[[]string](t, "forms")
}

// SendForm writes words into every text field of the form that leads to action, another of the list into each, chooses
// something in every choice, and sends it past all checks of the browser. It is false when there is no such form (any more).
func (t *Tab) SendForm(action string, words []string) bool {
	t.t.Helper()
	if !slices.Contains(t.Forms(), action) {
		return false
	}
	t.load("send the form to "+action, chromedp.Func(func(context.Context, *chromedp.Target) error {
		ask[bool](t, "sendForm", action, words)
		return nil
	}))
	return true
}

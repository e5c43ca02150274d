package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Tab is one person's window. A step that cannot be done ends the test and says what the page offers instead.
type Tab struct {
	t     testing.TB
	ctx   context.Context
	base  string
	axe   string
	width int64
	scope string

	log *complaints
}

// complaints are what a page said that no page should say.
type complaints struct {
	mu   sync.Mutex
	list []string
}

// In is the same tab, looking only inside the first element that the selector finds.
func (t *Tab) In(selector string) *Tab {
	inside := *t
	inside.scope = selector
	return &inside
}

// Open goes to a path of the site and waits until the page is loaded.
func (t *Tab) Open(path string) *Tab {
	t.t.Helper()
	address := path
	if !strings.Contains(path, "://") {
		address = t.base + path
	}
	run(t, "open "+path, chromedp.Navigate(address))
	return t
}

// Path is the path and query of the page.
func (t *Tab) Path() string {
	t.t.Helper()
	return evaluate[string](t, "location.pathname + location.search")
}

// Status is the HTTP status of the page.
func (t *Tab) Status() int {
	t.t.Helper()
	return evaluate[int](t, `performance.getEntriesByType("navigation")[0].responseStatus`)
}

// at is where the tab is, for messages; it never fails.
func (t *Tab) at() string {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	where, err := chromedp.Run(ctx, chromedp.Evaluate[string]("location.pathname + location.search"))
	if err != nil {
		return "no page"
	}
	return where
}

// Heading is the text of the page's h1.
func (t *Tab) Heading() string {
	t.t.Helper()
	return t.Text("h1")
}

// Text is what a person reads in the first element that the selector finds, with single spaces; "" when there is none.
func (t *Tab) Text(selector string) string {
	t.t.Helper()
	return ask[string](t, "text", selector)
}

// Rows are the texts of all elements that the selector finds.
func (t *Tab) Rows(selector string) []string {
	t.t.Helper()
	return ask[[]string](t, "rows", selector)
}

// Count is how many elements the selector finds.
func (t *Tab) Count(selector string) int {
	t.t.Helper()
	return ask[int](t, "count", selector)
}

// Style is a computed property of the first element that the selector finds.
func (t *Tab) Style(selector, property string) string {
	t.t.Helper()
	return ask[string](t, "style", selector, property)
}

// Links are the addresses of all links inside what the selector finds.
func (t *Tab) Links(selector string) []string {
	t.t.Helper()
	return ask[[]string](t, "links", selector)
}

// Value is what a field holds, found by the words of its label.
func (t *Tab) Value(label string) string {
	t.t.Helper()
	return ask[string](t, "value", label)
}

// WantText notes an error when what the selector finds does not read so.
func (t *Tab) WantText(selector, words string) {
	t.t.Helper()
	if got := t.Text(selector); !strings.Contains(got, words) {
		t.t.Errorf("%s at %s reads %.600q, want %q in it", selector, t.at(), got, words)
	}
}

// WantPath ends the test when the tab is elsewhere: nothing after it would make sense.
func (t *Tab) WantPath(prefix string) {
	t.t.Helper()
	if got := t.Path(); !strings.HasPrefix(got, prefix) {
		t.t.Fatalf("at %s, want %s; the page reads: %.800s", got, prefix, t.Text("main"))
	}
}

// Picture keeps the whole page as a PNG, for a person to look at.
func (t *Tab) Picture(file string) {
	t.t.Helper()
	height := evaluate[int64](t, "Math.min(16000, Math.max(900, document.documentElement.scrollHeight))")
	run(t, "make the window as high as the page", chromedp.EmulateViewport(t.width, height))
	png := run(t, "take a picture", chromedp.CaptureScreenshot())
	t.Width(t.width)
	t.must("keep the picture", os.WriteFile(file, png, 0o600))
}

// evaluate is the value of a JavaScript expression in the page. It works with scripts turned off and is not bound by the
// content policy.
func evaluate[T any](t *Tab, expression string, options ...chromedp.EvaluateOption) T {
	t.t.Helper()
	return run(t, "look into the page", chromedp.Evaluate[T](expression, options...))
}

// answer is what page.js gives back.
type answer[T any] struct {
	Value T
	Fault string
}

// ask calls one of the functions of page.js; a fault ends the test.
func ask[T any](t *Tab, function string, args ...any) T {
	t.t.Helper()
	text, err := json.Marshal(append([]any{t.scope}, args...))
	t.must("write the arguments", err)
	got := evaluate[answer[T]](t, fmt.Sprintf("(%s)(%q, %s)", pageScript, function, text))
	if got.Fault != "" {
		t.t.Fatalf("%s %v at %s: %s", function, args, t.at(), got.Fault)
	}
	return got.Value
}

// load does something that leads to another page and waits until that page is loaded.
func (t *Tab) load(what string, action chromedp.Action[chromedp.Void]) {
	t.t.Helper()
	run(t, what, chromedp.WaitEvent(page.LoadEventFired, nil, action))
}

func callPage[P any](command cdp.Command[P, cdp.Empty], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, params)
		return err
	})
}

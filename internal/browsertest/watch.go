package browsertest

import (
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watch keeps what a page says that no page should say. It runs inside the loop that reads the browser's messages.
func (t *Tab) watch(event any) {
	switch e := event.(type) {
	case *log.EventEntryAdded:
		// The answer to the page itself may well be 404 or 422; a file that the page needs may not.
		if e.Entry.Source == log.EntrySourceNetwork && !strings.Contains(e.Entry.URL, "/static/") {
			return
		}
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			t.log.add("the browser says (%s) at %s: %s", e.Entry.Source, e.Entry.URL, e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		t.log.add("a script failed: %s %s", e.ExceptionDetails.Text, e.ExceptionDetails.URL)
	case *runtime.EventConsoleAPICalled:
		t.log.add("a script wrote to the console (%s)", e.Type)
	case *page.EventJavascriptDialogOpening:
		t.log.add("a dialog opened: %s", e.Message)
	}
}

func (c *complaints) add(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append(c.list, fmt.Sprintf(format, args...))
}

// dismissDialogs closes what opens, so that a page that was fooled into a dialog does not hang the test.
func (t *Tab) dismissDialogs() {
	for _, err := range chromedp.Events(t.ctx, page.JavascriptDialogOpening) {
		if err != nil {
			return
		}
		if _, err := chromedp.Call(t.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{}); err != nil {
			return
		}
	}
}

// Complaints are what the content policy blocked, what went wrong in scripts, files that were missing and dialogs that
// opened, since the tab was opened or last asked.
func (t *Tab) Complaints() []string {
	// An answer from the page comes after everything that it said before.
	_ = t.at()
	t.log.mu.Lock()
	defer t.log.mu.Unlock()
	list := t.log.list
	t.log.list = nil
	return list
}

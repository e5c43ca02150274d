package browsertest

import (
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// axeRun asks for what WCAG 2.2 AA asks for. Only violations are described: describing what passed takes most of the time.
const axeRun = `axe.run(document, {
  runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
  resultTypes: ["violations"],
}).then((r) => r.violations.map((v) => v.id + " (" + v.help + "): " +
  v.nodes.slice(0, 4).map((n) => n.target.join(" ") + " " + (n.any[0] ?? n.all[0] ?? n.none[0] ?? {message: ""}).message).join("; ")))`

// Look is one way to look at a page.
type Look struct {
	Width int64
	Theme string
}

// Looks are the four ways in which every page must hold.
func Looks() []Look {
	return []Look{{Desktop, "light"}, {Desktop, "dark"}, {Phone, "dark"}, {Phone, "light"}}
}

// Check looks at the page in all four ways and gives what is wrong with it, a line a fault: what axe finds, text that
// collapsed, and a page that scrolls sideways. Text that a person may only read after scrolling two ways is no text for someone who magnifies.
func (t *Tab) Check() []string {
	t.t.Helper()
	var faults []string
	for _, look := range Looks() {
		t.Width(look.Width)
		t.Theme(look.Theme)
		// From the top: what the bar covers at the moment only has to be scrolled.
		evaluate[chromedp.Void](t, "scrollTo(0, 0)")
		where := fmt.Sprintf("%d px, %s", look.Width, look.Theme)
		for _, found := range t.violations() {
			faults = append(faults, where+": "+found)
		}
		if wide := ask[string](t.In(""), "wide"); wide != "" {
			faults = append(faults, where+": scrolls sideways: "+wide)
		}
		if squeezed := ask[string](t.In(""), "squeezed"); squeezed != "" {
			faults = append(faults, where+": squeezed to a few letters a line: "+squeezed)
		}
	}
	return faults
}

// WantSound notes an error for each fault that Check finds.
func (t *Tab) WantSound() {
	t.t.Helper()
	if faults := t.Check(); len(faults) > 0 {
		t.t.Errorf("%s:\n  %s", t.at(), strings.Join(faults, "\n  "))
	}
}

// violations are what axe finds. It is put into the page past the content policy, which would not let it in.
func (t *Tab) violations() []string {
	t.t.Helper()
	if !evaluate[bool](t, "Boolean(window.axe)") {
		evaluate[chromedp.Void](t, t.axe+";0")
	}
	return evaluate[[]string](t, axeRun, chromedp.EvalAwaitPromise)
}

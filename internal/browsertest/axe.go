package browsertest

import (
	"fmt"

	"github.com/chromedp/chromedp"
)

// axeRun asks for what WCAG 2.2 AA asks for. Only violations are described: describing what passed takes most of the time.
const axeRun = `axe.run(document, {
  runOnly: %s,
  resultTypes: ["violations"],
}).then((r) => r.violations.map((v) => v.id + " (" + v.help + "): " +
  v.nodes.slice(0, 4).map((n) => n.target.join(" ") + " " + (n.any[0] ?? n.all[0] ?? n.none[0] ?? {message: ""}).message).join("; ")))`

// What axe looks for: all of it, or, at a width that it has seen in another theme, the rules that look at colours. No other
// rule can tell the themes apart.
const (
	allRules    = `{type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}`
	colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
)

// Look is one way to look at a page.
type Look struct {
	Width int64
	Theme string
}

// Looks are the four ways in which every page must hold.
func Looks() []Look {
	return []Look{{Desktop, "light"}, {Desktop, "dark"}, {Phone, "dark"}, {Phone, "light"}}
}

// Check looks at the page in the ways given, or in all four, and gives what is wrong with it, a line a fault: what axe
// finds, text that collapsed, and a page that scrolls sideways. Text that has to be scrolled two ways to be read is no text
// for someone who magnifies.
func (t *Tab) Check(looks ...Look) []string {
	t.t.Helper()
	if len(looks) == 0 {
		looks = Looks()
	}
	var faults []string
	seen := map[string]int{}
	note := func(look, fault string) {
		if at, ok := seen[fault]; ok {
			faults[at] = look + "; " + faults[at]
			return
		}
		seen[fault] = len(faults)
		faults = append(faults, look+": "+fault)
	}
	widths := map[int64]bool{}
	for _, look := range looks {
		t.Width(look.Width)
		t.Theme(look.Theme)
		// From the top: what the bar covers at the moment only has to be scrolled.
		evaluate[chromedp.Void](t, "scrollTo(0, 0)")
		where := fmt.Sprintf("%d px, %s", look.Width, look.Theme)
		rules := allRules
		if widths[look.Width] {
			rules = colourRules
		}
		widths[look.Width] = true
		for _, found := range t.violations(rules) {
			note(where, found)
		}
		if wide := ask[string](t.In(""), "wide"); wide != "" {
			note(where, "scrolls sideways: "+wide)
		}
		if squeezed := ask[string](t.In(""), "squeezed"); squeezed != "" {
			note(where, "squeezed to a few letters a line: "+squeezed)
		}
	}
	return faults
}

// violations are what axe finds. It is put into the page past the content policy, which would not let it in.
func (t *Tab) violations(rules string) []string {
	t.t.Helper()
	if !evaluate[bool](t, "Boolean(window.axe)") {
		evaluate[chromedp.Void](t, t.axe+";0")
	}
	return evaluate[[]string](t, fmt.Sprintf(axeRun, rules), chromedp.EvalAwaitPromise)
}

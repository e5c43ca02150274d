package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// EnvChromium names the browser to use instead of the first one found.
const EnvChromium = "PORTICO_CHROMIUM"

// names are what Chromium is called on the systems that Portico runs on.
func names() []string {
	return []string{
		"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell", "headless_shell",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
	}
}

// find is the path of the browser, or an error that says what to install.
func find() (string, error) {
	if given := os.Getenv(EnvChromium); given != "" {
		path, err := exec.LookPath(given)
		if err != nil {
			return "", fmt.Errorf("%s names no program: %w", EnvChromium, err)
		}
		return path, nil
	}
	for _, name := range names() {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no browser for the tests: install Chromium (Debian: apt-get install chromium; macOS: brew install --cask google-chrome) or set %s", EnvChromium)
}

// Browser is one running Chromium. It may be used by several tests at once; each opens tabs of its own.
type Browser struct {
	ctx context.Context
	axe string
}

// Start starts the browser, which ends with the test. axe is the source of axe-core. Without a browser the test fails: a
// page that nobody looked at is not known to work.
func Start(t testing.TB, axe string) *Browser {
	t.Helper()
	path, err := find()
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU,
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("font-render-hinting", "none"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(allocator)
	t.Cleanup(func() { stop(); stopAllocator() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &Browser{ctx: ctx, axe: axe}
}

// Tab opens a tab with cookies and storage of its own, as another person at another machine would have them. base is what
// paths are added to. It ends with the test, and then fails it when the page complained: see Complaints.
func (b *Browser) Tab(t testing.TB, base string) *Tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	tab := &Tab{t: t, ctx: ctx, base: base, axe: b.axe, width: Desktop, log: &complaints{}}
	t.Cleanup(stop)
	tab.must("open a tab", chromedp.Do(ctx))
	tab.must("watch the console", chromedp.Listen(ctx, tab.watch))
	tab.Width(Desktop)
	tab.Theme("light")
	go tab.dismissDialogs()
	t.Cleanup(func() {
		for _, complaint := range tab.Complaints() {
			t.Error(complaint)
		}
	})
	return tab
}

// The widths at which pages are looked at, in CSS pixels.
const (
	Desktop = 1280
	Phone   = 320
)

// patience is long enough for a machine that is busy with ten other things.
const patience = time.Minute

// run does one thing in the tab within a time that only a hanging page exceeds.
func run[T any](t *Tab, what string, action chromedp.Action[T]) T {
	t.t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	t.must(what, err)
	return value
}

func (t *Tab) call(method string, params any) {
	t.t.Helper()
	run(t, method, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		return target.Call(ctx, method, params, nil)
	}))
}

// must ends the test when something that the test needs went wrong.
func (t *Tab) must(what string, err error) {
	t.t.Helper()
	if err != nil {
		t.t.Fatalf("%s (at %s): %v", what, t.at(), err)
	}
}

// Width makes the window this many CSS pixels wide.
func (t *Tab) Width(pixels int64) {
	t.t.Helper()
	t.width = pixels
	run(t, "set the width", chromedp.EmulateViewport(pixels, 900))
}

// Theme is what the person's system asks for: light or dark. Movement is off, so that colours are final at once.
func (t *Tab) Theme(theme string) {
	t.t.Helper()
	run(t, "set the theme", func(ctx context.Context, target *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
	})
}

// Script turns JavaScript on or off for the pages opened from now on.
func (t *Tab) Script(on bool) {
	t.t.Helper()
	t.call(emulation.SetScriptExecutionDisabled.Method, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

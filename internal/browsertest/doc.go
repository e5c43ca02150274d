// Package browsertest drives a real Chromium as a person would: by the words on labels and buttons, with a mouse and a
// keyboard, with a script or without. It also watches what a person does not see: what the content policy blocked, what
// the console said, whether a page scrolls sideways, and what axe finds.
//
// It may import chromedp and the standard library; only tests import it.
package browsertest

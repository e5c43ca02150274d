package prose

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
)

// Writer turns Markdown into HTML. It is safe for concurrent use; make one and keep it.
type Writer struct {
	markdown goldmark.Markdown
	policy   *bluemonday.Policy
}

// New makes a Writer. Raw HTML in a text is left out by the reader, and what is left is held against a short list of elements
// once more, so that neither of the two alone is trusted.
func New() *Writer {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "strong", "em", "code", "ul", "ol", "li")
	// No name before the host: "https://vendor.example@other.example" leads to the other one.
	p.AllowAttrs("href").Matching(regexp.MustCompile(`^https://[^\s<>"/@?#\\]+([/?#][^\s<>"]*)?$`)).OnElements("a")
	p.AllowURLSchemes("https")
	p.AllowRelativeURLs(false)
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	return &Writer{markdown: goldmark.New(), policy: p}
}

// HTML is the text as HTML. A text that cannot be read is shown as it is, with nothing in it taken as HTML.
func (w *Writer) HTML(text string) string {
	var out bytes.Buffer
	if err := w.markdown.Convert([]byte(text), &out); err != nil {
		return "<p>" + html.EscapeString(text) + "</p>"
	}
	return strings.TrimSpace(w.policy.Sanitize(out.String()))
}

// Line is HTML for a place where a paragraph would be too much: a single paragraph loses its element.
func (w *Writer) Line(text string) string {
	whole := w.HTML(text)
	if inner, ok := strings.CutPrefix(whole, "<p>"); ok && strings.Count(whole, "<p>") == 1 && strings.HasSuffix(inner, "</p>") {
		return strings.TrimSuffix(inner, "</p>")
	}
	return whole
}

package prose

import (
	"strings"
	"testing"
)

func TestMarkdownBecomesAFewElements(t *testing.T) {
	w := New()
	for text, want := range map[string]string{
		"choose **Add Company** now":                "choose <strong>Add Company</strong> now",
		"a *word* and `code`":                       "a <em>word</em> and <code>code</code>",
		"[the guide](https://vendor.example/a?b=c)": `<a href="https://vendor.example/a?b=c" rel="nofollow noreferrer">the guide</a>`,
		"- one\n- two":                              "<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
		"a < b & c":                                 "a &lt; b &amp; c",
	} {
		if got := w.Line(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestALinkLeadsWhereItSeemsTo(t *testing.T) {
	w := New()
	for text, want := range map[string]bool{
		"[x](https://vendor.example@thief.example/)":   false,
		"[x](https://vendor.example:pw@thief.example)": false,
		"[x](https://vendor.example\\@thief.example/)": false,
		"[x](https://vendor.example/@team?to=a@b#c)":   true,
		"[x](https://vendor.example:8443/a)":           true,
		"[x](https://vendor.example?to=a@b.example)":   true,
	} {
		if got := strings.Contains(w.HTML(text), "href="); got != want {
			t.Errorf("%s: a link is %t", text, got)
		}
	}
}

func TestNothingThatRunsComesThrough(t *testing.T) {
	w := New()
	for _, text := range []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](http://vendor.example)",
		"[x](data:text/html,hi)", "<a href=\"https://a.example\" onclick=\"x()\" style=\"color:red\">a</a>", "![x](https://a.example/x.png)",
		"[x](//a.example)", "[x](/settings)", "<https://a.example\" onmouseover=\"x>", "<style>*{}</style>", "<iframe src=https://a.example></iframe>",
	} {
		got := strings.ToLower(w.HTML(text))
		for _, bad := range []string{"<script", "<img", "<style", "<iframe", "onclick", "onerror=", "javascript:", "data:", "style=", `href="http:`, `href="/`} {
			if strings.Contains(got, bad) && !strings.Contains(got, "&lt;") {
				t.Errorf("%q became %q", text, got)
			}
		}
	}
}

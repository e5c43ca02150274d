package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/browsertest"
	"portico/internal/testdb"
)

// payloads are what a person could write to make a page do something: each opens a dialog, loads from elsewhere, or leaves
// an element with the attribute data-got-in where it is taken for markup.
func payloads() []string {
	return []string{
		`<script data-got-in>alert(1)</script>`, `<img data-got-in src=x onerror=alert(2)>`, `<svg data-got-in onload=alert(3)>`,
		`"><b data-got-in>4</b>`, `'><b data-got-in>5</b>`, `</title><b data-got-in>6</b>`, `</textarea><b data-got-in>7</b>`,
		`</option></select><b data-got-in>8</b>`, `</script><b data-got-in>9</b>`, `</style><b data-got-in>10</b>`, `--><b data-got-in>11</b>`,
		`]]><b data-got-in>12</b>`, `" onfocus=alert(13) autofocus data-got-in="`, `' onmouseover=alert(14) data-got-in='`,
		`javascript:alert(15)`, `data:text/html,<script>alert(16)</script>`, `<a data-got-in href=javascript:alert(17)>17</a>`,
		`<iframe data-got-in srcdoc="<script>alert(18)</script>">`, `<body data-got-in onload=alert(19)>`, `<details data-got-in open ontoggle=alert(20)>`,
		`<math data-got-in><mtext><style><img src=x onerror=alert(21)>`, `<form data-got-in action=https://example.org/22>`,
		`<meta data-got-in http-equiv=refresh content="0;url=https://example.org/23">`, `<base data-got-in href=https://example.org/24>`,
		`<link data-got-in rel=stylesheet href=https://example.org/25>`, `{{constructor.constructor('alert(26)')()}}`, `${alert(27)}`,
		`&lt;b data-got-in&gt;28&lt;/b&gt;`, `<p data-got-in style="position:fixed;inset:0">29</p>`, "\u2028<b data-got-in>30</b>\u202e",
	}
}

// testMarkup writes the payloads wherever words are kept, into forms and into addresses, and walks all pages: nothing may
// open a dialog, break the content policy or become an element.
func testMarkup(t *testing.T, browser *browsertest.Browser) {
	address := testdb.NewURL(t)
	r := start(t, address)
	if err := loadSample(t.Context(), r.site); err != nil {
		t.Fatal(err)
	}
	if n := poison(t, address); n < 30 {
		t.Fatalf("only %d columns took the payloads", n)
	}
	for _, who := range []string{"lead", "dev", "admin"} { // what an auditor reads, an admin reads too
		t.Run(who, func(t *testing.T) {
			tab := r.signIn(t, browser, who+"@acme.example", demoPassword)
			sent := map[string]bool{}
			asked := map[string][]string{}
			shown := 0
			for _, k := range walk(t, tab, func(kind string) {
				wantNothingGotIn(t, tab)
				if strings.Contains(tab.Text("main"), "<img data-got-in") {
					shown++
				}
				if !strings.Contains(kind, "?") {
					sendEveryForm(t, tab, sent)
				}
			}) {
				path, name, _ := strings.Cut(k, "?")
				asked[path] = append(asked[path], name)
			}
			for path, names := range asked {
				if !strings.Contains(path, "/:") {
					tab.Open(path + "?" + everyValue(names, strings.Join(payloads(), " ")))
					wantNothingGotIn(t, tab)
				}
			}
			if shown < 3 || len(sent) == 0 {
				t.Errorf("%d pages showed what was written, %d forms were sent", shown, len(sent))
			}
		})
	}
}

// sendEveryForm sends each form of the page that was not sent before, with a payload in every field. The page that comes back
// often holds the next form too.
func sendEveryForm(t *testing.T, tab *browsertest.Tab, sent map[string]bool) {
	t.Helper()
	here := tab.Path()
	for _, form := range tab.Forms() {
		if sent[form] || strings.Contains(form, "/sign-out") || strings.Contains(form, "/sessions/") {
			continue
		}
		sent[form] = true
		if !tab.SendForm(form, payloads()) {
			tab.Open(here)
			if !tab.SendForm(form, payloads()) {
				continue // what was sent before it took it off the page
			}
		}
		wantNothingGotIn(t, tab)
	}
}

func wantNothingGotIn(t *testing.T, tab *browsertest.Tab) {
	t.Helper()
	if tab.Count("[data-got-in], [href^='javascript:' i], [href^='data:' i], [formaction], base, iframe, meta[http-equiv]") > 0 {
		t.Errorf("markup got into %s", tab.Path())
	}
	if strings.HasPrefix(tab.Path(), "/") && tab.Count("main#main") != 1 {
		t.Errorf("the page %s is broken or ours no more", tab.Path())
	}
	if status := tab.Status(); status >= 500 {
		t.Errorf("%s answers %d", tab.Path(), status)
	}
	if at := tab.Complaints(); len(at) > 0 {
		t.Errorf("%s: %q", tab.Path(), at)
	}
}

// everyValue is a query that asks for the words under every name.
func everyValue(names []string, words string) string {
	query := url.Values{"q": {words}}
	for _, name := range names {
		query.Set(name, words)
	}
	return query.Encode()
}

// poison puts all payloads into every column of words that takes them, past all forms, and says how many did. What a
// constraint keeps to a list of words refuses and stays.
func poison(t *testing.T, address string) int {
	t.Helper()
	ctx := context.Background()
	db, err := pgx.Connect(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close(ctx) }()
	rows, err := db.Query(ctx, `
		SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
		WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = 'text' AND c.is_generated = 'NEVER'
		  AND c.table_name NOT LIKE 'goose%' AND c.table_name NOT IN ('event')
		  AND c.column_name NOT LIKE '%hash%' AND c.column_name NOT LIKE '%_key' AND c.column_name NOT IN ('slug', 'edition', 'step', 'email')`)
	if err != nil {
		t.Fatal(err)
	}
	columns, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct{ Table, Column string }])
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, c := range columns {
		for _, words := range []string{strings.Join(payloads(), " "), payloads()[1], payloads()[3]} {
			table, column := pgx.Identifier{c.Table}.Sanitize(), pgx.Identifier{c.Column}.Sanitize()
			if _, err := db.Exec(ctx, fmt.Sprintf(`UPDATE %s SET %s = $1 WHERE %s <> ''`, table, column, column), words); err == nil {
				taken++
				break
			}
		}
	}
	return taken
}

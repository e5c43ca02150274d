package handlers

import (
	"encoding/hex"
	"fmt"
	"net/url"
	"sort"
	"strings"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/export"
	"portico/internal/permission"
	"portico/views/components"
	view "portico/views/export"
)

// exportMapping turns exports into their pages. It is pure.
type exportMapping struct {
	now   time.Time
	zone  *time.Location
	actor access.Actor
}

func (m exportMapping) page(e export.Export) view.Page {
	p := view.Page{
		ID: e.ID, Title: "Export of the " + e.What, State: m.state(e), QueryURL: exportQueryURL(e), Parts: exportParts(e),
		CanFetch: m.actor.ID == e.MadeBy, CanStop: m.actor.ID == e.MadeBy || m.actor.Admin,
		Facts: []components.Fact{
			{Name: "Rows", Value: rowsWord(e.Rows)},
			{Name: "Made", Value: bothMoments(e.MadeAt, m.zone)},
			{Name: "By", Value: byWord(e)},
		},
	}
	if !p.CanFetch {
		p.WhyNot = "Only whoever made an export gets its file. Make one of your own."
	}
	if e.What == export.Ledger {
		p.Lede = exportQuestion(e) + " on " + dayMonthYear(e.AsOf, m.zone) + ", as known on " + dayMonthYear(e.KnownAt, m.zone) + ": the rows that you saw, the same each time the file is fetched."
		p.Facts = append(p.Facts, components.Fact{Name: "As of", Value: bothMoments(e.AsOf, m.zone)},
			components.Fact{Name: "As known at", Value: bothMoments(e.KnownAt, m.zone)})
	} else {
		p.Lede = "The events that you may see, up to the head of the chain at that moment: the same each time the file is fetched."
	}
	p.Facts = append(p.Facts, components.Fact{Name: "Query", Value: orWord(e.Query, "everything"), Mono: e.Query != ""})
	p.Facts = append(p.Facts, headFacts(e.Head)...)
	if e.Run.Manifest != "" {
		p.Facts = append(p.Facts, components.Fact{Name: "SHA-256 of manifest.json", Value: e.Run.Manifest, Mono: true})
	}
	if e.Head.Note == "" {
		p.Unsigned = "This Portico had no signing key when the export was made. The file has fingerprints, and nothing that proves who made them."
	}
	return p
}

// headFacts say up to where the trail was sealed.
func headFacts(h export.Head) []components.Fact {
	return []components.Fact{
		{Name: "Head of the chain", Value: countOf(int(h.Size), "event", "events") + " sealed"},
		{Name: "Root", Value: hex.EncodeToString(h.Root[:]), Mono: true},
	}
}

func byWord(e export.Export) string {
	if e.MadeBy == "" {
		return "The operator of the server"
	}
	return e.MadeByName
}

// bothMoments is a moment in the reader's zone and in UTC.
func bothMoments(at time.Time, zone *time.Location) string {
	return at.In(zone).Format("2 January 2006, 15:04") + " (" + at.UTC().Format("2006-01-02 15:04:05") + " UTC)"
}

func rowsWord(n int64) string {
	if n < 0 {
		return "Not counted before"
	}
	return countOf(int(n), "row", "rows")
}

// exportQueryURL opens the question again; a filter of the trail by a moment has no page of its own.
func exportQueryURL(e export.Export) string {
	values, err := url.ParseQuery(e.Query)
	if err != nil {
		return ""
	}
	if e.Query == "" {
		return "/" + e.What
	}
	return "/" + e.What + "?" + values.Encode()
}

func (m exportMapping) state(e export.Export) view.State {
	r := e.Run
	s := view.State{Fetched: r.State != "", Line: bytesWord(r.Bytes)}
	switch r.State {
	case export.Running:
		s.Running, s.Status, s.Word = true, "progress", "On its way"
		if r.LinesExpected > 0 {
			done := min(r.Lines, r.LinesExpected)
			s.Done, s.Total = fmt.Sprint(done), fmt.Sprint(r.LinesExpected)
			s.Line = fmt.Sprintf("%d %%, %d of %d lines in all files, %s", done*100/r.LinesExpected, done, r.LinesExpected, s.Line)
		} else {
			s.Line = fmt.Sprintf("%d lines so far, %s", r.Lines, s.Line)
		}
	case export.Finished:
		s.Status, s.Word = "done", "Fetched"
		s.Line = countOf(int(r.Rows), "row", "rows") + ", " + s.Line + ", " + ledgerMoment(r.EndedAt, m.zone).Shown
	case export.Stopped:
		s.Status, s.Word = "rejected", "Stopped"
		s.Line = "after " + s.Line
	case export.Broken:
		s.Status, s.Word = "problem", "Broke off"
		s.Line = "after " + s.Line
	default:
		s.Status, s.Word, s.Line = "todo", "Not fetched yet", rowsWord(e.Rows)
	}
	return s
}

func bytesWord(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return countOf(int(n), "byte", "bytes")
}

func formatWord(format string) string {
	switch format {
	case export.CSV:
		return "CSV"
	case export.Excel:
		return "Excel workbook"
	}
	return "JSON"
}

func exportParts(e export.Export) []view.Part {
	var parts []view.Part
	add := func(show bool, name, what string) {
		if show {
			parts = append(parts, view.Part{Name: name, What: what})
		}
	}
	ofLedger := e.What == export.Ledger
	add(e.Format == export.CSV, e.What+".csv", "The rows as a table, with cells that are safe for spreadsheets")
	add(e.Format == export.Excel, e.What+".xlsx", "The rows on one sheet, the query on another")
	add(ofLedger, "rows.jsonl", "The rows as they are fingerprinted, with people by id")
	add(!ofLedger, "events.jsonl", "The events as they are sealed, with their place in the chain")
	add(true, "names.jsonl", "Who and what the ids are, today")
	add(!ofLedger, "reasons.jsonl", "The words of reasons, which the events hold by fingerprint")
	add(!ofLedger && e.Query == "", "grants.jsonl", "Every version of the ledger; in an export of the whole trail only")
	add(true, "manifest.json", "The query, as of when, and the SHA-256 of each file")
	signed := e.Head.Note != ""
	add(signed, "manifest.txt", "The signature over the manifest")
	add(signed, "checkpoint.txt", "The signed head of the chain at that moment")
	add(signed, "key.txt", "The key that verifies both; hold it against the one you know")
	return parts
}

func (m exportMapping) list(all []export.Export, more bool) view.ListPage {
	everyone := m.actor.Auditor || m.actor.Admin
	p := view.ListPage{Lede: "Files that you made of the ledger and the trail. Each gives the same rows again.", Everyone: everyone}
	if everyone {
		p.Lede = "Files that were made of the ledger and the trail, by whom, and what became of them."
	}
	for _, e := range all {
		p.Rows = append(p.Rows, view.Row{
			URL: "/exports/" + e.ID, What: strings.ToUpper(e.What[:1]) + e.What[1:], Detail: exportDetail(e, m.zone), By: byWord(e),
			Made: ledgerMoment(e.MadeAt, m.zone), Format: formatWord(e.Format), Rows: rowsWord(e.Rows), State: m.state(e),
		})
	}
	if more {
		p.Cut = fmt.Sprintf("The newest %d are shown. The trail has them all.", len(all))
	}
	if len(all) == 0 {
		p.Empty = &components.EmptyModel{
			Kind: components.EmptyFirstUse, Level: 2, Title: "No export was made yet", Text: "Open the ledger or the trail, narrow it to what you need and choose Export.",
			Actions: []components.ButtonModel{{Text: "Open the ledger", Kind: "primary", URL: "/ledger"}, {Text: "Open the trail", URL: "/trail"}},
		}
	}
	return p
}

// exportQuestion is what an export of the ledger answers, without its filters.
func exportQuestion(e export.Export) string {
	values, err := url.ParseQuery(e.Query)
	if err != nil {
		return "Developer permission"
	}
	switch values.Get("what") {
	case permission.Changed:
		return "Who gained or lost developer permission"
	case permission.Unproven:
		return "Who holds developer permission on their own word only"
	case permission.ShouldNot:
		return "Who holds developer permission and should not"
	case permission.EndUnconfirmed:
		return "Who is said not to hold developer permission any more, not confirmed"
	}
	return "Who holds developer permission"
}

// exportDetail is the question in few words.
func exportDetail(e export.Export, zone *time.Location) string {
	values, err := url.ParseQuery(e.Query)
	if err != nil {
		return ""
	}
	var parts []string
	if !e.AsOf.IsZero() {
		parts = append(parts, "as of "+dayMonthYear(e.AsOf, zone))
	}
	for name := range values {
		value := values.Get(name)
		switch {
		case name == "as_of" || name == "known_at" || name == "what" || name == "days" && values.Get("what") != permission.ShouldNot:
			continue
		case name == "days":
			parts = append(parts, "evidence may be "+value+" days old")
			continue
		case name == "since":
			if at, err := time.Parse(time.RFC3339Nano, value); err == nil {
				value = dayMonthYear(at, zone)
			}
		case name == "action":
			value, _ = audit.Sentence(audit.Action(value))
		case len(value) == 36:
			value = "one"
		}
		parts = append(parts, strings.ReplaceAll(name, "_", " ")+": "+value)
	}
	sort.Strings(parts)
	if values.Get("what") != permission.Holds {
		parts = append([]string{exportQuestion(e)}, parts...)
	}
	if len(parts) == 0 {
		return "everything"
	}
	return strings.Join(parts, ", ")
}

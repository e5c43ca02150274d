package handlers

import (
	"fmt"
	"strings"
	"time"

	"portico/internal/audit"
	"portico/views/components"
	"portico/views/trail"
)

// eventRow is one line; that it was refused stands beside its sentence.
func eventRow(l audit.Line, zone *time.Location, step func(string) string) trail.Event {
	e := trail.Event{
		Number: fmt.Sprint(l.ID), URL: fmt.Sprintf("/trail/%d", l.ID), Text: strings.TrimPrefix(l.Say(step), "Refused: "), Time: ledgerMoment(l.At, zone),
		Refused: l.Refused, Grade: l.Grade, GradeWord: evidenceWord(l.Grade), Reason: l.Reason,
		Hash: audit.Fingerprint(l.Link), HashBefore: audit.Fingerprint(l.LinkBefore),
	}
	if l.ErasedAt != nil {
		e.Erased = "The words were erased on " + dayMonthYear(*l.ErasedAt, zone) + "."
	}
	for _, v := range l.Values(step) {
		e.Differences = append(e.Differences, trail.Difference{
			Label: v.Label, Meaning: v.Meaning, Before: pieces(v.Before, zone), After: pieces(v.After, zone), Changed: v.Changed,
		})
	}
	return e
}

// pieces shows what a value is made of: names lead to their pages, moments stand in the reader's zone.
func pieces(parts []audit.Part, zone *time.Location) []trail.Piece {
	shown := make([]trail.Piece, 0, len(parts))
	for _, p := range parts {
		piece := trail.Piece{Text: p.Text, Mono: p.Form == audit.FormHash || (p.ID != "" && p.ID == p.Text)}
		if !p.At.IsZero() {
			piece.Time = ledgerMoment(p.At, zone)
		}
		switch p.Form {
		case audit.FormMember:
			piece.URL = "/trail?member=" + escape(p.ID)
		case audit.FormCompany:
			piece.URL = "/companies/" + escape(p.ID)
		case audit.FormApp:
			piece.URL = "/apps/" + escape(p.ID)
		case audit.FormRequest:
			piece.URL = "/trail?subject=" + escape("request:"+p.ID)
		case audit.FormTeam:
			piece.URL = "/trail?subject=" + escape("team:"+p.ID)
		}
		shown = append(shown, piece)
	}
	return shown
}

func eventPage(l audit.Examined, zone *time.Location, step func(string) string) trail.One {
	o := trail.One{Event: eventRow(l.Line, zone, step), BackURL: "/trail", Seal: eventProof(l, zone)}
	add := func(name, value string, mono bool) {
		if value != "" {
			o.Facts = append(o.Facts, components.Fact{Name: name, Value: value, Mono: mono})
		}
	}
	add("By", l.Actor(), false)
	add("Action", string(l.Action), true)
	add("About", subjectWords(l.Line), false)
	add("Its ID", l.SubjectID, true)
	add("Concerns", l.MemberName, false)
	add("Team", l.TeamName, false)
	if l.Grade != "" {
		o.Facts = append(o.Facts, components.Fact{Name: "Evidence", Status: l.Grade, StatusText: evidenceWord(l.Grade)})
	}
	add("Exact time", l.At.UTC().Format("2 January 2006, 15:04:05.000000")+" UTC", false)
	add("Request", l.RequestID, true)
	o.Related = relatedTo(l)
	return o
}

// subjectWords is what the event is about, by name where it has one.
func subjectWords(l audit.Line) string {
	kind := subjectWord(l.SubjectKind)
	if name := l.Name(l.SubjectID); name != "" {
		return kind + " " + name
	}
	return "one " + kind
}

func relatedTo(l audit.Examined) []components.Option {
	var all []components.Option
	related := func(text, url string) { all = append(all, components.Option{Text: text, Value: url}) }
	switch l.SubjectKind {
	case "grant":
		related("The grant in the ledger", "/ledger/grants/"+l.SubjectID)
	case "company":
		related("The company", "/companies/"+l.SubjectID)
	case "app":
		related("The app", "/apps/"+l.SubjectID)
	case "proof":
		related("The proof", "/proofs/"+l.SubjectID)
	}
	if l.SameRequest > 1 {
		related(fmt.Sprintf("All %d events of the same request", l.SameRequest), "/trail?request="+escape(l.RequestID))
	}
	related("All about this "+subjectWord(l.SubjectKind), "/trail?subject="+escape(l.SubjectKind+":"+l.SubjectID))
	if l.MemberID != "" && l.MemberName != "" {
		related("All that concerns "+l.MemberName, "/trail?member="+l.MemberID)
	}
	if l.ActorID != "" && l.ActorName != "" {
		related("All that "+l.ActorName+" did", "/trail?actor="+l.ActorID)
	}
	if _, declared := audit.KindOf(l.Action); declared {
		related("All of this kind", "/trail?action="+escape(string(l.Action)))
		related("What this kind of event keeps", "/trail/kinds#"+string(l.Action))
	}
	return all
}

// eventProof is how the event stands in the chain.
func eventProof(l audit.Examined, zone *time.Location) trail.Proof {
	if !l.Sealed {
		return trail.Proof{Status: "waiting", Text: "Not sealed yet: sealing is about a second behind. Open this page again."}
	}
	p := trail.Proof{Status: "verified", Text: "Sealed", Canonical: l.Text}
	if l.SealedAt != nil {
		p.Text = "Sealed on " + l.SealedAt.In(zone).Format("2 January 2006 at 15:04:05")
	}
	fact := func(name, value string, mono bool) {
		p.Facts = append(p.Facts, components.Fact{Name: name, Value: value, Mono: mono})
	}
	fact("Place in the chain", fmt.Sprint(l.Seq), false)
	if l.Link != "" {
		short := audit.Fingerprint(l.Link)
		if l.LinkBefore != "" {
			short += ", after " + audit.Fingerprint(l.LinkBefore)
		} else {
			short += ", the first of all"
		}
		fact("Event, in short", short, true)
	}
	fact("Leaf", l.Leaf, true)
	fact("Link, the head of the chain after it", l.Link, true)
	if l.Covered > 0 {
		fact("Covered by", fmt.Sprintf("the checkpoint over %s events of %s", count(l.Covered), l.CoveredAt.In(zone).Format("2 January 2006, 15:04:05")), false)
	} else {
		fact("Covered by", "no checkpoint yet", false)
	}
	return p
}

// subjectWord is a kind of subject as people call it.
func subjectWord(kind string) string {
	switch kind {
	case "":
		return "subject"
	case "request":
		return "production request"
	case "sdk":
		return "SDK download"
	case "challenge":
		return "one-time address"
	}
	return strings.ReplaceAll(kind, "-", " ")
}

// count writes a number with its thousands apart: "1,311".
func count(n int64) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

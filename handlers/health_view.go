package handlers

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"portico/internal/access"
	"portico/internal/linkwatch"
	"portico/views/components"
	view "portico/views/health"
)

// healthMapping makes the page of health out of what was read. It asks nothing.
type healthMapping struct {
	call    *call
	h       health
	now     time.Time
	zone    *time.Location
	version string
}

func (m healthMapping) page() view.Page {
	c := m.call
	p := view.Page{Frame: c.frame("Health"), Eyebrow: m.eyebrow(), Links: m.links()}
	p.Frame.Width = "reading"
	once := formFamily(c)
	if m.h.links.MayAct {
		p.Check = &components.PostModel{
			Action: "/health/check", Once: once + "-check", Button: components.ButtonModel{Text: "Check now", Icon: "refresh"},
		}
		p.Replace = m.replace(once)
	}
	for _, r := range m.h.replaced {
		one := view.Replacement{Old: r.Old, New: r.New, By: r.By.Full() + ", " + components.Day(r.At, m.now, m.zone).Shown}
		if m.h.links.MayAct {
			one.Undo = &components.PostModel{
				Action: "/health/links/replacements/" + r.ID + "/undo", Once: once + "-" + r.ID[:8],
				Button: components.ButtonModel{Text: "Undo", Label: "Undo: " + r.Old, Size: "small"},
			}
		}
		p.Replaced = append(p.Replaced, one)
	}
	trouble := m.linkTrouble()
	if m.h.process != nil {
		var more []string
		p.Panels, more = m.panels()
		trouble = append(more, trouble...)
		p.Failed, p.Settings = m.failed(once), m.settings()
	}
	p.Lede = ledeOf(trouble, m.h.process != nil)
	return p
}

// ledeOf says in a sentence how all of it stands.
func ledeOf(trouble []string, all bool) string {
	switch {
	case len(trouble) == 0 && all:
		return "Portico runs well."
	case len(trouble) == 0:
		return "Every link of the journeys answers."
	case len(trouble) == 1:
		return beginSentence(trouble[0]) + "."
	}
	last := len(trouble) - 1
	return beginSentence(strings.Join(trouble[:last], ", ")) + " and " + trouble[last] + "."
}

func beginSentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (m healthMapping) eyebrow() []string {
	who := "Lead"
	switch a := m.call.actor; {
	case a.Admin:
		who = "Admin"
	case a.Auditor:
		who = "Auditor"
	}
	v := m.h.links
	if v.CheckedAt.IsZero() {
		return []string{who, "The links were not checked yet"}
	}
	words := "Checked at " + m.moment(v.CheckedAt)
	if next := v.CheckedAt.Add(v.Every); v.Every > 0 && next.After(m.now) {
		words += ", next check at about " + m.moment(next)
	}
	return []string{who, words}
}

func (m healthMapping) moment(t time.Time) string { return components.Moment(t, m.now, m.zone).Shown }

// linkTrouble counts what is wrong with links, each as half a sentence.
func (m healthMapping) linkTrouble() []string {
	var list []string
	v := m.h.links
	if v.Dead > 0 {
		list = append(list, countOf(v.Dead, "link does not answer", "links do not answer"))
	}
	if v.Moved > 0 {
		list = append(list, countOf(v.Moved, "link redirects elsewhere", "links redirect elsewhere"))
	}
	if n := len(v.Missing); n > 0 {
		list = append(list, countOf(n, "link has no address", "links have no address"))
	}
	return list
}

func (m healthMapping) links() view.Links {
	v := m.h.links
	out := view.Links{Line: countOf(len(v.Lines), "link", "links")}
	if v.Every > 0 {
		out.Line += ", every " + spanWords(v.Every)
	}
	for _, l := range v.Lines {
		out.Rows = append(out.Rows, m.link(l))
	}
	for _, l := range v.Missing {
		row := view.Link{
			Name: "“" + l.Label + "”", Words: true, Detail: "The guide gives no address", Used: "Step " + itoa(l.Step), Status: "problem", State: "Link missing",
		}
		if !l.Shipped {
			row.Used += " of " + l.Edition
			row.Detail += ": write one in its next revision"
		}
		if v.MayAct && m.call.actor.HasJourney() && l.Shipped {
			row.Action = components.ButtonModel{Text: "Add link", Label: "Add link: " + l.Label, Size: "small", URL: stepSeen(l.StepKey)}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (m healthMapping) link(l linkwatch.Line) view.Link {
	row := view.Link{Name: l.URL, Used: usedWords(l.Uses), Status: "todo", State: "Not checked yet"}
	if l.HostOnly {
		row.Used = "A host of the vendor"
	}
	if !l.Asked {
		return row
	}
	since := "Since " + components.Day(l.Since, m.now, m.zone).Shown
	switch l.State {
	case linkwatch.Dead:
		row.Status, row.State, row.Since = "problem", "Does not answer", since+": "+failureWords(l.Failure, l.Status)
		if m.h.links.MayAct {
			row.Action = components.ButtonModel{Text: "Replace", Label: "Replace " + l.URL, Size: "small", URL: "/health?replace=" + url.QueryEscape(l.URL) + "#replace"}
		}
	case linkwatch.Moved:
		row.Status, row.State, row.Since = "waiting", "Redirects", since+", to "+l.MovedTo
	default:
		row.Status, row.State = "confirmed", fmt.Sprintf("Answers, %d ms", l.Took.Milliseconds())
	}
	row.Bars, row.BarsLabel = barsOf(l.Recent, m.now)
	switch {
	case l.TLSUntil.IsZero():
	case l.CertificateDays < 0 || l.TLSUntil.Before(m.now):
		row.Certificate, row.CertificateSoon = "Ran out", true
	default:
		row.Certificate, row.CertificateSoon = countOf(l.CertificateDays, "day left", "days left"), l.CertificateSoon
	}
	return row
}

// usedWords says in which steps a link is used; with more than one edition, of which.
func usedWords(uses []linkwatch.Use) string {
	if len(uses) == 1 {
		return uses[0].String()
	}
	var words []string
	same := true
	for _, u := range uses {
		same = same && u.String() == uses[0].String()
		words = append(words, u.Edition+": "+strings.ToLower(u.String()[:1])+u.String()[1:])
	}
	if same && len(uses) > 0 {
		return uses[0].String() + " of " + itoa(len(uses)) + " editions"
	}
	return strings.Join(words, "; ")
}

// failureWords say why a link counts as dead.
func failureWords(failure string, status int) string {
	switch failure {
	case "no-such-host":
		return "nobody knows this host"
	case "too-slow":
		return "it takes too long"
	case "certificate":
		return "its certificate is not good"
	case "not-allowed":
		return "Portico may not call this address, see PORTICO_OUTBOUND_ALLOW"
	case "bad-address":
		return "this is no address"
	case "status":
		return "it answers with error " + itoa(status)
	}
	return "no answer"
}

// barCount is how many stretches the last seven days are drawn in.
const barCount = 22

// barsOf draws the last seven days: each stretch by the worst that was found in it.
func barsOf(checks []linkwatch.Checked, now time.Time) ([]view.Bar, string) {
	if len(checks) == 0 {
		return nil, ""
	}
	bars, good := make([]view.Bar, barCount), 0
	const week = 7 * 24 * time.Hour
	rank := map[view.Bar]int{"": 0, "well": 1, "moved": 2, "dead": 3}
	for _, c := range checks {
		bar := view.Bar(c.State)
		if c.State != linkwatch.Dead {
			good++
		}
		if at := int((week - now.Sub(c.At)) * barCount / week); at >= 0 {
			at = min(at, barCount-1)
			if rank[bar] > rank[bars[at]] {
				bars[at] = bar
			}
		}
	}
	return bars, fmt.Sprintf("%d of %d checks answered", good, len(checks))
}

// replace is the one field. What can be replaced is every host and every address that is watched.
func (m healthMapping) replace(once string) *view.Replace {
	if !m.call.actor.May(access.LinkSupply, access.Scope{}) || len(m.h.links.Lines) == 0 {
		return nil
	}
	r := &view.Replace{
		Once: once + "-replace",
		What: components.SelectModel{FieldModel: components.FieldModel{ID: "replace-old", Name: "old", Label: "What to replace"}},
		New: components.FieldModel{
			ID: "replace-url", Name: "url", Label: "What stands there instead", Required: true, MaxLength: 2000, Autocomplete: "off",
			Hint: "A host for a host; for an address the whole address, beginning with https://",
		},
	}
	seen := map[string]bool{}
	for _, l := range m.h.links.Lines {
		if !seen[l.Host] {
			seen[l.Host] = true
			r.What.Options = append(r.What.Options, components.Option{Value: l.Host, Text: "Host " + l.Host + ", wherever it stands"})
		}
	}
	for _, l := range m.h.links.Lines {
		r.What.Options = append(r.What.Options, components.Option{Value: l.URL, Text: "Only " + l.URL})
	}
	chooseOld(r, m.call.query("replace"))
	return r
}

// chooseOld has the form begin with what is to be replaced.
func chooseOld(r *view.Replace, old string) {
	for i := range r.What.Options {
		r.What.Options[i].Selected = r.What.Options[i].Value == old
	}
}

// spanWords writes a span as people say it after "every": "15 minutes", "hour", "1 hour 30 minutes".
func spanWords(d time.Duration) string {
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case d < time.Minute:
		return countOf(int(d/time.Second), "second", "seconds")
	case d == time.Hour:
		return "hour"
	case d == time.Minute:
		return "minute"
	case hours == 0:
		return countOf(minutes, "minute", "minutes")
	case minutes == 0:
		return countOf(hours, "hour", "hours")
	}
	return countOf(hours, "hour", "hours") + " " + countOf(minutes, "minute", "minutes")
}

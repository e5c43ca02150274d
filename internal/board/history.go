package board

import (
	"slices"
	"strings"
	"time"

	"portico/internal/journey"
)

// Happening is one line of a developer's history, read off the facts. What was undone stands there too: only facts that
// were erased would be missing, and none is ever erased.
type Happening struct {
	At time.Time
	// Day is set instead of a time of day where only the day is known.
	Day bool
	// Kind decides the shape: done, progress, todo, skipped, waiting, problem, verified, confirmed, rejected, nudge, solved.
	Kind string
	Text string
	// By is who did it or said so; empty where it follows from other facts.
	By    string
	Grade journey.Grade
}

// History lists what happened on the developer's way, the newest first.
func (d Developer) History(ed journey.Edition) []Happening {
	h := teller{d: d, ed: ed}
	if at := d.Facts.Member.StartedAt; !at.IsZero() {
		h.add(at, "progress", "Started the journey", d.Full())
	}
	h.marks()
	h.companies()
	h.grants()
	h.apps()
	h.proofs()
	h.said()
	slices.SortStableFunc(h.all, func(a, b Happening) int { return b.At.Compare(a.At) })
	return h.all
}

// teller collects happenings.
type teller struct {
	d   Developer
	ed  journey.Edition
	all []Happening
}

func (h *teller) add(at time.Time, kind, text, by string) *Happening {
	h.all = append(h.all, Happening{At: at, Kind: kind, Text: text, By: by})
	return &h.all[len(h.all)-1]
}

// addDay is add for what is known by its day; it stands at noon so that it is the same day for most readers.
func (h *teller) addDay(day journey.Day, kind, text, by string) {
	if day.IsZero() {
		return
	}
	h.add(day.Start(h.d.Facts.Member.TimeZone).Add(12*time.Hour), kind, text, by).Day = true
}

func (h *teller) title(stepKey string) string {
	if step, ok := h.ed.Step(stepKey); ok {
		return "“" + step.Title + "”"
	}
	return "a step that the procedure no longer has"
}

func (h *teller) marks() {
	for _, m := range h.d.Facts.Marks {
		kind, text := "done", h.title(m.StepKey)+" is done"
		switch m.State {
		case journey.MarkStarted:
			kind, text = "progress", "Began "+h.title(m.StepKey)
		case journey.MarkUndone:
			kind, text = "todo", "Took back that "+h.title(m.StepKey)+" is done"
		case journey.MarkSkipped:
			kind, text = "skipped", "Skipped "+h.title(m.StepKey)+because(m.Reason)
		case journey.MarkDone:
		}
		h.add(m.RecordedAt, kind, text, m.RecordedBy.Full())
	}
	for _, c := range h.d.Facts.Confirmations {
		h.add(c.At, "confirmed", "Confirmed "+h.title(c.StepKey)+because(c.Note), c.By.Full())
		if !c.WithdrawnAt.IsZero() {
			h.add(c.WithdrawnAt, "todo", "Took back the confirmation of "+h.title(c.StepKey), c.By.Full())
		}
	}
	for _, s := range h.d.Facts.SDKs {
		h.add(s.RecordedAt, "done", "Downloaded the "+platform(s.Platform)+" SDK "+s.Version, h.d.Full())
	}
}

func (h *teller) companies() {
	for _, c := range h.d.Facts.Companies {
		where := c.Name + ", " + string(c.Environment)
		if c.CreatedBy.ID == h.d.ID {
			h.addDay(c.CreatedOn, "done", "Created "+where, h.d.Full())
		}
		for _, r := range c.Roles {
			if r.Member.ID != h.d.ID {
				continue
			}
			h.add(r.Since, gradeKind(r.Grade), "Became "+string(r.Role)+" of "+where, r.RecordedBy.Name).Grade = r.Grade
			if !r.EndedAt.IsZero() {
				h.add(r.EndedAt, "todo", "No longer "+string(r.Role)+" of "+where, "")
			}
		}
	}
	for _, r := range h.d.Facts.RefusedMatches {
		h.add(r.At, "todo", "Said that "+h.company(r.CompanyID)+" is not their company", h.d.Full())
	}
	for _, r := range h.d.Facts.RoleRequests {
		h.add(r.At, "waiting", "Asked "+r.Asked.Full()+" to be made admin and employee of "+h.company(r.CompanyID), h.d.Full())
		if !r.AnsweredAt.IsZero() && r.Answer == journey.RoleDeclined {
			h.add(r.AnsweredAt, "rejected", "Declined the request for roles"+because(r.Note), r.Asked.Full())
		}
	}
}

func (h *teller) company(id string) string {
	for _, c := range h.d.Facts.Companies {
		if c.ID == id {
			return c.Name
		}
	}
	return "a company"
}

func (h *teller) grants() {
	for _, g := range h.d.Facts.Grants {
		what := "Developer permission as freelance, " + string(g.Environment)
		if g.CompanyID != "" {
			what = "Developer permission for " + h.company(g.CompanyID) + ", " + string(g.Environment)
		}
		h.add(g.HeldFrom, gradeKind(g.Grade), what, g.RecordedBy.Name).Grade = g.Grade
		if !g.HeldUntil.IsZero() {
			h.add(g.HeldUntil, "rejected", what+", ended"+because(g.EndReason), "")
		}
	}
}

func (h *teller) apps() {
	for _, a := range h.d.Facts.Apps {
		name := "“" + a.Name + "”"
		if a.CreatedBy.ID == h.d.ID {
			h.add(a.RecordedAt, "done", "Registered the app "+name+", "+string(a.Environment), a.CreatedBy.Full())
		}
		if !a.Commitment.At.IsZero() {
			h.add(a.Commitment.At, "done", "Committed to deploy "+name, a.Commitment.By.Full())
		}
		for _, r := range a.Requests {
			h.request(name, r)
		}
	}
}

// proofs are the round trips with the vendor that count.
func (h *teller) proofs() {
	for _, p := range h.d.Facts.Proofs {
		what := "Proved an app, " + string(p.Environment)
		for _, a := range h.d.Facts.Apps {
			if a.ID == p.AppID {
				what = "Proved “" + a.Name + "”, " + string(p.Environment)
			}
		}
		h.add(p.At, "verified", what, "").Grade = journey.Verified
	}
}

func (h *teller) request(app string, r journey.Request) {
	h.addDay(r.SubmittedOn, "waiting", "Sent the production request for "+app, r.SubmittedBy.Full())
	h.addDay(r.ContactedOn, "waiting", h.ed.Vendor+" made contact about "+app, r.Contact)
	switch r.Decision {
	case journey.Approved:
		h.addDay(r.DecidedOn, "confirmed", h.ed.Vendor+" approved "+app, r.DecidedBy.Name)
	case journey.Rejected:
		h.addDay(r.DecidedOn, "rejected", h.ed.Vendor+" rejected "+app+because(r.Reason), r.DecidedBy.Name)
	}
	if !r.WithdrawnAt.IsZero() {
		h.add(r.WithdrawnAt, "todo", "Withdrew the production request for "+app, "")
	}
}

func (h *teller) said() {
	for _, b := range h.d.Facts.Blockers {
		words := b.Words
		for _, reason := range h.ed.Reasons(b.StepKey) {
			if reason.Key == b.ReasonKey && (words == "" || reason.Key != "something-else") {
				words = reason.Phrase
			}
		}
		h.add(b.At, "problem", "Said they are stuck in "+h.title(b.StepKey)+because(words), h.d.Full())
		if !b.ResolvedAt.IsZero() {
			h.add(b.ResolvedAt, "solved", "Closed the problem in "+h.title(b.StepKey)+because(b.Answer), b.ResolvedBy.Full())
		}
	}
	for _, n := range h.d.Facts.Nudges {
		h.add(n.At, "nudge", "Nudged about "+h.title(n.StepKey)+because(n.Words), n.By.Full())
	}
}

func because(words string) string {
	words = strings.TrimSpace(words)
	if words == "" {
		return ""
	}
	return ": " + words
}

func gradeKind(g journey.Grade) string {
	if g == journey.Verified || g == journey.Confirmed {
		return string(g)
	}
	return "done"
}

func platform(key string) string {
	switch key {
	case "javascript":
		return "JavaScript"
	case "android":
		return "Android"
	case "ios":
		return "iOS"
	}
	return key
}

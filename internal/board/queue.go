package board

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portico/internal/journey"
)

// Queue is one of the three questions and its answer.
type Queue struct {
	// Count is how many people or things it is about; an item may stand for several.
	Count int
	Items []Item
	// Zero is the good news at the end, and the line below it: "Nobody else is stuck".
	Zero, ZeroLine string
}

// Item is one line of a queue. What it leads to is MemberID at StepKey, the people at StepKey when Several is set, or the link
// to supply.
type Item struct {
	Title, Line       string
	MemberID, StepKey string
	Several           bool
	// Confirm means that a second person's word is asked for.
	Confirm bool
	// LinkKey is a missing link.
	LinkKey string
	// SignID is an app whose commitment to deploy the reader signs.
	SignID string
	// AppID is an app that somebody wants to share.
	AppID string
}

// needs is what waits for the reader: words to give, links to supply, requests that came back.
func needs(all []Developer, r reader) *Queue {
	q := &Queue{}
	for _, d := range all {
		if d.ID == r.id || d.Progress.Complete {
			continue
		}
		for _, sp := range d.Progress.Steps {
			if sp.NeedsLead || (sp.WaitingOn.Kind == journey.WaitLead && !sp.State.Settled()) {
				q.Items = append(q.Items, d.asksLead(sp))
			}
		}
	}
	if r.canSupply {
		q.Items = append(q.Items, missingLinks(all)...)
	}
	q.Items = append(q.Items, oddFiles(all)...)
	for _, d := range all {
		if sp, ok := d.rejected(); ok {
			q.Items = append(q.Items, Item{
				Title: d.First() + " must send the request again", Line: sentence(orElse(sp.Reason, d.Progress.Head.Phrase)),
				MemberID: d.ID, StepKey: sp.Step.Key,
			})
		}
	}
	q.Count = len(q.Items)
	if q.Count == 0 {
		q.Zero, q.ZeroLine = "Nothing needs you", "You hear here when somebody waits for your word"
	}
	return q
}

func (d Developer) asksLead(sp journey.StepProgress) Item {
	item := Item{MemberID: d.ID, StepKey: sp.Step.Key, Confirm: sp.NeedsLead}
	since := ""
	if days := waited(sp); days > 0 {
		since = ", " + ago(days)
	}
	switch {
	case sp.NeedsLead && sp.Step.Rule == journey.RuleTests:
		item.Title, item.Line = "Confirm "+possessive(d.First())+" staging tests", number(sp.TestsTotal, "test", "tests")+since
	case sp.NeedsLead && sp.Step.Rule == journey.RuleApp:
		item.AppID, item.Confirm = sp.AppID, false
		item.Title, item.Line = d.First()+": "+orElse(sp.WaitingOn.What, "accept the shared app"), sp.Title+since
	case sp.NeedsLead:
		item.Title, item.Line = d.First()+": "+orElse(sp.WaitingOn.What, "confirm this step"), sp.Title+since
	case sp.NeedsSignature:
		item.SignID, item.Title, item.Line = sp.AppID, sentence(sp.WaitingOn.What), d.First()+": "+number(sp.TestsTotal, "test", "tests")+" done"+since
	default:
		item.Title, item.Line = d.First()+" is stuck and asks you", sp.Step.Short+": "+orElse(sp.WaitingOn.What, sp.Reason)
	}
	return item
}

// missingLinks finds the addresses that the vendor left out and somebody still has before them.
func missingLinks(all []Developer) []Item {
	type missing struct {
		link   journey.Link
		step   journey.Step
		before int
	}
	var found []missing
	for _, d := range all {
		for _, sp := range d.Progress.Steps {
			if sp.State.Settled() {
				continue
			}
			for _, link := range sp.MissingLinks {
				i := slices.IndexFunc(found, func(m missing) bool { return m.link.Key == link.Key && m.step.Key == sp.Step.Key })
				if i < 0 {
					found = append(found, missing{link: link, step: sp.Step})
					i = len(found) - 1
				}
				found[i].before++
			}
		}
	}
	slices.SortStableFunc(found, func(a, b missing) int { return cmp.Compare(a.step.Number, b.step.Number) })
	items := make([]Item, 0, len(found))
	for _, m := range found {
		items = append(items, Item{
			Title:   "A link is missing in step " + strconv.Itoa(m.step.Number),
			Line:    "“" + m.link.Label + "” has no address. " + number(m.before, "person has", "people have") + " it before them",
			StepKey: m.step.Key, LinkKey: m.link.Key,
		})
	}
	return items
}

// rejected finds the step at which the vendor said no, where the developer has not said to be stuck for another reason.
func (d Developer) rejected() (journey.StepProgress, bool) {
	for _, sp := range d.Progress.Steps {
		if sp.State == journey.Blocked && sp.Blocker == nil && (sp.Step.Rule == journey.RuleReview || sp.Step.Rule == journey.RuleRequest) {
			return sp, true
		}
	}
	return journey.StepProgress{}, false
}

// stuck is who cannot go on: with a problem, or overdue. Those who wait for the same person stand together.
func stuck(all []Developer) *Queue {
	q := &Queue{}
	together := map[string][]Developer{}
	var keys []string
	for _, d := range all {
		if !d.stuck() {
			continue
		}
		key := d.ID
		if on := d.Progress.Head.WaitingOn; d.Progress.Head.State == journey.Waiting && ours(on.Kind) && on.Person.Known() {
			key = on.Person.ID + " " + d.Progress.Head.StepKey
		}
		if len(together[key]) == 0 {
			keys = append(keys, key)
		}
		together[key] = append(together[key], d)
		q.Count++
	}
	for _, key := range keys {
		q.Items = append(q.Items, stuckItem(together[key]))
	}
	onTime := 0
	for _, d := range all {
		if d.is(Active) && !d.stuck() && !d.is(Overdue) && !d.is(WaitingVendor) {
			onTime++
		}
	}
	q.Zero = "Nobody is stuck"
	if q.Count > 0 {
		q.Zero = "Nobody else is stuck"
	}
	if onTime > 0 {
		q.ZeroLine = number(onTime, "person is", "people are") + " within their due dates"
		if q.Count > 0 {
			q.ZeroLine = number(onTime, "other is within the due date", "others are within their due dates")
		}
	}
	return q
}

// stuck leaves out what another queue answers: a request that came back, and the vendor's time.
func (d Developer) stuck() bool {
	if d.Progress.Complete {
		return false
	}
	if _, ok := d.rejected(); ok {
		return false
	}
	if d.Progress.Head.WaitingOn.Kind == journey.WaitVendor {
		return false
	}
	return d.is(Problem) || d.is(Overdue)
}

func stuckItem(people []Developer) Item {
	first := people[0]
	head := first.Progress.Head
	sp, _ := first.Progress.Step(head.StepKey)
	item := Item{MemberID: first.ID, StepKey: head.StepKey, Several: len(people) > 1}
	if !item.Several {
		item.Title = first.Full() + ", " + number(head.Days, "day", "days")
		item.Line = sp.Step.Short + ": " + head.Phrase
		if head.State == journey.Waiting && ours(head.WaitingOn.Kind) && head.WaitingOn.Person.Known() {
			item.Line = "Waits for " + head.WaitingOn.Person.Full() + alsoAsk(sp)
		}
		return item
	}
	names := make([]string, 0, len(people))
	longest := 0
	for _, d := range people {
		names = append(names, d.First())
		longest = max(longest, d.Progress.Head.Days)
	}
	who := "All wait for "
	if len(people) == 2 {
		who = "Both wait for "
	}
	item.Title = and(names) + ", " + number(longest, "day", "days")
	item.Line = who + head.WaitingOn.Person.Full() + alsoAsk(sp)
	return item
}

// alsoAsk names another admin of the company who can do it as well.
func alsoAsk(sp journey.StepProgress) string {
	if len(sp.AskAlso) == 0 || sp.Match == nil {
		return ""
	}
	return ". " + sp.AskAlso[0].First() + " is admin of " + sp.Match.CompanyName + " too"
}

// vendor is who waits for the vendor, the longest first.
func vendor(ed journey.Edition, all []Developer) *Queue {
	q := &Queue{}
	type line struct {
		item Item
		days int
	}
	var lines []line
	answer := answers(all)
	for _, d := range all {
		if d.Progress.Complete {
			continue
		}
		i := slices.IndexFunc(d.Progress.Steps, waitsForVendor)
		if i < 0 {
			continue
		}
		sp := d.Progress.Steps[i]
		days := waited(sp)
		lines = append(lines, line{days: days, item: Item{
			MemberID: d.ID, StepKey: sp.Step.Key,
			Title: d.Full() + ", " + number(days, "day", "days"), Line: d.vendorLine(sp, answer),
		}})
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(b.days, a.days) })
	for _, l := range lines {
		q.Items = append(q.Items, l.item)
	}
	q.Count = len(lines)
	q.Zero = "Nobody waits for " + ed.Vendor
	if q.Count > 0 {
		q.Zero = "Nobody else waits for " + ed.Vendor
	}
	return q
}

func (d Developer) vendorLine(sp journey.StepProgress, answer Median) string {
	if sp.Step.Rule != journey.RuleReview {
		return sp.Step.Short + ": " + orElse(sp.WaitingOn.What, sp.Title)
	}
	line := "Production request"
	if r, ok := d.request(sp.RequestID); ok {
		line += " of " + r.SubmittedOn.Short(d.Progress.Today)
	}
	if answer.Of > 0 {
		line += ". Median answer: " + answer.String() + " days, of " + strconv.Itoa(answer.Of)
	}
	return line
}

func (d Developer) request(id string) (journey.Request, bool) {
	for _, app := range d.Facts.Apps {
		for _, r := range app.Requests {
			if r.ID == id {
				return r, true
			}
		}
	}
	return journey.Request{}, false
}

// answers is how many working days the vendor took to decide, over every request of the team that was decided.
func answers(all []Developer) Median {
	seen := map[string]bool{}
	var days []int
	for _, d := range all {
		for _, app := range d.Facts.Apps {
			for _, r := range app.Requests {
				if r.DecidedOn.IsZero() || r.SubmittedOn.IsZero() || seen[r.ID] {
					continue
				}
				seen[r.ID] = true
				days = append(days, journey.WorkingDays(r.SubmittedOn.Start(nil), r.DecidedOn.Start(nil), nil))
			}
		}
	}
	return median(days)
}

func waited(sp journey.StepProgress) int {
	if sp.WaitingOn.Days > 0 {
		return sp.WaitingOn.Days
	}
	return sp.Days
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	letters := []rune(s)
	return strings.ToUpper(string(letters[:1])) + string(letters[1:])
}

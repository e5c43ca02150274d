package handlers

import (
	"net/url"
	"strings"
	"time"

	"portico/internal/journey"
	"portico/internal/proof"
	"portico/views/components"
	proofview "portico/views/proof"
)

// proofBuilder maps offers and proofs to their pages.
type proofBuilder struct {
	c            *call
	vendor, host string
	// manual leads to the path without the vendor; empty offers none.
	manual string
}

// identityHost is where people sign in at the vendor, as it is named on a button.
func identityHost(e journey.Edition, env journey.Environment) string {
	address, _ := e.HostURL(env, "identity")
	return hostAt(address, e.Vendor)
}

// hostAt is the host of an address, or what it is called where there is none.
func hostAt(address, otherwise string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return otherwise
}

func (b proofBuilder) begin(o proof.Offer, kind string) proofview.Start {
	page := proofview.Start{
		Environment: string(o.Environment), Vendor: b.vendor, Host: b.host, Off: o.Off, Once: b.c.once(), ManualURL: b.manual,
		Lede:       "You sign in once at " + b.vendor + " with this client ID. What " + b.vendor + " itself answers counts as verified. No secret or token is kept.",
		SecretHint: "Copy it from your team’s vault. It is typed here each time, because it is not kept.",
	}
	if o.Public {
		page.SecretHint += " Leave it empty for an app that has none."
	}
	for _, a := range o.Apps {
		page.AppID, page.AppName, page.ClientEnd = a.ID, a.Name, end(a.ClientID)
		if page.Off == "" {
			page.Off = a.Off
		}
	}
	if !o.VendorUp && page.Off == "" {
		page.Down = b.host + " did not answer when it was last asked. You can try, or go on by hand: the wait is " + b.vendor + "’s, not yours."
	}
	page.Way = b.waysToProve(o, kind)
	for i, w := range page.Way {
		page.Way[i].Shows, page.Way[i].ShowsNot = sentences(w.Shows), sentences(w.ShowsNot)
	}
	if o.Challenge == nil && page.Off == "" && o.Environment == journey.Staging {
		page.NewChallenge = components.PostModel{
			Action: "/apps/" + page.AppID + "/challenge", Once: b.c.once() + "-c",
			Button: components.ButtonModel{Text: "Make a redirect URI of my own", Icon: "plus"},
		}
	}
	for _, p := range o.Recent {
		status, word := proofShape(p)
		page.Recent = append(page.Recent, proofview.Row{URL: "/proofs/" + p.ID, Status: status, Word: word, Line: proofWay(p.Kind), Time: b.moment(p)})
	}
	return page
}

// waysToProve are the two round trips, the stronger one first. In production there is one: an app that lets somebody in there
// was approved.
func (b proofBuilder) waysToProve(o proof.Offer, kind string) []proofview.Way {
	plain := b.plainWay(o)
	if o.Environment == journey.Production {
		plain.Checked = true
		return []proofview.Way{plain}
	}
	strong := proofview.Way{
		Kind: string(proof.RedirectChallenge), Label: "The redirect URI that is yours alone",
		Hint:   "Register it in the app, exactly as it stands, then go on below. It works once.",
		Raises: o.ChallengeSteps, Shows: []string{
			"that you can sign in at " + b.vendor + " under the address that " + b.vendor + " names",
			"that somebody who can open the Developer Dashboard registered this address in the app: indirectly, the developer permission",
		},
		ShowsNot: []string{"for which company the permission is ticked", "that it is still ticked", "that it was you: a colleague may have added the address"},
	}
	if o.Challenge == nil || o.Challenge.URI == "" {
		strong.WhyNot = "Make a redirect URI of your own first."
	} else {
		strong.URI = components.CopyableModel{ID: "uri-challenge", Value: o.Challenge.URI, Label: "your redirect URI"}
	}
	switch {
	case kind == plain.Kind || strong.WhyNot != "":
		plain.Checked = true
	default:
		strong.Checked = true
	}
	return []proofview.Way{strong, plain}
}

// plainWay is the round trip that comes back to the same address for everybody.
func (b proofBuilder) plainWay(o proof.Offer) proofview.Way {
	w := proofview.Way{
		Kind: string(proof.SignIn), Label: "The redirect URI of this Portico", Hint: "The same for everybody here. It proves less, and can be used again and again.",
		URI:    components.CopyableModel{ID: "uri-sign-in", Value: o.RedirectURI, Label: "the redirect URI of this Portico"},
		Raises: o.Steps, Shows: []string{
			"that you can sign in at " + b.vendor + " under the address that " + b.vendor + " names",
			"that the app’s client ID exists and answers with this redirect URI",
		},
		ShowsNot: []string{"that it was a password: it may have been single sign-on", "who made the app", "who holds the developer permission"},
	}
	if o.Environment == journey.Production {
		w.Hint = "Register it in the production app."
		w.Shows[1] = "that the client ID works in production: " + b.vendor + " has approved the app"
		w.ShowsNot = []string{"for which company", "that every account named in the request holds the permission"}
	}
	return w
}

func (b proofBuilder) moment(p proof.Proof) components.TimeModel {
	at := p.EndedAt
	if at.IsZero() {
		at = p.StartedAt
	}
	return components.Moment(at, b.c.server.Now(), b.c.location())
}

// exactly is a time as a record keeps it, the same for every reader.
func (b proofBuilder) exactly(at time.Time) string {
	return components.Moment(at, b.c.server.Now(), b.c.location()).UTC
}

// end is how screens name a client id: by its last characters.
func end(clientID string) string {
	const shown = 4
	if len(clientID) <= shown {
		return clientID
	}
	return clientID[len(clientID)-shown:]
}

func proofWay(k proof.Kind) string {
	if k == proof.RedirectChallenge {
		return "With a redirect URI of one’s own"
	}
	return "With the redirect URI of this Portico"
}

// proofShape is the shape and the word of a proof in a list.
func proofShape(p proof.Proof) (status, word string) {
	switch {
	case p.Outcome == proof.Succeeded, p.Decision == proof.Accepted:
		return "verified", "Verified"
	case p.Decision == proof.Refused:
		return "rejected", "Does not count"
	case p.Outcome.NeedsDecision():
		return "waiting", "Waits for a lead"
	case p.Outcome == proof.OnTheWay && p.Silent:
		return "waiting", "Nothing came back"
	case p.Outcome == proof.OnTheWay:
		return "progress", "On the way"
	case p.Outcome == proof.Cancelled:
		return "skipped", "Stopped"
	}
	return "problem", "Not proved"
}

// outcome is the page of one proof.
func (b proofBuilder) outcome(p proof.Proof) proofview.Outcome {
	said := b.said(p)
	page := proofview.Outcome{
		ID: p.ID, AppID: p.AppID, AppName: p.AppName, ClientEnd: strings.TrimPrefix(p.ClientEnd, "…"), Environment: string(p.Environment),
		Title: said.title, Lede: said.lede, Notice: said.notice, Causes: said.causes, Time: b.moment(p),
		Raised: p.Steps, Shows: sentences(p.Shows), ShowsNot: sentences(p.ShowsNot), Facts: b.facts(p),
	}
	page.Status, page.Word = proofShape(p)
	if p.Decision != proof.Undecided {
		page.Notice = components.NoticeModel{} // it said what to wait for, and that came
	}
	if p.Reset {
		page.Notice = components.NoticeModel{Kind: "attention", Title: "It counts no more", Text: "The environment or the company was reset since, or the app has another client ID now. It stays as history."}
	}
	if said.compare {
		page.URI = components.CopyableModel{ID: "uri-exact", Value: p.RedirectURI, Label: "the redirect URI"}
	}
	if p.Fingerprint != "" {
		page.Fingerprint = components.CopyableModel{ID: "fingerprint", Value: p.Fingerprint, Label: "the fingerprint"}
	}
	if p.MayRepeat {
		page.Repeat = components.ButtonModel{Text: "Start again", Icon: "refresh", URL: "/apps/" + p.AppID + "/prove"}
		if p.Outcome == proof.Succeeded {
			page.Repeat.Text = "Prove it again"
		} else if !p.Outcome.NeedsDecision() {
			page.Repeat.Kind = "primary"
		}
	}
	if p.Outcome == proof.Succeeded && b.manual != "" {
		page.Continue = components.ButtonModel{Text: "Go on with my journey", Kind: "primary", IconAfter: "arrow-right", URL: "/journey"}
	}
	if p.Outcome != proof.Succeeded && b.manual != "" {
		page.Manual = components.ButtonModel{Text: "Say it yourself", URL: b.manual}
	}
	if p.MayCancel {
		page.Cancel = components.PostModel{
			Action: "/proofs/" + p.ID + "/cancel", Once: b.c.once() + "-cancel", Button: components.ButtonModel{Text: "Stop this proof", Kind: "quiet"},
		}
	}
	b.decision(p, &page)
	return page
}

// decision is a lead's say, as it was or may be given.
func (b proofBuilder) decision(p proof.Proof, page *proofview.Outcome) {
	switch {
	case p.Decision != proof.Undecided:
		word := "accepted it"
		if p.Decision == proof.Refused {
			word = "said that it does not count"
		}
		page.Decided = p.DecidedBy + " " + word + " on " + components.Day(p.DecidedAt, b.c.server.Now(), b.c.location()).Shown + "."
		if p.Reason != "" {
			page.Decided = strings.TrimSuffix(page.Decided, ".") + ": " + sentence(p.Reason)
		}
	case p.MayDecide && p.Outcome == proof.OtherAccount:
		page.Decide = &proofview.Decide{Title: "Is it the same person?", Text: "Your word and your reason stay in the trail", Once: b.c.once()}
	case p.MayDecide:
		page.Decide = &proofview.Decide{Title: "Do both work on the same app?", Text: "Your word and your reason stay in the trail", Once: b.c.once()}
	case p.Outcome.NeedsDecision():
		page.Waits = "It waits for a lead of the team."
	}
}

func (b proofBuilder) facts(p proof.Proof) []components.Fact {
	facts := []components.Fact{
		{Name: "By", Value: p.MemberName},
		{Name: "Way", Value: proofWay(p.Kind)},
		{Name: "Started", Value: b.exactly(p.StartedAt)},
	}
	if !p.EndedAt.IsZero() {
		facts = append(facts, components.Fact{Name: "Ended", Value: b.exactly(p.EndedAt)})
	}
	if p.SeenAs != "" {
		facts = append(facts, components.Fact{Name: "Signed in as", Value: p.SeenAs})
	}
	if p.Code != "" {
		facts = append(facts, components.Fact{Name: b.vendor + " said", Value: p.Code, Mono: true})
	}
	return facts
}

// sentences gives each line its full stop.
func sentences(lines []string) []string {
	out := make([]string, 0, len(lines))
	for _, line := range lines {
		out = append(out, upperFirst(sentence(line)))
	}
	return out
}

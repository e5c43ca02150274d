package handlers

import (
	"net/url"
	"strings"

	"portico/internal/oauthapp"
	"portico/views/app"
	"portico/views/components"
)

func appKind(kind string) string {
	if kind == oauthapp.ServiceKind {
		return "Service app"
	}
	return "OAuth app"
}

// linkIn is the first address in words, for a link beside them; empty where there is none.
func linkIn(words string) string {
	for _, word := range strings.Fields(words) {
		word = strings.TrimRight(word, ".,;)")
		if u, err := url.Parse(word); err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") {
			return word
		}
	}
	return ""
}

// commitment is the signature that stands, or who signs it, and those that were taken back.
func (b *appBuilder) commitment() app.Commitment {
	v := b.v
	c := app.Commitment{Sentence: v.Commitment.Sentence}
	for _, f := range v.Former {
		by := "Taken back on "
		if f.Withdrawer != "" {
			by = "Taken back by " + f.Withdrawer + " on "
		}
		line := by + b.day(f.WithdrawnAt)
		if f.Why != "" {
			line += ": " + f.Why
		}
		c.Former = append(c.Former, app.FormerCommitment{Signed: f.By.Name + ", " + b.day(f.At), Withdrawn: line})
	}
	if v.Commitment.ID != "" {
		c.Line, c.Status = "Signed by "+v.Commitment.By.Name+", "+components.Moment(v.Commitment.At, b.now, b.zone).Shown, oauthapp.Confirmed
		for _, o := range v.Owners {
			if o.Member.ID == v.Commitment.By.ID {
				c.Status = oauthapp.SelfReported
			}
		}
		if c.Sentence == "" {
			c.Sentence = "We commit to deploy " + v.Name + " into Spaces production."
		}
		c.CanWithdraw = v.MayWithdrawCommit()
		return c
	}
	if v.Retired() || v.Environment != oauthapp.Staging {
		return c
	}
	may, who := v.MaySign()
	c.Needs = who
	if may {
		c.Sentence, c.WhyNot = oauthapp.CommitmentSentence(v.Name), oauthapp.WhyNotCommit(v.App, v.Tests)
		c.CanCommit = c.WhyNot == ""
	}
	return c
}

// alone asks for a second owner where one person alone can act.
func (b *appBuilder) alone() *app.Notice {
	if !b.v.Alone() {
		return nil
	}
	n := app.Notice{Kind: "attention", Title: "One person alone can act for this app", Text: "Name a second owner, so that somebody can go on when they are away."}
	for _, o := range b.v.Owners {
		if o.Disabled && !o.Waiting() {
			n = app.Notice{Kind: "problem", Title: "Its only owner, " + o.Member.Name + ", has left", Text: "Hand it over to somebody who is here."}
		}
	}
	if b.v.MayName() || b.v.MayHandOver() {
		n.Action = components.ButtonModel{Text: "Name a second owner", Size: "small", URL: "#owners"}
	}
	return &n
}

// secret is when the client secret was made anew and when it is to be.
func (b *appBuilder) secret() app.Secret {
	v := b.v
	s := app.Secret{Place: orNotTold(v.SecretPlace), RotatedOn: "Not told", RotateBy: "Not told", CanWrite: v.MayWrite(), Version: v.Version}
	rotated, by := "", ""
	if !v.RotatedOn.IsZero() {
		s.RotatedOn, rotated = b.date(v.RotatedOn), v.RotatedOn.Format("2006-01-02")
	}
	if !v.RotateBy.IsZero() {
		s.RotateBy, by = b.date(v.RotateBy), v.RotateBy.Format("2006-01-02")
	}
	if v.RotationDue(v.Today) {
		s.Status, s.Word = "problem", "To be made anew: "+rotationOverdue(v.App, v.Today)
	}
	s.RotatedField = components.FieldModel{
		ID: "rotated-on", Name: "rotated_on", Label: "Made anew at Avaya on", Type: "date", Value: rotated, Max: v.Today.Format("2006-01-02"), Optional: true,
	}
	s.ByField = components.FieldModel{ID: "rotate-by", Name: "rotate_by", Label: "To be made anew by", Type: "date", Value: by, Optional: true}
	if b.came != nil && b.came.form == "rotated_on" {
		s.Open = true
		s.RotatedField.Value, s.RotatedField.Error = b.came.typed["rotated_on"], b.came.errors["rotated_on"]
		s.ByField.Value, s.ByField.Error = b.came.typed["rotate_by"], b.came.errors["rotate_by"]
	}
	return s
}

// service is how the domain of a service app stands.
func (b *appBuilder) service() *app.Service {
	v := b.v
	if v.Kind != oauthapp.ServiceKind {
		return nil
	}
	s := app.Service{CanWrite: v.MayWrite(), Version: v.Version}
	asked, made := "", ""
	if !v.DomainAskedOn.IsZero() {
		asked = v.DomainAskedOn.Format("2006-01-02")
	}
	switch {
	case !v.DomainMadeOn.IsZero():
		made = v.DomainMadeOn.Format("2006-01-02")
		s.Status, s.Word = "done", "Made on "+b.date(v.DomainMadeOn)
		s.Line = "Avaya’s support was asked on " + b.date(v.DomainAskedOn) + " and answered after " + countOf(oauthapp.WorkingDays(v.DomainAskedOn, v.DomainMadeOn), "working day", "working days") + "."
	case asked != "":
		s.Status, s.Word = "waiting", "Waiting for Avaya, "+countOf(oauthapp.WorkingDays(v.DomainAskedOn, v.Today), "day", "days")
		s.Line = "Avaya’s support was asked on " + b.date(v.DomainAskedOn) + ". The days are Avaya’s until it answers."
	default:
		s.Status, s.Word = "todo", "Not asked for yet"
		s.Line = "An admin of the company makes the service app; Avaya’s support makes its domain. Write to the support, then say here on which day."
	}
	if v.DomainReference != "" {
		s.Line += " Reference " + v.DomainReference + "."
	}
	today := v.Today.Format("2006-01-02")
	s.Asked = components.FieldModel{ID: "asked-on", Name: "asked_on", Label: "Asked on", Type: "date", Value: asked, Max: today, Optional: true}
	s.Made = components.FieldModel{ID: "made-on", Name: "made_on", Label: "Answered on: the domain is there", Type: "date", Value: made, Max: today, Optional: true}
	s.Reference = components.FieldModel{ID: "domain-reference", Name: "reference", Label: "Reference from Avaya", Value: v.DomainReference, Optional: true, MaxLength: 200, Autocomplete: "off"}
	if b.came != nil && b.came.form == "asked_on" {
		s.Open = true
		for _, f := range []*components.FieldModel{&s.Asked, &s.Made, &s.Reference} {
			f.Value, f.Error = b.came.typed[f.Name], b.came.errors[f.Name]
		}
	}
	return &s
}

// handOver is the form that gives an owner's part to somebody else.
func (b *appBuilder) handOver() *app.HandOver {
	if !b.v.MayHandOver() || len(b.v.Heirs) == 0 {
		return nil
	}
	h := app.HandOver{
		From: components.SelectModel{FieldModel: components.FieldModel{ID: "hand-from", Name: "from", Label: "From"}},
		To:   components.SelectModel{FieldModel: components.FieldModel{ID: "hand-to", Name: "to", Label: "To"}},
	}
	for _, o := range b.v.Owners {
		if !o.Waiting() {
			h.From.Options = append(h.From.Options, components.Option{Value: o.Member.ID, Text: o.Member.Name})
		}
	}
	for _, p := range b.v.Heirs {
		h.To.Options = append(h.To.Options, components.Option{Value: p.ID, Text: p.Name})
	}
	if b.came != nil && b.came.form == "to" {
		h.Open, h.From.Value, h.To.Value = true, b.came.typed["from"], b.came.typed["to"]
		h.From.Error, h.To.Error = b.came.errors["from"], b.came.errors["to"]
	}
	return &h
}

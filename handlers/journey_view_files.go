package handlers

import (
	"portico/internal/evidence"
	"portico/internal/journey"
	"portico/views/components"
	journeyview "portico/views/journey"
)

// files are the files of a step of one's own, with the ways to add one and to ask for somebody else's word.
func (b *journeyBuilder) files(s journey.StepProgress) *journeyview.Files {
	key := s.Step.Key
	out := &journeyview.Files{Ask: b.askCoWorker(s)}
	out.List = fileLines(b.c, b.f.FilesOf(s), b.p.Today, stepSeen(key), func(t *components.TakeBackModel, id string) {
		if typed, ok := b.typed["reason-"+id]; ok && key == b.open {
			t.Reason.Value, t.Reason.Error, t.Open = typed, b.errs["reason"], true
			b.wrong = append(b.wrong, t.Reason)
		}
	})
	if !s.State.Settled() && len(out.List) == 0 && out.Ask == nil {
		return nil // an open step has a field for a file in its own form
	}
	field := b.field(key, b.fileField(key))
	field.Optional, field.Required = false, true
	field.ID = key + "-add-file"
	out.Add = &journeyview.Form{
		ID: key + "-files", Title: "Add a file that shows it", Icon: "plus", Folded: true, Open: b.cameBack(key, evidence.Field), Multipart: true,
		Action: "/journey/steps/" + key + "/files", Once: b.once(key), Fields: []journeyview.Control{journeyview.Line(field)},
		Button: components.ButtonModel{Text: "Keep this file", Size: "small"}, Says: "It raises no grade by itself: somebody else looks at it.",
	}
	if s.AppID != "" && s.Step.Scope == journey.ScopeApp {
		out.Add.Hidden = []components.Hidden{{Name: "app", Value: s.AppID}}
	}
	return out
}

func (b *journeyBuilder) fileField(key string) components.FieldModel {
	return components.FileField(key+"-file", fileHint(b.f.FileLimit))
}

// askCoWorker is a message with a link for a co-worker of the team; nil where a lead's word is asked for, or nobody's.
func (b *journeyBuilder) askCoWorker(s journey.StepProgress) *journeyview.Message {
	team := b.f.Member.TeamSlug
	if s.Grade != journey.SelfReported || !s.MayAttest(false) || team == "" {
		return nil
	}
	link := b.c.server.BaseURL + boardAddress{slug: team}.step(b.f.Member.ID, s.Step.Key)
	return &journeyview.Message{
		Intro: "Somebody of your team who saw it, or " + b.lead() + ", raises it from self-reported to confirmed. You cannot do that yourself. Send them this:",
		Copy: components.CopyableModel{
			ID: s.Step.Key + "-ask-word", Label: "message to a co-worker",
			Value: "Can you confirm that I did “" + s.Title + "”? Say what you looked at, here: " + link,
		},
	}
}

package handlers

import (
	"strings"

	"portico/internal/evidence"
	view "portico/views/board"
	"portico/views/components"
)

// cameBack is one text field of a form on a developer's page that was sent and refused.
type cameBack struct {
	// name is the field's: note, words or answer; key is the step or the blocker that it belongs to.
	name, key string
	typed     string
}

// returnMember shows a developer's page again with what was typed and what is wrong with it. An error that no field can show
// stays an error.
func (s *Server) returnMember(c *call, slug, memberID string, came cameBack, refused error) error {
	fields, message, status, ok := fieldErrors(refused)
	if !ok {
		return refused
	}
	member, err := s.Boards.Member(c.ctx(), c.actor, slug, memberID)
	if err != nil {
		return refused
	}
	p := s.personView(c, member, boardAddress{slug: member.Team.Slug})
	field := fieldOf(&p, came)
	if field == nil {
		return refused
	}
	field.Value, field.Error = came.typed, fields[came.name]
	if refusedFile := fields[evidence.Field]; refusedFile != "" && came.name == "note" {
		fileField(&p, came.key).Error = refusedFile
		if field.Error == "" {
			return c.render(status, view.PersonPage(c.frame(member.Full()), p))
		}
	}
	if field.Error == "" {
		field.Error = message
	}
	return c.render(status, view.PersonPage(c.frame(member.Full()), p))
}

// fieldOf finds the field on the page; nil when the page no longer asks for it.
func fieldOf(p *view.Person, came cameBack) *components.FieldModel {
	switch came.name {
	case "words":
		if p.Nudge != nil {
			return &p.Nudge.Words
		}
	case "note":
		for i := range p.Steps {
			if step := &p.Steps[i]; step.Key == came.key && step.Confirm != nil {
				step.Confirm.Asked = true // so that the form stands open
				return &step.Confirm.Note
			}
		}
	case "reason":
		for i := range p.Steps {
			if back := takeBackOf(&p.Steps[i], came.key); back != nil {
				back.Open = true
				return &back.Reason
			}
		}
	case "answer":
		for i := range p.Blockers {
			if b := &p.Blockers[i]; b.Answer.ID == "answer-"+came.key {
				return &b.Answer
			}
		}
	}
	return nil
}

// fileField is the field for a file in the form of a step's confirmation.
func fileField(p *view.Person, key string) *components.FieldModel {
	for i := range p.Steps {
		if step := &p.Steps[i]; step.Key == key && step.Confirm != nil {
			return &step.Confirm.File
		}
	}
	return &components.FieldModel{}
}

// takeBackOf finds the form that takes back somebody's word on a step, by the step, or a file, by its id.
func takeBackOf(s *view.Step, key string) *components.TakeBackModel {
	if s.Withdraw != nil && s.Key == key {
		return s.Withdraw
	}
	for _, f := range s.Files {
		if f.TakeBack != nil && f.TakeBack.Reason.ID == "back-"+key {
			return f.TakeBack
		}
	}
	return nil
}

// memberIn reads a developer's page out of the address that a form asks to return to.
func memberIn(back string) (slug, memberID string, ok bool) {
	path := ownPath(back, "")
	rest, found := strings.CutPrefix(path, "/teams/")
	if !found {
		return "", "", false
	}
	slug, memberID, ok = strings.Cut(rest, "/members/")
	return slug, memberID, ok && !strings.ContainsAny(slug+memberID, "/?#")
}

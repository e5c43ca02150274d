package handlers

import (
	"portico/internal/board"
	view "portico/views/board"
)

// coWorkerView is a developer as somebody of the same team sees them: every step, how well it is known and since when, and the
// form to say that one saw it done. Reasons, evidence, problems and files of others are not even read here.
func (s *Server) coWorkerView(c *call, m board.Member, a boardAddress) view.Person {
	p := m.Progress
	person := view.Person{
		Name: m.Full(), Team: m.Team.Name, BoardURL: a.path(), URL: a.member(m.ID), Line: colonnadeWords(p),
		Colonnade: colonnadeView(m.Edition, &p, colonnadeWords(p)), CoWorker: true,
		ReadOnly: "You see how far " + m.First() + " is. If you saw a step done, confirm it: that is worth more than their own word.",
	}
	for _, sp := range p.Steps {
		person.Steps = append(person.Steps, personStep(m, sp, a, c))
	}
	return person
}

package handlers

import (
	"strconv"

	"portico/internal/board"
	"portico/internal/journey"
	view "portico/views/board"
)

// rowView is one developer as the reader may see them: all of it, or the name and the progress alone.
func rowView(b board.Board, d board.Developer, a boardAddress, r boardReader) view.Row {
	p := d.Progress
	row := view.Row{Name: d.Full(), Complete: p.Complete, Done: strconv.Itoa(p.Done+p.Skipped) + " of " + strconv.Itoa(p.Total)}
	row.InStep, row.Over = boardInStep(p)
	row.Step, row.Status, row.StatusText = boardStanding(d.Edition, p)
	switch {
	case b.Full:
		row.Email, row.URL = d.Email, a.with(boardMember, d.ID)
		row.Who, row.What = boardCause(d)
	case d.ID == r.self:
		row.URL = "/journey"
	default:
		row.URL = a.member(d.ID)
	}
	for _, step := range b.Edition.Steps {
		sp, walks := p.Step(step.Key)
		if !walks {
			row.Cells = append(row.Cells, view.Cell{Status: "skipped", Words: "Not in " + d.Edition.Title})
			continue
		}
		cell := boardCell(sp, b.Today, b.Full)
		if b.Full && cell.When != "" {
			cell.URL = a.step(d.ID, sp.Step.Key)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// boardInStep is since how many working days the journey stands where it does, and by how many it is late.
func boardInStep(p journey.Progress) (days, over string) {
	if p.Complete || p.Head.StepKey == "" || p.Head.State == journey.NotStarted {
		return "", ""
	}
	days = strconv.Itoa(p.Head.Days) + " d"
	if p.Head.OverdueDays > 0 {
		over = strconv.Itoa(p.Head.OverdueDays) + " over"
	}
	return days, over
}

// boardStanding is where the journey stands, for a list: the step, its shape and its words.
func boardStanding(ed journey.Edition, p journey.Progress) (step, status, text string) {
	if p.Complete {
		return "All steps", "done", "Complete"
	}
	if s, ok := ed.Step(p.Head.StepKey); ok {
		step = s.Short
	}
	switch p.Head.State {
	case journey.InProgress:
		return step, "progress", "In progress"
	case journey.Waiting:
		return step, "waiting", "Waiting"
	case journey.Blocked:
		return step, "problem", "Problem"
	case journey.CannotStart:
		return step, "locked", "Cannot start yet"
	case journey.NotStarted, journey.Done, journey.Skipped:
	}
	return step, "todo", "Not started"
}

// boardCause is who is waited for, and for what: "Dana Ruiz", "make admin and employee".
func boardCause(d board.Developer) (who, what string) {
	head := d.Progress.Head
	if d.Progress.Complete || head.WaitingOn.Kind == journey.WaitNobody {
		return "", head.Phrase
	}
	switch {
	case head.WaitingOn.Kind == journey.WaitYou:
		who = d.First()
	case head.WaitingOn.Person.Known():
		who = head.WaitingOn.Person.Full()
	default:
		who = head.WaitingOn.Name
	}
	return who, head.Phrase
}

// boardCell is one step of one developer. Without the right to the evidence, done is done.
func boardCell(sp journey.StepProgress, today journey.Day, evidence bool) view.Cell {
	switch sp.State {
	case journey.Done:
		cell := view.Cell{Status: "done", Words: "Done", When: boardDay(sp.DoneOn, today)}
		if evidence {
			cell.Words = "Done, self-reported"
			if sp.Grade == journey.Verified || sp.Grade == journey.Confirmed {
				cell.Status, cell.Words = string(sp.Grade), "Done, "+string(sp.Grade)
			}
			if sp.GradeDays > 0 {
				cell.Words += " " + daysAgo(sp.GradeDays)
			}
			if sp.Stale {
				cell.Stale, cell.Words = true, cell.Words+", to be proved again"
			}
		}
		return cell
	case journey.Skipped:
		return view.Cell{Status: "skipped", Words: "Skipped"}
	case journey.InProgress:
		return view.Cell{Status: "progress", Words: "In progress", When: strconv.Itoa(sp.Days) + " d"}
	case journey.Waiting:
		return view.Cell{Status: "waiting", Words: "Waiting", When: strconv.Itoa(sp.Days) + " d"}
	case journey.Blocked:
		return view.Cell{Status: "problem", Words: "Problem", When: strconv.Itoa(sp.Days) + " d"}
	case journey.CannotStart:
		return view.Cell{Status: "todo", Words: "Cannot start yet"}
	case journey.NotStarted:
	}
	return view.Cell{Status: "todo", Words: "Not started"}
}

// boardDay is a day for a narrow column: "26 May", and "Nov 2025" for another year.
func boardDay(d, today journey.Day) string {
	if d.IsZero() {
		return ""
	}
	if d.Year != today.Year {
		return d.Start(nil).Format("Jan 2006")
	}
	return d.Start(nil).Format("2 Jan")
}

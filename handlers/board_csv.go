package handlers

import (
	"strconv"

	"portico/internal/board"
	"portico/internal/journey"
)

// boardCSV sends exactly the rows that the board shows under the same address.
func (s *Server) boardCSV(c *call) error {
	b, _, err := s.board(c)
	if err != nil {
		return err
	}
	out := c.csvAnswer(b.Team.Slug + "-" + b.Today.Start(nil).Format("2006-01-02") + ".csv")
	if err := out.Row(csvHead(b)...); err != nil {
		return err
	}
	for _, g := range b.Groups {
		for _, d := range g.Developers {
			if err := out.Row(csvRow(b, g, d)...); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

func csvHead(b board.Board) []string {
	var cells []string
	if b.Filter.Group != board.Ungrouped {
		cells = append(cells, "Group")
	}
	cells = append(cells, "Developer")
	if b.Full {
		cells = append(cells, "E-mail")
	}
	for _, step := range b.Edition.Steps {
		cells = append(cells, step.Short)
	}
	cells = append(cells, "Stands at", "Working days in step", "Days over")
	if b.Full {
		cells = append(cells, "Waits for", "What for")
	}
	return cells
}

func csvRow(b board.Board, g board.Group, d board.Developer) []string {
	var cells []string
	if b.Filter.Group != board.Ungrouped {
		cells = append(cells, g.Title)
	}
	cells = append(cells, d.Full())
	if b.Full {
		cells = append(cells, d.Email)
	}
	for _, step := range b.Edition.Steps {
		sp, walks := d.Progress.Step(step.Key)
		if !walks {
			cells = append(cells, "Not in "+d.Edition.Title)
			continue
		}
		cells = append(cells, csvCell(sp, b))
	}
	step, _, text := boardStanding(d.Edition, d.Progress)
	days, over := "", ""
	if since, late := boardInStep(d.Progress); since != "" {
		days = strconv.Itoa(d.Progress.Head.Days)
		if late != "" {
			over = strconv.Itoa(d.Progress.Head.OverdueDays)
		}
	}
	cells = append(cells, step+": "+text, days, over)
	if b.Full {
		who, what := boardCause(d)
		cells = append(cells, who, what)
	}
	return cells
}

// csvCell says the state in words, with the whole date, since a file is read on another day.
func csvCell(sp journey.StepProgress, b board.Board) string {
	cell := boardCell(sp, b.Today, b.Full)
	switch {
	case sp.State == journey.Done && !sp.DoneOn.IsZero():
		return cell.Words + ", " + sp.DoneOn.Start(nil).Format("2006-01-02")
	case cell.When != "":
		return cell.Words + ", " + boardCount(sp.Days, "day", "days")
	}
	return cell.Words
}

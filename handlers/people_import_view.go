package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"portico/internal/people"
	view "portico/views/people"
)

// checkModel shows the faulty rows first, then those that need a look, then the good ones.
func checkModel(check people.ImportCheck) view.Check {
	m := view.Check{Line: counted(len(check.Rows), "row", "rows"), Good: check.Good, Look: check.Look, Bad: check.Bad}
	for _, fate := range []people.Fate{people.Bad, people.Look, people.Good} {
		for _, r := range check.Rows {
			if r.Fate == fate {
				m.Rows = append(m.Rows, checkRow(r))
			}
		}
	}
	m.Title, m.Kind = checkTitle(check), "attention"
	if check.Look+check.Bad == 0 {
		m.Kind = "verified"
	}
	return m
}

func checkTitle(check people.ImportCheck) string {
	parts := []string{counted(check.Good, "row is good", "rows are good")}
	if check.Good == 0 {
		parts[0] = "No row is good"
	}
	if check.Look > 0 {
		parts = append(parts, fmt.Sprintf("%d %s a look", check.Look, verb(check.Look, "needs", "need")))
	}
	if check.Bad > 0 {
		parts = append(parts, fmt.Sprintf("%d cannot be imported", check.Bad))
	}
	return strings.Join(parts, ", ")
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func checkRow(r people.CheckedRow) view.CheckRow {
	row := view.CheckRow{Row: strconv.Itoa(r.Row), Name: r.Name, Email: r.Email, Team: firstWord(r.TeamName, r.Team), Role: r.Role}
	switch r.Fate {
	case people.Good:
		row.Status, row.Words = "confirmed", "Good"
	case people.Look:
		row.Status, row.Words = "waiting", r.Reason
	default:
		row.Status, row.Words = "problem", r.Reason
	}
	if role := people.Role(strings.ToLower(r.Role)); role.Known() {
		row.Role = role.Label()
	} else if r.Role == "" {
		row.Role = people.Developer.Label()
	}
	return row
}

func firstWord(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

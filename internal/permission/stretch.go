package permission

import (
	"fmt"
	"strings"
)

// stretchOf is a piece of an answer from one place on: towards its end, or back towards its beginning.
type stretchOf struct {
	back       bool
	conditions []string
	// limit is a number of rows. It stands in the text: only when PostgreSQL knows how few are wanted does a plan that it keeps for
	// any moment walk an index as one that it makes for this moment would.
	limit int
}

func (s stretchOf) order() string { return s.either("DESC", "ASC") }

// either is what differs between on and back.
func (s stretchOf) either(on, back string) string {
	if s.back {
		return back
	}
	return on
}

// page is the rows of one page and the first of the next.
func (a *asking) page(from cursor) string { return a.stretch(from, false) }

// stretch is one row more than a page has, from a place on or back from it. Each branch stops by itself at as many rows, in
// the order of an index, so that what lies behind them is not read.
func (a *asking) stretch(from cursor, back bool) string {
	s := stretchOf{back: back, limit: a.ask.Limit + 1}
	if from.id != "" {
		s.conditions = append(s.conditions, fmt.Sprintf("(g.at, g.tie) %s (%s::timestamptz, %s::uuid)", s.either("<", ">"), a.arg(from.at), a.arg(from.id)))
	}
	// The rows of one team are few, and one look at each tells every reason.
	if a.ask.What == ShouldNot && a.view.everyone {
		s.conditions = append(s.conditions, a.graded())
		return s.merged(a.reasons(), "DISTINCT ON (g.at, g.tie) ")
	}
	s.conditions = append(s.conditions, a.matching())
	branches := a.branches()
	if len(branches) == 1 {
		return s.cut(branches[0])
	}
	return s.merged(branches, "")
}

// merged is a stretch of several branches. The first is the one that most rows come from: where it fills the stretch, the others
// need not look further than it reached.
func (s stretchOf) merged(branches []string, distinct string) string {
	most := s.cut(branches[0])
	s.conditions = append(s.conditions, "g.at "+s.either(">=", "<=")+" (SELECT edge.at FROM edge)")
	rows := []string{"SELECT * FROM most"}
	for _, branch := range branches[1:] {
		rows = append(rows, s.cut(branch))
	}
	return fmt.Sprintf(`WITH most AS %[1]s,
		edge AS (SELECT CASE WHEN count(*) >= %[2]d THEN %[3]s(at) ELSE '%[4]s' END AS at FROM most)
		SELECT %[7]sg.* FROM (%[5]s) g ORDER BY g.at %[6]s, g.tie %[6]s LIMIT %[2]d`,
		most, s.limit, s.either("min", "max"), s.either("-infinity", "infinity"), strings.Join(rows, "\nUNION ALL\n"), s.order(), distinct)
}

// cut is as much of a branch as a stretch has.
func (s stretchOf) cut(branch string) string {
	return fmt.Sprintf("(SELECT g.* FROM (%[1]s) g WHERE %[2]s ORDER BY g.at %[3]s, g.tie %[3]s LIMIT %[4]d)",
		branch, strings.Join(s.conditions, " AND "), s.order(), s.limit)
}

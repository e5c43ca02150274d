package permission

import "fmt"

// endUnconfirmed are the lines that had ended by the moment asked about, by what somebody said and nobody else confirmed: those
// that are known so still, and those that were known so until later.
func (a *asking) endUnconfirmed() []string {
	narrowed, notAfter := a.narrowed(), a.notAfter("g", "held_until")
	ended := func(alias string) string {
		return fmt.Sprintf("%[1]s.held_until IS NOT NULL AND coalesce(%[1]s.end_grade, 'self-reported') = 'self-reported'", alias)
	}
	lines := func(still string) string {
		return fmt.Sprintf(`SELECT g.*, g.held_until AS at, g.grant_id AS tie, '' AS change FROM permission_grant g
			WHERE g.held_until <= %s AND %s AND g.recorded_at <= %s AND %s AND %s AND %s`, a.asOf, ended("g"), a.knownAt, still, notAfter, narrowed)
	}
	return []string{
		lines("g.superseded_at IS NULL"),
		lines(fmt.Sprintf(`g.superseded_at IS NOT NULL AND g.superseded_at > %[1]s
			AND %[1]s < (SELECT max(x.superseded_at) FROM permission_grant x WHERE x.superseded_at IS NOT NULL AND %[2]s)`, a.knownAt, ended("x"))),
	}
}

package permission

import (
	"fmt"
	"strings"
)

// shouldNot is whether somebody should not hold a line. Who had left is looked up only of the lines of people who at some time
// had: ledger_former has them.
func (a *asking) shouldNot() string {
	left := fmt.Sprintf("EXISTS (SELECT FROM ledger_former f WHERE f.version_id = g.version_id) AND (%s OR %s)", a.leftTeam(), a.noRole())
	return "(" + strings.Join([]string{a.stale(), a.mustGo(), "(" + left + ")"}, " OR ") + ")"
}

// leftTeam is somebody who was in a team and is in none, or whose account is closed.
func (a *asking) leftTeam() string {
	return fmt.Sprintf(`(EXISTS (SELECT FROM name_history n WHERE n.subject_id = g.member_id AND n.disabled_at <= %[1]s AND %[3]s)
		OR (EXISTS (SELECT FROM role_history r WHERE r.member_id = g.member_id AND r.team_id IS NOT NULL AND r.ended_at <= %[1]s AND %[2]s)
		AND NOT EXISTS (SELECT FROM role_history r WHERE r.member_id = g.member_id AND r.team_id IS NOT NULL AND r.since <= %[1]s
			AND (r.ended_at IS NULL OR r.ended_at > %[1]s) AND %[2]s)))`, a.asOf, a.known("r"), a.known("n"))
}

// noRole is somebody who had a role at the company of the grant and has none.
func (a *asking) noRole() string {
	return fmt.Sprintf(`(EXISTS (SELECT FROM role_history r WHERE r.member_id = g.member_id AND r.company_id = g.company_id AND r.ended_at <= %[1]s AND %[2]s)
		AND NOT EXISTS (SELECT FROM role_history r WHERE r.member_id = g.member_id AND r.company_id = g.company_id AND r.since <= %[1]s
			AND (r.ended_at IS NULL OR r.ended_at > %[1]s) AND %[2]s))`, a.asOf, a.known("r"))
}

func (a *asking) stale() string { return "g.graded_at < " + a.staleBefore() }

// staleBefore is the moment before which evidence is too old.
func (a *asking) staleBefore() string {
	if a.old == "" {
		a.old = a.arg(a.ask.AsOf.AddDate(0, 0, -a.ask.Days))
	}
	return a.old
}

// mustGo is decided and not gone: what is held still went later than that, which its index knows.
func (a *asking) mustGo() string {
	return "coalesce(g.removal_decided_at <= " + a.asOf + " AND (g.held_until IS NULL OR g.held_until > g.removal_decided_at), false)"
}

// reasons are those who hold it and should not, one branch for each reason, each in the order of an index. Evidence that is too
// old is the common one: most lines that began so long ago. The others are few lines, which may have more than one reason.
func (a *asking) reasons() []string {
	held := "SELECT g.*, g.held_from AS at, g.grant_id AS tie, '' AS change FROM permission_grant g WHERE " + a.standing() + " AND "
	return []string{
		held + fmt.Sprintf("g.held_from <= %[1]s AND g.graded_at < %[1]s", a.staleBefore()),
		held + fmt.Sprintf("g.held_from > %[1]s AND g.held_from > g.graded_at AND g.graded_at < %[1]s", a.staleBefore()),
		held + fmt.Sprintf(`g.removal_decided_at IS NOT NULL AND g.removal_decided_at <= %s
			AND (g.held_until IS NULL OR g.held_until > g.removal_decided_at)`, a.asOf),
		fmt.Sprintf(`SELECT g.*, f.held_from AS at, f.grant_id AS tie, '' AS change FROM ledger_former f JOIN permission_grant g ON g.version_id = f.version_id
			WHERE f.held_from <= %s AND %s AND %s AND %s AND (%s OR %s)`,
			a.asOf, a.ahead("f"), a.formerCompany(), a.standing(), a.leftTeam(), a.noRole()),
	}
}

// formerCompany narrows ledger_former as narrowed does the lines.
func (a *asking) formerCompany() string {
	switch a.ask.Company {
	case "":
		return "true"
	case Freelance:
		return "f.company_id IS NULL"
	}
	return "f.company_id = " + a.arg(a.ask.Company)
}

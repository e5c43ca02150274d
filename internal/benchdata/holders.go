package benchdata

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// holders writes the members, their teams, their companies and their roles.
func (g *grantMaker) holders(ctx context.Context, conn *pgx.Conn) error {
	var members, teams, roles, companies, atCompany [][]any
	var team uuid.UUID
	// As many whatever the size, so that a page offers as many to choose from.
	for i := range companyCount {
		g.staging, g.production = append(g.staging, g.id()), append(g.production, g.id())
		called := fmt.Sprintf("Company %d", i)
		companies = append(companies, []any{g.staging[i], "staging", called, g.joined(0)}, []any{g.production[i], "production", called, g.joined(0)})
	}
	for i := range max(g.n/perHolder, 10) {
		at := g.joined(i)
		role := "developer"
		if i%perTeam == 0 {
			team, role = g.id(), "lead"
			teams = append(teams, []any{team, fmt.Sprintf("holders-%d", i/perTeam), fmt.Sprintf("Holders %d", i/perTeam), at})
		}
		id := g.id()
		g.holder = append(g.holder, id)
		if role == "lead" {
			g.lead = append(g.lead, id)
		}
		name := givenNames[i%len(givenNames)] + " " + familyNames[i/len(givenNames)%len(familyNames)]
		mail := fmt.Sprintf("%s.holder%d@acme.example", strings.ToLower(strings.ReplaceAll(name, " ", ".")), i)
		var left, closed *time.Time
		// One in twenty left the team, half a year later, and half of those the company.
		if t := at.Add(180 * 24 * time.Hour); role == "developer" && i%20 == 7 && t.Before(g.now) {
			left = &t
			if i%40 == 7 {
				closed = &t
			}
		}
		members = append(members, []any{id, name, mail, mail, at, closed})
		roles = append(roles, []any{g.id(), id, role, team, at, left})
		atCompany = append(atCompany, []any{g.id(), g.staging[i%companyCount], id, "employee", at, at})
	}
	for _, table := range []struct {
		name    string
		columns []string
		rows    [][]any
	}{
		{"team", []string{"id", "slug", "name", "created_at"}, teams},
		{"member", []string{"id", "name", "email", "email_key", "created_at", "disabled_at"}, members},
		{"member_role", []string{"id", "member_id", "role", "team_id", "since", "ended_at"}, roles},
		{"company", []string{"id", "environment", "name", "recorded_at"}, companies},
		{"company_role", []string{"id", "company_id", "member_id", "role", "since", "recorded_at"}, atCompany},
	} {
		if _, err := conn.CopyFrom(ctx, pgx.Identifier{table.name}, table.columns, pgx.CopyFromRows(table.rows)); err != nil {
			return fmt.Errorf("%s: %w", table.name, err)
		}
	}
	return nil
}

func grantColumns() []string {
	return []string{
		"version_id", "grant_id", "version", "member_id", "environment", "company_id", "kind", "held_from", "held_until", "grade", "graded_at",
		"confirmed_by", "recorded_by", "recorded_at", "superseded_at", "end_reason", "removal_decided_at", "removal_decided_by", "end_grade",
		"end_executed_by", "end_confirmed_by",
	}
}

// grantLine is one version on its way into the table.
type grantLine struct {
	version                        int
	from, recorded, graded         time.Time
	until, superseded, decided     *time.Time
	grade                          string
	confirmed, ended, endConfirmed *uuid.UUID
}

// next is the next line, nil at the end: the versions of a grant one after the other.
func (g *grantMaker) next() ([]any, error) {
	if len(g.waiting) > 0 {
		line := g.waiting[0]
		g.waiting = g.waiting[1:]
		return line, nil
	}
	if g.made == g.n {
		return nil, nil
	}
	i := g.made
	g.made++
	who, grant := i/perHolder%len(g.holder), g.id()
	recorded := g.begins(i)
	l := grantLine{version: 1, recorded: recorded, graded: recorded, grade: "self-reported"}
	// Most are recorded some days after they began, and one in ten at once.
	l.from = recorded.Add(-time.Duration(g.rand.IntN(20*24*60)) * time.Minute)
	if g.rand.IntN(10) == 0 {
		l.from = recorded
	}
	lead := g.lead[who/perTeam]
	if lead != g.holder[who] {
		switch n := g.rand.IntN(100); {
		case n < 40:
			l.grade = "verified"
		case n < 75:
			l.grade, l.confirmed = "confirmed", &lead
		}
	}
	lines := g.versions(l, lead, g.holder[who])
	for _, line := range lines {
		g.waiting = append(g.waiting, g.row(grant, who, i%perHolder, line))
	}
	return g.next()
}

// versions are what became of a grant.
func (g *grantMaker) versions(l grantLine, lead, holder uuid.UUID) []grantLine {
	lines := []grantLine{l}
	then := func(after time.Duration, change func(*grantLine)) {
		last := lines[len(lines)-1]
		at := last.recorded.Add(after)
		if !at.Before(g.now) {
			return
		}
		lines[len(lines)-1].superseded = &at
		last.version, last.recorded = last.version+1, at
		change(&last)
		lines = append(lines, last)
	}
	day := 24 * time.Hour
	if l.grade == "self-reported" && lead != holder && g.rand.IntN(2) == 0 {
		then(time.Duration(1+g.rand.IntN(60))*day, func(l *grantLine) { l.grade, l.graded, l.confirmed = "confirmed", l.recorded, &lead })
	}
	if g.rand.IntN(30) == 0 {
		then(time.Duration(1+g.rand.IntN(90))*day, func(l *grantLine) { l.from = l.from.Add(-3 * day) })
	}
	// Of some it is decided long before they are gone.
	if g.rand.IntN(20) == 0 {
		then(time.Duration(30+g.rand.IntN(600))*day, func(l *grantLine) { l.decided = &l.recorded })
	}
	if g.rand.IntN(2) == 0 {
		then(time.Duration(30+g.rand.IntN(1000))*day, func(l *grantLine) {
			gone := l.recorded.Add(-time.Duration(g.rand.IntN(5*24)) * time.Hour)
			if l.until, l.ended = &gone, &holder; l.decided == nil || l.decided.After(gone) {
				l.decided = &gone
			}
			if lead != holder && g.rand.IntN(20) > 0 {
				l.endConfirmed = &lead
			}
		})
	}
	return lines
}

func (g *grantMaker) row(grant uuid.UUID, who, box int, l grantLine) []any {
	environment, kind, companies := "staging", "self-assigned", g.staging
	if box >= perHolder/2 {
		environment, kind, companies = "production", "vendor-approved", g.production
	}
	var company *uuid.UUID
	if box%2 == 0 {
		company = &companies[who%companyCount]
	}
	reason := ""
	var endGrade *string
	var decidedBy *uuid.UUID
	if l.decided != nil {
		decidedBy = &g.holder[who]
	}
	if l.ended != nil {
		reason, endGrade = "Left the team", text("self-reported")
	}
	if l.endConfirmed != nil {
		endGrade = text("confirmed")
	}
	return []any{
		g.id(), grant, int32(l.version), g.holder[who], environment, company, kind, l.from, l.until, l.grade, l.graded, l.confirmed, g.holder[who],
		l.recorded, l.superseded, reason, l.decided, decidedBy, endGrade, l.ended, l.endConfirmed,
	}
}

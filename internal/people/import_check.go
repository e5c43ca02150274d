package people

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// Fate is what will become of a row.
type Fate string

// The fates. A row that needs a look is good once a person said so.
const (
	Good Fate = "good"
	Look Fate = "look"
	Bad  Fate = "bad"
)

// CheckedRow is a row with its fate and, unless it is good, the reason in a sentence.
type CheckedRow struct {
	ImportRow
	Fate   Fate
	Reason string
	// TeamName is the team that was found; Since is when the person of a bad row became a member or was invited.
	TeamName string
	Since    time.Time

	invite Invite
	key    string
}

// ImportCheck is the dry run: every row's fate, and nothing written.
type ImportCheck struct {
	Rows []CheckedRow
	// Good, Look and Bad count the rows of each fate.
	Good, Look, Bad int
}

// CheckImport says what would become of each row of a list. Nothing is written. Kinds: Invalid, NotFound and Forbidden for
// who may not invite at all.
func (s *Service) CheckImport(ctx context.Context, actor access.Actor, text string) (ImportCheck, error) {
	var check ImportCheck
	if err := mayImport(actor); err != nil {
		return check, err
	}
	rows, err := ParseImport(text)
	if err != nil {
		return check, err
	}
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		teams, err := listTeams(ctx, tx, everywhere(actor), append([]string{}, actor.Leads...))
		if err != nil {
			return err
		}
		for _, row := range rows {
			check.Rows = append(check.Rows, s.checkRow(actor, row, teams))
		}
		markRepeated(check.Rows)
		return s.markKnown(ctx, tx, check.Rows)
	})
	for _, r := range check.Rows {
		switch r.Fate {
		case Good:
			check.Good++
		case Look:
			check.Look++
		default:
			check.Bad++
		}
	}
	return check, err
}

// mayImport is yes for a lead and an admin.
func mayImport(actor access.Actor) error {
	return actor.Check(access.PeopleInvite, access.Scope{TeamIDs: actor.Leads})
}

// checkRow judges what can be judged from the row alone.
func (s *Service) checkRow(actor access.Actor, row ImportRow, teams []Team) CheckedRow {
	checked := CheckedRow{ImportRow: row, Fate: Good, invite: Invite{Name: row.Name, Email: row.Email}}
	address, err := ParseAddress(row.Email)
	if err != nil {
		return checked.bad(sentence(err, "email"))
	}
	checked.key = address.Key
	if row.Name != "" {
		if checked.invite.Name, err = CleanName("name", row.Name); err != nil {
			return checked.bad(sentence(err, "name"))
		}
	}
	role, ok := roleOf(row.Role)
	if !ok {
		return checked.bad("There is no role " + quote(row.Role) + ". Roles are developer, lead, auditor and admin.")
	}
	checked.invite.Role = role
	if !role.InTeam() && !everywhere(actor) {
		return checked.bad("Only an admin may invite an auditor or an admin.")
	}
	if role.InTeam() {
		team, problem := teamFor(actor, row.Team, teams)
		if problem != "" {
			return checked.bad(problem)
		}
		checked.invite.TeamID, checked.TeamName = team.ID, team.Name
	}
	if s.cfg.FreeMail(address.Domain) {
		checked.Fate, checked.Reason = Look, "Not a company address: freelance route"
	}
	return checked
}

func (r CheckedRow) bad(reason string) CheckedRow {
	r.Fate, r.Reason = Bad, strings.TrimSuffix(reason, ".")
	return r
}

// roleOf reads a role as people write it; nothing means developer.
func roleOf(word string) (Role, bool) {
	role := Role(strings.ToLower(strings.TrimSpace(word)))
	if role == "" {
		return Developer, true
	}
	if role == "dev" {
		return Developer, true
	}
	return role, role.Known()
}

// teamFor finds a team by name or slug. A lead of one team need not name it. For a lead, a team of others and one that does
// not exist read the same.
func teamFor(actor access.Actor, word string, teams []Team) (Team, string) {
	if word == "" {
		if !everywhere(actor) && len(teams) == 1 {
			return teams[0], ""
		}
		return Team{}, "The team is missing."
	}
	for _, t := range teams {
		if strings.EqualFold(t.Name, word) || t.Slug == strings.ToLower(word) {
			return t, ""
		}
	}
	if everywhere(actor) {
		return Team{}, "There is no team " + quote(word) + ". Make it first, or mend the name."
	}
	return Team{}, quote(word) + " is not a team of yours."
}

// markRepeated makes the second row with an address a bad one.
func markRepeated(rows []CheckedRow) {
	first := map[string]int{}
	for i, r := range rows {
		if r.key == "" || r.Fate == Bad {
			continue
		}
		if before, seen := first[r.key]; seen {
			rows[i] = r.bad(fmt.Sprintf("The same address stands in row %d.", before))
			continue
		}
		first[r.key] = r.Row
	}
}

// markKnown makes rows of members and of people who are invited already bad ones.
func (s *Service) markKnown(ctx context.Context, tx pgx.Tx, rows []CheckedRow) error {
	keys := make([]string, 0, len(rows))
	for _, r := range rows {
		if r.key != "" {
			keys = append(keys, r.key)
		}
	}
	members, invited, err := knownKeys(ctx, tx, keys, s.clock())
	if err != nil {
		return err
	}
	for i, r := range rows {
		if r.Fate == Bad {
			continue
		}
		if since, ok := members[r.key]; ok {
			rows[i] = r.bad("Already a member since " + since.Format("2 January 2006"))
			rows[i].Since = since
		} else if since, ok := invited[r.key]; ok {
			rows[i] = r.bad("An invitation is open since " + since.Format("2 January 2006"))
			rows[i].Since = since
		}
	}
	return nil
}

package people

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Team is a group of developers with their leads.
type Team struct {
	ID string
	// Slug is the team's name in an address; it stays when the team is renamed, so that links stay true.
	Slug      string
	Name      string
	CreatedAt time.Time
	// Developers and Leads count who holds the role now; only ListTeams fills them.
	Developers int
	Leads      int
}

// CreateTeam makes a team. Kinds: Invalid, Forbidden, NotFound.
func (s *Service) CreateTeam(ctx context.Context, actor access.Actor, name string) (Team, error) {
	name, err := CleanName("name", name)
	if err != nil {
		return Team{}, err
	}
	team := Team{ID: postgres.NewID(), Name: name, CreatedAt: s.clock()}
	err = s.log.Change(ctx, actor, audit.TeamCreated, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "team", ID: team.ID}, TeamID: team.ID}
		if err := actor.Check(access.PeopleWrite, access.Scope{}); err != nil {
			return entry, err
		}
		err := insertTeam(ctx, tx, &team)
		entry.After = map[string]string{"slug": team.Slug, "name": team.Name}
		return entry, err
	})
	return team, err
}

// CreateTeamIn adds a team to a change of another feature. Kinds: Invalid.
func (s *Service) CreateTeamIn(ctx context.Context, tx *audit.Tx, name string) (Team, error) {
	name, err := CleanName("name", name)
	if err != nil {
		return Team{}, err
	}
	team := Team{ID: postgres.NewID(), Name: name, CreatedAt: s.clock()}
	if err := insertTeam(ctx, tx, &team); err != nil {
		return Team{}, postgres.Translate(err)
	}
	tx.Record(audit.TeamCreated, audit.Entry{
		Subject: audit.Subject{Kind: "team", ID: team.ID}, TeamID: team.ID,
		After: map[string]string{"slug": team.Slug, "name": team.Name},
	})
	return team, nil
}

// insertTeam finds a free slug and writes the team. Names are judged under one lock: teams are made seldom, and two teams
// that differ by case alone would be confused for ever.
func insertTeam(ctx context.Context, tx *audit.Tx, team *Team) error {
	q := queries(tx)
	if err := q.TeamLock(ctx); err != nil {
		return err
	}
	taken, err := q.TeamNameTaken(ctx, team.Name, team.ID)
	if err != nil {
		return err
	}
	if taken {
		return apperr.Field("name", "A team with this name exists already.")
	}
	base := slugOf(team.Name)
	slugs, err := q.TeamSlugTaken(ctx, base)
	if err != nil {
		return err
	}
	team.Slug = base
	for n := 2; slices.Contains(slugs, team.Slug); n++ {
		team.Slug = fmt.Sprintf("%s-%d", base, n)
	}
	return writeTeam(ctx, tx, *team)
}

// RenameTeam is what RenameTeam takes.
type RenameTeam struct {
	TeamID string
	Name   string
	// Was is the name that the person saw, so that two renames at once are not lost in each other.
	Was string
}

// RenameTeam gives a team another name; its slug stays. Kinds: Invalid, Forbidden, NotFound, Conflict when someone renamed it
// meanwhile.
func (s *Service) RenameTeam(ctx context.Context, actor access.Actor, in RenameTeam) error {
	name, err := CleanName("name", in.Name)
	if err != nil {
		return err
	}
	return s.log.Change(ctx, actor, audit.TeamRenamed, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "team", ID: in.TeamID}, TeamID: in.TeamID}
		if err := actor.Check(access.PeopleWrite, access.Scope{}); err != nil {
			return entry, err
		}
		q := queries(tx)
		if err := q.TeamLock(ctx); err != nil {
			return entry, err
		}
		team, err := teamByID(ctx, tx, in.TeamID)
		if err != nil {
			return entry, err
		}
		if team.Name == name {
			return entry, audit.ErrNoChange
		}
		taken, err := q.TeamNameTaken(ctx, name, in.TeamID)
		if err != nil {
			return entry, err
		}
		if taken {
			return entry, apperr.Field("name", "A team with this name exists already.")
		}
		entry.Before, entry.After = map[string]string{"name": team.Name}, map[string]string{"name": name}
		changed, err := q.TeamRename(ctx, name, in.TeamID, in.Was)
		if err == nil && changed == 0 {
			err = apperr.New(apperr.Conflict, "Someone renamed this team meanwhile. What you typed is below.")
		}
		return entry, err
	})
}

// ListTeams lists the teams that the actor may see: all for an auditor or admin, else one's own. Names in the order of the
// alphabet.
func (s *Service) ListTeams(ctx context.Context, actor access.Actor) ([]Team, error) {
	var teams []Team
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		teams, err = listTeams(ctx, tx, everywhere(actor), actor.Teams())
		return err
	})
	return teams, err
}

// TeamBySlug is the team at an address. Kind: NotFound, also for a team that the actor may not see.
func (s *Service) TeamBySlug(ctx context.Context, actor access.Actor, slug string) (Team, error) {
	var team Team
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		team, err = teamBySlug(ctx, tx, slug)
		return err
	})
	if err != nil {
		return Team{}, err
	}
	if err := actor.Check(access.TeamRead, access.Scope{TeamIDs: []string{team.ID}}); err != nil {
		return Team{}, err
	}
	return team, nil
}

// everywhere reports whether the actor sees all teams.
func everywhere(a access.Actor) bool {
	return a.Admin || a.Auditor || a.Kind == access.System || a.Kind == access.Operator
}

package oauthapp

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// TeamTests is the test list that new staging apps of a team begin with.
type TeamTests struct {
	TeamID, Team, Slug string
	Titles             []string
	// Saver and SavedAt say who changed it last; Own is false while the list that ships stands.
	Saver   string
	SavedAt time.Time
	Own     bool
	// MayWrite says that the reader may change it; WhoMay names who may otherwise.
	MayWrite bool
	WhoMay   string
}

// testListEvent is what the trail keeps of a list: how long it is.
type testListEvent struct {
	Tests int `json:"tests"`
}

// TeamTests is the test list of a team. Kinds: Unauthenticated, NotFound.
func (s *Service) TeamTests(ctx context.Context, actor access.Actor, slug string) (TeamTests, error) {
	var t TeamTests
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		t, err = teamTests(ctx, tx, actor, slug)
		return err
	})
	return t, err
}

func teamTests(ctx context.Context, tx pgx.Tx, actor access.Actor, slug string) (TeamTests, error) {
	t, err := teamBySlug(ctx, tx, slug)
	if err != nil {
		return t, err
	}
	scope := access.Scope{TeamIDs: []string{t.TeamID}}
	if err := actor.Check(access.TeamRead, scope); err != nil {
		return t, err
	}
	answer := actor.Ask(access.TestListWrite, scope)
	t.MayWrite, t.WhoMay = answer.Yes, answer.Who
	return t, fillTeamTests(ctx, tx, &t)
}

// ChangeTeamTests gives a team another list for apps that are registered from now on; apps that are there keep theirs. An
// empty list goes back to the one that ships. A lead of the team may, or an admin. Kinds: Invalid, NotFound, Forbidden.
func (s *Service) ChangeTeamTests(ctx context.Context, actor access.Actor, slug string, typed []string) error {
	titles, problem := readTitles(typed)
	return s.log.Change(ctx, actor, audit.TestListChanged, func(tx *audit.Tx) (audit.Entry, error) {
		t, err := teamTests(ctx, tx, actor, slug)
		if err != nil {
			return audit.Entry{}, err
		}
		entry := audit.Entry{Subject: subject("team", t.TeamID), TeamID: t.TeamID, Before: testListEvent{len(t.Titles)}}
		if err := actor.Check(access.TestListWrite, access.Scope{TeamIDs: []string{t.TeamID}}); err != nil {
			return entry, err
		}
		if problem != nil {
			return entry, problem
		}
		if slices.Equal(titles, t.Titles) || len(titles) == 0 && !t.Own {
			return entry, audit.ErrNoChange
		}
		if _, err := queries(tx).TeamTestListEnd(ctx, t.TeamID, ptr(s.now())); err != nil {
			return entry, postgres.Translate(err)
		}
		if len(titles) == 0 {
			entry.After = testListEvent{len(DefaultTests())}
			return entry, nil
		}
		entry.After = testListEvent{len(titles)}
		return entry, insertTeamTests(ctx, tx, t.TeamID, titles, actor.ID, s.now())
	})
}

// readTitles keeps each test once, without empty lines.
func readTitles(typed []string) ([]string, error) {
	var titles []string
	for i, title := range typed {
		title = strings.TrimSpace(title)
		if title == "" || slices.Contains(titles, title) {
			continue
		}
		if utf8.RuneCountInString(title) > maxTitle {
			return nil, apperr.Field("titles", fmt.Sprintf("Line %d is longer than %d characters.", i+1, maxTitle))
		}
		titles = append(titles, title)
	}
	if len(titles) > maxTests {
		return nil, apperr.Field("titles", fmt.Sprintf("A list has at most %d tests.", maxTests))
	}
	return titles, nil
}

// testsToBegin is the list that a new app of a team begins with.
func testsToBegin(ctx context.Context, tx pgx.Tx, teamID string) ([]string, error) {
	t := TeamTests{TeamID: teamID, Titles: DefaultTests()}
	if teamID == "" {
		return t.Titles, nil
	}
	err := fillTeamTests(ctx, tx, &t)
	return t.Titles, err
}

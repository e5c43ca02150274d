package board

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/postgres"
)

// Service reads boards. It is safe for concurrent use.
type Service struct {
	db       *postgres.DB
	journeys *journey.Service
	now      func() time.Time
}

// New makes a Service; journeys knows the editions that people walk.
func New(log *audit.Log, journeys *journey.Service, now func() time.Time) *Service {
	return &Service{db: log.DB(), journeys: journeys, now: now}
}

// TeamLine is one team in a list.
type TeamLine struct {
	Team
	Leads      []string
	Developers int
}

// Teams lists the teams that the actor may open: their own, or all for auditors and admins. Kind: Unauthenticated.
func (s *Service) Teams(ctx context.Context, actor access.Actor) ([]TeamLine, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return nil, err
	}
	var lines []TeamLine
	err := s.db.Read(ctx, func(tx pgx.Tx) (err error) {
		lines, err = listTeams(ctx, tx, actor.May(access.BoardRead, access.Scope{}), actor.Teams())
		return err
	})
	return lines, err
}

// Team reads the board of a team. However many developers it has, it takes the same few round trips. Kinds: NotFound, for a
// team that does not exist and for one that the actor may not see.
func (s *Service) Team(ctx context.Context, actor access.Actor, slug string, f Filter) (Board, error) {
	var b Board
	err := s.db.Read(ctx, func(tx pgx.Tx) error {
		team, err := s.open(ctx, tx, actor, slug)
		if err != nil {
			return err
		}
		people, err := developersOf(ctx, tx, team.ID)
		if err != nil {
			return err
		}
		all, err := s.load(ctx, tx, people)
		if err != nil {
			return err
		}
		ed := prevailing(all, s.journeys.Edition(""))
		f.of(ed)
		b = assemble(team, ed, all, f, s.reader(actor, team))
		b.CompanyKnown, err = companyKnown(ctx, tx)
		return err
	})
	return b, err
}

// Member is one developer, as the actor may see them.
type Member struct {
	Developer
	Team    Team
	Edition journey.Edition
	Today   journey.Day
	History []Happening
	// CanConfirm and CanNudge hold for this person; CanAnswer that the actor may close what they are stuck on. Leads says that the
	// actor's word is a lead's, which some steps ask for.
	CanConfirm, CanNudge, CanAnswer, Leads bool
	// Limited is for a co-worker: names and progress only, and what they confirmed themselves.
	Limited bool
	// Own says that the actor looks at themselves.
	Own bool
}

// Member reads one developer of a team. Kinds: NotFound for somebody who is not a developer of the team, and for a team that
// the actor may not see. A co-worker of the same team sees the steps and how well they are known, and nothing else.
func (s *Service) Member(ctx context.Context, actor access.Actor, slug, memberID string) (Member, error) {
	var m Member
	err := s.db.Read(ctx, func(tx pgx.Tx) error {
		team, err := s.open(ctx, tx, actor, slug)
		if err != nil {
			return err
		}
		people, err := developersOf(ctx, tx, team.ID)
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.ID == memberID {
				m, err = s.member(ctx, tx, actor, team, p)
				return err
			}
		}
		return apperr.Missing()
	})
	return m, err
}

func (s *Service) member(ctx context.Context, tx pgx.Tx, actor access.Actor, team Team, p journey.Person) (Member, error) {
	scope := access.Scope{MemberID: p.ID, TeamIDs: []string{team.ID}}
	if err := actor.Check(access.TeamRead, scope); err != nil {
		return Member{}, err
	}
	all, err := s.load(ctx, tx, []journey.Person{p})
	if err != nil {
		return Member{}, err
	}
	m := Member{Developer: all[0], Team: team, Edition: all[0].Edition, Today: s.today(actor), History: all[0].History(all[0].Edition)}
	m.CanConfirm, m.Leads = actor.May(access.JourneyAttest, scope), actor.May(access.JourneyConfirm, scope)
	m.CanNudge = actor.May(access.JourneyNudge, scope)
	m.Own = p.ID == actor.ID
	m.CanAnswer = m.CanNudge || m.Own
	if m.Limited = !actor.May(access.JourneyRead, scope); m.Limited {
		m.limit(actor.ID)
	}
	return m, nil
}

// open finds the team and asks whether the actor may see its board. A foreign team and a missing one answer alike.
func (s *Service) open(ctx context.Context, tx pgx.Tx, actor access.Actor, slug string) (Team, error) {
	team, err := teamBySlug(ctx, tx, slug)
	if err != nil {
		return Team{}, err
	}
	return team, actor.Check(access.BoardRead, access.Scope{TeamIDs: []string{team.ID}})
}

func (s *Service) load(ctx context.Context, tx pgx.Tx, people []journey.Person) ([]Developer, error) {
	ids := make([]string, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	facts, err := journey.LoadFacts(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	editions, err := s.editions(ctx, tx, people, facts)
	if err != nil {
		return nil, err
	}
	return evaluate(editions, people, facts, s.now()), nil
}

func (s *Service) reader(actor access.Actor, team Team) reader {
	scope := access.Scope{TeamIDs: []string{team.ID}}
	return reader{
		id:        actor.ID,
		full:      actor.May(access.JourneyRead, scope),
		canAct:    actor.May(access.JourneyConfirm, scope),
		canInvite: actor.May(access.PeopleInvite, scope),
		canSupply: actor.May(access.LinkSupply, access.Scope{}),
		today:     s.today(actor),
	}
}

// today is the day in the reader's zone.
func (s *Service) today(actor access.Actor) journey.Day {
	return journey.DayOf(s.now(), make(journey.Zones).Get(actor.TimeZone))
}

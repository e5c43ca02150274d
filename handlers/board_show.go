package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"portico/internal/apperr"
	"portico/internal/board"
	view "portico/views/board"
	"portico/views/components"
)

// teamsList shows the teams that the actor may open; who may open one alone goes straight to its board.
func (s *Server) teamsList(c *call) error {
	teams, err := s.Boards.Teams(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	if len(teams) == 1 {
		return c.redirect(boardAddress{slug: teams[0].Slug}.path())
	}
	return c.render(http.StatusOK, view.TeamsPage(c.frame("Teams"), teamsView(teams, c.actor.Admin)))
}

func teamsView(teams []board.TeamLine, mayMake bool) view.Teams {
	var m view.Teams
	for _, t := range teams {
		m.Rows = append(m.Rows, view.TeamRow{
			Name: t.Name, URL: boardAddress{slug: t.Slug}.path(),
			Leads: boardDash(strings.Join(t.Leads, ", ")), Developers: strconv.Itoa(t.Developers),
		})
	}
	if len(teams) > 0 {
		return m
	}
	m.Empty = &components.EmptyModel{
		Kind: components.EmptyNoRight, Title: "You are in no team yet",
		Text: "An admin can add you to a team. Its board then stands here.",
	}
	if mayMake {
		m.Empty = &components.EmptyModel{
			Kind: components.EmptyFirstUse, Title: "There is no team yet",
			Text:    "A team holds the developers who go through the procedure together, and their lead.",
			Actions: []components.ButtonModel{{Text: "Make a team", Kind: "primary", URL: "/people"}},
		}
	}
	return m
}

// boardShow shows the board of a team, and beside it the developer whom ?member= names.
func (s *Server) boardShow(c *call) error {
	b, address, err := s.board(c)
	if err != nil {
		return err
	}
	m := s.boardModel(c, b, address)
	if err := s.addProofs(c, b, m.Needs); err != nil {
		return err
	}
	if key := c.query(boardSupply); key != "" && b.CanSupply {
		m.Supply = supplyView(b, address, key, c.once())
	}
	if id := c.query(boardMember); id != "" && b.Full {
		member, err := s.Boards.Member(c.ctx(), c.actor, b.Team.Slug, id)
		if err != nil {
			return err
		}
		drawer := s.personView(c, member, address)
		m.Drawer = &drawer
	}
	return c.render(http.StatusOK, view.Page(c.frame("Board, "+b.Team.Name), m))
}

// addProofs puts the proofs that wait for the reader's word about another account into what needs them, before all else.
func (s *Server) addProofs(c *call, b board.Board, needs *view.Queue) error {
	if needs == nil {
		return nil
	}
	all, err := s.Proofs.ForTeam(c.ctx(), c.actor, b.Team.ID)
	if err != nil || len(all) == 0 {
		return err
	}
	items := make([]view.QueueItem, 0, len(all)+len(needs.Items))
	for _, p := range all {
		title := p.MemberName + " signed in as another account"
		items = append(items, view.QueueItem{
			Title: title, Line: p.AppName + ": is " + p.SeenAs + " the same person?",
			Action: components.ButtonModel{Text: "Decide", Kind: "primary", Size: "small", URL: "/proofs/" + p.ID, Label: "Decide: " + title},
		})
	}
	if needs.Count > 0 {
		items = append(items, needs.Items...)
	}
	needs.Items, needs.Count = items, needs.Count+len(all)
	return nil
}

func (s *Server) boardModel(c *call, b board.Board, a boardAddress) view.Model {
	m := boardView(b, a, boardReader{now: s.Now(), zone: c.location(), self: c.actor.ID})
	m.Dead = c.deadLinksView(b.DeadLinks, s.Now())
	return m
}

// memberShow shows one developer's way on a page of its own.
func (s *Server) memberShow(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	member, err := s.Boards.Member(c.ctx(), c.actor, c.Param("slug"), id)
	if err != nil {
		return err
	}
	p := s.personView(c, member, boardAddress{slug: member.Team.Slug})
	return c.render(http.StatusOK, view.PersonPage(c.frame(member.Full()), p))
}

// board reads the board that the address asks for.
func (s *Server) board(c *call) (board.Board, boardAddress, error) {
	f := board.ParseFilter(c.query(boardStatus), c.query(boardStep), c.query(boardQuery), c.query(boardGroup))
	slug := c.Param("slug")
	if slug == "" {
		return board.Board{}, boardAddress{}, apperr.Missing()
	}
	b, err := s.Boards.Team(c.ctx(), c.actor, slug, f)
	return b, newBoardAddress(c, slug, f), err
}

func boardDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

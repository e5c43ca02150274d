package handlers

import (
	"net/http"
	"strings"

	"portico/internal/people"
	"portico/internal/privacy"
	view "portico/views/people"
)

// personEraseShow is the page that says what an erasure takes away, what stays and what is in its way.
func (s *Server) personEraseShow(c *call) error {
	m, err := s.eraseModel(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, view.EraseView(m))
}

func (s *Server) eraseModel(c *call) (view.Erase, error) {
	id, err := c.pathID("id")
	if err != nil {
		return view.Erase{}, err
	}
	e, err := s.Privacy.Erasure(c.ctx(), c.actor, id)
	if err != nil {
		return view.Erase{}, err
	}
	m := view.NewErase(e.Person.Email)
	m.Frame, m.ID, m.Name, m.Label, m.Once = c.frame("Erase "+e.Person.Name), id, e.Person.Name, privacy.Label(id), c.once()
	m.Frame.Width = "reading"
	switch {
	case !e.Person.ErasedAt.IsZero():
		m.WhyNot = "This person was erased already."
	case e.Self:
		m.WhyNot = "You cannot erase yourself. Another admin can."
	}
	for _, o := range e.Obstacles {
		m.Obstacles = append(m.Obstacles, obstacleLink(o))
	}
	return m, nil
}

// obstacleLink says one thing that is open, and leads to where it is ended.
func obstacleLink(o privacy.Obstacle) view.Obstacle {
	switch o.Kind {
	case privacy.OpenRole:
		text := "Role: " + people.Role(o.Role).Label()
		if o.Name != "" {
			text += ", " + o.Name
		}
		return view.Obstacle{Text: text, URL: "/people/" + o.ID}
	case privacy.OpenGrant:
		who := "as freelance"
		if o.Name != "" {
			who = "for " + o.Name
		}
		return view.Obstacle{Text: "Developer permission in " + o.Environment + " " + who, URL: "/ledger/grants/" + o.ID}
	case privacy.OpenCompanyRole:
		return view.Obstacle{Text: strings.ToUpper(o.Role[:1]) + o.Role[1:] + " of " + o.Name + ", " + o.Environment, URL: "/companies/" + o.ID}
	case privacy.OpenRequest:
		return view.Obstacle{Text: "Named in the open production request for " + o.Name, URL: "/apps/" + o.ID + "/production"}
	default:
		return view.Obstacle{Text: "Owner of the app " + o.Name + ", " + o.Environment, URL: "/apps/" + o.ID}
	}
}

// personErase erases a person for good.
func (s *Server) personErase(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Email  string `form:"email" max:"400"`
		Reason string `form:"reason"`
	}
	if err = c.bind(&in); err == nil {
		err = s.Privacy.Erase(c.ctx(), c.actor, privacy.EraseMember{MemberID: id, Email: in.Email, Reason: in.Reason})
	}
	if err == nil {
		c.flash("done", "This person is erased.")
		return c.redirect("/people/" + id)
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m, err := s.eraseModel(c)
	if err != nil {
		return err
	}
	if m.WhyNot == "" {
		m.Problem = wholeProblem(fields, message)
	}
	m.Email.Value, m.Reason.Value = in.Email, in.Reason
	m.Email.Error, m.Reason.Error = fields["email"], fields["reason"]
	return c.render(status, view.EraseView(m))
}

package handlers

import (
	"fmt"
	"net/http"
	"time"

	"portico/internal/apperr"
	"portico/internal/board"
	"portico/internal/permission"
	"portico/views/components"
	view "portico/views/people"
)

// personLeaving is what somebody holds, as a list of removal work.
func (s *Server) personLeaving(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	return s.renderLeaving(c, http.StatusOK, id, func(*view.Leaving) {})
}

func (s *Server) renderLeaving(c *call, status int, id string, change func(*view.Leaving)) error {
	l, err := s.Boards.Leaving(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	m := leavingPage(l, grantReader{zone: c.location(), now: s.Now()})
	m.Once = c.once()
	if m.HandOver, err = s.leavingHandOver(c, l); err != nil {
		return err
	}
	change(&m)
	m.Frame = c.frame(m.Title)
	m.Frame.Width = "reading"
	return c.render(status, view.LeavingView(m))
}

// personLeavingDecide decides the removal of everything that somebody holds.
func (s *Server) personLeavingDecide(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		DecidedOn string `form:"decided_on"`
		Reason    string `form:"reason"`
		DueBy     string `form:"due_by"`
		DueOn     string `form:"due_on"`
	}
	decided := 0
	if err = c.bind(&in); err == nil {
		decided, err = s.Permissions.DecideAll(c.ctx(), c.actor, permission.DecideAll{
			MemberID: id, On: in.DecidedOn, Reason: in.Reason, DueBy: in.DueBy, DueOn: in.DueOn,
		})
	}
	fields, message, status, ok := fieldErrors(err)
	switch {
	case ok:
		return s.renderLeaving(c, status, id, func(m *view.Leaving) {
			m.Problem = wholeProblem(fields, message)
			f := &m.Form
			f.On.Value, f.Reason.Value, f.DueOn.Value = in.DecidedOn, in.Reason, in.DueOn
			f.DueBy.Options = choose(f.DueBy.Options, in.DueBy)
			f.On.Error, f.Reason.Error, f.DueBy.Error, f.DueOn.Error = fields["decided_on"], fields["reason"], fields["due_by"], fields["due_on"]
		})
	case err != nil:
		return err
	}
	if decided > 0 {
		c.flash("done", "Decided: "+countOf(decided, "permission", "permissions")+" must go. Each is an open risk until it is gone and somebody else confirms that.")
	}
	return c.redirect("/people/" + id + "/leaving")
}

// peopleLeft lists who left and still holds something.
func (s *Server) peopleLeft(c *call) error {
	all, err := s.Boards.LeftWithOpenWork(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	m := view.Left{Frame: c.frame("Left, with open work"), Eyebrow: peopleEyebrow(c.actor)}
	m.Frame.Width = "reading"
	for _, p := range all {
		row := view.LeftPerson{Name: p.Name, Email: p.Email, URL: "/people/" + p.ID + "/leaving", Left: components.Day(p.LeftAt, s.Now(), c.location())}
		if p.Permissions > 0 {
			row.Permissions = countOf(p.Permissions, "permission", "permissions")
		}
		if p.Others > 0 {
			row.Others = countOf(p.Others, "other thing", "other things")
		}
		m.People = append(m.People, row)
	}
	if len(all) == board.MostLeft {
		m.More = fmt.Sprintf("The last %d are listed.", board.MostLeft)
	}
	return c.render(http.StatusOK, view.LeftView(m))
}

// leftChip leads from the list of people to those who left and still hold something; nil where there are none.
func (s *Server) leftChip(c *call) ([]components.ChipModel, error) {
	all, err := s.Boards.LeftWithOpenWork(c.ctx(), c.actor)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	n := fmt.Sprint(len(all))
	if len(all) == board.MostLeft {
		n += "+"
	}
	return []components.ChipModel{{Text: "Left, with open work", Count: n, URL: "/people/leaving"}}, nil
}

// leavingLink says on a person's page what they hold; nothing to who may not read it.
func (s *Server) leavingLink(c *call, id string) (view.LeavingLink, error) {
	l, err := s.Boards.Leaving(c.ctx(), c.actor, id)
	if apperr.Is(err, apperr.NotFound) {
		return view.LeavingLink{}, nil
	}
	if err != nil {
		return view.LeavingLink{}, err
	}
	link := view.LeavingLink{Title: "If they leave", Link: "What " + l.Name + " holds"}
	would := "would have to be removed or handed over"
	if !l.LeftAt.IsZero() {
		link.Title, would = "What they left", map[bool]string{true: "is still open", false: "are still open"}[l.Open() == 1]
	}
	switch open, alone := l.Open(), l.Alone(); {
	case open == 0:
		link.Line = "Nothing is left that only " + l.Name + " holds, and nothing is left to remove."
	case alone == 0:
		link.Line = countOf(open, "thing ", "things ") + would + ". Nothing of it is held by " + l.Name + " alone."
	default:
		link.Line = countOf(open, "thing ", "things ") + would + fmt.Sprintf(", %d of which only %s holds.", alone, l.Name)
	}
	return link, nil
}

// personDisable closes an account and leads to what the person still holds.
func (s *Server) personDisable(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	if err = c.bind(&struct{}{}); err == nil {
		err = s.People.DisableMember(c.ctx(), c.actor, id)
	}
	if err != nil {
		return s.personAgain(c, err, nil)
	}
	c.flash("done", "The account is disabled, and every session of it has ended. This is what is left to see to.")
	return c.redirect("/people/" + id + "/leaving")
}

// todayIn is the day in the reader's zone, as forms write it.
func todayIn(r grantReader) string { return r.now.In(r.zone).Format(time.DateOnly) }

package handlers

import (
	"net/http"
	"strconv"

	"portico/internal/apperr"
	"portico/internal/privacy"
	"portico/views/components"
	view "portico/views/settings"
)

// settingsShow is the page of what an admin decides for the whole installation: its numbers, and how long data is kept.
func (s *Server) settingsShow(c *call) error {
	m, err := s.settingsModel(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, view.View(m))
}

func (s *Server) settingsModel(c *call) (view.Page, error) {
	list, err := s.Privacy.Retentions(c.ctx(), c.actor)
	if err != nil {
		return view.Page{}, err
	}
	m := view.Page{Frame: c.frame("Settings"), Once: formFamily(c)}
	m.Frame.Width = "reading"
	if m.Numbers, err = s.settingNumbers(c); err != nil {
		return view.Page{}, err
	}
	for _, r := range list {
		fewest, most, forEver := r.Class.Bounds()
		class := view.NewClass(string(r.Class), r.Days, fewest, most, forEver)
		if !r.ChangedAt.IsZero() {
			class.Changed = "Changed " + components.Day(r.ChangedAt, s.Now(), c.location()).Shown + " by " + r.ChangedBy
		}
		m.Classes = append(m.Classes, class)
	}
	return m, nil
}

// settingsRetention changes how long a class of data is kept; no days is for ever.
func (s *Server) settingsRetention(c *call) error {
	class := privacy.Class(c.Param("class"))
	var in struct {
		Days string `form:"days" max:"20"`
	}
	err := c.bind(&in)
	if err == nil {
		var days int
		if days, err = retentionDays(in.Days); err == nil {
			err = s.Privacy.ChangeRetention(c.ctx(), c.actor, privacy.ChangeRetention{Class: class, Days: days})
		}
	}
	if err == nil {
		c.flash("done", "Saved.")
		return c.redirect("/settings#" + string(class))
	}
	fields, _, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m, err := s.settingsModel(c)
	if err != nil {
		return err
	}
	known := false
	for i := range m.Classes {
		if m.Classes[i].Key == string(class) {
			known = true
			m.Classes[i].Days.Value, m.Classes[i].Days.Error = in.Days, fields["days"]
		}
	}
	if !known {
		return apperr.Missing()
	}
	return c.render(status, view.View(m))
}

// retentionDays reads a number of days; none is for ever. A nought means nothing here and is refused.
func retentionDays(text string) (int, error) {
	if text == "" {
		return privacy.ForEver, nil
	}
	days, err := strconv.Atoi(text)
	if err != nil || days <= 0 {
		return 0, apperr.Field("days", "Say a whole number of days.")
	}
	return days, nil
}

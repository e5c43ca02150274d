package handlers

import (
	"strconv"

	"portico/internal/apperr"
	"portico/internal/setting"
	"portico/views/components"
	view "portico/views/settings"
)

// settingsValue changes one number.
func (s *Server) settingsValue(c *call) error {
	key := setting.Key(c.Param("key"))
	if _, known := setting.Of(key); !known {
		return apperr.Missing()
	}
	var in struct {
		Value string `form:"value" max:"20"`
	}
	err := c.bind(&in)
	if err == nil {
		var value int
		if value, err = strconv.Atoi(in.Value); err != nil {
			err = apperr.Field("value", "Say a whole number.")
		} else {
			err = s.Settings.Change(c.ctx(), c.actor, setting.Change{Key: key, Value: value})
		}
	}
	if err == nil {
		c.flash("done", "Saved.")
		return c.redirect("/settings#" + string(key))
	}
	fields, _, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m, err := s.settingsModel(c)
	if err != nil {
		return err
	}
	for i := range m.Numbers {
		if m.Numbers[i].Key == string(key) {
			m.Numbers[i].Field.Value, m.Numbers[i].Field.Error = in.Value, fields["value"]
		}
	}
	return c.render(status, view.View(m))
}

// settingNumbers are the numbers that an admin may change, as the page shows them.
func (s *Server) settingNumbers(c *call) ([]view.Number, error) {
	list, err := s.Settings.List(c.ctx(), c.actor)
	if err != nil {
		return nil, err
	}
	numbers := make([]view.Number, 0, len(list))
	for _, one := range list {
		n := view.NewNumber(string(one.Key), one.Title, one.Text, one.Unit, one.Say(one.Value), one.Value, one.Least, one.Most, one.Default)
		if !one.ChangedAt.IsZero() {
			n.Changed = "Changed " + components.Day(one.ChangedAt, s.Now(), c.location()).Shown + " by " + one.ChangedBy
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}

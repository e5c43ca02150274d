package handlers

import "portico/internal/oauthapp"

// appSecret records when the secret was made anew and when it is to be; the secret itself has no field.
func (s *Server) appSecret(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		RotatedOn string `form:"rotated_on"`
		RotateBy  string `form:"rotate_by"`
		Version   int    `form:"version"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Apps.PlanRotation(c.ctx(), c.actor, oauthapp.Rotation{AppID: id, Version: in.Version, RotatedOn: in.RotatedOn, RotateBy: in.RotateBy})
	}
	if err != nil {
		return s.returnApp(c, id, appCameBack{form: "rotated_on", typed: map[string]string{"rotated_on": in.RotatedOn, "rotate_by": in.RotateBy}}, err)
	}
	c.flash("done", "The days of the secret are recorded.")
	return c.redirect("/apps/" + id + "#secret")
}

// appDomain records how the domain of a service app stands.
func (s *Server) appDomain(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		AskedOn   string `form:"asked_on"`
		MadeOn    string `form:"made_on"`
		Reference string `form:"reference"`
		Version   int    `form:"version"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Apps.TellDomain(c.ctx(), c.actor, oauthapp.ServiceDomain{
			AppID: id, Version: in.Version, AskedOn: in.AskedOn, MadeOn: in.MadeOn, Reference: in.Reference,
		})
	}
	if err != nil {
		typed := map[string]string{"asked_on": in.AskedOn, "made_on": in.MadeOn, "reference": in.Reference}
		return s.returnApp(c, id, appCameBack{form: "asked_on", typed: typed}, err)
	}
	c.flash("done", "Recorded. While Avaya’s support works on it, the days are Avaya’s.")
	return c.redirect("/apps/" + id + "#service")
}

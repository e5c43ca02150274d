package handlers

// appOwnerAdd names a further owner.
func (s *Server) appOwnerAdd(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Member string `form:"member"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Apps.AddOwner(c.ctx(), c.actor, id, in.Member)
	}
	if err != nil {
		return s.returnApp(c, id, appCameBack{form: "member"}, err)
	}
	c.flash("done", "They own the app too.")
	return c.redirect("/apps/" + id)
}

// appOwnerAccept accepts that somebody shares the app.
func (s *Server) appOwnerAccept(c *call) error {
	return s.appPart(c, "owner", func(id, owner string) error {
		if err := s.Apps.AcceptShared(c.ctx(), c.actor, id, owner); err != nil {
			return err
		}
		c.flash("done", "They share the app now.")
		return c.redirect("/apps/" + id)
	})
}

// appOwnerEnd takes an owner from an app; somebody who leaves may not see it any more.
func (s *Server) appOwnerEnd(c *call) error {
	return s.appPart(c, "owner", func(id, owner string) error {
		if err := s.Apps.EndOwner(c.ctx(), c.actor, id, owner); err != nil {
			return s.returnApp(c, id, appCameBack{form: "member"}, err)
		}
		c.flash("done", "The owner is taken away. It stays in the trail.")
		if _, err := s.Apps.Get(c.ctx(), c.actor, id); err != nil {
			return c.redirect("/apps")
		}
		return c.redirect("/apps/" + id)
	})
}

// appPart reads the path of a part of an app and a form without fields.
func (s *Server) appPart(c *call, name string, do func(id, part string) error) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	part, err := c.pathID(name)
	if err != nil {
		return err
	}
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	return do(id, part)
}

package handlers

import (
	"net/http"

	"portico/internal/oauthapp"
)

// appTestAdd puts a test on the list.
func (s *Server) appTestAdd(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Title string `form:"title"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Apps.AddTest(c.ctx(), c.actor, id, in.Title)
	}
	if err != nil {
		return s.returnApp(c, id, appCameBack{form: "title", typed: map[string]string{"title": in.Title}}, err)
	}
	c.flash("done", "The test is on the list.")
	return c.redirect("/apps/" + id + "#tests")
}

// appTestDecide gives a test its result.
func (s *Server) appTestDecide(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	test, err := c.pathID("test")
	if err != nil {
		return err
	}
	var in struct {
		Result  string `form:"result"`
		Note    string `form:"note"`
		Version int    `form:"version"`
	}
	err = c.bind(&in)
	if err == nil {
		result := in.Result
		if result == "open" {
			result = oauthapp.Open
		} else if result == "" {
			result = "none" // no answer is no result: the feature says so beside the field
		}
		err = s.Apps.DecideTest(c.ctx(), c.actor, oauthapp.DecideTest{AppID: id, TestID: test, Version: in.Version, Result: result, Note: in.Note})
	}
	if err != nil {
		came := appCameBack{form: "note", test: test, typed: map[string]string{"result": in.Result, "note": in.Note}}
		return s.returnApp(c, id, came, err)
	}
	return c.redirect("/apps/" + id + "#test-" + test)
}

// appTestRemove takes a test from the list.
func (s *Server) appTestRemove(c *call) error {
	return s.appPart(c, "test", func(id, test string) error {
		if err := s.Apps.RemoveTest(c.ctx(), c.actor, id, test); err != nil {
			return err
		}
		c.flash("done", "The test is off the list. It stays in the trail.")
		return c.redirect("/apps/" + id + "#tests")
	})
}

// appCommit says that the team commits to deploy.
func (s *Server) appCommit(c *call) error {
	return s.appCommitment(c, "Signed. The commitment to deploy stands, and with it your word on the tests.", func(id string) error { return s.Apps.Commit(c.ctx(), c.actor, id) })
}

// appCommitWithdraw takes the commitment back.
func (s *Server) appCommitWithdraw(c *call) error {
	return s.appCommitment(c, "The commitment is taken back.", func(id string) error { return s.Apps.WithdrawCommit(c.ctx(), c.actor, id) })
}

func (s *Server) appCommitment(c *call, done string, change func(id string) error) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	if err := change(id); err != nil {
		if _, message, status, ok := fieldErrors(err); ok && status == http.StatusConflict {
			return s.renderApp(c, status, id, &appCameBack{form: "commitment", errors: map[string]string{"commitment": message}})
		}
		return err
	}
	c.flash("done", done)
	return c.redirect("/apps/" + id)
}

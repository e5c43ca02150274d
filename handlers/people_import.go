package handlers

import (
	"io"
	"mime/multipart"
	"net/http"

	"portico/internal/apperr"
	"portico/internal/people"
	"portico/internal/secret"
	view "portico/views/people"
)

type importForm struct {
	List     string                `form:"list" max:"1048576"`
	File     *multipart.FileHeader `form:"file"`
	Do       string                `form:"do"`
	WithLook bool                  `form:"with_look"`
}

// peopleImportNew asks for a list.
func (s *Server) peopleImportNew(c *call) error {
	return s.renderImport(c, http.StatusOK, importForm{}, nil, "")
}

// peopleImport does one of three things with a list: check shows every row's fate and writes nothing, invite invites the good
// rows, others gives the rest as a file. The list travels with the page, so nothing is kept between the two.
func (s *Server) peopleImport(c *call) error {
	var in importForm
	err := c.bind(&in)
	if err == nil {
		in.List, err = listOf(in)
	}
	if err == nil {
		err = s.importDo(c, in)
	}
	if fields, message, status, ok := fieldErrors(err); ok {
		return s.renderImport(c, status, in, fields, wholeProblem(fields, message))
	}
	return err
}

func (s *Server) importDo(c *call, in importForm) error {
	switch in.Do {
	case "invite":
		return s.importInvite(c, in)
	case "others":
		return s.importOthers(c, in)
	}
	check, err := s.People.CheckImport(c.ctx(), c.actor, in.List)
	if err != nil {
		return err
	}
	m := checkModel(check)
	m.Frame, m.List, m.Once = c.frame("Import a list"), in.List, c.once()
	m.Frame.Width = "reading"
	return c.render(http.StatusOK, view.CheckView(m))
}

// listOf is the uploaded file where there is one, else what was pasted.
func listOf(in importForm) (string, error) {
	if in.File == nil || in.File.Size == 0 {
		return in.List, nil
	}
	if in.File.Size > people.MaxImportBytes {
		return "", apperr.Field("file", "The file is larger than 1 MB. Split it.")
	}
	file, err := in.File.Open()
	if err != nil {
		return "", apperr.Wrap(apperr.Invalid, "The file could not be read. Choose it again.", err)
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, people.MaxImportBytes+1))
	if err != nil {
		return "", apperr.Wrap(apperr.Invalid, "The file could not be read. Choose it again.", err)
	}
	if secret.In(string(body)) {
		return "", apperr.Field("file", secret.Advice)
	}
	return string(body), nil
}

func (s *Server) importInvite(c *call, in importForm) error {
	rows, err := s.People.CommitImport(c.ctx(), c.actor, in.List, in.WithLook)
	if err != nil {
		return err
	}
	m := view.Done{Frame: c.frame("Import a list"), List: in.List}
	m.Frame.Width = "reading"
	invited := 0
	for _, r := range rows {
		if r.Invited.ID == "" {
			m.Left = append(m.Left, checkRow(r.CheckedRow))
			continue
		}
		invited++
		if !r.Invited.ByMail {
			m.Links = append(m.Links, view.DoneRow{Name: r.Name, Email: r.Email, URL: s.BaseURL + "/invitations/" + r.Invited.Token})
		}
	}
	m.Title = counted(invited, "person is invited", "people are invited")
	m.Text = "Each has a link of their own. It works once, for their address only."
	if invited > 0 && len(m.Links) == 0 {
		m.Text = "Their mails are on the way."
	}
	if invited == 0 {
		m.Title = "Nobody is invited"
		m.Text = "Nothing was sent. The reason stands beside each row."
	}
	return c.render(http.StatusOK, view.DoneView(m))
}

// importOthers gives the rows that are not good as a file: mended, it can be imported again.
func (s *Server) importOthers(c *call, in importForm) error {
	check, err := s.People.CheckImport(c.ctx(), c.actor, in.List)
	if err != nil {
		return err
	}
	out := c.csvAnswer("not-imported.csv")
	if err := out.Row("name", "email", "team", "role", "reason"); err != nil {
		return err
	}
	for _, r := range check.Rows {
		if r.Fate == people.Good {
			continue
		}
		if err := out.Row(r.Name, r.Email, r.Team, r.Role, r.Reason); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (s *Server) renderImport(c *call, status int, in importForm, fields map[string]string, problem string) error {
	teams, err := s.teamsToInviteInto(c)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(teams))
	for _, t := range teams {
		names = append(names, t.Name)
	}
	m := view.NewImport(names)
	m.Frame, m.Problem = c.frame("Import a list"), problem
	m.Frame.Width = "reading"
	m.List.Value, m.List.Error, m.File.Error = in.List, fields["list"], fields["file"]
	return c.render(status, view.ImportView(m))
}

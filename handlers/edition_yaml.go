package handlers

import (
	"io"
	"mime/multipart"
	"net/http"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/journey"
	"portico/internal/secret"
	"portico/views/components"
	view "portico/views/edition"
)

// editionYAML is a draft as one text, for whoever knows YAML.
func (s *Server) editionYAML(c *call) error {
	return s.renderYAML(c, "", 0, nil, "", http.StatusOK)
}

func (s *Server) renderYAML(c *call, typed string, version int, fields map[string]string, message string, status int) error {
	_, m, problems, err := s.draft(c)
	if err != nil {
		return err
	}
	if typed == "" {
		typed, version = m.Source, m.Version
	} else {
		_, problems = journey.ParseEdition(typed)
	}
	area := components.FieldModel{ID: "source", Name: "source", Label: "The edition as YAML", Value: typed, Error: fields["source"], Rows: 28, Mono: true, Required: true}
	p := view.FormPage{
		Frame: c.readingFrame("YAML of " + m.Title), Eyebrow: []string{m.Ref(), "Draft"}, Title: m.Title, Tabs: editionTabs(m, "yaml", c.actor),
		Lede: "The whole edition as text. What is not whole yet is kept, as long as it can be read; publishing asks for all of it.",
		Form: view.Form{
			ID: "yaml", Action: "/journeys/" + m.Key + "/yaml", Once: c.once(), Hidden: []components.Hidden{{Name: "version", Value: itoa(version)}},
			Groups: []view.Group{{Fields: []view.Control{view.Area(area)}}}, Button: components.ButtonModel{Text: "Save the text", Kind: "primary"}, Cancel: "/journeys/" + m.Key + "/edit",
		},
	}
	if message != "" {
		p.Summary.Title = message
		if fields["source"] != "" {
			p.Summary.Errors = []components.SummaryError{{FieldID: "source", Text: fields["source"]}}
		}
	}
	for _, problem := range problems {
		p.Problems = append(p.Problems, view.Problem{Text: "Line " + itoa(problem.Line) + ": " + sentence(problem.Say)})
	}
	return c.render(status, view.OneForm(p))
}

// editionYAMLSave keeps the text of a draft.
func (s *Server) editionYAMLSave(c *call) error {
	var in struct {
		Version int    `form:"version"`
		Source  string `form:"source" max:"300000" trim:"no"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.change(c, in.Version, func(string) (string, error) { return in.Source, nil })
	}
	if err == nil {
		c.flash("done", "Saved.")
		return c.redirect("/journeys/" + c.Param("edition") + "/yaml")
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	return s.renderYAML(c, in.Source, in.Version, fields, message, status)
}

// editionImportShow asks for an edition from outside.
func (s *Server) editionImportShow(c *call) error {
	return s.renderImportEdition(c, "", nil, "", http.StatusOK)
}

func (s *Server) renderImportEdition(c *call, typed string, fields map[string]string, message string, status int) error {
	if err := c.actor.Check(access.EditionWrite, access.Scope{}); err != nil {
		return err
	}
	file := components.FieldModel{ID: "file", Name: "file", Label: "File", Type: "file", Hint: "One edition as YAML, 256 KiB at most.", Error: fields["file"]}
	area := components.FieldModel{ID: "source", Name: "source", Label: "Or the text of it", Value: typed, Error: fields["source"], Rows: 14, Mono: true}
	p := view.FormPage{
		Frame: c.readingFrame("Import an edition"), Eyebrow: []string{"Import"}, Title: "Import an edition",
		Lede: "A file that was downloaded from here or elsewhere, or written for another vendor. It comes in as a draft that only you and admins change.",
		Form: view.Form{
			ID: "import", Action: "/journeys/import", Once: c.once(), Upload: true, Groups: []view.Group{{Fields: []view.Control{view.Line(file), view.Area(area)}}},
			Button: components.ButtonModel{Text: "Import it", Kind: "primary"}, Cancel: "/journeys",
		},
	}
	p.Summary = components.Summary(file, area)
	if len(p.Summary.Errors) == 0 && message != "" {
		p.Summary.Title = message
	}
	if typed != "" && fields["source"] != "" {
		_, problems := journey.ParseEdition(typed)
		for _, problem := range problems {
			p.Problems = append(p.Problems, view.Problem{Text: "Line " + itoa(problem.Line) + ": " + sentence(problem.Say)})
		}
	}
	return c.render(status, view.OneForm(p))
}

// editionImport takes an edition in as a draft.
func (s *Server) editionImport(c *call) error {
	var in struct {
		Source string                `form:"source" max:"300000" trim:"no"`
		File   *multipart.FileHeader `form:"file"`
	}
	err := c.bind(&in)
	var ref string
	if err == nil {
		in.Source, err = editionText(in.Source, in.File)
	}
	if err == nil {
		ref, err = s.Journeys.ImportEdition(c.ctx(), c.actor, journey.ImportEdition{Source: in.Source})
	}
	if err == nil {
		c.flash("done", "Imported as a draft.")
		return c.redirect("/journeys/" + ref)
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	return s.renderImportEdition(c, in.Source, fields, message, status)
}

// editionText is the uploaded file where there is one, else what was typed.
func editionText(typed string, upload *multipart.FileHeader) (string, error) {
	if upload == nil || upload.Size == 0 {
		if trim(typed) == "" {
			return "", apperr.Field("source", "Choose a file, or paste the text of one.")
		}
		return typed, nil
	}
	if upload.Size > journey.MaxSource {
		return "", apperr.Field("file", "The file is larger than 256 KiB.")
	}
	file, err := upload.Open()
	if err != nil {
		return "", apperr.Wrap(apperr.Invalid, "The file could not be read. Choose it again.", err)
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, journey.MaxSource+1))
	if err != nil {
		return "", apperr.Wrap(apperr.Invalid, "The file could not be read. Choose it again.", err)
	}
	if secret.In(string(body)) {
		// What was sent must not come back on the page either.
		return "", apperr.Field("file", secret.Advice)
	}
	return string(body), nil
}

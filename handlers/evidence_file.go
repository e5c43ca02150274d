package handlers

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"portico/internal/apperr"
	"portico/internal/evidence"
	"portico/internal/journey"
	"portico/views/components"
)

// filePolicy is the content security policy of a file that somebody else added: it runs nothing and loads nothing.
const filePolicy = "sandbox; default-src 'none'; frame-ancestors 'none'"

// evidenceOpen answers with a file, as a download only: no browser shows it as a page of ours.
func (s *Server) evidenceOpen(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	file, body, err := s.Evidence.Open(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Disposition", attachment(file.Name))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("X-Download-Options", "noopen")
	kind := file.MediaType
	if strings.HasPrefix(kind, "text/") {
		kind += "; charset=utf-8"
	}
	return c.Blob(http.StatusOK, kind, body)
}

// attachment says under which name a browser keeps a file.
func attachment(name string) string {
	if said := mime.FormatMediaType("attachment", map[string]string{"filename": name}); said != "" {
		return said
	}
	return "attachment"
}

// evidenceWithdraw takes a file of one's own back, with a reason.
func (s *Server) evidenceWithdraw(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Reason string `form:"reason" max:"2000"`
		Back   string `form:"back"`
	}
	var file evidence.Kept
	if err = c.bind(&in); err == nil {
		file, err = s.Evidence.Withdraw(c.ctx(), c.actor, id, in.Reason)
	}
	if err != nil {
		return s.returnFile(c, id, in.Back, in.Reason, err)
	}
	c.flash("done", "The file is taken back. That it was here stays in the trail.")
	fallback := "/"
	if file.About.MemberID == c.actor.ID {
		fallback = stepSeen(file.About.StepKey)
	}
	return c.redirect(ownPath(in.Back, fallback))
}

// returnFile shows the page that the form of a file stood on again, with what is wrong.
func (s *Server) returnFile(c *call, id, back, typed string, err error) error {
	if slug, memberID, ok := memberIn(back); ok {
		return s.returnMember(c, slug, memberID, cameBack{name: "reason", key: id, typed: typed}, err)
	}
	if key, ok := s.journeyStepOf(c, back); ok {
		return s.returnJourney(c, key, map[string]string{"reason-" + id: typed}, err)
	}
	return err
}

// journeyFileAdd adds a file to a step of one's own.
func (s *Server) journeyFileAdd(c *call) error {
	key := c.Param("key")
	var in struct {
		File *multipart.FileHeader `form:"file"`
		App  string                `form:"app"`
	}
	err := c.bind(&in)
	var file evidence.Upload
	if err == nil {
		file, err = readUpload(in.File)
	}
	if err == nil {
		err = s.Journeys.AddFile(c.ctx(), c.actor, journey.AddFile{StepKey: key, AppID: in.App, File: file})
	}
	if err != nil {
		return s.returnJourney(c, key, nil, err)
	}
	c.flash("done", "The file is kept. "+aboutPicture(file))
	return c.redirect(stepSeen(key))
}

// readUpload reads a file that came with a form; none where none was chosen. The whole form is within the limit of a body.
func readUpload(h *multipart.FileHeader) (evidence.Upload, error) {
	if h == nil {
		return evidence.Upload{}, nil
	}
	file, err := h.Open()
	if err != nil {
		return evidence.Upload{}, apperr.Wrap(apperr.Invalid, "The file could not be read. Choose it again.", err)
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, maxBody))
	if err != nil {
		return evidence.Upload{}, apperr.Wrap(apperr.Invalid, "The file could not be read. Choose it again.", err)
	}
	u := evidence.Upload{Name: h.Filename, Body: body}
	// What is of no kind that is kept, or looks like a credential, is refused before anything else is asked. The size that an
	// admin allows is judged with the task.
	_, err = evidence.Check(u, maxBody)
	return u, err
}

// aboutPicture tells that a picture carries more than is seen; empty for a file that does not.
func aboutPicture(u evidence.Upload) string {
	if f, err := evidence.Check(u, maxBody); err == nil && f.Metadata {
		return "The picture carries more than is seen, such as the camera, the time or the place. It is kept as it is: take it back if that should not be here."
	}
	return "Your lead, auditors and admins can open it."
}

// fileHint says what may be added; limit is in bytes.
func fileHint(limit int) string {
	return "PDF, PNG, JPEG, TXT, LOG or CSV, up to " + evidence.Bytes(limit) + ". A picture keeps what the camera wrote into it."
}

// fileLines are the files of a step as a page lists them. back is the page to return to.
func fileLines(c *call, files []journey.EvidenceFile, today journey.Day, back string, form func(*components.TakeBackModel, string)) []components.FileModel {
	lines := make([]components.FileModel, 0, len(files))
	for _, f := range files {
		by := f.By.Full()
		if f.By.ID == c.actor.ID {
			by = "you"
		}
		line := components.FileModel{
			Name: f.Name, URL: "/evidence/" + f.ID,
			Line: evidence.Bytes(f.Size) + ", added by " + by + " on " + journey.DayOf(f.At, c.location()).Short(today) + ", SHA-256 " + f.SHA256[:12] + "…",
		}
		if f.By.ID == c.actor.ID && f.ConfirmationID == "" {
			// A file that came with a word goes with the word.
			line.TakeBack = components.NewTakeBack(f.ID, line.URL+"/withdraw", c.once()+"-"+f.ID[len(f.ID)-8:], "the file "+f.Name, back)
			form(line.TakeBack, f.ID)
		}
		lines = append(lines, line)
	}
	return lines
}

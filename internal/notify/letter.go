package notify

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	texttemplate "text/template"
	"time"
)

//go:embed letters/*.txt letters/*.html
var letterFiles embed.FS

// letter is what the templates of a mail are filled with.
type letter struct {
	Name  string
	By    string
	Team  string
	Role  string
	Email string
	Link  string
	Until string
	// Host is where this Portico lives, so that people see whom they trust.
	Host string
	// Note is a signed checkpoint of the trail over Size events; Key verifies it.
	Note string
	Size int64
	Key  string
	// Links are those that do not answer.
	Links []linkLine
}

// until writes a moment for someone whose time zone is not known.
func until(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04") + " UTC" }

// write fills the letter called name: its text, whose first line is the subject, and its HTML, in which everything that came
// from people is escaped.
func write(name string, to Mail, l letter) (Mail, error) {
	text, err := texttemplate.ParseFS(letterFiles, "letters/"+name+".txt")
	if err != nil {
		return Mail{}, fmt.Errorf("read a letter: %w", err)
	}
	html, err := template.ParseFS(letterFiles, "letters/"+name+".html")
	if err != nil {
		return Mail{}, fmt.Errorf("read a letter: %w", err)
	}
	var plain, rich bytes.Buffer
	if err := text.Execute(&plain, l); err != nil {
		return Mail{}, fmt.Errorf("write a letter: %w", err)
	}
	if err := html.Execute(&rich, l); err != nil {
		return Mail{}, fmt.Errorf("write a letter: %w", err)
	}
	to.Subject, to.Text, _ = strings.Cut(plain.String(), "\n")
	to.Text, to.HTML = strings.TrimLeft(to.Text, "\n"), rich.String()
	return to, nil
}

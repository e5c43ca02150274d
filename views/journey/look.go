package journey

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// prose writes pieces of text behind each other: only the spaces that the text itself has stand between them.
func prose(parts []Span) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		for _, p := range parts {
			text := templ.EscapeString(p.Text)
			if p.Strong {
				text = "<b>" + text + "</b>"
			}
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// shape is the icon of a status; one without a shape of its own is drawn as not started.
func shape(status string) string {
	switch status {
	case "progress", "waiting", "locked", "skipped", "done", "problem", "verified", "confirmed":
		return status
	case "self-reported":
		return "done"
	}
	return "todo"
}

// loud is the status that colours its words: finished work stays plain, so that open work stands out.
func loud(status string) string {
	switch status {
	case "waiting", "problem", "progress":
		return status
	}
	return ""
}

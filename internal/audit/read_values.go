package audit

import (
	"strings"
	"time"
)

// Value is one field of an event, before and after, as a person reads it.
type Value struct {
	Label string
	// Meaning says what the field is; empty for one that is no longer declared.
	Meaning       string
	Before, After []Part
	Changed       bool
}

// Part is a piece of a value: words, or something that has a page of its own.
type Part struct {
	Text string
	// Form and ID lead to what is named: the form of the field and the id, empty for plain words.
	Form Form
	ID   string
	// At is a moment, to be shown in the reader's zone; zero for anything else.
	At time.Time
}

// Values sets before and after side by side in words: ids by their names of today, steps by their titles, by name of field.
// step gives the title of a step by its key.
func (l Line) Values(step func(key string) string) []Value {
	kind, _ := KindOf(l.Action)
	var all []Value
	for _, d := range l.differences() {
		f, _ := kind.Field(unnumbered(d.Name))
		all = append(all, Value{
			Label: labelOf(d.Name), Meaning: f.Meaning, Changed: d.Changed(), Before: l.parts(f, d.Before, step), After: l.parts(f, d.After, step),
		})
	}
	return all
}

// parts reads a value by the form of its field.
func (l Line) parts(f Field, value string, step func(string) string) []Part {
	if value == "" {
		return nil
	}
	switch f.Form {
	case FormMoment:
		if at, err := time.Parse(time.RFC3339Nano, value); err == nil {
			return []Part{{At: at}}
		}
	case FormDay:
		if day, err := time.Parse(time.DateOnly, value); err == nil {
			return []Part{{Text: day.Format("2 January 2006")}}
		}
	case FormYesNo:
		return []Part{{Text: map[string]string{"true": "yes", "false": "no"}[value]}}
	case FormStep:
		return []Part{{Text: first(step(value), value)}}
	case FormWord:
		return []Part{{Text: first(wordOf(value), value)}}
	case FormMember, FormCompany, FormApp, FormTeam, FormRequest, FormID:
		var parts []Part
		for _, id := range strings.Split(value, ", ") {
			parts = append(parts, Part{Text: first(l.names[id], id), Form: f.Form, ID: id})
		}
		return parts
	}
	return []Part{{Text: value, Form: f.Form}}
}

// wordOf puts a key into words; empty for one that reads well as it is.
func wordOf(key string) string {
	switch key {
	case "in-progress":
		return "in progress"
	case "not-started":
		return "not started"
	case "vendor-approved":
		return "approved by the vendor"
	case "javascript", "android", "ios":
		return platformName(key)
	}
	return ""
}

// labelOf reads a name of a field: "held_from" is "Held from".
func labelOf(name string) string {
	switch name {
	case "client_id":
		return "Client ID"
	case "sha256":
		return "SHA-256"
	case "manifest_sha256":
		return "SHA-256 of the manifest"
	case "redirect_uris":
		return "Redirect URIs"
	case "staging_app":
		return "App in staging"
	case "by_mail":
		return "Mailed by Portico"
	case "into":
		return "Merged into"
	case "try":
		return "Attempt"
	case "url":
		return "Address"
	}
	return label(name)
}

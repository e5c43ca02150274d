package handlers

import (
	"encoding/json"
	"strings"

	"portico/internal/access"
	"portico/views/layout"
)

// frame is what stands around a page for this actor. Taking it takes the flash messages.
func (c *call) frame(title string) layout.Frame {
	f := layout.Frame{Title: title, Nav: c.nav(), Flash: c.takeFlash(), Foot: layout.Foot{Version: c.server.Version}}
	if c.actor.SignedIn() {
		f.Person = &layout.Person{Name: c.actor.Name, Email: c.actor.Email, Line: roleLine(c.actor)}
	}
	return f
}

// readingFrame is a frame around a page that is read rather than scanned: narrower.
func (c *call) readingFrame(title string) layout.Frame {
	f := c.frame(title)
	f.Width = "reading"
	return f
}

// nav lists the places that the actor's roles lead to.
func (c *call) nav() []layout.NavItem {
	a := c.actor
	if !a.SignedIn() {
		return nil
	}
	var items []layout.NavItem
	add := func(show bool, label, url string) {
		if show {
			path := c.Request().URL.Path
			items = append(items, layout.NavItem{Label: label, URL: url, Current: path == url || strings.HasPrefix(path, url+"/")})
		}
	}
	add(len(a.Leads) > 0 || a.Auditor || a.Admin || len(a.Develops) > 0, "Board", "/teams")
	add(a.HasJourney(), "My journey", "/journey")
	add(a.HasJourney() || a.Auditor || a.Admin, "Apps", "/apps")
	add(a.May(access.CompanyRead, access.Scope{}), "Companies", "/companies")
	add(true, "Ledger", "/ledger")
	add(true, "Trail", "/trail")
	add(a.May(access.EditionWrite, access.Scope{}), "Journeys", "/journeys")
	add(a.May(access.PeopleRead, access.Scope{}), "People", "/people")
	add(a.May(access.HealthRead, access.Scope{}), "Health", "/health")
	add(a.May(access.SettingsRead, access.Scope{}), "Settings", "/settings")
	return items
}

func roleLine(a access.Actor) string {
	var roles []string
	for _, r := range []struct {
		held bool
		name string
	}{{a.Admin, "Admin"}, {len(a.Leads) > 0, "Lead"}, {a.Auditor, "Auditor"}, {len(a.Develops) > 0, "Developer"}} {
		if r.held {
			roles = append(roles, r.name)
		}
	}
	return strings.Join(roles, ", ")
}

// flash keeps a message for the next page. Kind is one of layout.Flash's.
func (c *call) flash(kind, text string) {
	messages := append(c.takeFlash(), layout.Flash{Kind: kind, Text: text})
	if b, err := json.Marshal(messages); err == nil {
		c.server.Sessions.PutFlash(c.ctx(), string(b))
	}
}

func (c *call) takeFlash() []layout.Flash {
	kept := c.server.Sessions.PopFlash(c.ctx())
	if kept == "" {
		return nil
	}
	var messages []layout.Flash
	if err := json.Unmarshal([]byte(kept), &messages); err != nil {
		return nil
	}
	return messages
}

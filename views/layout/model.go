package layout

import "github.com/a-h/templ"

// Frame is everything around a page that depends on who is looking.
type Frame struct {
	// Title is the name of the page, without the product's; it leads the browser's tab.
	Title string
	// Width is "" for the full width or "reading" for text.
	Width string
	// Person is who is signed in; nil shows no account menu.
	Person *Person
	Nav    []NavItem
	// Flash holds messages about what was just done, read out by screen readers.
	Flash []Flash
	Foot  Foot

	// CanSearch shows the search field; it sends q to SearchURL with GET.
	CanSearch bool
	SearchURL string
	// Query is what was searched for, kept in the field.
	Query string
	// HelpURL shows the help button; empty shows none.
	HelpURL string
	// Inbox shows the inbox button with its count; nil shows none.
	Inbox *Inbox

	// Modules names further script files of static/js the page is nicer with ("live.js").
	Modules []string
}

// Person is who is signed in.
type Person struct {
	Name string
	// Initials are one or two letters; empty makes them from the name.
	Initials string
	// Line says role and team in words: "Developer, Payments".
	Line  string
	Email string
}

// NavItem is one place of the main navigation.
type NavItem struct {
	Label   string
	URL     string
	Current bool
}

// Flash is one message about what was just done. Kind is "done", "problem",
// "accent" or "attention".
type Flash struct {
	Kind string
	Text string
	// ActionURL and ActionLabel offer one thing to do about it as a link; a change
	// (undo) is sent with POST when ActionPost is set.
	ActionURL   string
	ActionLabel string
	ActionPost  bool
}

// Foot is the last line of a page.
type Foot struct {
	// Version as people say it: "1.4".
	Version string
	// Chain says how the audit chain stands ("Audit chain intact, checked at 09:40");
	// empty where the person may not know. ChainURL makes it a link.
	Chain    string
	ChainURL string
	Links    []NavItem
}

// Inbox is the button that leads to a person's messages.
type Inbox struct {
	URL    string
	Unread int
}

// Facade says what the drawing beside a gate shows in the place of the door.
type Facade string

// The four façades: the way in, and the three ways it can be barred.
const (
	FacadeOpen    Facade = "door"
	FacadeMissing Facade = "missing" // the page does not exist
	FacadeShut    Facade = "shut"    // the person may not enter
	FacadeLeaning Facade = "leaning" // something is broken on our side
)

// GateFrame is what stands around a page that needs no signed-in person.
type GateFrame struct {
	Title string
	// Facade is FacadeOpen when empty.
	Facade Facade
	// Motto shows the sentence about what Portico is for.
	Motto bool
	// Aside stands in front of the façade, in a section of its own; nil shows none.
	Aside templ.Component
}

package people

import (
	"portico/views/components"
	"portico/views/layout"
)

// Page is the page at /people.
type Page struct {
	Frame layout.Frame
	// Eyebrow says as what one looks: "Admin", "Lead of Payments", "Auditor, read only".
	Eyebrow string
	// CanInvite shows the buttons that invite and import.
	CanInvite bool

	// InvitationLine says how many: "2 open, 1 accepted in the last 7 days".
	InvitationLine string
	Invitations    []Invitation

	Chips  []components.ChipModel
	Query  string
	People []Person
	// Filtered says that filters hide people, ClearURL takes them away.
	Filtered bool
	ClearURL string
	Pager    components.PagerModel
	Teams    []Team
	// NewTeam is the field for another team; CanMakeTeams shows it.
	CanMakeTeams bool
	NewTeam      components.FieldModel
	TeamProblem  string
	Once         string
}

// Invitation is one row of the invitations.
type Invitation struct {
	ID    string
	Name  string
	Email string
	// Team is empty for a role without one.
	Team string
	Role string
	Sent components.TimeModel
	// Status and State say what has become of it: "waiting", "Open until 16 June".
	Status string
	State  string
	// PersonURL leads to who accepted.
	PersonURL string
	// CanWork shows the buttons; CanMail the one that sends a mail again.
	CanWork bool
	CanMail bool
}

func (i Invitation) title() string {
	if i.Name == "" {
		return i.Email
	}
	return i.Name
}

// Person is one row of the people.
type Person struct {
	Name  string
	Email string
	URL   string
	// Roles and Teams are words, each once.
	Roles []string
	Teams []string
	// SignsIn says with what: "Password".
	SignsIn string
	Seen    components.TimeModel
	// Disabled says since when the account is closed.
	Disabled components.TimeModel
}

// Team is one row of the teams.
type Team struct {
	Name  string
	Slug  string
	Tally string
	// CanRename shows the field; Problem is what was wrong with it, Typed what was typed.
	CanRename bool
	Typed     string
	Problem   string
}

func (t Team) typed() string {
	if t.Typed != "" {
		return t.Typed
	}
	return t.Name
}

// PersonPage is the page at /people/{id}.
type PersonPage struct {
	Frame layout.Frame
	ID    string
	Name  string
	Email string
	Facts []components.Fact
	Roles []Role
	// CanWrite shows everything that changes; WhyNot says who may otherwise.
	CanWrite bool
	WhyNot   string
	// Leaving is what they hold, in a sentence; empty for who may not read it.
	Leaving LeavingLink
	// Self is one's own page: some buttons stand elsewhere.
	Self     bool
	Disabled bool
	// Erased is a person of whom no name is left; nothing of them changes any more.
	Erased  bool
	Role    components.SelectModel
	Team    components.SelectModel
	Problem string
	Once    string
}

// Role is one role that a person holds.
type Role struct {
	ID    string
	Title string
	Since components.TimeModel
	// TeamURL leads to the team's board.
	TeamURL string
	CanEnd  bool
}

// Invite is the form at /people/invite.
type Invite struct {
	Frame   layout.Frame
	Name    components.FieldModel
	Email   components.FieldModel
	Role    components.ChoiceModel
	Team    components.SelectModel
	Problem string
	// ByMail says that the link goes by mail; otherwise it is shown to be copied.
	ByMail bool
	Once   string
}

// Link is a page that shows a one-time link, once.
type Link struct {
	Frame layout.Frame
	Title string
	Text  string
	URL   string
	// What names the link within a sentence: "the invitation link".
	What  string
	Until components.TimeModel
	Back  string
}

// Import is the page at /people/import before a list was sent.
type Import struct {
	Frame   layout.Frame
	List    components.FieldModel
	File    components.FieldModel
	Problem string
	// Teams are the names that may stand in the list.
	Teams []string
}

// Check is the dry run of a list.
type Check struct {
	Frame layout.Frame
	// Line says what was read: "9 rows".
	Line  string
	Title string
	// Kind of the notice: "verified" when all is good, else "attention".
	Kind string
	Rows []CheckRow
	Good int
	Look int
	Bad  int
	// List is the text itself; it goes back with the form.
	List string
	Once string
}

// CheckRow is one row with its fate: "problem", "waiting" or "confirmed".
type CheckRow struct {
	Row    string
	Name   string
	Email  string
	Team   string
	Role   string
	Status string
	Words  string
}

func (r CheckRow) title() string {
	if r.Name == "" {
		return r.Email
	}
	return r.Name
}

// Done is what became of an imported list.
type Done struct {
	Frame layout.Frame
	Title string
	Text  string
	// Links are the one-time links of those who were invited; empty where they go by mail.
	Links []DoneRow
	// Left are the rows that were not imported, List the text for downloading them.
	Left []CheckRow
	List string
}

// DoneRow is one person who was invited.
type DoneRow struct {
	Name  string
	Email string
	URL   string
}

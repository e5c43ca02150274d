package company

import (
	"slices"

	"portico/views/components"
	"portico/views/layout"
)

// Page is one company at the vendor, in one environment.
type Page struct {
	Frame       layout.Frame
	ID          string
	Name        string
	Environment string
	// Created says by whom and when: "Created by Dana Ruiz on 28 May 2026".
	Created string
	Lede    string
	// Segments lead to the same company in the other environment; empty where there is none.
	Segments components.SegmentsModel
	// VendorHost and VendorURL are the vendor's own page for it; empty shows no button.
	VendorHost string
	VendorURL  string
	// LoneAdmin warns that one person alone can let others in; nil when there are more.
	LoneAdmin *LoneAdmin
	// Tally counts the roles: "1 admin, 3 employees".
	Tally  string
	People []Person
	// Unseen says how many people the reader may not see by name; empty for none.
	Unseen string
	// ShowPermission shows who holds developer permission, for those who may read it.
	ShowPermission bool
	// Asks are open requests for roles that concern the reader.
	Asks []Ask
	// Mine is the reader's own place in this company.
	Mine Mine
	// Domains are the mail domains that count: the first is the one it was recorded with. Not are those below them that do not.
	Domains []Domain
	Not     []NotDomain
	// Elsewhere says how the company stands in the other environment, ElsewhereTitle names that.
	ElsewhereTitle string
	Elsewhere      string
	ElsewhereURL   string
	// Past says how the company became history; nil for one that takes part.
	Past *Past
	// CameFrom are the entries that were merged into it.
	CameFrom []CameFrom
	// History are the latest events of the company, the newest first, and Older those before them, behind OlderLabel; HistoryURL
	// leads to all of them in the trail.
	History    []components.TimelineItem
	Older      []components.TimelineItem
	OlderLabel string
	HistoryURL string

	CanRecord     bool // record a role of someone
	CanAddDomains bool
	// MergeURL and ResetURL lead to what ends the company; empty where the reader may not, or it cannot be.
	MergeURL string
	ResetURL string
	Role     RoleForm
	Domain   DomainForm
	Excluded DomainForm
	// Once keys the one-button forms of the page: sending one twice has one effect.
	Once string
}

// otherEnvironment is the one that the company's twin is in.
func (p Page) otherEnvironment() string {
	if p.Environment == "staging" {
		return "production"
	}
	return "staging"
}

// LoneAdmin is the warning about a company with one admin, and the message that mends it.
type LoneAdmin struct {
	Title   string
	Text    string
	Message string
	// Ask says whom to write to about whom ("Ask Dana to add Tomasz"); AskURL opens a letter to them, and is empty for none.
	Ask    string
	AskURL string
}

// Past is how a company became history.
type Past struct {
	// Title says it in a line: "Merged into ACME on 3 May by Helen Okafor".
	Title  string
	Reason string
	// Text says what became of what stood here.
	Text string
	// Into leads to the entry that stayed; empty after a reset.
	Into    string
	IntoURL string
	// Undo is the form that takes a merge back; nil where the reader may not.
	Undo *UndoForm
}

// UndoForm takes a merge back.
type UndoForm struct {
	Reason string
	Error  string
}

// CameFrom is an entry that was merged into the company.
type CameFrom struct {
	Name string
	URL  string
	// When says when and by whom, What what it brought.
	When   string
	What   string
	Reason string
}

// Person is one row: a person with their roles at the company.
type Person struct {
	Name     string
	Email    string
	Admin    Role
	Employee Role
	// Permission is "verified", "confirmed", "self-reported" or "" for none.
	Permission     string
	PermissionLine string
	PermissionURL  string
	// Requested says since when the vendor has a request that names them: "Requested 29 May"; empty for none.
	Requested string
}

// Role is one role of one person.
type Role struct {
	ID string
	// Grade is "" when the person does not have the role.
	Grade string
	Line  string
	// Since says since when: "Since 3 May".
	Since string
	// CanEnd offers to take it back; CanConfirm to attest it.
	CanEnd     bool
	CanConfirm bool
}

// Ask is an open request to be made admin and employee.
type Ask struct {
	ID string
	// Text says who asked whom and since when: "Priya Raman asked Dana Ruiz on 11 June".
	Text string
	// Email is the account to let in.
	Email string
	// Message is ready to be sent to the admin by other means.
	Message     string
	CanAnswer   bool
	CanWithdraw bool
	// Error stands beside the answer when it was refused.
	Error string
	Note  string
}

// mustAnswer says that somebody waits for the reader, which then stands first.
func (p Page) mustAnswer() bool {
	return slices.ContainsFunc(p.Asks, func(a Ask) bool { return a.CanAnswer })
}

// Mine is what the reader can say about themselves here.
type Mine struct {
	// Line says how they stand: "You are employee here, not yet admin."
	Line string
	// Admins are the people they can ask for the missing roles.
	Admins []components.Option
	CanAsk bool
	// CanRefuse offers "not my company"; CanRestore takes that back.
	CanRefuse  bool
	CanRestore bool
	AskError   string
}

// Domain is one mail domain.
type Domain struct {
	// Name is how it is kept, in ASCII; Shown how it is read, where that is another.
	Name  string
	Shown string
	// Confirmed says that a second person confirmed somebody of the company with an address there.
	Confirmed bool
	CanEnd    bool
}

// NotDomain is a domain below the company's that does not count.
type NotDomain struct {
	Domain
	// Of is the company that it belongs to, with its address; empty where somebody said that it does not count.
	Of    string
	OfURL string
}

// RoleForm records a role. Values and Errors are what was typed and what was wrong with it.
type RoleForm struct {
	// People to choose from; the first is the reader.
	People   []components.Option
	Member   string
	Admin    bool
	Employee bool
	Since    string
	Note     string
	Errors   map[string]string
	Today    string
}

// DomainForm adds a mail domain.
type DomainForm struct {
	Domain string
	Error  string
}

// New is the page with the form for a company that is not known here yet.
type New struct {
	Frame       layout.Frame
	Name        string
	Domain      string
	Environment string
	CreatedOn   string
	Today       string
	// Message is about the form as a whole.
	Message string
	Errors  map[string]string
	Once    string
	// Back is where to return to; empty leads to the new company.
	Back string
}

// List is every company that is known, production first.
type List struct {
	Frame layout.Frame
	Lede  string
	Rows  []ListRow
	// Past are the companies that are history.
	Past []PastRow
	// CanCreate offers the form for a new one.
	CanCreate bool
}

// ListRow is one company of the list.
type ListRow struct {
	Name        string
	URL         string
	Environment string
	Domains     []string
	People      string
	// Warning says what is wrong: "Only one admin"; empty when all is well.
	Warning string
}

// PastRow is one company of the list that is history.
type PastRow struct {
	Name        string
	URL         string
	Environment string
	// Line says how: "Merged into ACME on 3 May", "Reset on 3 May".
	Line string
}

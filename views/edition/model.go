package edition

import (
	"portico/views/components"
	"portico/views/layout"
)

// List is the page at /journeys.
type List struct {
	Frame layout.Frame
	Lede  string
	Rows  []Row
	// CanMake offers to import an edition; copies begin on an edition's own page.
	CanMake bool
	// Default chooses the edition that new journeys begin with; nil for those who may not. Begins says which it is.
	Default *Form
	Begins  string
}

// Row is one revision in the list.
type Row struct {
	Title, URL string
	// Line is below the title: key and revision, where it was read.
	Line string
	// Status and Word say how it stands: "done" and "Published".
	Status, Word string
	Default      bool
	Walkers      string
	Links        string
	// LinksStatus is a shape where a link has a problem; empty where all is well or nothing is known.
	LinksStatus string
	Steps       string
	By          string
}

// Form is a form with its fields one below the other.
type Form struct {
	ID, Title, Text, Action, Once string
	Hidden                        []components.Hidden
	Groups                        []Group
	Button                        components.ButtonModel
	// Cancel leads back; empty shows none.
	Cancel string
	// Upload marks a form that sends a file.
	Upload bool
}

// Group is fields under one heading; without a Title it has none. A folded group opens on demand.
type Group struct {
	ID, Title, Hint string
	Folded, Open    bool
	Fields          []Control
}

// Control is one field of a form: exactly one of its parts is set. Pair holds two that stand side by side.
type Control struct {
	Line   *components.FieldModel
	Area   *components.FieldModel
	Select *components.SelectModel
	Choice *components.ChoiceModel
	Pair   []Control
}

// Show is the page of one revision.
type Show struct {
	Frame   layout.Frame
	Eyebrow []string
	Title   string
	Lede    string
	Tabs    []Tab
	Notices []components.NoticeModel
	Buttons []components.ButtonModel
	Posts   []components.PostModel
	Facts   []components.Fact
	Stages  []Stage
	Hosts   []components.Fact
	// Others are the other revisions of the same key, the newest first.
	Others []Row
	Who    []Person
	// WhoLine counts them where names are not for this reader.
	WhoLine string
	Copy    *Form
}

// Tab leads to another page about the same edition.
type Tab struct {
	Text, URL string
	Current   bool
}

// Stage is a group of steps as they are read.
type Stage struct {
	ID, Title, Environment string
	Steps                  []Step
}

// Step is one step as it is read, or as a row of the page where a draft is changed.
type Step struct {
	Key, Number, Title, Hint string
	// Tags are short words about it: "recommended", "may be skipped", "waits on Avaya".
	Tags  []string
	Facts []components.Fact
	Why   string
	// Texts are the instructions as HTML that was made safe.
	Texts []string
	Links []Link
	// Edit, Up, Down and Remove are for a draft; Problems say what is wrong with it.
	Edit             string
	Up, Down, Remove *components.PostModel
	Problems         []string
}

// Link is an address of a step, with how it is.
type Link struct {
	Label, URL, Host string
	// Status and Word say how the last look went; empty where nobody looked.
	Status, Word string
}

// Person is somebody who walks the edition.
type Person struct {
	Name, Line, URL string
}

// Edit is the page of a draft.
type Edit struct {
	Frame    layout.Frame
	Eyebrow  []string
	Title    string
	Lede     string
	Tabs     []Tab
	Summary  components.SummaryModel
	Problems []Problem
	Steps    []Step
	Head     Form
	Add      Form
	Publish  *components.PostModel
	// WhyNot is why it cannot be published yet.
	WhyNot string
	Drop   components.PostModel
}

// Problem is one thing that is wrong with a draft.
type Problem struct {
	Text, URL string
}

// FormPage is a page that is one form.
type FormPage struct {
	Frame   layout.Frame
	Eyebrow []string
	Title   string
	Lede    string
	Tabs    []Tab
	Summary components.SummaryModel
	Notices []components.NoticeModel
	Form    Form
	// Problems stand below the form.
	Problems []Problem
}

// Move is the page that moves people to an edition.
type Move struct {
	Frame   layout.Frame
	Eyebrow []string
	Title   string
	Lede    string
	Summary components.SummaryModel
	Once    string
	Action  string
	// Teams narrow the list; each is a link.
	Teams  []components.ChipModel
	People []Moved
	Empty  *components.EmptyModel
	// Back are people who were moved here and can go back.
	Back []Returned
}

// Moved is what a move would change for one person.
type Moved struct {
	ID, Name, Line string
	Checked        bool
	// Ref is what they walk now, as it was seen.
	Ref  string
	From string
	// Now and Then count their progress in both.
	Now, Then string
	Changes   []components.CheckItem
	Same      string
}

// Returned is somebody who was moved, with the way back.
type Returned struct {
	Text string
	Back components.PostModel
}

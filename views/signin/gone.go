package signin

import "portico/views/components"

// Link is what kind of one-time link it was.
type Link string

// The one-time links.
const (
	LinkInvitation Link = "invitation"
	LinkReset      Link = "reset"
	LinkSetup      Link = "setup"
)

// Gone is why a one-time link works no longer.
type Gone string

// The reasons. GoneUnknown also stands for a link that never was.
const (
	GoneExpired Gone = "expired"
	GoneUsed    Gone = "used"
	GoneRevoked Gone = "revoked"
	GoneUnknown Gone = "unknown"
)

// GoneModel is the page of a one-time link that works no longer: what happened, and
// what to do about it.
type GoneModel struct {
	Title   string
	Text    string
	Do      string
	Actions []components.ButtonModel
}

// NewGone returns the page with its words.
func NewGone(link Link, why Gone) GoneModel {
	m := GoneModel{Title: goneTitle(link, why), Text: goneText(why)}
	switch link {
	case LinkInvitation:
		m.Do = "Ask the person who invited you to send it again. It takes them one press."
		if why == GoneUsed {
			m.Do = "If it was you, sign in. If not, tell the person who invited you."
		}
		m.Actions = []components.ButtonModel{{Text: "Go to sign-in", Kind: "primary", URL: "/sign-in"}}
	case LinkReset:
		m.Do = "Your password is as it was, unless you have just changed it. You can ask for a new link."
		m.Actions = []components.ButtonModel{
			{Text: "Ask for a new link", Kind: "primary", URL: "/forgot"}, {Text: "Go to sign-in", URL: "/sign-in"},
		}
	case LinkSetup:
		m.Do = "If nobody has set Portico up yet, start it again: it prints a new link in its terminal."
		m.Actions = []components.ButtonModel{{Text: "Go to sign-in", Kind: "primary", URL: "/sign-in"}}
	}
	return m
}

func goneTitle(link Link, why Gone) string {
	noun := map[Link]string{LinkInvitation: "This invitation", LinkReset: "This link", LinkSetup: "This set-up link"}[link]
	switch why {
	case GoneExpired:
		return noun + " has expired"
	case GoneUsed:
		return noun + " has been used"
	case GoneRevoked:
		return noun + " was withdrawn"
	}
	return noun + " does not work"
}

func goneText(why Gone) string {
	switch why {
	case GoneExpired:
		return "Such links work for a limited time only, so that an old mail opens nothing."
	case GoneUsed:
		return "Such links work once."
	case GoneRevoked:
		return "The person who made it has taken it back, or a newer one has taken its place."
	}
	return "It may have been cut short in the mail. Try to copy it whole."
}

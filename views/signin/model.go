package signin

import (
	"net/url"

	"portico/views/components"
)

// PasswordHint says what a good password is. It stands wherever a new one is chosen.
const PasswordHint = "15 characters or more. A few words in a row are easiest to remember."

// Entry is the page at /sign-in.
type Entry struct {
	// Host is where this Portico lives, so that a person sees whom they trust.
	Host     string
	Email    components.FieldModel
	Password components.FieldModel
	// Problem is what is wrong with the attempt as a whole. It never says whether
	// the address is known.
	Problem string
	// Done is what has just happened: "You are signed out."
	Done string
	// Next is where to go afterwards, a path of this site.
	Next string
	// SingleSignOn and PasskeyURL show their buttons only where they work.
	SingleSignOn []components.ButtonModel
	PasskeyURL   string
}

// NewSignIn returns an empty sign-in page.
func NewSignIn(host string) Entry {
	return Entry{
		Host: host,
		Email: components.FieldModel{
			ID: "email", Name: "email", Label: "Work e-mail", Type: "email", Autocomplete: "username", Required: true, MaxLength: 254,
		},
		Password: components.FieldModel{
			ID: "password", Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password", Required: true,
			LinkText: "Forgotten?", LinkURL: "/forgot",
		},
	}
}

func (m Entry) otherWays() bool {
	return len(m.SingleSignOn) > 0 || m.PasskeyURL != ""
}

// SetupModel is the page at /setup, where the first admin is made.
type SetupModel struct {
	// Token is the one-time token of the link; it goes back with the form as "token".
	Token    string
	Name     components.FieldModel
	Email    components.FieldModel
	Password components.FieldModel
	Problem  string
	// Checks says what of the installation is ready; it may be empty.
	Checks []components.CheckItem
}

// NewSetup returns an empty set-up page for the link with this token.
func NewSetup(token string) SetupModel {
	return SetupModel{
		Token: token,
		Name:  nameField("Your name"),
		Email: components.FieldModel{
			ID: "email", Name: "email", Label: "Work e-mail", Type: "email", Autocomplete: "username", Required: true, MaxLength: 254,
		},
		Password: newPasswordField("password", "Password"),
	}
}

// ForgotModel is the page at /forgot.
type ForgotModel struct {
	Email components.FieldModel
	// CanMail says whether Portico can send the link itself. Where it cannot, an
	// admin makes one, and the page says so instead of asking.
	CanMail bool
	// Sent shows the answer, the same for every address.
	Sent bool
	// SentTo is the address that was typed, repeated so that a slip is seen.
	SentTo string
	// Lifetime is how long the link works, in words: "one hour".
	Lifetime string
	Problem  string
}

// NewForgot returns an empty page that asks for an address.
func NewForgot() ForgotModel {
	return ForgotModel{
		CanMail:  true,
		Lifetime: "one hour",
		Email: components.FieldModel{
			ID: "email", Name: "email", Label: "Work e-mail", Type: "email", Autocomplete: "username", Required: true, MaxLength: 254,
		},
	}
}

// ResetModel is the page at /reset/{token}.
type ResetModel struct {
	Token string
	// Email is whose password it is; the link was sent there.
	Email    string
	Password components.FieldModel
	Problem  string
}

// NewReset returns an empty page for a new password.
func NewReset(token, email string) ResetModel {
	return ResetModel{Token: token, Email: email, Password: newPasswordField("password", "New password")}
}

func (m ResetModel) action() string {
	return "/reset/" + url.PathEscape(m.Token)
}

// InvitationModel is the page at /invitations/{token}.
type InvitationModel struct {
	Token string
	// InvitedBy, Team and Role are words: "Helen Okafor", "Payments", "developer".
	// Team is empty for someone who joins no team.
	InvitedBy string
	Team      string
	Role      string
	// Email is the address the invitation is bound to; it cannot be changed here.
	Email string
	// Until is when the invitation expires.
	Until    components.TimeModel
	Name     components.FieldModel
	Password components.FieldModel
	Problem  string
	// SignedInAs is the name of someone who is signed in already in this browser;
	// the invitation then waits until they have signed out.
	SignedInAs string
	// ForMember is set where the person it is for has an account and is signed in:
	// one press accepts it.
	ForMember bool
}

// NewInvitation returns an empty page for the invitation with this token.
func NewInvitation(token string) InvitationModel {
	return InvitationModel{
		Token: token, Name: nameField("Your name"), Password: newPasswordField("password", "Choose a password"),
	}
}

func (m InvitationModel) action() string {
	return "/invitations/" + url.PathEscape(m.Token)
}

// joins returns the words for what a person joins.
func (m InvitationModel) joins() string {
	if m.Team == "" {
		return "Portico"
	}
	return m.Team
}

func nameField(label string) components.FieldModel {
	return components.FieldModel{
		ID: "name", Name: "name", Label: label, Autocomplete: "name", Required: true, MaxLength: 120,
	}
}

func newPasswordField(id, label string) components.FieldModel {
	return components.FieldModel{
		ID: id, Name: id, Label: label, Hint: PasswordHint, Type: "password",
		Autocomplete: "new-password", Required: true,
	}
}

package signin

import (
	"time"

	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of the way in, in each state it can take.
func Samples() []layout.Sample {
	return append(waysIn(), settings()...)
}

func waysIn() []layout.Sample {
	wrong := NewSignIn("portico.acme.example")
	wrong.Problem, wrong.Email.Value = "E-mail or password is wrong", "priya.raman@acme.example"
	out := NewSignIn("portico.acme.example")
	out.Done = "You are signed out."
	other := NewSignIn("portico.acme.example")
	other.PasskeyURL = "/sign-in/passkey"
	other.SingleSignOn = []components.ButtonModel{{Text: "Continue with ACME sign-on", Icon: "key", Size: "large", Wide: true, URL: "/sign-in/acme"}}
	setup := NewSetup("sample")
	setup.Checks = []components.CheckItem{
		{Status: "verified", Title: "Database", Word: "Ready", Line: "PostgreSQL 17, 12 of 12 migrations"},
		{Status: "verified", Title: "Audit chain", Word: "Ready", Line: "First event written"},
		{Status: "waiting", Title: "Mail", Word: "Not set", Line: "Invitations can be handed over as links until then"},
	}
	short := NewSetup("sample")
	short.Name.Value, short.Email.Value, short.Email.Error = "Victor Lindqvist", "victor.lindqvist", "This is not a whole address. It needs an @ and a domain."
	short.Password.Error = "9 characters are too few. Use 15 or more."
	sent, noMail := NewForgot(), NewForgot()
	sent.Sent, sent.SentTo = true, "priya.raman@acme.example"
	noMail.CanMail = false
	return []layout.Sample{
		{Name: "Sign in", Path: "signin/plain", Component: SignIn(NewSignIn("portico.acme.example"))},
		{Name: "Sign in, wrong password", Path: "signin/wrong", Component: SignIn(wrong)},
		{Name: "Sign in, after signing out", Path: "signin/out", Component: SignIn(out)},
		{Name: "Sign in, other ways", Path: "signin/other", Component: SignIn(other)},
		{Name: "Set up", Path: "signin/setup", Component: Setup(setup)},
		{Name: "Set up, with errors", Path: "signin/setup-errors", Component: Setup(short)},
		{Name: "Forgotten password", Path: "signin/forgot", Component: Forgot(NewForgot())},
		{Name: "Forgotten password, sent", Path: "signin/forgot-sent", Component: Forgot(sent)},
		{Name: "Forgotten password, no mail", Path: "signin/forgot-no-mail", Component: Forgot(noMail)},
		{Name: "New password", Path: "signin/reset", Component: Reset(NewReset("sample", "priya.raman@acme.example"))},
		{Name: "Link gone", Path: "signin/gone", Component: LinkGone(NewGone(LinkInvitation, GoneExpired))},
		{Name: "Reset link used", Path: "signin/gone-reset", Component: LinkGone(NewGone(LinkReset, GoneUsed))},
	}
}

func settings() []layout.Sample {
	now := time.Date(2026, 6, 16, 9, 41, 0, 0, time.UTC)
	zone := time.FixedZone("CEST", 2*60*60)
	invitation := NewInvitation("sample")
	invitation.InvitedBy, invitation.Team, invitation.Role = "Helen Okafor", "Payments", "developer"
	invitation.Email, invitation.Name.Value = "priya.raman@acme.example", "Priya Raman"
	invitation.Until = components.Day(now.AddDate(0, 0, 7), now, zone)
	taken := invitation
	taken.SignedInAs = "Helen Okafor"

	me := NewMe([]string{"Europe/Berlin", "Europe/London", "UTC"})
	me.Email, me.Roles = "helen.okafor@acme.example", []string{"Lead of Payments"}
	me.Name.Value, me.TimeZone.Value = "Helen Okafor", "Europe/Berlin"
	me.RevokeOthersURL = "/me/sessions/revoke-others"
	me.Sessions = []SessionRow{
		{
			ID: "a", Device: "Firefox on Linux", Address: "10.0.4.17", ThisOne: true,
			Since: components.Moment(now.Add(-3*time.Hour), now, zone), Seen: components.Moment(now, now, zone),
		},
		{
			ID: "b", Device: "Safari on iPhone", Address: "2001:db8:85a3::8a2e:370:7334",
			Since: components.Moment(now.AddDate(0, 0, -6), now, zone), Seen: components.Moment(now.AddDate(0, 0, -1), now, zone),
		},
	}
	frame := layout.SampleFrame("Your settings", "")
	wrong := me
	wrong.Current.Error = "This is not your password."
	saved := frame
	saved.Flash = []layout.Flash{{Kind: "done", Text: "Your name is saved."}}
	return []layout.Sample{
		{Name: "Invitation", Path: "signin/invitation", Component: AcceptInvitation(invitation)},
		{Name: "Invitation, somebody else signed in", Path: "signin/invitation-taken", Component: AcceptInvitation(taken)},
		{Name: "Your settings", Path: "signin/me", Component: Me(saved, me)},
		{Name: "Settings, wrong password", Path: "signin/me-wrong", Component: Me(frame, wrong)},
	}
}

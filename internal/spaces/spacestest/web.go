package spacestest

import (
	"net/mail"
	"net/url"
	"strings"
	"time"

	"portico/internal/spaces"
)

// invitationLifetime is how long an invitation opens an account.
const invitationLifetime = 24 * time.Hour

func webHome(*visit) reply { return reply{page: "web", title: "Spaces"} }

func signUpForm(*visit) reply {
	return reply{page: "sign-up", title: "Sign up", data: map[string]string{}}
}

// signUp makes an account that waits for its password, and sends the invitation. Whoever signs up again before that gets a
// new letter, and only the newest works.
func signUp(s *visit) reply {
	name, address := s.field("name"), s.field("email")
	typed := map[string]string{"Name": name, "Mail": address}
	wrong := func(problem string) reply {
		return reply{status: 422, page: "sign-up", title: "Sign up", problem: problem, data: typed}
	}
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || !strings.Contains(domainOf(address), ".") {
		return wrong("That is not an e-mail address.")
	}
	if name == "" {
		return wrong("Enter your name.")
	}
	a := s.w.account(address)
	if a != nil && a.Open {
		return wrong("This address is already in use. Sign in with it instead.")
	}
	if a == nil {
		a = s.w.newAccount(s.p.env, address, name)
	}
	a.Name, a.Invitation, a.InvitedTill = name, random(20), s.v.now().Add(invitationLifetime)
	s.send(s.p.env, Letter{
		To: a.Mail, Subject: "Your invitation to Avaya Spaces (" + string(s.p.env) + ")",
		Text: "Hello " + name + ",\n\naccept the invitation and create your password. The link is good for a day; if you signed up twice, use the newest.",
		Link: s.v.base(s.p.env, partIdentity) + "/invitation?token=" + a.Invitation,
	})
	return reply{page: "sent", title: "Look into your mailbox", data: map[string]string{"Mail": a.Mail, "Box": mailboxOf(s.p.env, a.Mail)}}
}

// mailboxOf is the page with somebody's letters, on every host of the stand-in.
func mailboxOf(env spaces.Environment, mail string) string {
	return "/stand-in/mailbox?" + url.Values{"environment": {string(env)}, "address": {mail}}.Encode()
}

// send puts a letter into the mailbox of an environment; the newest 500 are kept.
func (s *visit) send(env spaces.Environment, l Letter) {
	l.At = s.v.now()
	w := s.v.kept.Worlds[env]
	w.Letters = append(w.Letters, &l)
	w.Letters = w.Letters[max(0, len(w.Letters)-500):]
}

// invited finds the account that an invitation opens.
func invited(s *visit) *account {
	token := s.r.Form.Get("token")
	for _, a := range s.w.Accounts {
		if token != "" && a.Invitation == token && s.v.now().Before(a.InvitedTill) {
			return a
		}
	}
	return nil
}

func spent() reply {
	return reply{status: 410, page: "message", title: "This link is no longer good", data: []string{"Sign up once more with the same address, and use the newest mail."}}
}

func invitationForm(s *visit) reply {
	a := invited(s)
	if a == nil {
		return spent()
	}
	return reply{page: "invitation", title: "Create your password", data: a}
}

func invitationAccept(s *visit) reply {
	a := invited(s)
	if a == nil {
		return spent()
	}
	password := s.r.PostForm.Get("password")
	wrong := func(problem string) reply {
		return reply{status: 422, page: "invitation", title: "Create your password", problem: problem, data: a}
	}
	switch {
	case len(password) < 8 || len(password) > 200:
		return wrong("The password needs 8 characters or more.")
	case password != s.r.PostForm.Get("again"):
		return wrong("The two passwords differ.")
	}
	a.setPassword(password)
	a.Open, a.Invitation = true, ""
	s.signIn(a)
	return reply{to: "/settings"}
}

func signInForm(s *visit) reply {
	return reply{page: "sign-in", title: "Sign in", data: map[string]string{"Next": own(s.r.Form.Get("next"))}}
}

func signInTry(s *visit) reply {
	next, address := own(s.r.PostForm.Get("next")), s.field("email")
	a := s.w.account(address)
	if a == nil || !a.Open || !a.opens(s.r.PostForm.Get("password")) {
		return reply{
			status: 422, page: "sign-in", title: "Sign in", data: map[string]string{"Next": next, "Mail": address},
			problem: "No account of " + string(s.p.env) + " opens with this address and password. Staging and production have accounts of their own.",
		}
	}
	s.signIn(a)
	return reply{to: next}
}

func signOut(s *visit) reply {
	s.signOut()
	return reply{to: "/sign-in?next=" + url.QueryEscape(own(s.r.PostForm.Get("next")))}
}

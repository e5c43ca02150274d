package handlers

import (
	"portico/internal/proof"
	"portico/views/components"
	proofview "portico/views/proof"
)

// proofSaid is what a page says of an outcome. compare shows the exact redirect URI.
type proofSaid struct {
	title, lede string
	notice      components.NoticeModel
	causes      []proofview.Cause
	compare     bool
}

// kept is what every outcome that shows nothing ends with.
const kept = "Nothing changed, and no secret, code or token was kept."

func (b proofBuilder) said(p proof.Proof) proofSaid {
	problem := func(title, text string) components.NoticeModel {
		return components.NoticeModel{Kind: "problem", Title: title, Text: text}
	}
	switch p.Outcome {
	case proof.Succeeded:
		return proofSaid{title: "Proved", lede: b.vendor + " itself answered." + b.signedInAs(p)}
	case proof.OnTheWay:
		return b.saidOnTheWay(p)
	case proof.OtherAccount:
		return proofSaid{
			title: "Another account", lede: "The sign-in is real, but under another address than the one known here." + b.signedInAs(p),
			notice: components.NoticeModel{Kind: "attention", Title: "It is verified as another address", Text: "It counts once a lead accepts that both are the same person." + b.orOwnAddress(p)},
		}
	case proof.SharedApp:
		return proofSaid{
			title: "A shared app", lede: "The sign-in is real, but another member has the same client ID." + b.signedInAs(p),
			notice: components.NoticeModel{Kind: "attention", Title: "Whose app it is, a sign-in cannot tell", Text: "It counts once a lead accepts that you share it."},
		}
	case proof.Guest:
		return proofSaid{
			title: "Only a guest", lede: b.vendor + " let you in as a guest, and a guest has no account.",
			notice: problem("A guest proves nothing", kept+" Start again and sign in with your account."),
		}
	case proof.Denied:
		return proofSaid{
			title: "You said no at " + b.vendor, lede: "The page at " + b.vendor + " asked whether the app may know you, and the answer was no.",
			notice: problem("Not proved", kept+" Start again and allow it: the token is revoked at once."),
		}
	case proof.ExchangeFailed:
		return b.saidFailed(p)
	case proof.VendorDown:
		return proofSaid{
			title: b.vendor + " did not answer", lede: "You came back with a code, and " + b.vendor + " was down, too slow or not to be understood.",
			notice: components.NoticeModel{Kind: "attention", Title: "The wait is " + b.vendor + "’s, not yours", Text: kept + " Try again later, or go on by hand and prove it when it answers."},
		}
	case proof.Lost:
		return proofSaid{
			title: "Start again", lede: "You came back, and this process of Portico does not hold your secret any more.",
			notice: components.NoticeModel{Kind: "attention", Title: "It was restarted, or ten minutes had passed", Text: kept + " That is why it has to be typed again."},
		}
	}
	return proofSaid{title: "Stopped", lede: "This proof was stopped before it came back. " + kept}
}

// orOwnAddress is the way that needs no lead, told to the person themselves.
func (b proofBuilder) orOwnAddress(p proof.Proof) string {
	if p.MemberID != b.c.actor.ID {
		return ""
	}
	return " Or sign out at " + b.vendor + " and start again under your own address."
}

func (b proofBuilder) signedInAs(p proof.Proof) string {
	if p.SeenAs == "" {
		return ""
	}
	return " Signed in as " + p.SeenAs + "."
}

func (b proofBuilder) saidOnTheWay(p proof.Proof) proofSaid {
	left := "You left for " + b.host + " at " + components.Moment(p.StartedAt, b.c.server.Now(), b.c.location()).Shown + "."
	if !p.Silent {
		return proofSaid{title: "On the way", lede: left + " Sign in there, and you come back by yourself.", compare: true}
	}
	return proofSaid{
		title: "Nothing came back", compare: true,
		lede: left + " A wrong client ID or redirect URI shows its error there and never comes back, so this silence most often means one of the two.",
		causes: []proofview.Cause{
			{Sign: "The page there says that the redirect URI is wrong", Do: "Most often a slash at the end, a port, or http instead of https. Register exactly the one above in the app."},
			{Sign: "The page there says that the client is not known", Do: "Compare the client ID in the Developer Dashboard with the one here: it ends in " + p.ClientEnd + ". Each environment has its own."},
			{Sign: "The page there does not come at all", Do: "The wait is " + b.vendor + "’s. Go on by hand, and prove it when it answers."},
			{Sign: "You closed the page or went elsewhere", Do: "Start again. Nothing of it was kept."},
		},
	}
}

func (b proofBuilder) saidFailed(p proof.Proof) proofSaid {
	said := proofSaid{
		title: "Not proved", lede: "You came back with a code, and " + b.vendor + " did not take it. A code alone proves nothing.",
		notice: components.NoticeModel{Kind: "problem", Title: b.vendor + " refused the exchange", Text: kept},
	}
	if p.Code != "" {
		said.notice.Title = b.vendor + " said: " + p.Code
	}
	secret := proofview.Cause{Sign: "The client secret is another app’s, or an old one", Do: "Copy it again from the vault, without a space at the end. Staging and production have their own."}
	old := proofview.Cause{Sign: "The code was too old", Do: "A code is good for a short time. Start again and come back without a stop."}
	uri := proofview.Cause{Sign: "The redirect URI in the app differs", Do: "Compare it with the one above, character by character."}
	switch p.Code {
	case "invalid_client":
		said.causes = []proofview.Cause{secret, {Sign: "The app has a secret and none was typed", Do: "Only an app without a secret may leave the field empty."}}
	case "invalid_grant":
		said.causes, said.compare = []proofview.Cause{old, uri}, true
	default:
		said.causes, said.compare = []proofview.Cause{secret, old, uri}, true
	}
	return said
}

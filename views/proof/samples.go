package proof

import (
	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package, in each state it can take.
func Samples() []layout.Sample {
	wrong := sampleStart()
	wrong.SecretError, wrong.Recent = "Type the client secret of this app, or choose an app that has none.", nil
	down := sampleStart()
	down.Down = "onesnastaging.esna.com gave no answer two minutes ago. You can try, or go on by hand: the wait is Avaya’s, not yours."
	return []layout.Sample{
		{Name: "Prove it", Path: "proof/start", Component: Begin(sampleStart())},
		{Name: "Prove it, wrong secret field", Path: "proof/start-error", Component: Begin(wrong)},
		{Name: "Prove it, the vendor is down", Path: "proof/start-down", Component: Begin(down)},
		{Name: "Prove it, not for this app", Path: "proof/off", Component: Begin(sampleOff())},
		{Name: "Back from the vendor", Path: "proof/return", Component: Back(Return{
			Frame: proofFrame("Back from Avaya"), Vendor: "Avaya", Once: "sample-key",
			Hidden: []components.Hidden{{Name: "state", Value: "sample"}, {Name: "code", Value: "sample"}},
		})},
		{Name: "Proof, verified", Path: "proof/verified", Component: Show(sampleVerified())},
		{Name: "Proof, silent for ten minutes", Path: "proof/silent", Component: Show(sampleSilent())},
		{Name: "Proof, another account", Path: "proof/other-account", Component: Show(sampleOther())},
		{Name: "Proof, the exchange failed", Path: "proof/failed", Component: Show(sampleFailed())},
	}
}

func proofFrame(title string) layout.Frame {
	f := layout.SampleFrame(title, "Apps")
	f.Width = "reading"
	return f
}

func sampleStart() Start {
	return Start{
		Frame: proofFrame("Prove it"), AppID: "1", AppName: "Refund Desk", ClientEnd: "a7c3", Environment: "staging", Vendor: "Avaya",
		Host: "onesnastaging.esna.com", Lede: "You sign in once at Avaya with this client ID. What Avaya itself answers counts as verified.",
		Way: []Way{
			{
				Kind: "challenge", Label: "The redirect URI that is yours alone", Hint: "Register it in the app, then come back. It works once.", Checked: true,
				URI:    components.CopyableModel{ID: "uri-challenge", Value: "https://portico.acme.example/proof/return/q7m2-kx4d-91ft", Label: "your redirect URI"},
				Raises: []string{"Create an OAuth2 app", "Open the Developer Dashboard"},
				Shows:  []string{"that somebody who can open the Developer Dashboard registered this address in the app"}, ShowsNot: []string{"for which company", "that the box is still ticked"},
			},
			{Kind: "sign-in", Label: "The redirect URI of this Portico", Hint: "The same for everybody. It proves less.", URI: components.CopyableModel{ID: "uri-sign-in", Value: "https://portico.acme.example/proof/return", Label: "the redirect URI"}},
		},
		SecretHint: "Copy it from your team’s vault. Leave it empty for an app without a secret.", Once: "sample-key", ManualURL: "/journey/steps/oauth-app",
		Recent: []Row{{URL: "/proofs/1", Status: "rejected", Word: "Not proved", Line: "Avaya took no code: invalid_client", Time: components.TimeModel{Shown: "9 June, 14:22"}}},
	}
}

func sampleOff() Start {
	s := sampleStart()
	s.Off, s.Way, s.Recent = "A service app has no sign-in that could be proved. A lead confirms it.", nil, nil
	return s
}

func sampleOutcome() Outcome {
	return Outcome{
		Frame: proofFrame("Proof"), ID: "1", AppID: "1", AppName: "Refund Desk", ClientEnd: "a7c3", Environment: "staging",
		Time:  components.TimeModel{Shown: "9 June, 14:22"},
		Facts: []components.Fact{{Name: "Started", Value: "9 June, 14:20"}, {Name: "Way", Value: "One-time redirect URI"}, {Name: "By", Value: "Priya Raman"}},
	}
}

func sampleVerified() Outcome {
	o := sampleOutcome()
	o.Title, o.Lede, o.Status, o.Word = "Proved", "Avaya itself answered: you signed in as priya.raman@acme.example through this app.", "verified", "Verified"
	o.Shows = []string{"the account priya.raman@acme.example exists and can sign in", "the app’s client ID exists and answers with this redirect URI"}
	o.ShowsNot = []string{"that it was a password: it may have been single sign-on", "for which company the permission was ticked"}
	o.Raised = []string{"Sign up for Spaces staging", "Create your password", "Create an OAuth2 app"}
	o.Fingerprint = components.CopyableModel{ID: "print", Value: "8d1f7c0f4a6e2b9d8d1f7c0f4a6e2b9d8d1f7c0f4a6e2b9d8d1f7c0f4a6e2b9d", Label: "the fingerprint"}
	o.Repeat = components.ButtonModel{Text: "Prove it again", Icon: "refresh", URL: "/apps/1/prove"}
	return o
}

func sampleSilent() Outcome {
	o := sampleOutcome()
	o.Title, o.Lede, o.Status, o.Word = "Nothing came back", "You left for onesnastaging.esna.com twelve minutes ago. A wrong client ID or redirect URI shows its error there and never comes back.", "waiting", "Waiting for you"
	o.URI = components.CopyableModel{ID: "uri", Value: "https://portico.acme.example/proof/return/q7m2-kx4d-91ft", Label: "the redirect URI"}
	o.Causes = []Cause{{Sign: "The page at Avaya says that the redirect URI is wrong", Do: "Most often a slash at the end, a port, or http instead of https. Register exactly this one."}}
	o.Repeat = components.ButtonModel{Text: "Start again", Kind: "primary", URL: "/apps/1/prove"}
	o.Manual = components.ButtonModel{Text: "Say it yourself", URL: "/journey/steps/oauth-app"}
	o.Cancel = components.PostModel{Action: "/proofs/1/cancel", Once: "sample-key", Button: components.ButtonModel{Text: "Stop this proof", Kind: "quiet"}}
	return o
}

func sampleOther() Outcome {
	o := sampleOutcome()
	o.Title, o.Lede, o.Status, o.Word = "Another account", "Avaya knows the person who signed in as priya@home.example.", "waiting", "Waits for a lead"
	o.Notice = components.NoticeModel{Kind: "attention", Title: "It is verified as another address", Text: "It counts when a lead accepts that both are the same person."}
	o.Decide = &Decide{Title: "Is it the same person?", Text: "Your word and your reason stay in the trail", Error: "Say why.", Once: "sample-key"}
	return o
}

func sampleFailed() Outcome {
	o := sampleOutcome()
	o.Title, o.Lede, o.Status, o.Word = "Not proved", "You came back with a code, and Avaya did not take it.", "problem", "Not proved"
	o.Notice = components.NoticeModel{Kind: "problem", Title: "Avaya said: invalid_client", Text: "Nothing changed, and nothing of it was kept."}
	o.Causes = []Cause{{Sign: "The client secret is another app’s, or an old one", Do: "Copy it again from the vault, without a space at the end."}}
	o.Repeat = components.ButtonModel{Text: "Try again", Kind: "primary", URL: "/apps/1/prove"}
	o.Decided = "Dana Ruiz accepted it on 9 June: same person."
	return o
}

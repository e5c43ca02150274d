package handlers

import (
	"portico/internal/journey"
	"portico/views/components"
)

// prove leads from the step of the app to its proof, while Avaya has not answered for it yet.
func (b *journeyBuilder) prove(s journey.StepProgress) []components.ButtonModel {
	if b.ed.Client == "" || s.Grade == journey.Verified {
		return nil
	}
	var out []components.ButtonModel
	for _, a := range b.f.Apps {
		if a.Environment != journey.Staging || a.Kind == "service" || !a.RetiredAt.IsZero() || !b.ownsApp(a) {
			continue
		}
		button := components.ButtonModel{Text: "Prove it", Label: "Prove it: " + a.Name, Kind: "primary", Icon: "verified", URL: "/apps/" + a.ID + "/prove"}
		if len(out) > 0 {
			button.Kind = ""
		}
		out = append(out, button)
	}
	return out
}

// ownProof leads to the proof that shows a step; a colleague's is theirs to open, so it gives none.
func ownProof(f journey.Facts, s journey.StepProgress) string {
	for _, p := range f.Proofs {
		if p.ID == s.ProofID && s.Grade == journey.Verified {
			return "/proofs/" + p.ID
		}
	}
	return ""
}

// ownsApp says whether the app is the member's own already: one that they only share waits for a lead.
func (b *journeyBuilder) ownsApp(a journey.App) bool {
	for _, o := range a.Owners {
		if o.Member.ID == b.f.Member.ID && o.EndedAt.IsZero() && (!o.Shared || !o.AcceptedAt.IsZero()) {
			return true
		}
	}
	return false
}

// provable says which step's proof would raise this one, for the line below its evidence.
func (b *journeyBuilder) provable(s journey.StepProgress) string {
	if b.ed.Client == "" || s.State != journey.Done || s.Grade == journey.Verified || s.Grade == journey.GradeNone {
		return ""
	}
	app, ok := b.ed.StepBy(journey.RuleApp)
	if !ok {
		return ""
	}
	switch s.Step.Rule {
	case journey.RuleSignUp, journey.RuleInvitation:
		return "Prove step " + itoa(app.Number) + " and this becomes Verified."
	case journey.RulePermission, journey.RuleDashboard:
		return "Prove step " + itoa(app.Number) + " with a redirect URI of your own and this becomes Verified."
	case journey.RuleApp:
		return "You sign in once at " + b.ed.Vendor + " with its client ID. No secret or token is kept."
	}
	return ""
}

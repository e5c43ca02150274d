package handlers

import (
	"portico/internal/oauthapp"
	"portico/internal/proof"
	"portico/views/app"
	"portico/views/components"
)

// proofsAtOnce is how many proofs an app's page shows before it folds the rest.
const proofsAtOnce = 5

// showProofs puts the round trips through the app on its page, and the way to the next one for whoever can make it.
func (b *appBuilder) showProofs(p *app.Page, all []proof.Proof, provable bool) {
	verified := false
	for i, one := range all {
		verified = verified || one.Outcome == proof.Succeeded && !one.Reset
		if i < proofsAtOnce {
			p.Proofs = append(p.Proofs, b.proofLine(one))
		} else {
			p.OlderProofs = append(p.OlderProofs, b.proofLine(one))
		}
	}
	p.NoProof = "Nobody proved it yet. An owner can, with one sign-in at Avaya."
	if !provable || !b.mayProve() {
		return
	}
	p.NoProof = "Not proved yet. You sign in once at Avaya with its client ID, and what Avaya answers counts as verified."
	p.Prove = components.ButtonModel{Text: "Prove it", Icon: "verified", URL: "/apps/" + b.v.ID + "/prove"}
	if verified {
		p.Prove.Text = "Prove again"
	} else {
		p.Prove.Kind = "primary"
	}
}

// mayProve says whether the reader is an owner who can sign in through the app.
func (b *appBuilder) mayProve() bool {
	if !b.actor.HasJourney() || b.v.Retired() || b.v.Kind == oauthapp.ServiceKind {
		return false
	}
	for _, o := range b.v.Owners {
		if o.Member.ID == b.actor.ID {
			return true
		}
	}
	return false
}

func (b *appBuilder) proofLine(one proof.Proof) app.ProofLine {
	at := one.EndedAt
	if at.IsZero() {
		at = one.StartedAt
	}
	line := app.ProofLine{Line: one.MemberName + ", " + b.day(at)}
	line.Status, line.Word = proofShape(one)
	if one.Reset {
		line.Status, line.Word = "skipped", "Counts no more"
	}
	if one.MayRead {
		line.URL = "/proofs/" + one.ID
	}
	return line
}

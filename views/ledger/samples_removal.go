package ledger

import "portico/views/components"

func sampleHeld() Removal {
	return Removal{
		CanDecide: true, CanEnd: true,
		Decide: DecideForm{On: "2026-06-16", DueBy: []components.Option{{Text: "Nobody in particular"}, {Value: "1", Text: "Helen Okafor"}}},
		End:    EndForm{On: "2026-06-16"},
	}
}

func grantDecided() Grant {
	g := sampleGrant()
	g.CanConfirm = false
	g.Removal = Removal{
		Kind: "attention", Title: "Removal decided 3 June by Helen Okafor, not executed yet",
		Text:    "Open risk for 4 days. Tomasz Nowak sees to it, by 10 June. Why: leaves the team.",
		Decided: true, CanEnd: true, CanWithdraw: true, End: EndForm{On: "2026-06-16"},
		Withdraw: WithdrawForm{Open: true, Errors: map[string]string{"reason": "Say why, in a few words."}},
	}
	g.Versions[0].Removal = "Removal decided"
	return g
}

func grantExecuted() Grant {
	g := sampleGrant()
	g.CanConfirm = false
	g.Removal = Removal{
		Kind: "attention", Title: "Executed 7 June, not confirmed yet", Decided: true, CanConfirm: true,
		Text: "Open risk for 9 days. Tomasz Nowak recorded that it is gone; somebody else confirms it.",
	}
	return g
}

func grantRead() Grant {
	g := grantExecuted()
	g.CanCorrect, g.Removal.CanConfirm = false, false
	g.Removal.WhyNot = []string{"A lead of the team, an admin of the company or an admin here may confirm that it is gone, and never the person themselves."}
	return g
}

package proof

import (
	"slices"

	"portico/internal/journey"
)

// raises are the rules of the steps that a proof raises. colleagues says that it placed the member in a company, permitted
// that a grant of the member stands to be raised.
func raises(environment string, kind Kind, colleagues, permitted bool) []journey.Rule {
	if environment == production {
		return []journey.Rule{journey.RuleReview}
	}
	rules := []journey.Rule{journey.RuleSignUp, journey.RuleInvitation, journey.RuleApp}
	if colleagues {
		rules = append(rules, journey.RuleCompany)
	}
	if kind == RedirectChallenge {
		rules = append(rules, journey.RuleDashboard)
		if permitted {
			rules = append(rules, journey.RulePermission)
		}
	}
	return rules
}

// titles are the titles of the edition's steps that go by one of the rules, in its order.
func titles(edition journey.Edition, rules []journey.Rule) []string {
	var out []string
	for _, step := range edition.Steps {
		if slices.Contains(rules, step.Rule) {
			out = append(out, step.Title)
		}
	}
	return out
}

// words say what an outcome shows and what it does not; nothing for one that shows nothing.
func words(r row, vendor string, own bool) (shows, not []string) {
	who, whose := r.memberName, "their"
	if own {
		who, whose = "you", "your"
	}
	switch r.outcome {
	case Succeeded, OtherAccount, SharedApp:
	default:
		return nil, nil
	}
	switch r.outcome {
	case OtherAccount:
		shows = append(shows, vendor+" showed an account in "+r.environment+" under another mail address than the one that "+who+" "+has(own)+" here")
		not = append(not, "Whose account it is: a lead decides whether it counts")
	case SharedApp:
		shows = append(shows, vendor+" knows the account in "+r.environment+" under the mail address that "+who+" "+has(own)+" here")
		not = append(not, "Who owns the app: the same client ID belongs to somebody else too, and a lead decides whether it is shared")
	default:
		shows = append(shows, vendor+" knows the account in "+r.environment+" under the mail address that "+who+" "+has(own)+" here, and it is in use")
	}
	shows = append(shows, "The app with the client ID "+ending(r.clientID)+" is there in "+r.environment+" and sends people back to Portico")
	if r.colleagues {
		shows = append(shows, vendor+" lists people who are known here among "+whose+" colleagues: "+are(own)+" in the same company")
		not = append(not, "What that company is called, whether its domain is verified, and who is its admin")
	}
	if r.environment == production {
		shows = append(shows, vendor+" let "+who+" sign in in production with the app’s own client ID: so it approved the app")
		return shows, append(not, "On what terms, and for how long")
	}
	not = append(not, "That a password was used: it may have been another way to sign in", "Who made the app at "+vendor)
	if r.kind == RedirectChallenge {
		shows = append(shows, "The one-time address was registered in the app, which only somebody can do who sees the Developer Dashboard: so the developer permission stands, indirectly")
		return shows, append(not, "For which company the permission is ticked", "That it is still ticked tomorrow",
			"That "+who+" registered the address: a colleague with access to the app may have")
	}
	return shows, append(not, "That "+who+" "+hold(own)+" the developer permission: the one-time address shows that, indirectly")
}

func has(own bool) string {
	if own {
		return "have"
	}
	return "has"
}

func hold(own bool) string {
	if own {
		return "hold"
	}
	return "holds"
}

func are(own bool) string {
	if own {
		return "you are"
	}
	return "they are"
}

package handlers

import (
	"portico/internal/journey"
	"portico/internal/oauthapp"
	"portico/views/components"
)

// serviceApp is the other way through the step: where the app is a service app its page says how its domain stands, and an
// admin of a company may register one instead.
func (b *journeyBuilder) serviceApp(s journey.StepProgress) []components.ButtonModel {
	if s.AppID != "" {
		for _, a := range b.f.Apps {
			if a.ID == s.AppID && a.Kind == oauthapp.ServiceKind && s.State != journey.Done {
				return []components.ButtonModel{{Text: "Say how the domain stands", Kind: "primary", URL: "/apps/" + a.ID + "#service"}}
			}
		}
		return nil
	}
	for _, c := range b.f.Companies {
		if admin, _ := rolesOf(c, b.f.Member.ID); admin && c.Environment == journey.Staging && c.ClosedAt.IsZero() {
			return []components.ButtonModel{{Text: "Register a service app instead", Size: "small", URL: "/apps/new?kind=service&back=" + stepSeen(s.Step.Key)}}
		}
	}
	return nil
}

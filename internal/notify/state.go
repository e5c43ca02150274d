package notify

import (
	"context"

	"portico/internal/access"
	"portico/internal/audit"
)

// State is how the mail does.
type State struct {
	// Server is "smtp.acme.example:587, starttls"; empty where no mail is sent.
	Server string
	// Sent, Refused and GivenUp are letters of the last 24 hours; Waiting are due or to be tried again.
	Sent, Refused, GivenUp, Waiting int
}

// State reads how the mail does. Whoever may read settings may. Kinds: Forbidden, Unavailable.
func (p *Post) State(ctx context.Context, actor access.Actor, log *audit.Log) (State, error) {
	if err := actor.Check(access.SettingsRead, access.Scope{}); err != nil {
		return State{}, err
	}
	var s State
	if named, ok := p.mailer.(interface{ Name() string }); ok {
		s.Server = named.Name()
	}
	return s, s.count(ctx, log.DB())
}

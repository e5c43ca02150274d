package access

import "slices"

// ActorKind tells members from the system itself, from an operator at the command line, and from someone not signed in.
type ActorKind string

// The kinds of actor that an event can name.
const (
	Member    ActorKind = "member"
	System    ActorKind = "system"
	Operator  ActorKind = "operator"
	Anonymous ActorKind = "anonymous"
)

// Actor is who does it now: a member with their roles, or the system, an operator or an anonymous visitor. It is passed to
// every task as an argument and never travels in a context.
type Actor struct {
	Kind ActorKind
	// ID is the member's id; empty unless Kind is Member.
	ID   string
	Name string
	// Email is the member's address as typed.
	Email string
	// TimeZone is an IANA name; empty means UTC.
	TimeZone string
	Admin    bool
	Auditor  bool
	// Leads and Develops hold the ids of the teams where the member is lead, and where they are a developer.
	Leads    []string
	Develops []string
	// RequestID ties events and logs to one request; Submission is the key of the form that was sent, if any.
	RequestID  string
	Submission string
}

// SystemActor is Portico itself, for jobs.
func SystemActor() Actor { return Actor{Kind: System, Name: "Portico"} }

// OperatorActor is a person at the server's command line.
func OperatorActor() Actor { return Actor{Kind: Operator, Name: "Operator"} }

// AnonymousActor is someone who is not signed in.
func AnonymousActor() Actor { return Actor{Kind: Anonymous} }

// SignedIn reports whether the actor is a member.
func (a Actor) SignedIn() bool { return a.Kind == Member && a.ID != "" }

// LeadsTeam reports whether the actor leads one of the teams.
func (a Actor) LeadsTeam(teams ...string) bool { return overlap(a.Leads, teams) }

// InTeam reports whether the actor leads, or is a developer in, one of the teams.
func (a Actor) InTeam(teams ...string) bool {
	return overlap(a.Leads, teams) || overlap(a.Develops, teams)
}

// Teams are the ids of all teams the actor leads or develops in, each once.
func (a Actor) Teams() []string {
	all := append(slices.Clone(a.Leads), a.Develops...)
	slices.Sort(all)
	return slices.Compact(all)
}

func overlap(have, want []string) bool {
	return slices.ContainsFunc(want, func(id string) bool { return id != "" && slices.Contains(have, id) })
}

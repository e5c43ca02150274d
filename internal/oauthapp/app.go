package oauthapp

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"portico/internal/access"
)

// The environments, and the grades of what is said.
const (
	Staging    = "staging"
	Production = "production"

	SelfReported = "self-reported"
	Confirmed    = "confirmed"
	Verified     = "verified"
)

// The kinds of apps. A service app signs in as itself: an admin of the company makes it, and the vendor's support makes its
// domain.
const (
	OAuth       = "oauth"
	ServiceKind = "service"
)

// App is an OAuth2 application at the vendor. Its secret is never part of it: SecretPlace says where that is kept.
type App struct {
	ID          string
	Environment string
	Name        string
	ClientID    string
	CompanyID   string
	Company     string
	// Domains are the company's mail domains, the oldest first.
	Domains []string
	// StagingAppID ties an app in production to the staging app it grew from.
	StagingAppID string
	Description  string
	SecretPlace  string
	CreatedBy    string
	// CreatedOn is the day it was registered at the vendor.
	CreatedOn  time.Time
	RecordedAt time.Time
	Version    int
	// URIs are the redirect URIs that stand, in their order.
	URIs []string
	// Kind is OAuth or ServiceKind.
	Kind string
	// RotatedOn is the day on which the secret was last made anew, RotateBy the one by which it is to be; zero where not told.
	RotatedOn, RotateBy time.Time
	// DomainAskedOn and DomainMadeOn are when the vendor's support was asked for a service app's domain, and when it had made
	// it; DomainReference finds the request again.
	DomainAskedOn, DomainMadeOn time.Time
	DomainReference             string
	// RetiredAt is when it retired; zero for an app in use.
	RetiredAt time.Time
}

// Retired says that the app is not used any more: it stays to be read, and nothing of it changes.
func (a App) Retired() bool { return !a.RetiredAt.IsZero() }

// RotationDue says that the day has come by which the secret was to be made anew.
func (a App) RotationDue(today time.Time) bool {
	return !a.RotateBy.IsZero() && !a.RotateBy.After(today) && !a.Retired()
}

// ClientEnd is what a screen shows of the client id.
func (a App) ClientEnd() string { return end(a.ClientID) }

func end(clientID string) string {
	if len(clientID) <= 4 {
		return clientID
	}
	return clientID[len(clientID)-4:]
}

// Person is a member as an app's page names them.
type Person struct {
	ID, Name, Email string
}

// Owner owns an app. A shared one brought a client id that was known already, and waits until a lead accepts it.
type Owner struct {
	ID         string
	Member     Person
	Disabled   bool
	Since      time.Time
	Shared     bool
	AcceptedAt time.Time
	Teams      []string
}

// Waiting says that a lead has not yet accepted this owner.
func (o Owner) Waiting() bool { return o.Shared && o.AcceptedAt.IsZero() }

// full are the owners who may act: the accepted ones.
func full(owners []Owner) []Owner {
	return slices.DeleteFunc(slices.Clone(owners), Owner.Waiting)
}

// active are the owners who can act today: accepted, with an account that is not disabled.
func active(owners []Owner) []Owner {
	return slices.DeleteFunc(full(owners), func(o Owner) bool { return o.Disabled })
}

func members(owners []Owner) []string {
	ids := make([]string, 0, len(owners))
	for _, o := range owners {
		ids = append(ids, o.Member.ID)
	}
	return ids
}

// scope is what a right on the app is asked for: its owners and their teams.
func scope(owners []Owner) access.Scope {
	var s access.Scope
	for _, o := range full(owners) {
		s.OwnerIDs = append(s.OwnerIDs, o.Member.ID)
		s.TeamIDs = append(s.TeamIDs, o.Teams...)
	}
	return s
}

// attests says whether the actor's word about the vendor's decision counts as a second person's for that account: a lead of
// an owner's team or a co-owner, and never the account itself.
func attests(actor access.Actor, owners []Owner, accountID string) bool {
	s := scope(owners)
	return actor.SignedIn() && actor.ID != accountID && (actor.LeadsTeam(s.TeamIDs...) || slices.Contains(s.OwnerIDs, actor.ID))
}

var twentyHex = regexp.MustCompile(`^[0-9a-f]{20}$`)

// ClientIDHint says what is odd about a client id, or nothing. At this vendor they have 20 hexadecimal characters; that is a
// hint and no rule, so it refuses nothing.
func ClientIDHint(clientID string) string {
	if twentyHex.MatchString(strings.ToLower(clientID)) {
		return ""
	}
	return "A client ID usually has 20 characters of 0-9 and a-f. Compare it with the Developer Dashboard."
}

// LocalURI is the first redirect URI that points at a developer's own machine, or nothing.
func LocalURI(uris []string) string {
	for _, u := range uris {
		parsed, err := url.Parse(u)
		if err == nil && slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, parsed.Hostname()) {
			return u
		}
	}
	return ""
}

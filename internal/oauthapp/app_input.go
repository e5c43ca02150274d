package oauthapp

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"portico/internal/apperr"
)

const (
	maxName        = 200
	maxClientID    = 200
	maxPlace       = 300
	maxDescription = 2000
	maxURIs        = 20
	maxURI         = 2000
)

// Input is what an owner says about an app.
type Input struct {
	Name     string
	ClientID string
	// RedirectURIs are as registered at the vendor; empty ones and repetitions are left out.
	RedirectURIs []string
	// CompanyID is the company in the app's environment; empty is none.
	CompanyID string
	// StagingAppID is the staging app that an app in production grew from; empty is none.
	StagingAppID string
	Description  string
	SecretPlace  string
	// CreatedOn is a day as 2026-06-16; not in the future.
	CreatedOn string
	// Kind is OAuth or ServiceKind, and OAuth when it is left empty. It does not change once the app is registered.
	Kind string
}

// read checks what needs no database and gives the app that it describes.
func (in Input) read(loc *time.Location, now time.Time) (App, apperr.Fields) {
	var problems apperr.Fields
	a := App{
		Name: strings.TrimSpace(in.Name), ClientID: strings.TrimSpace(in.ClientID), CompanyID: in.CompanyID, StagingAppID: in.StagingAppID,
		Description: strings.TrimSpace(in.Description), SecretPlace: strings.TrimSpace(in.SecretPlace), Kind: cmp.Or(in.Kind, OAuth),
	}
	length := func(field, text string, limit int) {
		if utf8.RuneCountInString(text) > limit {
			problems.Add(field, fmt.Sprintf("Write it in at most %d characters.", limit))
		}
	}
	if a.Name == "" {
		problems.Add("name", "Write the name as it stands in the Developer Dashboard.")
	}
	length("name", a.Name, maxName)
	if a.ClientID == "" {
		problems.Add("client_id", "Copy the client ID from the Developer Dashboard.")
	}
	if strings.ContainsAny(a.ClientID, " \t\n") {
		problems.Add("client_id", "A client ID has no spaces. Copy it once more from the Developer Dashboard.")
	}
	length("client_id", a.ClientID, maxClientID)
	length("description", a.Description, maxDescription)
	length("secret_place", a.SecretPlace, maxPlace)
	var sentence string
	if a.URIs, sentence = readURIs(in.RedirectURIs); sentence != "" {
		problems.Add("redirect_uris", sentence)
	}
	if a.CreatedOn, sentence = readDay(in.CreatedOn, loc, now); sentence != "" {
		problems.Add("created_on", sentence)
	}
	return a, problems
}

// readURIs keeps each redirect URI once, as typed: at the vendor a slash or a port makes the difference.
func readURIs(typed []string) (uris []string, sentence string) {
	for _, u := range typed {
		u = strings.TrimSpace(u)
		if u == "" || slices.Contains(uris, u) {
			continue
		}
		if sentence := badURI(u); sentence != "" {
			return nil, sentence
		}
		uris = append(uris, u)
	}
	if len(uris) > maxURIs {
		return nil, fmt.Sprintf("At most %d redirect URIs are kept.", maxURIs)
	}
	return uris, ""
}

func badURI(u string) string {
	short := u
	if len(short) > 80 {
		short = short[:77] + "..."
	}
	parsed, err := url.Parse(u)
	switch {
	case len(u) > maxURI:
		return fmt.Sprintf("A redirect URI has at most %d characters.", maxURI)
	case err != nil || strings.ContainsAny(u, " \t"):
		return short + " is not an address."
	case parsed.Scheme == "":
		return short + " does not say how: it begins with https://, http:// or the app’s own scheme."
	case slices.Contains([]string{"javascript", "data", "vbscript", "file", "blob", "about"}, parsed.Scheme):
		return short + " cannot be a redirect URI."
	case (parsed.Scheme == "http" || parsed.Scheme == "https") && parsed.Host == "":
		return short + " has no host."
	case parsed.Fragment != "" || strings.HasSuffix(u, "#"):
		return short + " has a part after #, which OAuth2 does not allow."
	case parsed.User != nil:
		return "Leave the name and the password out of " + parsed.Host + "."
	}
	return ""
}

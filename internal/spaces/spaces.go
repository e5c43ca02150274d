package spaces

import (
	"net/http"
	"strings"
	"time"
)

// Environment is one of the vendor's two wholly separate systems.
type Environment string

// The environments.
const (
	Staging    Environment = "staging"
	Production Environment = "production"
)

// Hosts are the base URLs of one environment: Identity signs people in ("https://onesnastaging.esna.com"), API answers for them.
type Hosts struct{ Identity, API string }

// AuthorizeRequest is what the vendor's sign-in page is opened with. Verifier is the secret of PKCE, of which only the hash is
// sent; State comes back with the person. Everything must be given.
type AuthorizeRequest struct{ ClientID, RedirectURI, State, Verifier string }

// ExchangeRequest is a code that came back, with what it was asked for. An empty Secret means a public client.
type ExchangeRequest struct{ ClientID, Secret, RedirectURI, Code, Verifier string }

// Account is whom a token belongs to. Username is the mail address, written as the vendor has it: compare it with Is.
type Account struct {
	ID, Username, Name string
	// Guest says that nobody signed in: such an answer proves nothing.
	Guest bool
}

// Is says whether the account stands under the mail address. Upper and lower case make no difference; a guest is nobody.
func (a Account) Is(mail string) bool { return !a.Guest && sameMail(a.Username, mail) }

// Colleague is somebody of the signed-in person's company. The identity host counts people differently from the API, so an ID
// here is no Account.ID: compare mail addresses.
type Colleague struct{ ID, Username, Name string }

// Is says whether the colleague's account stands under the mail address.
func (c Colleague) Is(mail string) bool { return sameMail(c.Username, mail) }

func sameMail(a, b string) bool {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	return a != "" && strings.EqualFold(a, b)
}

// ServiceConfiguration tells whether an environment answers, and the addresses that it names, by their keys.
type ServiceConfiguration struct {
	Up    bool
	Hosts map[string]string
}

// Options are settings of a Client.
type Options struct {
	// Scopes are asked for at sign-in; none means email, profile and spaces.
	Scopes []string
	// Timeout limits a whole call, its body too; 0 means ten seconds.
	Timeout time.Duration
}

// Limits of what is believed.
const (
	defaultTimeout = 10 * time.Second
	maxBody        = 1 << 20
	maxToken       = 8 << 10
	maxColleagues  = 2000
	maxPages       = 100
	maxHosts       = 50
)

// Client speaks with the vendor. It is safe for use by many at once and keeps nothing of a call.
type Client struct {
	http    *http.Client
	scopes  []string
	timeout time.Duration
}

// New makes a client that calls through the given one, whose dialing rules and transport it keeps. It follows no redirect,
// whatever the given client does, and sends no cookies.
func New(client *http.Client, o Options) *Client {
	if client == nil {
		client = http.DefaultClient
	}
	own := *client
	own.Jar = nil
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c := &Client{http: &own, scopes: o.Scopes, timeout: o.Timeout}
	if len(c.scopes) == 0 {
		c.scopes = []string{"email", "profile", "spaces"}
	}
	if c.timeout <= 0 {
		c.timeout = defaultTimeout
	}
	return c
}

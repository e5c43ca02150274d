package spaces

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/oauth2"
)

// config is the vendor's OAuth2 for one client. Credentials go into the form's body.
func (c *Client) config(h Hosts, clientID, secret, redirect string) (oauth2.Config, error) {
	authorize, err := address(h.Identity, "oauth2/authorize")
	if err != nil {
		return oauth2.Config{}, err
	}
	token, err := address(h.Identity, "oauth2/access_token")
	if err != nil {
		return oauth2.Config{}, err
	}
	return oauth2.Config{
		ClientID: clientID, ClientSecret: secret, RedirectURL: redirect, Scopes: c.scopes,
		Endpoint: oauth2.Endpoint{AuthURL: authorize.String(), TokenURL: token.String(), AuthStyle: oauth2.AuthStyleInParams},
	}, nil
}

// AuthorizeURL is the vendor's sign-in page for the request: a full page, never a frame. The address holds the state but not
// the verifier. It fails where the hosts are none or something is missing.
func (c *Client) AuthorizeURL(h Hosts, r AuthorizeRequest) (string, error) {
	if r.ClientID == "" || r.RedirectURI == "" || r.State == "" || r.Verifier == "" {
		return "", errors.New("a sign-in needs a client id, a redirect URI, a state and a verifier")
	}
	config, err := c.config(h, r.ClientID, "", r.RedirectURI)
	if err != nil {
		return "", err
	}
	return config.AuthCodeURL(r.State, oauth2.AccessTypeOffline, oauth2.S256ChallengeOption(r.Verifier)), nil
}

// Exchange turns the code that came back into a token. Kinds: Refused with the vendor's code (invalid_grant: the code is
// used, too old or for another address; invalid_client: id or secret are wrong), Down, Slow, Malformed.
func (c *Client) Exchange(ctx context.Context, h Hosts, r ExchangeRequest) (Token, error) {
	config, err := c.config(h, r.ClientID, r.Secret, r.RedirectURI)
	if err != nil {
		return Token{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var options []oauth2.AuthCodeOption
	if r.Verifier != "" {
		options = append(options, oauth2.VerifierOption(r.Verifier))
	}
	got, err := config.Exchange(context.WithValue(ctx, oauth2.HTTPClient, c.http), r.Code, options...)
	if err != nil {
		var refused *oauth2.RetrieveError
		if errors.As(err, &refused) {
			return Token{}, failedStatus(refused.Response.StatusCode, refused.ErrorCode)
		}
		return Token{}, failedCall(ctx, err)
	}
	token, ok := believed(got)
	if !ok {
		return Token{}, &Error{Kind: Malformed, Status: http.StatusOK}
	}
	return token, nil
}

// Revoke gives the token back: nobody can use it after that. Kinds: those of Exchange. A token without a refresh token is
// named itself.
func (c *Client) Revoke(ctx context.Context, h Hosts, t Token, clientID string) error {
	u, err := address(h.Identity, "oauth2/revoke_token")
	if err != nil || t.None() {
		return err
	}
	form := url.Values{"client_id": {clientID}}
	if t.refresh != "" {
		form.Set("refresh_token", t.refresh)
	} else {
		form.Set("token", t.access)
	}
	r, err := http.NewRequest(http.MethodPost, u.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return &Error{Kind: Malformed}
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	return c.read(ctx, r, Token{}, nil)
}

package spaces

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
)

// Me says whose token it is. Only a token of Exchange may be asked about: the vendor answers for guests too. Kinds: Refused,
// Down, Slow, Malformed.
func (c *Client) Me(ctx context.Context, h Hosts, t Token) (Account, error) {
	if t.None() {
		return Account{}, &Error{Kind: Refused}
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var got struct {
		ID          string `json:"_id"`
		Username    string `json:"username"`
		Name        string `json:"displayname"`
		Anonymous   bool   `json:"anonymous"`
		IsAnonymous bool   `json:"isAnonymous"`
		IsGuest     bool   `json:"isGuest"`
		Type        string `json:"aType"`
	}
	if err := c.get(ctx, h.API, "api/users/me", nil, t, &got); err != nil {
		return Account{}, err
	}
	a := Account{ID: clean(got.ID, 200), Username: mail(got.Username), Name: clean(got.Name, 200)}
	if a.ID == "" {
		return Account{}, &Error{Kind: Malformed, Status: 200}
	}
	a.Guest = got.Anonymous || got.IsAnonymous || got.IsGuest || strings.EqualFold(got.Type, "anonymous") || strings.EqualFold(got.Type, "guest") ||
		a.Username == ""
	return a, nil
}

// mail takes a mail address of a sensible length; anything else is none.
func mail(text string) string {
	text = clean(text, 400)
	if len(text) > 320 || !strings.Contains(text, "@") || strings.ContainsAny(text, " <>\"") {
		return ""
	}
	return text
}

// page is one answer of the list of colleagues.
type page struct {
	Next string `json:"nextUrl"`
	Data []struct {
		ID       string          `json:"id"`
		Username string          `json:"username"`
		Display  string          `json:"displayname"`
		Name     json.RawMessage `json:"name"`
	} `json:"data"`
}

// Colleagues lists the people of the signed-in person's company whom the search finds, all of them where it is empty; 2,000
// at most. Those without a mail address are left out. Kinds: Refused, Down, Slow, Malformed; the time limit is for all pages.
func (c *Client) Colleagues(ctx context.Context, h Hosts, t Token, search string) ([]Colleague, error) {
	if t.None() {
		return nil, &Error{Kind: Refused}
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var all []Colleague
	query := url.Values{"search": {search}}
	for range maxPages {
		var got page
		if err := c.get(ctx, h.Identity, "api/1.0/users/self/colleagues/", query, t, &got); err != nil {
			return nil, err
		}
		if got.Data == nil {
			return nil, &Error{Kind: Malformed, Status: 200}
		}
		for _, p := range got.Data {
			if username := mail(p.Username); username != "" && len(all) < maxColleagues {
				all = append(all, Colleague{ID: clean(p.ID, 200), Username: username, Name: personName(p.Display, p.Name)})
			}
		}
		next, err := url.Parse(got.Next)
		if err != nil || got.Next == "" || next.RawQuery == "" || len(got.Data) == 0 || len(all) >= maxColleagues {
			break
		}
		// Of the next page only its query is believed: the token goes to no other address.
		query = next.Query()
	}
	return all, nil
}

// personName reads a name that is a text, or an object of its parts.
func personName(display string, raw json.RawMessage) string {
	if display != "" {
		return clean(display, 200)
	}
	var parts struct {
		Formatted string `json:"formatted"`
		Given     string `json:"givenname"`
		Family    string `json:"familyname"`
	}
	var text string
	switch {
	case json.Unmarshal(raw, &text) == nil:
	case json.Unmarshal(raw, &parts) == nil && parts.Formatted != "":
		text = parts.Formatted
	default:
		text = parts.Given + " " + parts.Family
	}
	return clean(text, 200)
}

// ServiceConfiguration asks whether the environment answers and which addresses it names. It needs no token. Kinds: those of
// Me; Up is false with every one of them.
func (c *Client) ServiceConfiguration(ctx context.Context, h Hosts) (ServiceConfiguration, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var got map[string]any
	if err := c.get(ctx, h.API, "api/service-configurations", nil, Token{}, &got); err != nil {
		return ServiceConfiguration{}, err
	}
	if got == nil {
		return ServiceConfiguration{}, &Error{Kind: Malformed, Status: 200}
	}
	s := ServiceConfiguration{Up: true, Hosts: map[string]string{}}
	addresses(got, "", s.Hosts, 0)
	return s, nil
}

// addresses collects every https or http address of an answer, two levels deep: which keys the vendor uses is not documented.
func addresses(in map[string]any, above string, out map[string]string, depth int) {
	for key, value := range in {
		name := clean(above+key, 100)
		switch v := value.(type) {
		case string:
			u, err := url.Parse(v)
			if err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && len(v) <= 300 && len(out) < maxHosts {
				out[name] = clean(v, 300)
			}
		case map[string]any:
			if depth < 2 {
				addresses(v, name+".", out, depth+1)
			}
		}
	}
}

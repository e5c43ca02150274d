package spaces

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode"
)

// address puts a path under a base URL. Only a plain address of http or https will do.
func address(base, path string) (*url.URL, error) {
	u, err := url.Parse(base)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, &Error{Kind: Malformed}
	}
	return u.JoinPath(path), nil
}

// read sends a request and decodes its JSON into out; with a nil out the body is left unread.
func (c *Client) read(ctx context.Context, r *http.Request, t Token, out any) error {
	r.Header.Set("Accept", "application/json")
	if !t.None() {
		r.Header.Set("Authorization", "bearer "+t.access)
	}
	answer, err := c.http.Do(r.WithContext(ctx))
	if err != nil {
		return failedCall(ctx, err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return failedStatus(answer.StatusCode, oauthError(answer.Body))
	}
	if out == nil {
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody+1))
	if err != nil && ctx.Err() != nil {
		return &Error{Kind: Slow, Status: answer.StatusCode}
	}
	if err != nil || len(body) > maxBody || json.Unmarshal(body, out) != nil {
		return &Error{Kind: Malformed, Status: answer.StatusCode}
	}
	return nil
}

// oauthError looks for "error" in the body of a refusal.
func oauthError(body io.Reader) string {
	var refusal struct {
		Error json.RawMessage `json:"error"`
	}
	var code string
	if json.NewDecoder(io.LimitReader(body, 4<<10)).Decode(&refusal) == nil && json.Unmarshal(refusal.Error, &code) == nil {
		return code
	}
	return ""
}

// get reads JSON from a path under a base URL.
func (c *Client) get(ctx context.Context, base, path string, query url.Values, t Token, out any) error {
	u, err := address(base, path)
	if err != nil {
		return err
	}
	u.RawQuery = query.Encode()
	r, err := http.NewRequest(http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return &Error{Kind: Malformed}
	}
	return c.read(ctx, r, t, out)
}

// clean makes a short line of what the vendor calls somebody: no control characters, none that turn the reading direction.
func clean(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
	runes := []rune(strings.Join(strings.Fields(text), " "))
	return string(runes[:min(len(runes), most)])
}

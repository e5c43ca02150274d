package spaces

import (
	"fmt"
	"io"
	"log/slog"

	"golang.org/x/oauth2"
)

// printed is all that anybody reads of a token.
const printed = "token"

// Token lets a call speak for the person who signed in. It is held for as long as one proof takes, then revoked and dropped;
// it cannot be printed, logged or written as JSON.
type Token struct{ access, refresh string }

// None says that there is no token: the zero value.
func (t Token) None() bool { return t.access == "" }

// String is always "token".
func (Token) String() string { return printed }

// GoString is always "token".
func (Token) GoString() string { return printed }

// Format writes "token", whatever the verb asks for.
func (Token) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, printed) }

// LogValue is always "token".
func (Token) LogValue() slog.Value { return slog.StringValue(printed) }

// MarshalJSON is always "token".
func (Token) MarshalJSON() ([]byte, error) { return []byte(`"` + printed + `"`), nil }

// MarshalText is always "token".
func (Token) MarshalText() ([]byte, error) { return []byte(printed), nil }

// believed takes what came from the vendor, if it can be sent in a header as it is.
func believed(t *oauth2.Token) (Token, bool) {
	if !plain(t.AccessToken) || t.AccessToken == "" || !plain(t.RefreshToken) {
		return Token{}, false
	}
	return Token{access: t.AccessToken, refresh: t.RefreshToken}, true
}

// plain says that a text is short and made of visible ASCII.
func plain(text string) bool {
	if len(text) > maxToken {
		return false
	}
	for i := range len(text) {
		if text[i] <= ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"portico/internal/apperr"
)

const maxName = 120

// CleanName is a person's or a team's name as it is kept: one line, single spaces, composed characters. Kind: Invalid on the
// named field.
func CleanName(field, typed string) (string, error) {
	name := strings.Join(strings.Fields(norm.NFC.String(typed)), " ")
	switch {
	case name == "":
		return "", apperr.Field(field, "A name is missing.")
	case utf8.RuneCountInString(name) > maxName:
		return "", apperr.Field(field, "This name is longer than 120 characters.")
	case !utf8.ValidString(name) || strings.ContainsFunc(name, hidden):
		return "", apperr.Field(field, "This name has characters that cannot be read.")
	}
	return name, nil
}

// hidden are characters that make a name look like another one: controls and marks that turn the direction of writing.
func hidden(r rune) bool {
	return unicode.IsControl(r) || (r >= 0x202A && r <= 0x202E) || (r >= 0x2066 && r <= 0x2069) || r == 0xFEFF
}

// slugOf makes the name of a team fit for an address: "Integration platform" gives "integration-platform". A name without any
// letter or figure of the Latin alphabet gives "team".
func slugOf(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9'):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
			// an accent belongs to the letter before it
		default:
			gap = true
		}
		if b.Len() >= 50 {
			break
		}
	}
	if b.Len() == 0 {
		return "team"
	}
	return strings.Trim(b.String(), "-")
}

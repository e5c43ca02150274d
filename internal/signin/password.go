package signin

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"portico/internal/apperr"
)

// Limits of a password, in characters. There are no rules about which characters: length is what counts.
const (
	MinPassword = 15
	MaxPassword = 256
)

// About is what a password must not be made of.
type About struct{ Name, Email string }

// CheckPassword says whether a password may be chosen. Kind: Invalid on the field "password".
func CheckPassword(password string, about About) error {
	password = norm.NFC.String(password)
	length := utf8.RuneCountInString(password)
	switch {
	case password == "":
		return apperr.Field("password", "A password is missing.")
	case !utf8.ValidString(password) || strings.ContainsRune(password, 0):
		return apperr.Field("password", "The password has characters that cannot be read.")
	case length < MinPassword:
		return apperr.Field("password", "The password is too short: 15 characters or more. Four or five words in a row are easy to remember.")
	case length > MaxPassword:
		return apperr.Field("password", "The password is too long: 256 characters at most.")
	case madeOf(fold(password), about):
		return apperr.Field("password", "The password is made of your own name, your address or this product's name. Choose something that nobody can look up.")
	case common(fold(password)):
		return apperr.Field("password", "The password is one that many people choose, or a pattern. Choose words that do not belong together.")
	}
	return nil
}

// fold takes away what people change in a common password to make it look different: capital letters and figures or signs in
// the place of letters stay comparable.
func fold(password string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '@':
			return 'a'
		case '$':
			return 's'
		case '€':
			return 'e'
		}
		return unicode.ToLower(r)
	}, password)
}

// unleet reads figures as the letters that they stand for.
func unleet(s string) string {
	return strings.NewReplacer("0", "o", "1", "l", "3", "e", "4", "a", "5", "s", "7", "t", "!", "i").Replace(s)
}

// letters keeps letters and figures.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// enough is how many characters must be left of a password once everything that can be looked up is taken away.
const enough = 8

// madeOf reports whether little is left of the password without the person's and the product's own words.
func madeOf(folded string, about About) bool {
	rest := letters(folded)
	local, domain, _ := strings.Cut(strings.ToLower(about.Email), "@")
	words := strings.FieldsFunc(strings.ToLower(about.Name)+" "+local+" "+domain, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	words = append(words, letters(local), letters(domain), "portico", "avaya", "spaces")
	found := false
	for _, w := range longestFirst(words) {
		if utf8.RuneCountInString(w) >= 3 && strings.Contains(rest, w) {
			rest, found = strings.ReplaceAll(rest, w, ""), true
		}
	}
	rest = strings.TrimFunc(rest, unicode.IsDigit)
	return found && utf8.RuneCountInString(rest) < enough
}

package secret

import (
	"regexp"
	"strings"
	"unicode"
)

// Advice is what a person reads when a text was refused because of a credential in it.
const Advice = "This looks like a client secret or a token. Portico never keeps one: put it in your team’s vault, and write here only where it lies. Nothing of it was stored."

// The vendor's client secrets are 40 hexadecimal characters and its client ids 20 (domain.md: a hint, not a rule), its tokens
// are JSON web tokens. The rest are the shapes in which credentials are usually pasted.
var shapes = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[^0-9A-Fa-f])[0-9A-Fa-f]{40}(?:$|[^0-9A-Fa-f])`),
	regexp.MustCompile(`eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}`),
	regexp.MustCompile(`(?i)\bbearer\s+[A-Za-z0-9._~+/=-]{12,}`),
	regexp.MustCompile(`(?i)(?:client[_ -]?secret|access[_ -]?token|refresh[_ -]?token|id[_ -]?token|api[_ -]?key|secret[_ -]?key|passw(?:or)?d)["']?\s*(?:[:=]|\bis\b)\s*["']?[^\s"']{8,}`),
	regexp.MustCompile(`(?i)[?&#](?:code|access_token|refresh_token|id_token|token|client_secret)=[^&\s]{8,}`),
	regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`),
	regexp.MustCompile(`\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|sk-[A-Za-z0-9_-]{20,}|glpat-[A-Za-z0-9_-]{16,})\b`),
}

// In reports whether text holds something that looks like a client secret, a token or a private key. It errs on the side of
// refusing: a false alarm costs a sentence, a stored secret costs an incident.
func In(text string) bool {
	for _, shape := range shapes {
		if shape.MatchString(text) {
			return true
		}
	}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`"'<>(),;`, r)
	}) {
		if random(word) {
			return true
		}
	}
	return false
}

// random reports whether one word is long and mixed like a generated credential: 32 or more letters and digits with upper
// case, lower case and at least four digits, and no shape that words and addresses have.
func random(word string) bool {
	if len(word) < 32 || strings.Contains(word, "://") || strings.ContainsAny(word, "@ ") {
		return false
	}
	var upper, lower, digits, other int
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case unicode.IsDigit(r):
			digits++
		case r == '-' || r == '_' || r == '+' || r == '/' || r == '=' || r == '.' || r == '~':
		default:
			other++
		}
	}
	return other == 0 && upper >= 4 && lower >= 4 && digits >= 4
}

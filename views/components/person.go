package components

import (
	"strings"
	"unicode"
)

// PersonModel is a person as shown in a row.
type PersonModel struct {
	Name string
	// Initials may be left empty; they are then made from the name.
	Initials string
	// Line is the small second line: role, team, address. It may be empty.
	Line string
	// URL makes the name a link; empty shows it as text.
	URL string
}

func (p PersonModel) initials() string {
	if p.Initials != "" {
		return p.Initials
	}
	return Initials(p.Name)
}

// Initials makes at most two capital letters from a name, the first letter of its
// first and of its last word: "Priya Raman" gives "PR", "Madonna" gives "M". A name
// without any letter gives "?".
func Initials(name string) string {
	var letters []rune
	for word := range strings.FieldsSeq(name) {
		for _, r := range word {
			if unicode.IsLetter(r) {
				letters = append(letters, unicode.ToUpper(r))
				break
			}
		}
	}
	switch len(letters) {
	case 0:
		return "?"
	case 1:
		return string(letters[0])
	}
	return string([]rune{letters[0], letters[len(letters)-1]})
}

package settings

import (
	"strconv"
	"strings"

	"portico/views/components"
)

// Number is one number that an admin may change.
type Number struct {
	// Key is the last part of the address that a change is sent to.
	Key, Title, Text string
	// Now says how it stands: "90 days".
	Now string
	// Changed says since when and by whom; empty where it stands as it came.
	Changed string
	Field   components.FieldModel
}

// NewNumber returns a number with its field. value stands now; least and most bound it.
func NewNumber(key, title, text, unit, now string, value, least, most, otherwise int) Number {
	n := Number{Key: key, Title: title, Text: text, Now: now, Field: components.FieldModel{
		ID: "value-" + key, Name: "value", Label: strings.ToUpper(unit[:1]) + unit[1:], InputMode: "numeric", Autocomplete: "off",
		MaxLength: 6, Required: true, Value: strconv.Itoa(value),
		Hint: "From " + strconv.Itoa(least) + " to " + strconv.Itoa(most) + ".",
	}}
	if value != otherwise {
		n.Field.Hint += " Portico came with " + strconv.Itoa(otherwise) + "."
	}
	return n
}

func (n Number) action() string { return "/settings/values/" + n.Key }

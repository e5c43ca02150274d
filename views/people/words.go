package people

import (
	"fmt"
	"strings"
)

// count says a number with its noun: "1 row", "6 rows".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func list(words []string) string {
	if len(words) == 0 {
		return "None"
	}
	return strings.Join(words, ", ")
}

func (c Check) inviteText() string {
	switch c.Good {
	case 0:
		return "Invite"
	case 1:
		return "Invite the good row"
	}
	return "Invite the " + count(c.Good, "good row", "good rows")
}

// nextText says what can be done with the list as it is.
func (c Check) nextText() string {
	switch {
	case c.Look+c.Bad == 0:
		return "Nothing has been sent yet."
	case c.Good > 0:
		return "Nothing has been sent yet. You can invite the good ones now and mend the others later."
	case c.Look > 0:
		return "Nothing has been sent yet. You can invite those that need a look, or mend the list and check it again."
	default:
		return "Nothing has been sent. Mend the list and check it again."
	}
}

func (c Check) lookText() string {
	if c.Look == 1 {
		return "Invite also the 1 row that needs a look"
	}
	return fmt.Sprintf("Invite also the %d rows that need a look", c.Look)
}

func (c Check) othersText() string {
	switch {
	case c.Good == 0:
		return "Download the rows with their reasons"
	case c.Look+c.Bad == 1:
		return "Download the other"
	}
	return "Download the " + count(c.Look+c.Bad, "other", "others")
}

func linkID(i int) string { return fmt.Sprintf("link-%d", i+1) }

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

func (c Check) inviteText() string { return "Invite the " + count(c.Good, "good row", "good rows") }

func (c Check) lookText() string {
	if c.Look == 1 {
		return "Invite also the 1 row that needs a look"
	}
	return fmt.Sprintf("Invite also the %d rows that need a look", c.Look)
}

func (c Check) othersText() string {
	return "Download the " + count(c.Look+c.Bad, "other", "others")
}

func linkID(i int) string { return fmt.Sprintf("link-%d", i+1) }

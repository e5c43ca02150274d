package board

import (
	"strconv"
	"strings"
)

// number counts things: "1 day", "9 days".
func number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// and joins names: "Lucía and Oluwaseun", "Ann, Ben and Cem".
func and(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "’"
	}
	return name + "’s"
}

// ago is since when, in working days: "since yesterday", "for 4 days".
func ago(days int) string {
	switch days {
	case 0:
		return "since today"
	case 1:
		return "since yesterday"
	}
	return "for " + strconv.Itoa(days) + " days"
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

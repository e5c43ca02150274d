package audit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// check refuses an event that says what its kind does not declare: a field or a kind of subject. A refused attempt keeps no
// values, and may be about whoever made it.
func (k Kind) check(e Entry, before, after *string, refused bool) error {
	if !refused && !slices.Contains(k.Subjects, e.Subject.Kind) {
		return fmt.Errorf("the change %q is about a %q, which its kind does not declare (internal/audit/kind_list.go): it has %v", k.Action, e.Subject.Kind, k.Subjects)
	}
	for _, text := range []*string{before, after} {
		if text == nil {
			continue
		}
		for name := range flatten(*text) {
			if _, declared := k.Field(unnumbered(name)); !declared {
				return fmt.Errorf("the change %q keeps the field %q, which its kind does not declare (internal/audit/kind_list.go)", k.Action, name)
			}
		}
	}
	return nil
}

// unnumbered takes the places of a list out of a name: "accounts.1.id" is "accounts.id".
func unnumbered(name string) string {
	parts := slices.DeleteFunc(strings.Split(name, "."), func(part string) bool {
		_, err := strconv.Atoi(part)
		return err == nil
	})
	return strings.Join(parts, ".")
}

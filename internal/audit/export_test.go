package audit

import (
	"fmt"

	"portico/internal/access"
)

// PageQuery is the query of a page of the trail, for a test that looks at its plan.
func PageQuery(actor access.Actor, f Filter, cursor string) (sql string, args []any, err error) {
	from, newer, err := parseCursor(cursor)
	if err != nil {
		return "", nil, err
	}
	where, err := f.where(actor)
	if err != nil {
		return "", nil, err
	}
	where = where.beyond(from, newer)
	order := "DESC"
	if newer {
		order = "ASC"
	}
	return fmt.Sprintf(selectLines, where.found(order, pageSize+1), order), where.args, nil
}

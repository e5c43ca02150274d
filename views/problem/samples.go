package problem

import (
	"fmt"
	"time"

	"portico/views/components"
	"portico/views/layout"
)

// Samples shows the page of every status Portico answers with.
func Samples() []layout.Sample {
	now := time.Date(2026, 6, 16, 9, 41, 22, 0, time.UTC)
	var list []layout.Sample
	for _, status := range []int{400, 403, 404, 405, 409, 413, 429, 500, 503} {
		m := New(status)
		switch {
		case status == 403:
			m.May = "Helen Okafor, your lead, can grant it."
		case status >= 500:
			m.RequestID, m.RetryURL = "01JXW4N8Q2", "/journey"
			m.When = components.Moment(now, now, time.UTC)
		}
		list = append(list, layout.Sample{
			Name: fmt.Sprintf("Problem %d", status), Path: fmt.Sprintf("problem/%d", status), Component: Page(m),
		})
	}
	return list
}

package handlers

import (
	"fmt"
	"net/http"
	"strings"

	"portico/internal/audit"
	"portico/views/trail"
)

// trailKindsShow lists every kind of event, from the declarations that each event is held to.
func (s *Server) trailKindsShow(c *call) error {
	page := kindsPage(audit.Kinds())
	page.Frame = c.frame("Every kind of event")
	page.Frame.Width = "reading"
	return c.render(http.StatusOK, trail.KindsView(page))
}

func kindsPage(kinds []audit.Kind) trail.Kinds {
	page := trail.Kinds{Total: fmt.Sprintf("%d kinds, and nothing else is ever written. An event that says more than stands here is refused, and with it the change.", len(kinds))}
	page.Common = kindField(audit.CommonField)
	page.Common.Meaning = strings.ToLower(page.Common.Meaning[:1]) + page.Common.Meaning[1:]
	for _, k := range kinds {
		if n := len(page.Groups); n == 0 || page.Groups[n-1].Name != k.Group {
			page.Groups = append(page.Groups, trail.KindGroup{Name: k.Group, ID: fmt.Sprintf("part-%d", n+1)})
		}
		one := trail.Kind{
			ID: string(k.Action), Action: string(k.Action), Phrase: audit.Phrase(k.Action), Since: k.Since,
			About: strings.ReplaceAll(strings.Join(k.Subjects, " or "), "-", " "), URL: "/trail?action=" + escape(string(k.Action)),
		}
		for _, f := range k.Fields {
			one.Fields = append(one.Fields, kindField(f))
		}
		last := &page.Groups[len(page.Groups)-1]
		last.Kinds = append(last.Kinds, one)
	}
	return page
}

func kindField(f audit.Field) trail.Field {
	return trail.Field{Name: f.Name, Form: string(f.Form), Meaning: f.Meaning}
}

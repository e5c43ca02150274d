package layout

import "github.com/a-h/templ"

// Sample is one view with a made-up model. A package of views offers its own as
// func Samples() []layout.Sample; they feed the gallery, the tests and the
// accessibility run.
type Sample struct {
	// Name says what is to be seen: "Sign in, wrong password".
	Name string
	// Path is where the gallery shows it, within its own folder: "signin/wrong".
	Path      string
	Component templ.Component
}

// SampleFrame is the frame of samples: Helen Okafor, lead of Payments, with the
// given title and the place of the navigation that is current.
func SampleFrame(title, current string) Frame {
	f := Frame{
		Title:  title,
		Person: &Person{Name: "Helen Okafor", Initials: "HO", Line: "Lead, Payments", Email: "helen.okafor@acme.example"},
		Nav: []NavItem{
			{Label: "Board", URL: "/teams/payments"},
			{Label: "Analytics", URL: "/teams/payments/analytics"},
			{Label: "Ledger", URL: "/ledger"},
			{Label: "Apps", URL: "/apps"},
			{Label: "People", URL: "/people"},
		},
		Foot: Foot{Version: "1.4", Chain: "Audit chain intact, checked at 09:40", ChainURL: "/trail"},
	}
	for i := range f.Nav {
		f.Nav[i].Current = f.Nav[i].Label == current
	}
	return f
}

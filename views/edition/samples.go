package edition

import (
	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package, in each state it can take.
func Samples() []layout.Sample {
	wrong := sampleStep()
	wrong.Summary = components.Summary(components.FieldModel{ID: "step-title", Label: "Title", Error: "Title is empty."}, components.FieldModel{ID: "step-hint", Label: "Line below the title", Error: "Hint is empty."})
	return []layout.Sample{
		{Name: "Editions", Path: "edition/list", Component: ListPage(sampleList(true))},
		{Name: "Editions, as a developer", Path: "edition/list-developer", Component: ListPage(sampleList(false))},
		{Name: "An edition", Path: "edition/show", Component: ShowPage(sampleShow())},
		{Name: "A draft", Path: "edition/edit", Component: EditPage(sampleEdit())},
		{Name: "A step of a draft", Path: "edition/step", Component: OneForm(sampleStep())},
		{Name: "A step of a draft, errors", Path: "edition/step-error", Component: OneForm(wrong)},
		{Name: "Moving people", Path: "edition/move", Component: MovePage(sampleMove())},
		{Name: "Moving people, nobody left", Path: "edition/move-empty", Component: MovePage(sampleMoveEmpty())},
	}
}

func sampleList(mayMake bool) List {
	l := List{
		Frame: layout.SampleFrame("Journeys", "/journeys"), CanMake: mayMake, Begins: "New journeys begin with Avaya Spaces API, edition 2.",
		Lede: "A vendor rewrites its procedure now and then. Each version is an edition; whoever is under way keeps theirs until a lead moves them.",
		Rows: []Row{
			{Title: "Avaya Spaces API, edition 2", URL: "/journeys/zang-2020", Line: "zang-2020", Status: "done", Word: "Shipped with Portico", Default: true, Steps: "11", Walkers: "22 people", Links: "1 address is missing", LinksStatus: "waiting", By: "Read on 2 June 2026"},
			{Title: "Avaya Spaces API, ours", URL: "/journeys/acme-2026@2", Line: "acme-2026@2", Status: "progress", Word: "Draft", Steps: "10", Walkers: "Nobody", Links: "1 link is dead", LinksStatus: "problem", By: "By Helen Okafor, today"},
			{Title: "Avaya Spaces API, ours", URL: "/journeys/acme-2026@1", Line: "acme-2026@1", Status: "done", Word: "Published", Steps: "10", Walkers: "1 person", Links: "All well", By: "By Helen Okafor, 3 June"},
		},
	}
	if mayMake {
		l.Default = &Form{
			ID: "default", Action: "/journeys/default", Once: "sample", Button: components.ButtonModel{Text: "Begin new journeys with it"},
			Groups: []Group{{Fields: []Control{Select(components.SelectModel{FieldModel: components.FieldModel{ID: "default-key", Name: "key", Label: "Edition", Hint: "People under way stay on theirs."}, Options: []components.Option{{Value: "zang-2020", Text: "Avaya Spaces API, edition 2", Selected: true}}})}}},
		}
	}
	return l
}

func sampleTabs(current string) []Tab {
	return []Tab{{Text: "Read", URL: "/journeys/acme-2026@2", Current: current == "read"}, {Text: "Preview as a developer", URL: "/journeys/acme-2026@2/preview"}, {Text: "Change it", URL: "/journeys/acme-2026/edit", Current: current == "edit"}}
}

func sampleShow() Show {
	return Show{
		Frame: layout.SampleFrame("Avaya Spaces API, ours", "/journeys"), Eyebrow: []string{"acme-2026@1"}, Title: "Avaya Spaces API, ours", Tabs: sampleTabs("read"),
		Lede: "You sign up, tick the permission and create your app.", Buttons: []components.ButtonModel{{Text: "Move people to it", URL: "#", IconAfter: "arrow-right"}},
		Facts: []components.Fact{{Name: "State", Value: "Revision 1", Status: "done", StatusText: "Published"}, {Name: "Vendor", Value: "Avaya"}},
		Hosts: []components.Fact{{Name: "loganstaging.esna.com, staging", Value: "Sign-up"}}, WhoLine: "1 of 2 people are in your teams.",
		Who: []Person{{Name: "Priya Raman", Line: "Payments"}}, Others: sampleList(true).Rows[1:2],
		Stages: []Stage{{ID: "stage-staging", Title: "Staging", Environment: "staging", Steps: []Step{{
			Key: "staging-sign-up", Number: "1", Title: "Sign up for Spaces staging", Hint: "With your work e-mail", Tags: []string{"recommended", "may be skipped"},
			Why: "<p>Everything hangs from an account.</p>", Texts: []string{"Choose <strong>Sign up</strong>."},
			Links: []Link{{Label: "Open it", URL: "https://loganstaging.esna.com/", Status: "problem", Word: "Does not answer since 3 June"}, {Label: "How to"}},
			Facts: []components.Fact{{Name: "Needs first", Value: "Nothing"}},
		}}}},
		Copy: &Form{
			ID: "copy", Title: "Make a copy to change", Action: "#", Once: "sample", Button: components.ButtonModel{Text: "Copy it", Kind: "primary"},
			Groups: []Group{{Fields: []Control{Line(components.FieldModel{ID: "copy-key", Name: "key", Label: "Key", Error: "This key is taken. Choose another one.", Value: "acme-2026"})}}},
		},
	}
}

func sampleEdit() Edit {
	post := func(text string) *components.PostModel {
		return &components.PostModel{Action: "#", Once: "sample-" + text, Button: components.ButtonModel{Text: text, Label: text + ": Create your password", Size: "small", Kind: "quiet"}}
	}
	return Edit{
		Frame: layout.SampleFrame("Change Avaya Spaces API, ours", "/journeys"), Eyebrow: []string{"acme-2026@2", "Draft"}, Title: "Avaya Spaces API, ours", Tabs: sampleTabs("edit"),
		Lede: "Nobody walks a draft. Changed last by Helen Okafor, today.", WhyNot: "Mend what is listed below first.",
		Summary:  components.SummaryModel{Title: "Somebody changed this draft after you opened it."},
		Problems: []Problem{{Text: "Line 3: title is empty.", URL: "/journeys/acme-2026/yaml"}},
		Steps:    []Step{{Key: "password", Number: "1", Title: "Create your password", Hint: "From the mail", Edit: "#", Up: post("Up"), Down: post("Down"), Remove: post("Remove"), Problems: []string{"Why is empty."}}},
		Drop:     components.PostModel{Action: "#", Once: "sample-drop", Button: components.ButtonModel{Text: "Throw the draft away", Kind: "quiet"}},
		Add:      Form{ID: "add", Title: "Add a step", Action: "#", Once: "sample-add", Button: components.ButtonModel{Text: "Add the step"}, Groups: []Group{{Open: true, Fields: []Control{Line(components.FieldModel{ID: "add-title", Name: "step_title", Label: "Title"})}}}},
		Head:     Form{ID: "head", Title: "Title, vendor and overview", Action: "#", Once: "sample-head", Button: components.ButtonModel{Text: "Save"}},
	}
}

func sampleStep() FormPage {
	area := components.FieldModel{ID: "do-1-text", Name: "do_text", Label: "Instruction, 1", Value: "Choose **Sign up**.", Rows: 2}
	return FormPage{
		Frame: layout.SampleFrame("Create your password", "/journeys"), Eyebrow: []string{"acme-2026@2", "Draft", "Step 2"}, Title: "Create your password", Tabs: sampleTabs(""),
		Lede: "Texts may hold **bold**, lists and links.",
		Form: Form{ID: "step", Action: "#", Once: "sample", Button: components.ButtonModel{Text: "Save the step", Kind: "primary"}, Cancel: "#", Groups: []Group{
			{ID: "g-text", Title: "What it says", Fields: []Control{Line(components.FieldModel{ID: "step-title", Name: "title", Label: "Title", Value: "Create your password"}), Line(components.FieldModel{ID: "step-hint", Name: "hint", Label: "Line below the title"})}},
			{ID: "g-do", Title: "What to do", Hint: "One instruction in each box.", Fields: []Control{Area(area)}},
			{ID: "g-fails", Title: "If this fails", Folded: true, Fields: []Control{Pair(Line(components.FieldModel{ID: "fail-1-sign", Name: "fail_sign", Label: "One sees, 1"}), Line(components.FieldModel{ID: "fail-1-do", Name: "fail_do", Label: "What to do, 1"}))}},
		}},
	}
}

func sampleMove() Move {
	return Move{
		Frame: layout.SampleFrame("Move people", "/journeys"), Eyebrow: []string{"avayacloud", "Move people"}, Title: "Move people to Avaya Spaces API, edition 3", Once: "sample", Action: "#",
		Lede:  "Progress is matched by step: what is done stays done.",
		Teams: []components.ChipModel{{Text: "Payments", Count: "2", URL: "#", On: true}, {Text: "Platform", Count: "1", URL: "#"}},
		People: []Moved{
			{
				ID: "a", Name: "Priya Raman", Line: "Payments", Checked: true, Ref: "zang-2020", From: "On Avaya Spaces API, edition 2", Now: "4 of 11 done", Then: "4 of 10 done",
				Changes: []components.CheckItem{{Status: "skipped", Title: "Be made admin and employee", Word: "Goes away, stays in the history"}, {Status: "todo", Title: "Verify the domain", Word: "New, not started"}},
			},
			{ID: "b", Name: "Kenji Mori", Line: "Payments", Ref: "zang-2020", From: "On Avaya Spaces API, edition 2", Now: "0 of 11 done", Then: "0 of 11 done", Same: "The same steps: only their texts differ."},
		},
		Back: []Returned{{Text: "Dana Ruiz, moved from zang-2020 by Helen Okafor on 3 June", Back: components.PostModel{Action: "#", Once: "sample-back", Button: components.ButtonModel{Text: "Move back", Label: "Move back: Dana Ruiz", Size: "small", Icon: "undo"}}}},
	}
}

func sampleMoveEmpty() Move {
	m := sampleMove()
	m.People, m.Back = nil, nil
	m.Empty = &components.EmptyModel{Kind: components.EmptyNothing, Title: "Nobody is left to move", Text: "Everybody whom you may move walks this edition already."}
	return m
}

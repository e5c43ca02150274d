package board

import "portico/internal/journey"

// Team is the team whose board it is.
type Team struct{ ID, Slug, Name string }

// Developer is one row: a person, what is known of them and what follows from it.
type Developer struct {
	journey.Person
	Facts journey.Facts
	// Edition is the one that they walk.
	Edition  journey.Edition
	Progress journey.Progress
}

// Board is a team at one moment, for one reader, narrowed by a filter.
type Board struct {
	Team    Team
	Edition journey.Edition
	// Today is the day in the reader's zone.
	Today journey.Day
	// Full is false for those who may see names and progress only: then Causes, queues and numbers stay empty.
	Full bool
	// CanAct means that the reader leads the team; CanInvite and CanSupply that they may invite into it and supply links.
	CanAct, CanInvite, CanSupply bool
	Filter                       Filter
	// Total counts all developers, Counts those of each status, before the filter.
	Total  int
	Counts map[Status]int
	// Groups are what the filter leaves, those who are stuck first. Without grouping there is one group without a title; when
	// nobody is left there is none.
	Groups []Group
	Shown  int
	// Foot has one entry a step, over those who are shown.
	Foot []Foot
	// Needs is nil for those who lead nobody here; Stuck and Vendor for those who see names only.
	Needs, Stuck, Vendor *Queue
	Stats                Stats
	// DeadLinks are the links of journeys that do not answer.
	DeadLinks []journey.LinkCheck
	// CompanyKnown says that at least one company in staging is recorded.
	CompanyKnown bool
}

// Group is developers under one heading.
type Group struct {
	Title      string
	Developers []Developer
	Overdue    int
}

// reader is what the board may show and offer to whom it is made for.
type reader struct {
	id                                 string
	full, canAct, canInvite, canSupply bool
	today                              journey.Day
}

// assemble makes the board out of everybody on the team. It is pure.
func assemble(team Team, ed journey.Edition, all []Developer, f Filter, r reader) Board {
	order(all)
	b := Board{
		Team: team, Edition: ed, Today: r.today, Full: r.full, CanAct: r.canAct, CanInvite: r.canInvite, CanSupply: r.canSupply,
		Filter: f, Total: len(all), Counts: count(all),
	}
	shown := f.apply(all)
	b.Shown, b.Groups, b.Foot = len(shown), group(shown, f.Group), feet(ed, shown)
	if len(all) > 0 {
		b.DeadLinks = all[0].Facts.DeadLinks()
	}
	if !r.full {
		return b
	}
	b.Stuck, b.Vendor, b.Stats = stuck(all), vendor(ed, all), numbers(all)
	if r.canAct {
		b.Needs = needs(all, r)
	}
	return b
}

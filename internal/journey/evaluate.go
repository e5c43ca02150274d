package journey

import "time"

// Evaluate derives a member's progress from an edition and facts, at one moment. It is pure, never fails and never panics;
// facts that contradict each other resolve in favour of what was recorded last.
func Evaluate(ed Edition, f Facts, now time.Time) Progress {
	p := Progress{EditionKey: ed.Key, Member: f.Member.Person, Today: DayOf(now, f.Member.TimeZone), Total: len(ed.Steps)}
	for _, step := range ed.Steps {
		p.Steps = append(p.Steps, StepProgress{Step: step, State: NotStarted, Title: step.Title})
	}
	return p
}

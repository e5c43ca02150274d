package journey

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Service is the door to a member's journey: what they did, where they are stuck, and what their lead says to it.
type Service struct {
	log     *audit.Log
	now     func() time.Time
	library *library
}

// New makes a Service. editions are those that the program carries; Default gives them. Others are read from the database.
func New(log *audit.Log, now func() time.Time, editions Editions) *Service {
	return &Service{log: log, now: now, library: &library{shipped: editions}}
}

// maxWords is how many characters of evidence, reasons and answers are kept; a blocker takes twice as many.
const maxWords = 2000

// situation is where a member stands at the moment of a task.
type situation struct {
	*loaded
	edition  Edition
	progress Progress
}

// scope is what rights are asked for.
func (w situation) scope() access.Scope {
	return access.Scope{MemberID: w.Member.ID, TeamIDs: w.TeamIDs}
}

// teamID is the team that an event of this member happens in.
func (w situation) teamID() string {
	if len(w.TeamIDs) == 0 {
		return ""
	}
	return w.TeamIDs[0]
}

// entry begins an event about a step of the member.
func (w situation) entry(stepKey string) audit.Entry {
	return audit.Entry{Subject: audit.Subject{Kind: "step", ID: stepKey}, MemberID: w.Member.ID, TeamID: w.teamID()}
}

// situation reads and evaluates a member's journey. Kind: NotFound.
func (s *Service) situation(ctx context.Context, tx pgx.Tx, memberID string) (situation, error) {
	if !postgres.IsID(memberID) {
		return situation{}, apperr.Missing()
	}
	all, err := load(ctx, tx, []string{memberID})
	if err != nil {
		return situation{}, err
	}
	l, ok := all[memberID]
	if !ok {
		return situation{}, apperr.Missing()
	}
	w := situation{loaded: l}
	if l.Edition != "" {
		if w.edition, err = s.EditionIn(ctx, tx, l.Edition); err != nil {
			return situation{}, err
		}
		w.progress = Evaluate(w.edition, l.Facts, s.now())
	}
	return w, nil
}

// Progress derives where a member stands. An Edition without a key means that the member walks no journey. The member,
// their lead, an auditor or an admin may ask. Kinds: NotFound, Forbidden, Unavailable.
func (s *Service) Progress(ctx context.Context, actor access.Actor, memberID string) (Edition, Facts, Progress, error) {
	var w situation
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		var err error
		if w, err = s.situation(ctx, tx, memberID); err != nil {
			return err
		}
		return actor.Check(access.JourneyRead, w.scope())
	})
	if err != nil {
		return Edition{}, Facts{}, Progress{}, err
	}
	return w.edition, w.Facts, w.progress, nil
}

// own is how every task on one's own journey begins: the journey is held against other changes, read and checked, and the
// step is found. The entry names the step, so that a refusal's event does too.
func (s *Service) own(ctx context.Context, tx *audit.Tx, actor access.Actor, stepKey string) (situation, StepProgress, audit.Entry, error) {
	entry := audit.Entry{Subject: audit.Subject{Kind: "member", ID: actorOrNobody(actor)}, MemberID: actor.ID}
	if err := actor.Check(access.JourneyWrite, access.Scope{MemberID: actor.ID}); err != nil {
		return situation{}, StepProgress{}, entry, err
	}
	if err := lockMember(ctx, tx, actor.ID); err != nil {
		return situation{}, StepProgress{}, entry, err
	}
	w, err := s.situation(ctx, tx, actor.ID)
	if err != nil {
		return w, StepProgress{}, entry, err
	}
	if w.edition.Key == "" {
		return w, StepProgress{}, entry, apperr.Refused("Only a developer or a lead walks the journey. A lead of a team can invite you into it.")
	}
	step, ok := w.progress.Step(stepKey)
	if !ok {
		return w, StepProgress{}, entry, apperr.Missing()
	}
	return w, step, w.entry(stepKey), nil
}

func actorOrNobody(a access.Actor) string {
	if a.ID != "" {
		return a.ID
	}
	return string(a.Kind)
}

// opened is nil for a step that can be worked on; else it says what would open it. Kind: Conflict.
func opened(step StepProgress) error {
	if step.State != CannotStart {
		return nil
	}
	sentence := step.Reason
	if step.Gate != nil && step.Gate.Sentence != "" {
		sentence = step.Gate.Sentence
	}
	return apperr.New(apperr.Conflict, fmt.Sprintf("Step %d cannot start yet: %s.", step.Step.Number, trimDot(sentence)))
}

func trimDot(s string) string {
	for len(s) > 0 && s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s
}

// readDay reads a day as 2026-06-16; an empty text is today in loc. A day to come is refused.
func readDay(problems *apperr.Fields, field, text string, loc *time.Location, now time.Time) Day {
	today := DayOf(now, loc)
	if text == "" {
		return today
	}
	t, err := time.Parse(time.DateOnly, text)
	day := DateOf(t)
	switch {
	case err != nil || t.Year() < 2000:
		problems.Add(field, "Write the day as 2026-06-16.")
	case today.Before(day):
		problems.Add(field, "This day is still to come. Choose today or an earlier day.")
	}
	return day
}

// readWords checks the length of a free text.
func readWords(problems *apperr.Fields, field, text string, limit int) {
	if utf8.RuneCountInString(text) > limit {
		problems.Add(field, fmt.Sprintf("Say it in at most %d characters.", limit))
	}
}

// zoneOf is where the actor's days begin and end.
func zoneOf(a access.Actor) *time.Location { return make(Zones).Get(a.TimeZone) }

// anyOf says whether the step goes by one of the rules.
func anyOf(step Step, rules ...Rule) bool { return slices.Contains(rules, step.Rule) }

// stepState is what an event keeps of a step: no free text.
type stepState struct {
	Step  string `json:"step"`
	State State  `json:"state"`
	AppID string `json:"app_id,omitempty"`
	On    string `json:"on,omitempty"`
}

func stateOf(p StepProgress) stepState {
	return stepState{Step: p.Step.Key, State: p.State, AppID: p.AppID, On: p.DoneOn.String()}
}

package journey

import (
	"context"
	"slices"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/evidence"
	"portico/internal/postgres"
)

// MemberStep names a step of a member of a team, as an address does.
type MemberStep struct {
	TeamSlug string
	MemberID string
	StepKey  string
	// AppID picks one app for a step of an app; empty means the app that got furthest.
	AppID string
}

// ConfirmStep is the word of somebody who looked.
type ConfirmStep struct {
	MemberStep
	// Note says what was looked at. A lead may leave it empty; a co-worker gives a note or a file.
	Note string
	// File shows it; may be none.
	File evidence.Upload
}

// ConfirmStep attests another member's step, as a lead or a co-worker of their team. It counts until it is withdrawn or until
// what it confirms changes. Kinds: Invalid, also for a co-worker who says nothing of what they saw, NotFound, Forbidden for
// one's own step, for everybody who is not of the team, and for a co-worker where a lead's word is asked for, Conflict for a
// step that has nothing to confirm.
func (s *Service) ConfirmStep(ctx context.Context, actor access.Actor, in ConfirmStep) error {
	var problems apperr.Fields
	readWords(&problems, "note", in.Note, maxWords)
	return s.log.Change(ctx, actor, audit.StepConfirmed, func(tx *audit.Tx) (audit.Entry, error) {
		w, step, entry, err := s.others(ctx, tx, actor, access.JourneyAttest, in.MemberStep)
		if err != nil {
			return entry, err
		}
		asLead := actor.LeadsTeam(entry.TeamID)
		switch {
		case !asLead && (step.NeedsLead || step.Step.takesALead()):
			return entry, apperr.Refused("Only a lead of the team can confirm this step.")
		case !asLead && in.Note == "" && in.File.None():
			problems.Add("note", "Say what you looked at, or add a file that shows it.")
		}
		if err := problems.Err(); err != nil {
			return entry, err
		}
		if err := confirmable(step); err != nil {
			return entry, err
		}
		entry.Before = stateOf(step)
		entry.After, entry.Grade = stepState{Step: in.StepKey, State: Done, AppID: step.AppID}, string(Confirmed)
		c := Confirmation{ID: postgres.NewID(), StepKey: in.StepKey, AppID: step.AppID, By: Person{ID: actor.ID}, Note: in.Note, AsLead: asLead}
		if err := addConfirmation(ctx, tx, in.MemberID, c); err != nil {
			return entry, err
		}
		return entry, addFile(ctx, tx, in.File, evidence.About{
			MemberID: w.Member.ID, TeamID: entry.TeamID, StepKey: in.StepKey, AppID: step.AppID, ConfirmationID: c.ID,
		})
	})
}

// addFile keeps a file within another change, with an event of its own; no file is nothing to do.
func addFile(ctx context.Context, tx *audit.Tx, file evidence.Upload, about evidence.About) error {
	if file.None() {
		return nil
	}
	added, err := evidence.Add(ctx, tx, about, file)
	if err == nil {
		tx.Record(audit.EvidenceAdded, added)
	}
	return err
}

// MayAttest says whether the actor, who may confirm steps of this member, may confirm this one: some take a lead's word alone.
func (p StepProgress) MayAttest(lead bool) bool {
	return p.CanConfirm() && (lead || !p.NeedsLead && !p.Step.takesALead())
}

// CanConfirm says whether a second person's word on the step would raise or settle anything.
func (p StepProgress) CanConfirm() bool { return confirmable(p) == nil }

// confirmable is nil for a step that a second person's word would raise or settle. Kind: Conflict.
func confirmable(step StepProgress) error {
	switch {
	case step.NeedsLead:
		return nil
	case anyOf(step.Step, RulePermission) && step.State == Done && step.Grade == SelfReported:
		return apperr.New(apperr.Conflict, "This step follows from the ledger. Confirm the permission there.")
	case step.State == Skipped:
		return apperr.New(apperr.Conflict, "A skipped step has nothing to confirm.")
	case step.State != Done:
		return apperr.New(apperr.Conflict, "There is nothing to confirm yet: the step is not done.")
	case step.Grade == Confirmed:
		return apperr.New(apperr.Conflict, "This step is confirmed already by "+step.ConfirmedBy.Full()+".")
	case step.Grade == Verified:
		return apperr.New(apperr.Conflict, "The vendor itself verified this step. It needs no second person.")
	}
	return nil
}

// WithdrawConfirmation is what WithdrawConfirmation takes. The reason stays in the trail.
type WithdrawConfirmation struct {
	MemberStep
	Reason string
}

// WithdrawConfirmation takes a word on a step back: one's own, or as a lead anybody's. Kinds: Invalid without a reason, NotFound,
// Forbidden as for ConfirmStep and for somebody else's word, Conflict when no confirmation stands.
func (s *Service) WithdrawConfirmation(ctx context.Context, actor access.Actor, in WithdrawConfirmation) error {
	return s.log.Change(ctx, actor, audit.ConfirmWithdrawn, func(tx *audit.Tx) (audit.Entry, error) {
		w, step, entry, err := s.others(ctx, tx, actor, access.JourneyAttest, in.MemberStep)
		if err != nil {
			return entry, err
		}
		standing := w.confirmations(step)
		if len(standing) == 0 {
			return entry, apperr.New(apperr.Conflict, "No confirmation stands for this step.")
		}
		if !actor.LeadsTeam(entry.TeamID) {
			standing = slices.DeleteFunc(standing, func(c Confirmation) bool { return c.By.ID != actor.ID })
		}
		if len(standing) == 0 {
			return entry, apperr.Refused("Only whoever confirmed this step, or a lead of the team, may take that back.")
		}
		if err := evidence.CheckReason(in.Reason); err != nil {
			return entry, err
		}
		entry.Before = stateOf(step)
		entry.After = stepState{Step: in.StepKey, State: step.State, AppID: step.AppID}
		entry.Grade, entry.Reason = string(SelfReported), in.Reason
		for _, c := range standing {
			if err := withdrawConfirmation(ctx, tx, c.ID, actor.ID); err != nil {
				return entry, err
			}
		}
		return entry, nil
	})
}

// confirmations are those that were not withdrawn, for the step as it stands.
func (w situation) confirmations(step StepProgress) []Confirmation {
	var out []Confirmation
	for _, c := range w.Confirmations {
		if c.StepKey == step.Step.Key && (c.AppID == "" || c.AppID == step.AppID) && c.WithdrawnAt.IsZero() {
			out = append(out, c)
		}
	}
	return out
}

// others is how every task of somebody else on a member's step begins: the member is looked for in the team that the address
// names, the right is asked, the journey is held and the step is found.
func (s *Service) others(ctx context.Context, tx *audit.Tx, actor access.Actor, right access.Right, in MemberStep) (situation, StepProgress, audit.Entry, error) {
	var none audit.Entry
	teamID, err := teamBySlug(ctx, tx, in.TeamSlug)
	if err != nil {
		return situation{}, StepProgress{}, none, err
	}
	if err := lockMember(ctx, tx, in.MemberID); err != nil {
		return situation{}, StepProgress{}, none, err
	}
	w, err := s.situation(ctx, tx, in.MemberID)
	if err != nil {
		return w, StepProgress{}, none, err
	}
	if !slices.Contains(w.TeamIDs, teamID) {
		return w, StepProgress{}, none, apperr.Missing()
	}
	entry := w.entry(in.StepKey)
	entry.TeamID = teamID
	if err := actor.Check(right, access.Scope{MemberID: in.MemberID, TeamIDs: []string{teamID}}); err != nil {
		return w, StepProgress{}, entry, err
	}
	step, err := w.step(in.StepKey, in.AppID)
	return w, step, entry, err
}

// step finds a step, of one app where one is named. Kind: NotFound.
func (w situation) step(key, appID string) (StepProgress, error) {
	if appID != "" {
		app, ok := w.progress.App(appID)
		if !ok {
			return StepProgress{}, apperr.Missing()
		}
		if step, ok := app.Step(key); ok {
			return step, nil
		}
		return StepProgress{}, apperr.Missing()
	}
	if step, ok := w.progress.Step(key); ok {
		return step, nil
	}
	return StepProgress{}, apperr.Missing()
}

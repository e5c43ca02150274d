package journey

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/evidence"
)

// AddFile is a file that a member adds to a step of their own. AppID picks one app for a step of an app.
type AddFile struct {
	StepKey string
	AppID   string
	File    evidence.Upload
}

// AddFile keeps a file as evidence of the actor's own step. It raises no grade: it is what somebody else can look at. Kinds:
// Invalid, Forbidden for someone who walks no journey, NotFound, Conflict for a step that cannot start yet.
func (s *Service) AddFile(ctx context.Context, actor access.Actor, in AddFile) error {
	return s.log.Change(ctx, actor, audit.EvidenceAdded, func(tx *audit.Tx) (audit.Entry, error) {
		w, step, entry, err := s.own(ctx, tx, actor, in.StepKey)
		if err != nil {
			return entry, err
		}
		if in.AppID != "" {
			if step, err = w.step(in.StepKey, in.AppID); err != nil {
				return entry, err
			}
		}
		if err := opened(step); err != nil {
			return entry, err
		}
		if in.File.None() {
			return entry, apperr.Field(evidence.Field, "Choose a file.")
		}
		return evidence.Add(ctx, tx, evidence.About{MemberID: actor.ID, TeamID: w.teamID(), StepKey: in.StepKey, AppID: step.AppID}, in.File)
	})
}

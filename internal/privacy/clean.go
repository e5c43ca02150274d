package privacy

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Clean takes away what has been kept long enough: links for a new password, names and addresses of old invitations, and
// people who left, where the retention says so. signin cleans sessions and keys of forms itself, by the same setting. It is
// called about once an hour and does nothing that was done before.
func (s *Service) Clean(ctx context.Context) error {
	kept := map[Class]int{}
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		list, err := retentions(ctx, tx)
		for _, r := range list {
			kept[r.Class] = r.Days
		}
		return err
	})
	if err != nil {
		return err
	}
	return errors.Join(s.cleanResets(ctx, kept[ResetLinks]), s.clearInvitations(ctx, kept[Invitations]), s.eraseLeft(ctx, kept[MembersLeft]))
}

func (s *Service) before(days int) time.Time {
	return s.clock().Add(-time.Duration(days) * 24 * time.Hour)
}

// cleanResets takes links away that are long dead. They are working data: the trail has who made them and used them.
func (s *Service) cleanResets(ctx context.Context, days int) error {
	if days == ForEver {
		return nil
	}
	return s.log.DB().Write(ctx, func(tx pgx.Tx) error {
		_, err := queries(tx).PrivacyResetsClean(ctx, s.before(days))
		return err
	})
}

// clearInvitations takes name and address from invitations that were answered, withdrawn or ran out. Their rows stay.
func (s *Service) clearInvitations(ctx context.Context, days int) error {
	if days == ForEver {
		return nil
	}
	return s.log.Change(ctx, access.SystemActor(), audit.InvitationsCleared, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "retention", ID: string(Invitations)}}
		rows, err := queries(tx).PrivacyInvitationsClear(ctx, s.clock(), s.before(days))
		if err == nil && rows == 0 {
			err = audit.ErrNoChange
		}
		entry.After = map[string]any{"invitations": rows, "days": days}
		return entry, err
	})
}

// eraseLeft erases people who left long enough ago and of whom nothing is open. The others wait until it is ended.
func (s *Service) eraseLeft(ctx context.Context, days int) error {
	if days == ForEver {
		return nil
	}
	var left []Person
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		left, err = leftBefore(ctx, tx, s.before(days))
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range left {
		err := s.erase(ctx, access.SystemActor(), p.ID, func(now Person) (string, error) {
			if now.LeftAt.IsZero() || !now.LeftAt.Before(s.before(days)) {
				return "", audit.ErrNoChange // they came back meanwhile
			}
			return fmt.Sprintf("The account was closed on %s, and people who left are erased after %d days.", now.LeftAt.Format(time.DateOnly), days), nil
		})
		if err != nil && !apperr.Is(err, apperr.Conflict) {
			return err
		}
	}
	return nil
}

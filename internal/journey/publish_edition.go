package journey

import (
	"context"
	"fmt"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// PublishEdition makes a draft the edition that can be walked, in the place of the revision before it, which then is retired.
// Whoever walks an earlier revision keeps it until somebody moves them. Kinds: Invalid for a draft with problems, NotFound,
// Forbidden, Conflict.
func (s *Service) PublishEdition(ctx context.Context, actor access.Actor, key string, version int) (ref string, err error) {
	err = s.log.Change(ctx, actor, audit.EditionPublished, func(tx *audit.Tx) (audit.Entry, error) {
		entry, err := s.ownEdition(ctx, tx, actor, key)
		if err != nil {
			return entry, err
		}
		held, err := s.hold(ctx, tx, key, version)
		if err != nil {
			return entry, err
		}
		if _, problems := ParseEdition(held.Source); len(problems) > 0 {
			return entry, apperr.New(apperr.Invalid, fmt.Sprintf("This draft cannot be published yet: line %d, %s.", problems[0].Line, problems[0].Say))
		}
		ref = held.Ref()
		entry.Subject.ID = ref
		entry.Before, entry.After = editionSays{State: Draft}, editionSays{State: Published, SHA256: held.SHA256}
		return entry, publishEdition(ctx, tx, held, actor.ID)
	})
	return ref, err
}

// RetireEdition ends an edition: nobody begins it any more, and whoever walks it goes on. The edition that new journeys begin
// with cannot be retired. Kinds: NotFound, Forbidden, Conflict.
func (s *Service) RetireEdition(ctx context.Context, actor access.Actor, key string) error {
	return s.log.Change(ctx, actor, audit.EditionRetired, func(tx *audit.Tx) (audit.Entry, error) {
		entry, err := s.ownEdition(ctx, tx, actor, key)
		if err != nil {
			return entry, err
		}
		_, chosen, err := defaultEdition(ctx, tx)
		if err != nil {
			return entry, err
		}
		if chosen.Key == key {
			return entry, apperr.New(apperr.Conflict, "New journeys begin with this edition. An admin has to choose another one first.")
		}
		entry.Before, entry.After = editionSays{State: Published}, editionSays{State: Retired}
		retired, err := retireEdition(ctx, tx, key, actor.ID)
		if err == nil && !retired {
			err = apperr.New(apperr.Conflict, "This edition is not published.")
		}
		return entry, err
	})
}

// DropDraft throws the draft of a key away; what is published stays. Kinds: NotFound, Forbidden, Conflict.
func (s *Service) DropDraft(ctx context.Context, actor access.Actor, key string) error {
	return s.log.Change(ctx, actor, audit.EditionRetired, func(tx *audit.Tx) (audit.Entry, error) {
		entry, err := s.ownEdition(ctx, tx, actor, key)
		if err != nil {
			return entry, err
		}
		entry.Before, entry.After = editionSays{State: Draft}, editionSays{State: Dropped}
		dropped, err := dropDraft(ctx, tx, key, actor.ID)
		if err == nil && !dropped {
			err = apperr.New(apperr.Conflict, "There is no draft of this edition any more.")
		}
		return entry, err
	})
}

// ChooseDefault lets new journeys begin with an edition: one of the program, or the newest published revision of one made
// here. An admin may. Kinds: Invalid about "key", Forbidden.
func (s *Service) ChooseDefault(ctx context.Context, actor access.Actor, key string) error {
	return s.log.Change(ctx, actor, audit.EditionDefaultSet, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "setting", ID: "default-edition"}}
		if err := actor.Check(access.EditionDefault, access.Scope{}); err != nil {
			return entry, err
		}
		if _, shipped := s.library.shipped.Get(key); !shipped {
			known, err := latest(ctx, tx, key)
			if err != nil {
				return entry, err
			}
			if known.published == 0 {
				return entry, apperr.Field("key", "Choose an edition that is published.")
			}
		}
		before, chosen, err := defaultEdition(ctx, tx)
		if err != nil {
			return entry, err
		}
		if chosen.Key == key || chosen.Key == "" && before == key {
			return entry, audit.ErrNoChange
		}
		if err := setDefaultEdition(ctx, tx, key, actor.ID); err != nil {
			return entry, err
		}
		after, _, err := defaultEdition(ctx, tx)
		entry.Before, entry.After = map[string]string{"edition": before}, map[string]string{"edition": after}
		return entry, err
	})
}

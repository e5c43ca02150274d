package journey

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// editionSource reads the text of a revision; ok is false when there is none.
func editionSource(ctx context.Context, tx pgx.Tx, key string, revision int) (source string, published time.Time, ok bool, err error) {
	row, err := dbsqlc.New(tx).EditionSource(ctx, key, int32(revision))
	if errors.Is(err, pgx.ErrNoRows) {
		return "", time.Time{}, false, nil
	}
	return row.Source, orZero(row.PublishedAt), err == nil, postgres.Translate(err)
}

// liveRefs are the refs that people walk, that are published, and that new journeys begin with.
func liveRefs(ctx context.Context, tx pgx.Tx) ([]string, error) {
	q := dbsqlc.New(tx)
	key, _, err := defaultEdition(ctx, tx)
	if err != nil {
		return nil, err
	}
	walkers, err := q.EditionWalkers(ctx)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	made, err := q.EditionList(ctx)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	refs := []string{key}
	for _, w := range walkers {
		refs = append(refs, w.Edition)
	}
	for _, m := range made {
		if EditionState(m.State) == Published {
			refs = append(refs, RefOf(m.Key, int(m.Revision)))
		}
	}
	return refs, nil
}

// defaultEdition is the ref that a new journey begins with, and who chose it; nobody where it is the program's own choice.
func defaultEdition(ctx context.Context, tx pgx.Tx) (ref string, chosen Choice, err error) {
	q := dbsqlc.New(tx)
	row, err := q.EditionDefault(ctx)
	if errors.Is(err, pgx.ErrNoRows) {
		return DefaultEdition, Choice{}, nil
	}
	if err != nil {
		return "", Choice{}, postgres.Translate(err)
	}
	last, err := q.EditionLatest(ctx, row.Key)
	if err != nil {
		return "", Choice{}, postgres.Translate(err)
	}
	chosen = Choice{Key: row.Key, By: orZero(row.ChooserName), At: row.ChosenAt}
	if last.Revision > 0 && last.Published == 0 {
		return DefaultEdition, chosen, nil
	}
	return RefOf(row.Key, int(last.Published)), chosen, nil
}

func setDefaultEdition(ctx context.Context, tx *audit.Tx, key, by string) error {
	return postgres.Translate(dbsqlc.New(tx).EditionSetDefault(ctx, key, &by))
}

// madeEditions are the revisions that were made here, without their texts.
func madeEditions(ctx context.Context, tx pgx.Tx) ([]Made, error) {
	rows, err := dbsqlc.New(tx).EditionList(ctx)
	out := make([]Made, 0, len(rows))
	for _, r := range rows {
		out = append(out, Made{
			Key: r.Key, Revision: int(r.Revision), Title: r.Title, Number: int(r.Number), SHA256: r.Sha256, Is: EditionState(r.State),
			Version: int(r.Version), CopiedFrom: r.CopiedFrom, MadeBy: Person{ID: r.MadeBy, Name: r.MakerName}, MadeAt: r.MadeAt,
			ChangedBy: r.ChangerName, ChangedAt: r.ChangedAt, PublishedBy: orZero(r.PublisherName), PublishedAt: orZero(r.PublishedAt),
			RetiredBy: orZero(r.RetirerName), RetiredAt: orZero(r.RetiredAt),
		})
	}
	return out, postgres.Translate(err)
}

// madeEdition reads one revision with its text. Kind: NotFound.
func madeEdition(ctx context.Context, tx pgx.Tx, key string, revision int) (Made, error) {
	r, err := dbsqlc.New(tx).EditionOne(ctx, key, int32(revision))
	return Made{
		Key: r.Key, Revision: int(r.Revision), Title: r.Title, Number: int(r.Number), SHA256: r.Sha256, Is: EditionState(r.State),
		Version: int(r.Version), CopiedFrom: r.CopiedFrom, MadeBy: Person{ID: r.MadeBy, Name: r.MakerName}, MadeAt: r.MadeAt,
		ChangedBy: r.ChangerName, ChangedAt: r.ChangedAt, PublishedBy: orZero(r.PublisherName), PublishedAt: orZero(r.PublishedAt),
		RetiredBy: orZero(r.RetirerName), RetiredAt: orZero(r.RetiredAt), Source: r.Source,
	}, postgres.Translate(err)
}

// heldDraft reads the draft of a key and holds it until the transaction ends. Kind: NotFound.
func heldDraft(ctx context.Context, tx *audit.Tx, key string) (Made, error) {
	r, err := dbsqlc.New(tx).EditionHeld(ctx, key)
	return Made{Key: r.Key, Revision: int(r.Revision), Source: r.Source, SHA256: r.Sha256, Version: int(r.Version), Is: EditionState(r.State)},
		postgres.Translate(err)
}

// standing is what is known of a key: its newest revision, the published one, the newest that was ever published, and who made
// the first; zeros where there is none.
type standing struct {
	newest, published, kept int
	maker                   string
}

func latest(ctx context.Context, tx pgx.Tx, key string) (standing, error) {
	row, err := dbsqlc.New(tx).EditionLatest(ctx, key)
	return standing{newest: int(row.Revision), published: int(row.Published), kept: int(row.Kept), maker: row.Maker}, postgres.Translate(err)
}

func insertEdition(ctx context.Context, tx *audit.Tx, m Made) error {
	return postgres.Translate(dbsqlc.New(tx).EditionInsert(ctx, dbsqlc.EditionInsertParams{
		Key: m.Key, Revision: int32(m.Revision), Title: m.Title, Number: int32(m.Number), Source: m.Source, Sha256: m.SHA256,
		CopiedFrom: m.CopiedFrom, MadeBy: m.MadeBy.ID,
	}))
}

func updateEdition(ctx context.Context, tx *audit.Tx, m Made, by string) error {
	_, err := dbsqlc.New(tx).EditionUpdate(ctx, dbsqlc.EditionUpdateParams{
		Key: m.Key, Version: int32(m.Version), Title: m.Title, Number: int32(m.Number), Source: m.Source, Sha256: m.SHA256, ChangedBy: by,
	})
	return postgres.Translate(err)
}

// publishEdition makes the draft the published revision of its key, in the place of the one before.
func publishEdition(ctx context.Context, tx *audit.Tx, m Made, by string) error {
	q := dbsqlc.New(tx)
	if _, err := q.EditionPublish(ctx, m.Key, int32(m.Version), &by); err != nil {
		return postgres.Translate(err)
	}
	_, err := q.EditionRetireOld(ctx, m.Key, int32(m.Revision), &by)
	return postgres.Translate(err)
}

// retireEdition ends the published revision of a key; dropDraft throws its draft away. They say whether there was one.
func retireEdition(ctx context.Context, tx *audit.Tx, key, by string) (bool, error) {
	n, err := dbsqlc.New(tx).EditionRetireOld(ctx, key, 0, &by)
	return n > 0, postgres.Translate(err)
}

func dropDraft(ctx context.Context, tx *audit.Tx, key, by string) (bool, error) {
	n, err := dbsqlc.New(tx).EditionDrop(ctx, key, &by)
	return n > 0, postgres.Translate(err)
}

// walkers reads who walks what: of some teams, or everybody.
func walkers(ctx context.Context, tx pgx.Tx, everyone bool, teams []string) ([]Walker, error) {
	rows, err := dbsqlc.New(tx).EditionWho(ctx, everyone, teams)
	out := make([]Walker, 0, len(rows))
	for _, r := range rows {
		out = append(out, Walker{
			Person: Person{r.ID, r.Name, r.Email}, Ref: r.Edition, MovedFrom: r.MovedFrom, MovedAt: orZero(r.MovedAt),
			MovedBy: orZero(r.MoverName), TeamIDs: r.TeamIds, Teams: r.TeamNames,
		})
	}
	return out, postgres.Translate(err)
}

// countWalkers counts how many walk each ref.
func countWalkers(ctx context.Context, tx pgx.Tx) (map[string]int, error) {
	rows, err := dbsqlc.New(tx).EditionWalkers(ctx)
	out := map[string]int{}
	for _, r := range rows {
		out[r.Edition] = int(r.Walkers)
	}
	return out, postgres.Translate(err)
}

// moveMember lets a member walk another edition, and says whether they still walked the one that was expected.
func moveMember(ctx context.Context, tx *audit.Tx, memberID, from, to, by string) (bool, error) {
	n, err := dbsqlc.New(tx).EditionMove(ctx, dbsqlc.EditionMoveParams{MemberID: memberID, Edition: to, MovedBy: &by, Expected: from})
	return n > 0, postgres.Translate(err)
}

// refOfMember is the ref that a member walks; empty for somebody who walks none.
func refOfMember(ctx context.Context, tx pgx.Tx, memberID string) (string, error) {
	refs, err := dbsqlc.New(tx).EditionOfMember(ctx, memberID)
	if err != nil || len(refs) == 0 {
		return "", postgres.Translate(err)
	}
	return refs[0], nil
}

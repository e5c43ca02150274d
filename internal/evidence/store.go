package evidence

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// taken is what all files about a person take in bytes, and whether this one is kept at the step already.
func taken(ctx context.Context, tx *audit.Tx, about About, sha256 string) (int, bool, error) {
	q := dbsqlc.New(tx)
	n, err := q.EvidenceTaken(ctx, about.MemberID)
	if err != nil {
		return 0, false, postgres.Translate(err)
	}
	same, err := q.EvidenceSame(ctx, about.MemberID, about.StepKey, sha256)
	return int(n), same, postgres.Translate(err)
}

func add(ctx context.Context, tx *audit.Tx, k Kept, f File) error {
	p := dbsqlc.EvidenceAddParams{
		ID: k.ID, MemberID: k.About.MemberID, About: "step", StepKey: k.About.StepKey, Name: f.Name, MediaType: f.MediaType,
		Size: int32(f.Size()), Sha256: f.SHA256, Body: f.body, UploadedBy: k.By,
	}
	if k.About.AppID != "" {
		p.AppID = &k.About.AppID
	}
	if k.About.ConfirmationID != "" {
		p.About, p.ConfirmationID = "confirmation", &k.About.ConfirmationID
	}
	return postgres.Translate(dbsqlc.New(tx).EvidenceAdd(ctx, p))
}

// file reads a file without its body. Kind: NotFound.
func file(ctx context.Context, tx pgx.Tx, id string) (Kept, error) {
	if !postgres.IsID(id) {
		return Kept{}, apperr.Missing()
	}
	r, err := dbsqlc.New(tx).EvidenceFile(ctx, id)
	if err != nil {
		return Kept{}, postgres.Translate(err)
	}
	k := Kept{
		ID: r.ID, About: About{MemberID: r.MemberID, StepKey: r.StepKey}, Name: r.Name, MediaType: r.MediaType, Size: int(r.Size),
		SHA256: r.Sha256, By: r.UploadedBy, At: r.At, teamIDs: r.Teams, owners: []string{r.UploadedBy},
	}
	if r.AppID != nil {
		k.About.AppID = *r.AppID
	}
	if r.ConfirmedBy != nil {
		k.owners = append(k.owners, *r.ConfirmedBy)
	}
	if r.WithdrawnAt != nil {
		k.WithdrawnAt = *r.WithdrawnAt
	}
	if r.ClearedAt != nil {
		k.ClearedAt = *r.ClearedAt
	}
	return k, nil
}

// lockedFile is file, held until the transaction ends.
func lockedFile(ctx context.Context, tx *audit.Tx, id string) (Kept, error) {
	if !postgres.IsID(id) {
		return Kept{}, apperr.Missing()
	}
	if _, err := dbsqlc.New(tx).EvidenceLock(ctx, id); err != nil {
		return Kept{}, postgres.Translate(err)
	}
	return file(ctx, tx, id)
}

func body(ctx context.Context, tx pgx.Tx, id string) ([]byte, error) {
	content, err := dbsqlc.New(tx).EvidenceBody(ctx, id)
	return content, postgres.Translate(err)
}

func withdraw(ctx context.Context, tx *audit.Tx, id, by string) error {
	_, err := dbsqlc.New(tx).EvidenceWithdraw(ctx, id, by)
	return postgres.Translate(err)
}

func clearWithdrawn(ctx context.Context, tx *audit.Tx, now time.Time) (int64, error) {
	files, err := dbsqlc.New(tx).EvidenceClear(ctx, now)
	return files, postgres.Translate(err)
}

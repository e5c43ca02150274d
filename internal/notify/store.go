package notify

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
)

// count reads what became of letters, out of what their features keep.
func (s *State) count(ctx context.Context, db *postgres.DB) error {
	return db.Read(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `
			WITH mailed AS (
			  SELECT after::jsonb ->> 'outcome' AS outcome FROM event WHERE action = 'invitation.mailed' AND at > now() - interval '24 hours'
			  UNION ALL
			  SELECT state FROM link_letter WHERE sent_at > now() - interval '24 hours' OR (state IN ('refused', 'given up') AND sent_at IS NULL)
			)
			SELECT count(*) FILTER (WHERE outcome = 'sent'), count(*) FILTER (WHERE outcome = 'refused'), count(*) FILTER (WHERE outcome = 'given up'),
			  (SELECT count(*) FROM invitation WHERE mail_due_at IS NOT NULL) + (SELECT count(*) FROM reset_wish)
			  + (SELECT count(DISTINCT member_id) FROM link_letter WHERE again_at IS NOT NULL)
			FROM mailed`).Scan(&s.Sent, &s.Refused, &s.GivenUp, &s.Waiting)
	})
}

package sample

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/permission"
	"portico/internal/postgres"
)

func TestTheLedgerOfTheSampleAgreesWithItsTrail(t *testing.T) {
	log := load(t, time.Now())
	err := postgres.Inspect(t.Context(), log.DB().Pool().Config().ConnString(), func(tx pgx.Tx) error {
		lines, found, err := permission.VerifyLedger(t.Context(), tx)
		if lines == 0 || found.Count != 0 {
			t.Errorf("of %d lines: %v", lines, found.Kept)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

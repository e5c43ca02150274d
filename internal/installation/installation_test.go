package installation

import (
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/config"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

func TestAnAdminReadsTheProcessAndNobodyElse(t *testing.T) {
	t.Parallel()
	started := time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)
	s := New(testdb.New(t), config.Config{DataDir: t.TempDir(), SMTP: config.SMTP{Password: "c4n4ry"}}, started)
	v, err := s.Read(t.Context(), access.Actor{Kind: access.Member, ID: postgres.NewID(), Admin: true})
	if err != nil {
		t.Fatal(err)
	}
	if v.Size == 0 || v.Free > v.Size || !v.StartedAt.Equal(started) || len(v.Settings) < 20 {
		t.Errorf("disk %d of %d, since %s, %d settings", v.Free, v.Size, v.StartedAt, len(v.Settings))
	}
	d := v.Database
	if d.Version == "" || d.Bytes == 0 || d.Connections == 0 || d.MaxConnections == 0 || d.Count != d.Total || d.Applied != d.Wanted || !d.Restricted || d.PoolMax == 0 {
		t.Errorf("the database says %+v", d)
	}
	for _, actor := range []access.Actor{{Kind: access.Member, ID: "1", Auditor: true}, {Kind: access.Member, ID: "1", Leads: []string{"x"}}} {
		if _, err := s.Read(t.Context(), actor); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%+v: %v", actor, err)
		}
	}
}

func TestADiskThatIsNotThereHasNoRoom(t *testing.T) {
	if free, size := room(t.TempDir() + "/no/such"); free != 0 || size != 0 {
		t.Errorf("%d of %d", free, size)
	}
}

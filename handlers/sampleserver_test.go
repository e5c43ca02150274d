package handlers

import (
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"portico/internal/audit"
	"portico/internal/config"
	"portico/internal/sample"
	"portico/internal/signin"
	"portico/internal/testdb"
)

// newSampleServer is the whole site with the sample data on it, at one moment; as takes the first part of an address there
// ("lead", "dana.ruiz").
func newSampleServer(t testing.TB, now time.Time) *testServer {
	t.Helper()
	db, log := testdb.New(t), slog.New(slog.DiscardHandler)
	trail := audit.New(db, log)
	if err := sample.Load(t.Context(), trail, "no password fits this", now); err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return now }
	services, err := NewServices(trail, clock, config.Config{BaseURL: "http://portico.test", InvitationLifetime: 168 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	s := &testServer{t: t, db: db, trail: trail, id: map[string]string{}}
	s.Server = New(Deps{
		Services: services, DB: db, Log: log, Now: clock, Version: "test", BaseURL: "http://portico.test",
		Sessions: signin.NewSessions(db, signin.SessionOptions{Lifetime: 12 * time.Hour, Idle: time.Hour}),
	})
	s.site = httptest.NewServer(s.Handler())
	t.Cleanup(s.site.Close)
	rows, err := db.Pool().Query(t.Context(), `SELECT split_part(email, '@', 1), id::text FROM member UNION ALL SELECT slug, id::text FROM team`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var short, id string
		if err := rows.Scan(&short, &id); err != nil {
			t.Fatal(err)
		}
		s.id[short] = id
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

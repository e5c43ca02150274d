package handlers

import (
	"net/http"
	"strings"
	"testing"

	"portico/internal/company"
	"portico/internal/oauthapp"
	"portico/internal/people"
)

func TestAListThatIsCutSaysSo(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.sql(`INSERT INTO company (id, environment, name) SELECT gen_random_uuid(), 'staging', 'Company ' || i FROM generate_series(1, $1::int) i`, company.MostListed-1)
	s.sql(`INSERT INTO app (id, environment, name, client_id, created_on)
		SELECT gen_random_uuid(), 'staging', 'App ' || i, 'client-' || i, current_date FROM generate_series(1, $1::int) i`, oauthapp.MostListed-1)
	s.sql(`INSERT INTO invitation (id, email, email_key, role, token_hash, expires_at) SELECT gen_random_uuid(), i || '@acme.example', i || '@acme.example',
		'auditor', sha256(i::text::bytea), now() + interval '1 day' FROM generate_series(1, $1::int) i`, people.MostInvitations-1)
	words := map[string]string{
		"/companies": "The first 1000 companies are listed", "/apps": "Only the first 1000 apps are listed", "/apps.csv": "Only the first 1000 apps are listed",
		"/people": "The newest 200 are listed",
	}
	for path, says := range words {
		if p := s.as("admin").get(path).wantStatus(http.StatusOK); strings.Contains(p.body, says) {
			t.Errorf("%s says that it is cut while it is not", path)
		}
	}
	s.sql(`INSERT INTO company (id, environment, name) SELECT gen_random_uuid(), 'staging', 'Another ' || i FROM generate_series(1, 2) i`)
	s.sql(`INSERT INTO app (id, environment, name, client_id, created_on) SELECT gen_random_uuid(), 'staging', 'Another', 'another-' || i, current_date FROM generate_series(1, 2) i`)
	s.sql(`INSERT INTO invitation (id, email, email_key, role, token_hash, expires_at) SELECT gen_random_uuid(), 'b' || i || '@acme.example', 'b' || i || '@acme.example',
		'auditor', sha256(('b' || i)::bytea), now() + interval '1 day' FROM generate_series(1, 2) i`)
	for path, says := range words {
		if p := s.as("admin").get(path).wantStatus(http.StatusOK); !strings.Contains(p.body, says) {
			t.Errorf("%s is cut and does not say so", path)
		}
	}
}

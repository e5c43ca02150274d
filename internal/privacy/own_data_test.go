package privacy

import (
	"encoding/json"
	"strings"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/postgres"
)

func (h *house) own(actor access.Actor) (all string, rows map[string]int) {
	h.t.Helper()
	var b strings.Builder
	rows = map[string]int{}
	table := ""
	err := h.s.OwnData(h.t.Context(), actor, Own{
		Begin: func(s Section) error { table = s.Table; return nil },
		Row: func(row json.RawMessage) error {
			if !json.Valid(row) {
				h.t.Errorf("%s: %s", table, row)
			}
			rows[table]++
			b.Write(row)
			return nil
		},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return b.String(), rows
}

func TestWhatIsHeldAboutOneIsHandedOutAndNothingOfOthers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.sql(`INSERT INTO password (member_id, hash) VALUES ($1, 'hash-that-stays')`, h.dev.ID)
	h.sql(`INSERT INTO session (token, id, data, expires_at, member_id, address, agent) VALUES ('token-that-stays', $1, 'x', now() + interval '1 hour', $2, '192.0.2.1', 'Firefox')`, postgres.NewID(), h.dev.ID)
	h.sql(`INSERT INTO invitation (id, email, email_key, name, role, team_id, token_hash, expires_at, invited_by) VALUES ($1, 'priya@acme.example', 'priya@acme.example', 'Priya', 'developer', $2, 'a', now(), $3)`, postgres.NewID(), h.team, h.lead.ID)
	h.sql(`INSERT INTO invitation (id, email, email_key, name, role, team_id, token_hash, expires_at, invited_by) VALUES ($1, 'else@acme.example', 'else@acme.example', 'Somebody Else', 'developer', $2, 'b', now(), $3)`, postgres.NewID(), h.team, h.dev.ID)
	h.sql(`INSERT INTO blocker (id, member_id, step_key, reason_key, words, answer, resolved_by) VALUES ($1, $2, 'password', 'other', 'words of Helen', 'answer by Priya', $3)`, postgres.NewID(), h.lead.ID, h.dev.ID)
	h.grant(h.dev.ID, h.lead.ID, "Helen saw Priya hold it", true)
	h.grant(h.lead.ID, h.dev.ID, "evidence about Helen", true)
	if err := h.erase(h.lead, h.dev.ID); !apperr.Is(err, apperr.Forbidden) {
		t.Fatal(err)
	}
	all, rows := h.own(h.dev)
	for _, there := range []string{
		"Priya Raman", "priya@acme.example", "192.0.2.1", "Firefox", "Helen saw Priya hold it", "answer by Priya", "Only an admin may change", "member.erased",
	} {
		if !strings.Contains(all, there) {
			t.Errorf("%q is held and not handed out", there)
		}
	}
	for _, not := range []string{"hash-that-stays", "token-that-stays", "token_hash", "words of Helen", "evidence about Helen", "Somebody Else", "else@acme", "Helen Okafor"} {
		if strings.Contains(all, not) {
			t.Errorf("%q is handed out", not)
		}
	}
	if rows["permission_grant"] != 2 || rows["invitation"] != 2 || rows["session"] != 1 || rows["password"] != 1 {
		t.Errorf("%v", rows)
	}
	if err := h.s.OwnData(t.Context(), access.AnonymousActor(), Own{}); !apperr.Is(err, apperr.Unauthenticated) {
		t.Errorf("anonymous: %v", err)
	}
}

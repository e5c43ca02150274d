package permission_test

import (
	"strings"
	"testing"

	"portico/internal/postgres"
)

// TestTheDatabaseLetsNobodyRaiseTheirOwnGrade writes around the program: what the program would refuse, the database refuses too.
func TestTheDatabaseLetsNobodyRaiseTheirOwnGrade(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	me, other, grant := postgres.NewID(), postgres.NewID(), postgres.NewID()
	for _, id := range []string{me, other} {
		h.exec(`INSERT INTO member (id, name, email, email_key) VALUES ($1::uuid, 'X', $2, $2)`, id, id+"@acme.example")
	}
	const line = `INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, grade, confirmed_by, recorded_by)
		VALUES ($1, $2, $3, $4, 'staging', 'self-assigned', now() - interval '1 day', $5, $6, $7)`
	h.exec(line, postgres.NewID(), grant, 1, me, "self-reported", nil, me)
	h.exec(`UPDATE permission_grant SET superseded_at = now() WHERE grant_id = $1`, grant)
	for name, c := range map[string]struct {
		grade         string
		confirmed, by any
	}{
		"confirmed by oneself":                  {"confirmed", me, other},
		"confirmed by nobody":                   {"confirmed", nil, other},
		"confirmed in a line of one's own":      {"confirmed", other, me},
		"verified without a proof":              {"verified", nil, me},
		"verified by somebody, without a proof": {"verified", nil, other},
	} {
		_, err := h.log.DB().Pool().Exec(t.Context(), line, postgres.NewID(), grant, 2, me, c.grade, c.confirmed, c.by)
		if err == nil || !strings.Contains(err.Error(), "permission") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := h.log.DB().Pool().Exec(t.Context(), line, postgres.NewID(), grant, 2, me, "confirmed", other, other); err != nil {
		t.Errorf("somebody else's word: %v", err)
	}
	company := postgres.NewID()
	h.exec(`INSERT INTO company (id, environment, name) VALUES ($1, 'staging', 'Own')`, company)
	const role = `INSERT INTO company_role (id, company_id, member_id, role, since, grade, recorded_by) VALUES ($1, $2, $3, 'admin', now(), 'confirmed', $4)`
	if _, err := h.log.DB().Pool().Exec(t.Context(), role, postgres.NewID(), company, me, me); err == nil {
		t.Error("a role is confirmed by whose it is")
	}
	if _, err := h.log.DB().Pool().Exec(t.Context(), role, postgres.NewID(), company, me, other); err != nil {
		t.Errorf("a role confirmed by somebody else: %v", err)
	}
}

package benchdata

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// perHolder is how many grants a member has: in staging and in production, for a company and as freelance. companyCount is how
// many companies there are in each of the two.
const (
	perHolder    = 4
	companyCount = 10
)

// ledgerYears is how far back the grants go.
const ledgerYears = 5

// Grants fills an empty, migrated database with n grants over five years, and with the members, teams, companies and roles
// that they are about: a member for each four grants, teams of 100, ten companies in staging and as many in
// production. About a third has ended, a tenth was confirmed by somebody later, one in thirty was corrected, of one in twenty it
// was decided that it must go long before it went, so that there are about 1.5 lines for each grant. It is the same each time, but for the day it is made on. conn is the owner's. It is for
// measuring: no event stands behind a line.
func Grants(ctx context.Context, conn *pgx.Conn, n int) error {
	g := &grantMaker{rand: rand.New(rand.NewPCG(3, 4)), n: n, now: time.Now().UTC().Truncate(time.Second)}
	g.start = g.now.Add(-ledgerYears * 365 * 24 * time.Hour)
	restore, err := bare(ctx, conn)
	if err != nil {
		return fmt.Errorf("take the indexes of the ledger away: %w", err)
	}
	if err := g.holders(ctx, conn); err != nil {
		return fmt.Errorf("write the people of the ledger: %w", err)
	}
	if _, err := conn.CopyFrom(ctx, pgx.Identifier{"permission_grant"}, grantColumns(), pgx.CopyFromFunc(g.next)); err != nil {
		return fmt.Errorf("write the grants: %w", err)
	}
	for _, statement := range append(restore, histories()...) {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	_, err = conn.Exec(ctx, `VACUUM (ANALYZE) permission_grant, member, member_role, team, company, company_role, name_history, role_history, ledger_former`)
	return err
}

// watched are the tables whose triggers step aside: what they keep is written at the end, at once.
func watched() []string {
	return []string{"member", "member_role", "company", "company_role", "permission_grant"}
}

// bare takes the triggers, the indexes and the judge of overlaps away, and returns what makes them again.
func bare(ctx context.Context, conn *pgx.Conn) (restore []string, err error) {
	rows, err := conn.Query(ctx, `SELECT 'DROP INDEX ' || c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
			WHERE i.indrelid = 'permission_grant'::regclass AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
		UNION ALL SELECT format('ALTER TABLE permission_grant DROP CONSTRAINT %I', conname),
			format('ALTER TABLE permission_grant ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
			FROM pg_constraint WHERE conrelid = 'permission_grant'::regclass AND contype IN ('x', 'f')`)
	if err != nil {
		return nil, err
	}
	var drop, again string
	var drops []string
	if _, err := pgx.ForEachRow(rows, []any{&drop, &again}, func() error {
		drops, restore = append(drops, drop), append(restore, again)
		return nil
	}); err != nil {
		return nil, err
	}
	for _, table := range watched() {
		drops = append(drops, "ALTER TABLE "+table+" DISABLE TRIGGER USER")
		restore = append(restore, "ALTER TABLE "+table+" ENABLE TRIGGER USER")
	}
	_, err = conn.Exec(ctx, strings.Join(drops, ";\n"))
	return restore, err
}

// histories are what the triggers would have kept.
func histories() []string {
	return []string{
		`ALTER TABLE name_history DISABLE TRIGGER USER`, `ALTER TABLE role_history DISABLE TRIGGER USER`,
		`INSERT INTO name_history (kind, subject_id, name, detail, recorded_at, superseded_at) SELECT 'member', id, name, email, created_at, disabled_at FROM member`,
		`INSERT INTO name_history (kind, subject_id, name, detail, disabled_at, recorded_at)
			SELECT 'member', id, name, email, disabled_at, disabled_at FROM member WHERE disabled_at IS NOT NULL`,
		`INSERT INTO name_history (kind, subject_id, name, recorded_at) SELECT 'company', id, name, recorded_at FROM company`,
		`INSERT INTO role_history (role_id, member_id, role, team_id, since, recorded_at, superseded_at)
			SELECT id, member_id, role, team_id, since, since, ended_at FROM member_role`,
		`INSERT INTO role_history (role_id, member_id, role, team_id, since, ended_at, recorded_at)
			SELECT id, member_id, role, team_id, since, ended_at, ended_at FROM member_role WHERE ended_at IS NOT NULL`,
		`INSERT INTO role_history (role_id, member_id, role, company_id, since, recorded_at)
			SELECT id, member_id, role, company_id, since, recorded_at FROM company_role`,
		`ANALYZE permission_grant, name_history, role_history`,
		`SELECT ledger_former_keep(member_id) FROM (SELECT DISTINCT member_id FROM role_history WHERE ended_at IS NOT NULL) m`,
		`ALTER TABLE name_history ENABLE TRIGGER USER`, `ALTER TABLE role_history ENABLE TRIGGER USER`,
	}
}

// grantMaker makes one line of the ledger after the other.
type grantMaker struct {
	rand       *rand.Rand
	n, made    int
	start, now time.Time
	// holder and lead are members, a lead for each team; staging and production are companies.
	holder, lead        []uuid.UUID
	staging, production []uuid.UUID
	// waiting are the later lines of the grant that was made last.
	waiting [][]any
}

func (g *grantMaker) id() uuid.UUID {
	var id uuid.UUID
	for i := 0; i < len(id); i += 4 {
		word := g.rand.Uint32()
		id[i], id[i+1], id[i+2], id[i+3] = byte(word), byte(word>>8), byte(word>>16), byte(word>>24)
	}
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return id
}

// joined is when a member came: before the first of their grants.
func (g *grantMaker) joined(i int) time.Time {
	return g.begins(i * perHolder).Add(-45 * 24 * time.Hour)
}

// begins is about when a grant begins: they are spread evenly over the years.
func (g *grantMaker) begins(i int) time.Time {
	return g.start.Add(time.Duration(float64(g.now.Sub(g.start)) * float64(i) / float64(g.n)))
}

package sample

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"portico/internal/audit"
)

// space is where the identifiers of the sample come from: the same row has the same one each time.
var space = uuid.MustParse("6f2d3c1a-5b7e-4f7d-9a55-0d6a2f3c9e10")

// id is the identifier of something by its kind and its key.
func id(kind, key string) string { return uuid.NewSHA1(space, []byte(kind+"/"+key)).String() }

// maybe is id, or nothing for an empty key.
func maybe(kind, key string) *string {
	if key == "" {
		return nil
	}
	known := id(kind, key)
	return &known
}

// orNull leaves a column empty for an empty text.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// writer collects rows, to send them in one round trip, and events, to write them with the change.
type writer struct {
	clock
	tx    *audit.Tx
	batch pgx.Batch
	rows  int
}

func (w *writer) insert(sql string, args ...any) {
	w.batch.Queue(sql, args...)
	w.rows++
}

// send writes the rows.
func (w *writer) send(ctx context.Context) error {
	answers := w.tx.SendBatch(ctx, &w.batch)
	for range w.rows {
		if _, err := answers.Exec(); err != nil {
			_ = answers.Close() // the first error is the one to tell
			return fmt.Errorf("write the sample: %w", err)
		}
	}
	return answers.Close()
}

// on is the day that stands in an event's after: the event itself can only carry the time at which it was written.
func on(t time.Time) string { return t.Format(time.DateOnly) }

// state of the database before anything is written: whether anybody is there, and whether it is the sample already.
func state(ctx context.Context, tx pgx.Tx) (anybody, loaded bool, err error) {
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM member), EXISTS (SELECT 1 FROM member WHERE id = $1)`, id("member", "victor")).
		Scan(&anybody, &loaded)
	return anybody, loaded, err
}

// setPassword gives the accounts a password by its hash.
func (w *writer) setPassword(hash string) {
	for _, key := range accounts() {
		w.insert(`INSERT INTO password (member_id, hash) VALUES ($1, $2) ON CONFLICT (member_id) DO UPDATE SET hash = excluded.hash, set_at = now()`,
			id("member", key), hash)
	}
}

func (w *writer) team(t team) {
	at := w.at(t.made, 8)
	w.insert(`INSERT INTO team (id, slug, name, created_at) VALUES ($1, $2, $3, $4)`, id("team", t.slug), t.slug, t.name, at)
	w.tx.Record(audit.TeamCreated, audit.Entry{
		Subject: audit.Subject{Kind: "team", ID: id("team", t.slug)}, TeamID: id("team", t.slug),
		After: map[string]any{"slug": t.slug, "on": on(at)},
	})
}

func (w *writer) person(p person) {
	at, member := w.at(p.joined, 8), id("member", p.key)
	var left *time.Time
	if p.left != "" {
		t := w.at(p.left, 17)
		left = &t
	}
	w.insert(`INSERT INTO member (id, name, email, email_key, created_at, disabled_at) VALUES ($1, $2, $3, lower($3), $4, $5)`,
		member, p.name, p.email, at, left)
	w.insert(`INSERT INTO member_role (id, member_id, role, team_id, since, ended_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		id("role", p.key), member, p.role, maybe("team", p.team), at, left)
	e := audit.Entry{Subject: audit.Subject{Kind: "member", ID: member}, MemberID: member, After: map[string]any{"role": p.role, "on": on(at)}}
	if p.team != "" {
		e.TeamID = id("team", p.team)
	}
	w.tx.Record(audit.MemberCreated, e)
	w.tx.Record(audit.RoleGranted, e)
	if p.role == "lead" {
		w.begin(p.key, at)
	}
	if left != nil {
		e.After = map[string]any{"on": on(*left)}
		w.tx.Record(audit.MemberDisabled, e)
	}
}

// invited is somebody who has not answered yet. Nobody knows the token: send it again to get a link.
func (w *writer) invited(key, name, email, teamSlug, by, day string) {
	at := w.at(day, 9)
	w.insert(`INSERT INTO invitation (id, email, email_key, name, role, team_id, token_hash, invited_by, created_at, expires_at)
		VALUES ($1, $2, $2, $3, 'developer', $4, sha256($5::bytea), $6, $7, $8)`,
		id("invitation", key), email, name, id("team", teamSlug), uuid.NewString(), id("member", by), at, w.ahead("23 Jun"))
	w.tx.Record(audit.InvitationMade, audit.Entry{
		Subject: audit.Subject{Kind: "invitation", ID: id("invitation", key)}, TeamID: id("team", teamSlug),
		After: map[string]any{"role": "developer", "on": on(at)},
	})
}

func (w *writer) company(c company) {
	day, at := w.day(c.on), w.at(c.on, 10)
	company := id("company", c.key)
	w.insert(`INSERT INTO company (id, environment, name, created_by, created_on, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $4, $6)`,
		company, c.environment, c.name, id("member", c.by), day, at)
	w.tx.Record(audit.CompanyCreated, audit.Entry{
		Subject: audit.Subject{Kind: "company", ID: company}, MemberID: id("member", c.by),
		After: map[string]any{"environment": c.environment, "on": on(at)},
	})
	for i, domain := range c.domains {
		w.insert(`INSERT INTO company_domain (company_id, environment, domain, added_at) VALUES ($1, $2, $3, $4)`, company, c.environment, domain,
			at.Add(time.Duration(i)*time.Minute))
	}
	for _, domain := range c.not {
		w.insert(`INSERT INTO company_exclusion (id, company_id, domain, added_by, added_at) VALUES ($1, $2, $3, $4, $5)`,
			id("exclusion", c.key+"/"+domain), company, domain, id("member", c.by), at)
		w.tx.Record(audit.CompanyDomainBarred, audit.Entry{
			Subject: audit.Subject{Kind: "company", ID: company}, MemberID: id("member", c.by), After: map[string]any{"domain": domain, "on": on(at)},
		})
	}
	maker := since{c.by, c.on, "confirmed"}
	w.role(c, maker, "admin")
	w.role(c, maker, "employee")
	for _, s := range c.admins {
		w.role(c, s, "admin")
		w.role(c, s, "employee")
	}
	for _, s := range c.employees {
		w.role(c, s, "employee")
	}
}

func (w *writer) role(c company, s since, role string) {
	at, by := w.at(s.day, 11), c.by
	if s.who == by {
		// Whoever makes the company is both at once; a lead looked at it.
		by = "helen"
		if c.environment == "staging" && c.key != "acme" || c.key == "bridge-live" || c.key == "labs-live" {
			by = "lena"
		}
	}
	if s.grade == "self-reported" {
		by = s.who
	}
	w.insert(`INSERT INTO company_role (id, company_id, member_id, role, since, grade, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $5)`,
		id("company-role", c.key+"/"+s.who+"/"+role), id("company", c.key), id("member", s.who), role, at, s.grade, id("member", by))
	w.tx.Record(audit.CompanyRoleRecorded, audit.Entry{
		Subject: audit.Subject{Kind: "company-role", ID: id("company-role", c.key+"/"+s.who+"/"+role)}, MemberID: id("member", s.who),
		After: map[string]any{"company": id("company", c.key), "role": role, "on": on(at)}, Grade: s.grade,
	})
}

func (w *writer) app(a app) {
	at, first := w.at(a.on, 12), a.owners[0]
	w.insert(`INSERT INTO app (id, environment, name, client_id, company_id, staging_app_id, description, secret_place, created_by, created_on, recorded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, id("app", a.key), a.environment, a.name, a.client, maybe("company", a.company),
		maybe("app", a.staging), a.description, a.place, id("member", first), w.day(a.on), at)
	if a.rotate != "" {
		w.insert(`UPDATE app SET secret_rotated_on = $2, secret_rotate_by = $3 WHERE id = $1`, id("app", a.key), w.day(a.rotated), w.day(a.rotate))
	}
	w.tx.Record(audit.AppRegistered, audit.Entry{
		Subject: audit.Subject{Kind: "app", ID: id("app", a.key)}, MemberID: id("member", first),
		After: map[string]any{"environment": a.environment, "client_id": a.client, "on": on(at)},
	})
	for i, uri := range a.uris {
		w.insert(`INSERT INTO app_redirect_uri (app_id, uri, position, added_at) VALUES ($1, $2, $3, $4)`, id("app", a.key), uri, i, at)
	}
	for _, owner := range a.owners {
		w.insert(`INSERT INTO app_owner (id, app_id, member_id, since) VALUES ($1, $2, $3, $4)`, id("owner", a.key+"/"+owner), id("app", a.key), id("member", owner), at)
	}
	if a.sharing != "" {
		w.insert(`INSERT INTO app_owner (id, app_id, member_id, since, shared) VALUES ($1, $2, $3, $4, true)`,
			id("owner", a.key+"/"+a.sharing), id("app", a.key), id("member", a.sharing), w.at("12 Jun", 15))
		w.tx.Record(audit.AppOwnerAdded, audit.Entry{
			Subject: audit.Subject{Kind: "app", ID: id("app", a.key)}, MemberID: id("member", a.sharing),
			After: map[string]any{"shared": true, "on": on(w.at("12 Jun", 15))},
		})
	}
	w.tests(a)
	for i, r := range a.requests {
		w.request(a, i+1, r)
	}
}

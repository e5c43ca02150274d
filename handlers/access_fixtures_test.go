package handlers

import (
	"context"
	"os"
	"strings"

	"portico/internal/people"
	"portico/internal/postgres"
)

// fixtures makes one of everything for a team: owner walks a journey, co is somebody beside them.
func (s *matrixServer) fixtures(team, owner, co, domain string) map[string]string {
	s.t.Helper()
	id := map[string]string{
		"teams": team, "members": s.id[owner], "people": s.id[owner], "steps": "password", "links": "add-company-guide", "retention": "sessions", "values": "proof-age", "return": "q7m2-kx4d-91ft", "token": "invitation-" + domain, "reset": "reset-" + domain,
	}
	for _, kind := range []string{"companies", "apps", "owners", "tests", "requests", "grants", "sdk", "blockers", "roles", "company-roles", "asks", "invitations", "sessions"} {
		id[kind] = postgres.NewID()
	}
	me, other := s.id[owner], s.id[co]
	id["journeys"] = s.draftEdition(strings.ReplaceAll(domain, ".", "-"), team)
	id["exports"] = postgres.NewID()
	s.sql(`INSERT INTO export (id, made_by, what, format, query, question, rows, size, root, note, made_at)
		VALUES ($1, $2, 'trail', 'csv', '', '{"What":"trail","Format":"csv"}', 0, 0, decode(repeat('00', 32), 'hex'), '', now())`, id["exports"], me)
	s.sql(`INSERT INTO company (id, environment, name, created_by, created_on) VALUES ($1, 'staging', $2, $3, current_date)`, id["companies"], domain, other)
	s.sql(`INSERT INTO company_domain (company_id, environment, domain) VALUES ($1, 'staging', $2)`, id["companies"], domain)
	for _, role := range []string{"admin", "employee"} {
		s.sql(`INSERT INTO company_role (id, company_id, member_id, role, since) VALUES ($1, $2, $3, $4, now())`, postgres.NewID(), id["companies"], other, role)
	}
	s.sql(`INSERT INTO company_role (id, company_id, member_id, role, since) VALUES ($1, $2, $3, 'employee', now())`, id["company-roles"], id["companies"], me)
	s.sql(`INSERT INTO company_role_request (id, company_id, member_id, asked_id) VALUES ($1, $2, $3, $4)`, id["asks"], id["companies"], me, other)
	s.sql(`INSERT INTO app (id, environment, name, client_id, company_id, created_by, created_on) VALUES ($1, 'staging', 'app', $2, $3, $4, current_date)`,
		id["apps"], strings.ReplaceAll(id["apps"], "-", "")[:20], id["companies"], me)
	s.sql(`INSERT INTO app_owner (id, app_id, member_id) VALUES ($1, $2, $3)`, id["owners"], id["apps"], me)
	s.sql(`INSERT INTO app_test (id, app_id, position, title) VALUES ($1, $2, 1, 'signs in')`, id["tests"], id["apps"])
	s.sql(`INSERT INTO production_request (id, app_id, attempt, created_by) VALUES ($1, $2, 1, $3)`, id["requests"], id["apps"], me)
	s.sql(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, grade)
		VALUES ($1, $2, 1, $3, 'staging', 'self-assigned', now() - interval '1 day', 'self-reported')`, postgres.NewID(), id["grants"], me)
	id["evidence"] = postgres.NewID()
	s.sql(`INSERT INTO evidence_file (id, member_id, about, step_key, name, media_type, size, sha256, body, uploaded_by)
		VALUES ($1, $2, 'step', 'password', 'seen.txt', 'text/plain', 4, repeat('0c', 32), 'seen', $2)`, id["evidence"], me)
	id["replacements"], id["jobs"] = postgres.NewID(), map[string]string{"payments": "100001", "platform": "100002"}[team]
	s.sql(`INSERT INTO link_replacement (id, kind, old_text, new_text, made_by) VALUES ($1, 'host', 'old.' || $2, 'new.' || $2, $3)`, id["replacements"], domain, other)
	s.sql(`INSERT INTO river_job (id, kind, state, max_attempts, attempt, attempted_at, finalized_at, args) VALUES ($1::text::bigint, 'link-watch', 'discarded', 1, 1, now(), now(), '{}')`, id["jobs"])
	id["proofs"] = postgres.NewID()
	s.sql(`INSERT INTO proof (id, member_id, app_id, environment, kind, client_id, state_hash, started_at, ended_at, outcome, fingerprint, seen_as)
		VALUES ($1, $2, $3, 'staging', 'sign-in', 'x', sha256($4), now(), now(), 'other-account', sha256('seen'), 'private@home.example')`, id["proofs"], me, id["apps"], []byte(id["proofs"]))
	s.sql(`INSERT INTO sdk_download (id, member_id, platform, version, on_day) VALUES ($1, $2, 'javascript', '2.0.28', current_date)`, id["sdk"], me)
	s.sql(`INSERT INTO blocker (id, member_id, step_key, reason_key) VALUES ($1, $2, 'oauth-app', 'redirect-uri')`, id["blockers"], me)
	s.sql(`INSERT INTO invitation (id, email, email_key, role, team_id, token_hash, expires_at) VALUES ($1, $2, $2, 'developer', $3, $4, now() + interval '1 day')`,
		id["invitations"], "new@"+domain, s.id[team], []byte(id["invitations"]))
	s.sql(`INSERT INTO invitation (id, email, email_key, role, team_id, token_hash, expires_at) VALUES ($1, $2, $2, 'developer', $3, $4, now() + interval '1 day')`,
		postgres.NewID(), "newer@"+domain, s.id[team], people.HashToken(id["token"]))
	s.sql(`INSERT INTO password_reset (id, member_id, token_hash, expires_at) VALUES ($1, $2, $3, now() + interval '1 day')`,
		postgres.NewID(), other, people.HashToken(id["reset"]))
	s.sql(`INSERT INTO session (token, id, data, expires_at, member_id) VALUES ($1, $2, '', now() + interval '1 hour', $3)`, id["sessions"], id["sessions"], me)
	s.sql(`INSERT INTO event (actor_kind, action, subject_kind, subject_id, member_id, team_id) VALUES ('system', 'journey.started', 'member', $1, $2, $3)`, me, me, s.id[team])
	var event, role string
	err := s.db.Pool().QueryRow(context.Background(), `
		SELECT (SELECT max(id)::text FROM event), (SELECT id::text FROM member_role WHERE member_id = $1 AND ended_at IS NULL)`, me).Scan(&event, &role)
	if err != nil {
		s.t.Fatal(err)
	}
	id["trail"], id["roles"] = event, role
	return id
}

// draftEdition is a draft of an edition that the lead of a team made.
func (s *matrixServer) draftEdition(key, team string) string {
	s.t.Helper()
	source, err := os.ReadFile("../internal/journey/editions/zang-2020.yaml")
	if err != nil {
		s.t.Fatal(err)
	}
	s.sql(`INSERT INTO edition (key, revision, title, number, source, sha256, made_by, changed_by)
		SELECT $1, 1, 'An edition', 4, $2, repeat('0c', 32), r.member_id, r.member_id FROM member_role r WHERE r.role = 'lead' AND r.ended_at IS NULL
		ORDER BY r.team_id = $3 DESC, r.since LIMIT 1`, key, strings.Replace(string(source), "key: zang-2020", "key: "+key, 1), s.id[team])
	return key
}

// shadow keeps a log of every row that changes, by trigger, apart from working data: it knows nothing of the product, so what
// it sees and the trail does not is a change without an event.
func (s *matrixServer) shadow() {
	s.t.Helper()
	conn, err := s.db.Pool().Acquire(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Release()
	_, err = conn.Exec(context.Background(), `
		RESET ROLE;
		CREATE TABLE shadow_change (place text, tx xid8);
		GRANT DELETE ON shadow_change TO portico_app;
		CREATE FUNCTION shadow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
		BEGIN INSERT INTO shadow_change VALUES (TG_TABLE_NAME, pg_current_xact_id()); RETURN NULL; END $$;
		DO $$ DECLARE name text; BEGIN
			FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
				AND tablename NOT IN ('event', 'event_reason', 'session', 'submission', 'sign_in_attempt', 'server_key', 'reset_wish', 'goose_db_version', 'shadow_change',
					'seal', 'seal_node', 'seal_position', 'seal_past', 'checkpoint', 'checkpoint_delivery', 'export_run',
					'river_leader', 'river_queue', 'river_notification', 'link_state', 'link_check', 'link_outage', 'link_letter') LOOP
				EXECUTE format('CREATE TRIGGER shadow AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION shadow()', name);
			END LOOP;
		END $$;
		SET ROLE portico_app;`)
	if err != nil {
		s.t.Fatal(err)
	}
}

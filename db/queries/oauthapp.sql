-- name: AppInsert :exec
INSERT INTO app (id, environment, name, client_id, company_id, staging_app_id, description, secret_place, created_by, created_on, kind)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: AppByClientID :one
SELECT id FROM app WHERE environment = $1 AND client_id = $2;

-- name: AppLock :one
SELECT id FROM app WHERE id = $1 FOR UPDATE;

-- name: AppByID :one
SELECT a.id, a.environment, a.name, a.client_id, a.company_id, coalesce(c.name, '')::text AS company, a.staging_app_id, a.description,
  a.secret_place, a.created_by, a.created_on, a.recorded_at, a.version, a.kind, a.secret_rotated_on, a.secret_rotate_by,
  a.domain_asked_on, a.domain_made_on, a.domain_reference, a.retired_at,
  coalesce((SELECT array_agg(u.uri ORDER BY u.position, u.added_at) FROM app_redirect_uri u WHERE u.app_id = a.id AND u.ended_at IS NULL), '{}')::text[] AS uris,
  coalesce((SELECT array_agg(d.domain ORDER BY d.added_at, d.domain) FROM company_domain d WHERE d.company_id = a.company_id AND d.ended_at IS NULL), '{}')::text[] AS domains
FROM app a LEFT JOIN company c ON c.id = a.company_id WHERE a.id = $1;

-- name: AppSeen :many
SELECT a.id, a.environment, a.name, a.client_id, a.company_id, coalesce(c.name, '')::text AS company, a.staging_app_id, a.description,
  a.secret_place, a.created_by, a.created_on, a.recorded_at, a.version, a.kind, a.secret_rotated_on, a.secret_rotate_by,
  a.domain_asked_on, a.domain_made_on, a.domain_reference, a.retired_at,
  coalesce((SELECT array_agg(u.uri ORDER BY u.position, u.added_at) FROM app_redirect_uri u WHERE u.app_id = a.id AND u.ended_at IS NULL), '{}')::text[] AS uris,
  EXISTS (SELECT 1 FROM confirmation f WHERE f.app_id = a.id AND f.step_key = 'oauth-app' AND f.withdrawn_at IS NULL)::bool AS confirmed,
  coalesce((SELECT array_agg(DISTINCT t.name ORDER BY t.name) FROM app_owner o JOIN member_role r ON r.member_id = o.member_id AND r.ended_at IS NULL
    JOIN team t ON t.id = r.team_id WHERE o.app_id = a.id AND o.ended_at IS NULL AND (NOT o.shared OR o.accepted_at IS NOT NULL)), '{}')::text[] AS teams
FROM app a LEFT JOIN company c ON c.id = a.company_id
WHERE (sqlc.arg(sees_all)::bool OR EXISTS (
  SELECT 1 FROM app_owner o LEFT JOIN member_role r ON r.member_id = o.member_id AND r.ended_at IS NULL
  WHERE o.app_id = a.id AND o.ended_at IS NULL AND (
    o.member_id = sqlc.arg(reader)::uuid OR ((NOT o.shared OR o.accepted_at IS NOT NULL) AND r.team_id = ANY(sqlc.arg(teams)::uuid[])))))
ORDER BY a.retired_at IS NOT NULL, a.environment, lower(a.name), a.id LIMIT sqlc.arg(row_limit);

-- name: AppUpdate :execrows
UPDATE app SET name = $3, client_id = $4, company_id = $5, staging_app_id = $6, description = $7, secret_place = $8, created_on = $9,
  version = version + 1
WHERE id = $1 AND version = $2;

-- name: AppURIInsert :exec
INSERT INTO app_redirect_uri (app_id, uri, position) VALUES ($1, $2, $3);

-- name: AppURIsEnd :exec
UPDATE app_redirect_uri SET ended_at = sqlc.arg(at) WHERE app_id = $1 AND ended_at IS NULL AND NOT (uri = ANY(sqlc.arg(keep)::text[]));

-- name: AppURIPlace :exec
UPDATE app_redirect_uri SET position = $3 WHERE app_id = $1 AND uri = $2 AND ended_at IS NULL;

-- name: AppOwnersOf :many
SELECT o.id, o.app_id, o.member_id, m.name, m.email, (m.disabled_at IS NOT NULL)::bool AS disabled, o.since, o.shared, o.accepted_at,
  coalesce((SELECT array_agg(DISTINCT t.team_id) FROM member_role t
    WHERE t.member_id = m.id AND t.team_id IS NOT NULL AND t.ended_at IS NULL), '{}')::uuid[] AS teams
FROM app_owner o JOIN member m ON m.id = o.member_id
WHERE o.app_id = ANY(sqlc.arg(apps)::uuid[]) AND o.ended_at IS NULL ORDER BY o.since, o.id;

-- name: AppOwnerInsert :exec
INSERT INTO app_owner (id, app_id, member_id, since, shared) VALUES ($1, $2, $3, $4, $5);

-- name: AppOwnerAccept :execrows
UPDATE app_owner SET accepted_by = $2, accepted_at = $3 WHERE id = $1 AND ended_at IS NULL AND accepted_at IS NULL;

-- name: AppOwnerEnd :execrows
UPDATE app_owner SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: AppMember :one
SELECT m.id, m.name, m.email, (m.disabled_at IS NOT NULL)::bool AS disabled,
  coalesce((SELECT array_agg(DISTINCT t.team_id) FROM member_role t
    WHERE t.member_id = m.id AND t.team_id IS NOT NULL AND t.ended_at IS NULL), '{}')::uuid[] AS teams
FROM member m WHERE m.id = $1;

-- name: AppTeamPeople :many
SELECT DISTINCT m.id, m.name, m.email FROM member m JOIN member_role r ON r.member_id = m.id
WHERE r.ended_at IS NULL AND m.disabled_at IS NULL AND r.team_id = ANY(sqlc.arg(teams)::uuid[]) ORDER BY m.name, m.id LIMIT 1000;

-- name: AppCompanies :many
SELECT id, name, environment, coalesce((SELECT array_agg(d.domain) FROM company_domain d
  WHERE d.company_id = company.id AND d.ended_at IS NULL), '{}')::text[] AS domains
FROM company WHERE closed_at IS NULL ORDER BY environment, lower(name), id LIMIT 1000;

-- name: AppTests :many
SELECT t.id, t.position, t.title, coalesce(t.result, '')::text AS result, t.note, t.decided_by, coalesce(m.name, '')::text AS decider, t.decided_at, t.version
FROM app_test t LEFT JOIN member m ON m.id = t.decided_by WHERE t.app_id = $1 AND t.removed_at IS NULL ORDER BY t.position, t.id;

-- name: AppTestInsert :exec
INSERT INTO app_test (id, app_id, position, title) VALUES ($1, $2, $3, $4);

-- name: AppTestDecide :execrows
UPDATE app_test SET result = nullif(sqlc.arg(result)::text, ''), note = $4, decided_by = $5, decided_at = $6, version = version + 1
WHERE id = $1 AND app_id = $2 AND version = $3 AND removed_at IS NULL;

-- name: AppTestRemove :execrows
UPDATE app_test SET removed_at = $3, version = version + 1 WHERE id = $1 AND app_id = $2 AND removed_at IS NULL;

-- name: AppCommitmentsOf :many
-- The commitments of an app, the one that stands first, then the latest.
SELECT c.id, c.member_id, m.name, c.at, c.sentence, c.withdrawn_at, coalesce(w.name, '')::text AS withdrawer, c.withdrawn_why
FROM app_commitment c JOIN member m ON m.id = c.member_id LEFT JOIN member w ON w.id = c.withdrawn_by
WHERE c.app_id = $1 ORDER BY c.withdrawn_at IS NOT NULL, c.at DESC, c.id LIMIT 20;

-- name: AppCommitmentInsert :exec
INSERT INTO app_commitment (id, app_id, member_id, at, sentence) VALUES ($1, $2, $3, $4, $5);

-- name: AppCommitmentWithdraw :execrows
UPDATE app_commitment SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_why = $4 WHERE id = $1 AND withdrawn_at IS NULL;

-- name: AppConfirmations :many
SELECT f.step_key, m.name, f.at FROM confirmation f JOIN member m ON m.id = f.confirmed_by
WHERE f.app_id = $1 AND f.withdrawn_at IS NULL ORDER BY f.at;

-- name: AppLeads :many
SELECT DISTINCT m.name FROM member_role o
JOIN member_role l ON l.team_id = o.team_id AND l.role = 'lead' AND l.ended_at IS NULL AND l.member_id <> o.member_id
JOIN member m ON m.id = l.member_id AND m.disabled_at IS NULL
WHERE o.member_id = ANY(sqlc.arg(members)::uuid[]) AND o.ended_at IS NULL ORDER BY m.name;

-- name: AppSDKs :many
SELECT DISTINCT platform, version FROM sdk_download
WHERE member_id = ANY(sqlc.arg(members)::uuid[]) AND removed_at IS NULL ORDER BY platform, version;

-- name: AppSDKSkipped :one
SELECT EXISTS (SELECT 1 FROM (
  SELECT DISTINCT ON (member_id) member_id, state FROM mark
  WHERE member_id = ANY(sqlc.arg(members)::uuid[]) AND step_key = 'sdk' ORDER BY member_id, recorded_at DESC) latest
  WHERE latest.state = 'skipped')::bool AS skipped;

-- name: AppHeldInProduction :one
SELECT EXISTS (SELECT 1 FROM permission_grant
  WHERE member_id = $1 AND environment = 'production' AND superseded_at IS NULL
    AND company_id IS NOT DISTINCT FROM sqlc.narg(company)::uuid
    AND (held_until IS NULL OR held_until > sqlc.arg(at)::timestamptz))::bool AS held;

-- name: RequestsOf :many
SELECT r.id, r.app_id, r.attempt, r.body, r.body_sha256, r.created_by, coalesce(c.name, '')::text AS creator, r.created_at, r.submitted_on, r.submitted_by,
  coalesce(s.name, '')::text AS submitter, r.submitted_at, r.reference, r.contacted_on, r.contact, r.decided_on, coalesce(r.decision, '')::text AS decision,
  r.reason, r.decided_by, coalesce(d.name, '')::text AS decider, r.decided_at, r.withdrawn_at, r.version
FROM production_request r LEFT JOIN member c ON c.id = r.created_by LEFT JOIN member s ON s.id = r.submitted_by LEFT JOIN member d ON d.id = r.decided_by
WHERE r.app_id = $1 ORDER BY r.attempt DESC;

-- name: RequestAccounts :many
SELECT p.request_id, m.id, m.name, m.email FROM production_request_account p JOIN member m ON m.id = p.member_id
JOIN production_request r ON r.id = p.request_id WHERE r.app_id = $1 AND p.removed_at IS NULL ORDER BY m.name, m.id;

-- name: RequestInsert :exec
INSERT INTO production_request (id, app_id, attempt, body, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: RequestAccountInsert :exec
INSERT INTO production_request_account (request_id, member_id) VALUES ($1, $2);

-- name: RequestAccountsEnd :exec
UPDATE production_request_account SET removed_at = sqlc.arg(at)
WHERE request_id = $1 AND removed_at IS NULL AND NOT (member_id = ANY(sqlc.arg(keep)::uuid[]));

-- name: RequestChange :execrows
UPDATE production_request SET body = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- name: RequestSubmit :execrows
UPDATE production_request SET submitted_on = $3, submitted_by = $4, submitted_at = $5, reference = $6, body_sha256 = $7, version = version + 1
WHERE id = $1 AND version = $2;

-- name: RequestContact :execrows
-- The state of a request turns with the vendor's first contact.
UPDATE production_request SET contacted_on = least(contacted_on, $3),
  contact = CASE WHEN contacted_on IS NULL OR contacted_on > $3 THEN $4 ELSE contact END,
  version = version + 1 WHERE id = $1 AND version = $2;

-- name: RequestContactInsert :exec
INSERT INTO request_contact (id, request_id, on_day, from_vendor, who, words, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: RequestContactsOf :many
SELECT c.id, c.request_id, c.on_day, c.from_vendor, c.who, c.words, coalesce(m.name, '')::text AS recorder, c.recorded_at
FROM request_contact c JOIN production_request r ON r.id = c.request_id LEFT JOIN member m ON m.id = c.recorded_by
WHERE r.app_id = $1 ORDER BY c.on_day DESC, c.recorded_at DESC, c.id LIMIT 500;

-- name: RequestDecide :execrows
UPDATE production_request SET decided_on = $3, decision = sqlc.arg(decision)::text, reason = $4, decided_by = $5, decided_at = $6, version = version + 1
WHERE id = $1 AND version = $2;

-- name: RequestWithdraw :execrows
UPDATE production_request SET withdrawn_at = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- name: RequestAnswerDays :many
SELECT submitted_on, decided_on FROM production_request
WHERE decided_on IS NOT NULL AND submitted_on IS NOT NULL ORDER BY decided_on DESC LIMIT 500;

-- name: AppCompanyEnvironment :one
SELECT environment FROM company WHERE id = $1 AND closed_at IS NULL;

-- name: AppRotation :execrows
UPDATE app SET secret_rotated_on = $3, secret_rotate_by = $4, version = version + 1 WHERE id = $1 AND version = $2;

-- name: AppDomain :execrows
UPDATE app SET domain_asked_on = $3, domain_made_on = $4, domain_reference = $5, version = version + 1 WHERE id = $1 AND version = $2;

-- name: AppRestore :execrows
UPDATE app SET retired_at = NULL, version = version + 1 WHERE id = $1 AND retired_at IS NOT NULL;

-- name: AppCompanyAdmins :many
-- Who is known as admin of a company.
SELECT m.id, m.name FROM company_role r JOIN member m ON m.id = r.member_id
WHERE r.company_id = $1 AND r.role = 'admin' AND r.ended_at IS NULL AND m.disabled_at IS NULL ORDER BY m.name, m.id LIMIT 20;

-- name: AppAllPeople :many
SELECT m.id, m.name, m.email FROM member m WHERE m.disabled_at IS NULL AND EXISTS (
  SELECT FROM member_role r WHERE r.member_id = m.id AND r.ended_at IS NULL AND r.role IN ('developer', 'lead')) ORDER BY m.name, m.id LIMIT 1000;

-- name: AppLeadsOf :many
-- Who leads one of the teams of the members and can sign in.
SELECT DISTINCT m.id, m.name FROM member_role o
JOIN member_role l ON l.team_id = o.team_id AND l.role = 'lead' AND l.ended_at IS NULL
JOIN member m ON m.id = l.member_id AND m.disabled_at IS NULL
WHERE o.member_id = ANY(sqlc.arg(members)::uuid[]) AND o.ended_at IS NULL ORDER BY m.name, m.id;

-- name: AppIDsOwned :many
-- The apps that a member owns, retired ones aside.
SELECT o.app_id FROM app_owner o JOIN app a ON a.id = o.app_id
WHERE o.member_id = $1 AND o.ended_at IS NULL AND a.retired_at IS NULL AND (NOT o.shared OR o.accepted_at IS NOT NULL) ORDER BY o.app_id LIMIT 500;

-- name: TeamTestList :many
SELECT l.id, l.titles, l.saved_at, coalesce(m.name, '')::text AS saver FROM team_test_list l LEFT JOIN member m ON m.id = l.saved_by
WHERE l.team_id = $1 AND l.superseded_at IS NULL;

-- name: TeamTestListEnd :execrows
UPDATE team_test_list SET superseded_at = $2 WHERE team_id = $1 AND superseded_at IS NULL;

-- name: TeamTestListInsert :exec
INSERT INTO team_test_list (id, team_id, titles, saved_by, saved_at) VALUES ($1, $2, $3, $4, $5);

-- name: AppTeamBySlug :many
SELECT id, name, slug FROM team WHERE slug = $1;

-- name: AppProofsOf :many
-- The latest proof of each kind of each app that shows something today.
SELECT DISTINCT ON (p.app_id, p.kind) p.id, p.app_id, p.kind, m.name, p.at::timestamptz AS at
FROM proof_that_counts p JOIN member m ON m.id = p.member_id
WHERE p.app_id = ANY(sqlc.arg(apps)::uuid[]) ORDER BY p.app_id, p.kind, p.at DESC, p.id;

-- name: AppTeamSlugs :many
SELECT id, slug FROM team WHERE id = ANY(sqlc.arg(teams)::uuid[]) ORDER BY lower(name), id LIMIT 20;

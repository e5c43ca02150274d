-- name: CompanyInsert :exec
INSERT INTO company (id, environment, name, created_by, created_on, recorded_by) VALUES ($1, $2, $3, $4, $5, $6);

-- name: CompanyByID :one
SELECT c.id, c.environment, c.name, c.created_by, coalesce(m.name, '')::text AS creator, c.created_on, c.recorded_at, c.version,
  coalesce((SELECT array_agg(d.domain ORDER BY d.added_at, d.domain) FROM company_domain d
    WHERE d.company_id = c.id AND d.ended_at IS NULL), '{}')::text[] AS domains
FROM company c LEFT JOIN member m ON m.id = c.created_by WHERE c.id = $1;

-- name: CompanyLock :one
SELECT id FROM company WHERE id = $1 FOR UPDATE;

-- name: CompanyAll :many
SELECT c.id, c.environment, c.name, c.created_by, coalesce(m.name, '')::text AS creator, c.created_on, c.recorded_at, c.version,
  coalesce((SELECT array_agg(d.domain ORDER BY d.added_at, d.domain) FROM company_domain d
    WHERE d.company_id = c.id AND d.ended_at IS NULL), '{}')::text[] AS domains,
  (SELECT count(*) FROM company_role r WHERE r.company_id = c.id AND r.role = 'admin' AND r.ended_at IS NULL)::int AS admins,
  (SELECT count(*) FROM company_role r WHERE r.company_id = c.id AND r.role = 'employee' AND r.ended_at IS NULL)::int AS employees
FROM company c LEFT JOIN member m ON m.id = c.created_by
ORDER BY c.environment, lower(c.name), c.id LIMIT sqlc.arg(row_limit);

-- name: CompanyDomainInsert :exec
INSERT INTO company_domain (company_id, environment, domain) VALUES ($1, $2, $3);

-- name: CompanyDomainEnd :execrows
UPDATE company_domain SET ended_at = $3 WHERE company_id = $1 AND domain = $2 AND ended_at IS NULL;

-- name: CompanyByDomains :many
SELECT DISTINCT d.company_id FROM company_domain d
WHERE d.environment = sqlc.arg(environment) AND d.ended_at IS NULL AND d.domain = ANY(sqlc.arg(domains)::text[]);

-- name: CompanyRolesHeld :many
SELECT r.id, r.member_id, m.name, m.email, (m.disabled_at IS NOT NULL)::bool AS disabled, r.role, r.since, r.grade, r.note, r.recorded_by,
  coalesce(b.name, '')::text AS recorder,
  coalesce((SELECT array_agg(DISTINCT t.team_id) FROM member_role t
    WHERE t.member_id = r.member_id AND t.team_id IS NOT NULL AND t.ended_at IS NULL), '{}')::uuid[] AS teams
FROM company_role r JOIN member m ON m.id = r.member_id LEFT JOIN member b ON b.id = r.recorded_by
WHERE r.company_id = $1 AND r.ended_at IS NULL ORDER BY m.name, m.id, r.role;

-- name: CompanyRoleInsert :exec
INSERT INTO company_role (id, company_id, member_id, role, since, grade, note, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: CompanyRoleConfirm :execrows
UPDATE company_role SET grade = 'confirmed', recorded_by = $2, recorded_at = $3
WHERE id = $1 AND ended_at IS NULL AND grade = 'self-reported';

-- name: CompanyRoleEnd :execrows
UPDATE company_role SET ended_at = $3, ended_by = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: CompanyRoleByID :one
SELECT id, company_id, member_id, role, grade, ended_at FROM company_role WHERE id = $1 AND company_id = $2;

-- name: CompanyMember :one
SELECT m.id, m.name, m.email, (m.disabled_at IS NOT NULL)::bool AS disabled,
  coalesce((SELECT array_agg(DISTINCT t.team_id) FROM member_role t
    WHERE t.member_id = m.id AND t.team_id IS NOT NULL AND t.ended_at IS NULL), '{}')::uuid[] AS teams
FROM member m WHERE m.id = $1;

-- name: CompanyTeamPeople :many
SELECT DISTINCT m.id, m.name, m.email FROM member m JOIN member_role r ON r.member_id = m.id
WHERE r.ended_at IS NULL AND m.disabled_at IS NULL AND r.team_id = ANY(sqlc.arg(teams)::uuid[]) ORDER BY m.name, m.id LIMIT 1000;

-- name: CompanyAskInsert :exec
INSERT INTO company_role_request (id, company_id, member_id, asked_id, at) VALUES ($1, $2, $3, $4, $5);

-- name: CompanyAskByID :one
SELECT id, company_id, member_id, asked_id, at, answered_at FROM company_role_request WHERE id = $1 AND company_id = $2;

-- name: CompanyAskOpenOf :many
SELECT id, asked_id FROM company_role_request WHERE company_id = $1 AND member_id = $2 AND answered_at IS NULL;

-- name: CompanyAskAnswer :execrows
UPDATE company_role_request SET answered_at = $2, answer = $3, note = $4 WHERE id = $1 AND answered_at IS NULL;

-- name: CompanyAsksOpen :many
SELECT a.id, a.member_id, m.name, m.email, a.asked_id, k.name AS asked, a.at,
  coalesce((SELECT array_agg(DISTINCT t.team_id) FROM member_role t
    WHERE t.member_id = m.id AND t.team_id IS NOT NULL AND t.ended_at IS NULL), '{}')::uuid[] AS teams
FROM company_role_request a JOIN member m ON m.id = a.member_id JOIN member k ON k.id = a.asked_id
WHERE a.company_id = $1 AND a.answered_at IS NULL ORDER BY a.at, a.id;

-- name: CompanyAsksTo :many
SELECT c.id AS company_id, c.name AS company, c.environment, m.name AS member
FROM company_role_request a JOIN company c ON c.id = a.company_id JOIN member m ON m.id = a.member_id
WHERE a.asked_id = $1 AND a.answered_at IS NULL AND m.disabled_at IS NULL ORDER BY c.name, c.environment, c.id, a.at, a.id LIMIT 200;

-- name: CompanyMatchRefuse :exec
INSERT INTO company_match_refusal (id, member_id, company_id, at) VALUES ($1, $2, $3, $4);

-- name: CompanyMatchRestore :execrows
UPDATE company_match_refusal SET ended_at = $3 WHERE member_id = $1 AND company_id = $2 AND ended_at IS NULL;

-- name: CompanyMatchRefused :one
SELECT EXISTS (SELECT 1 FROM company_match_refusal WHERE member_id = $1 AND company_id = $2 AND ended_at IS NULL)::bool AS refused;

-- name: CompanyPermissions :many
SELECT g.member_id, m.name, g.grade, g.held_from FROM permission_grant g JOIN member m ON m.id = g.member_id
WHERE g.company_id = $1 AND g.superseded_at IS NULL AND g.held_from <= sqlc.arg(now)::timestamptz
  AND (g.held_until IS NULL OR g.held_until > sqlc.arg(now)::timestamptz)
ORDER BY g.held_from, g.member_id;

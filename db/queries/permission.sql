-- name: PermissionClock :one
SELECT ledger_moment()::timestamptz AS at;

-- name: PermissionQueueFor :exec
-- Whoever writes a line of this member waits for the one before: without it two spans that meet would wait for each other.
SELECT pg_advisory_xact_lock(hashtextextended(sqlc.arg(member_id)::text, 0));

-- name: PermissionAddVersion :exec
INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, held_until,
  grade, evidence, confirmed_by, app_id, request_id, end_reason, recorded_by, recorded_at, removal_decided_at, removal_decided_by,
  removal_due_on, removal_due_by, end_grade, end_executed_by, end_confirmed_by, end_evidence)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25);

-- name: PermissionSupersede :execrows
UPDATE permission_grant SET superseded_at = sqlc.arg(at)::timestamptz
WHERE grant_id = $1 AND version = $2 AND superseded_at IS NULL;

-- name: PermissionCurrentForUpdate :one
SELECT * FROM permission_grant WHERE grant_id = $1 AND superseded_at IS NULL FOR UPDATE;

-- name: PermissionTeamsOf :many
SELECT DISTINCT team_id::uuid FROM member_role WHERE member_id = $1 AND team_id IS NOT NULL AND ended_at IS NULL;

-- name: PermissionCompany :one
SELECT id, environment, name FROM company WHERE id = $1;

-- name: PermissionCompanyRolesHeld :many
SELECT r.member_id, r.role, m.name
FROM company_role r JOIN member m ON m.id = r.member_id
WHERE r.company_id = $1 AND r.ended_at IS NULL
ORDER BY r.since, r.id
FOR SHARE OF r;

-- name: PermissionCompanyAdmins :many
SELECT r.member_id FROM company_role r JOIN company c ON c.id = r.company_id
WHERE r.company_id = $1 AND r.role = 'admin' AND r.ended_at IS NULL AND (r.grade <> 'self-reported' OR r.member_id = c.created_by);

-- name: PermissionVersions :many
SELECT g.version_id, g.grant_id, g.version, g.member_id, g.environment, g.company_id, g.kind, g.held_from, g.held_until,
  g.grade, g.evidence, g.app_id, g.request_id, g.end_reason, g.recorded_by, g.recorded_at, g.superseded_at,
  g.removal_decided_at, g.removal_decided_by, g.removal_due_on, g.removal_due_by, g.end_grade, g.end_executed_by,
  g.end_confirmed_by, g.end_evidence,
  m.name AS member_name, m.email AS member_email, c.name AS company_name, a.name AS app_name, a.client_id AS app_client_id,
  cb.name AS confirmed_by_name, rb.name AS recorded_by_name, rd.name AS decided_by_name, du.name AS due_by_name,
  ex.name AS executed_by_name, ec.name AS end_confirmed_by_name
FROM permission_grant g
JOIN member m ON m.id = g.member_id
LEFT JOIN company c ON c.id = g.company_id
LEFT JOIN app a ON a.id = g.app_id
LEFT JOIN member cb ON cb.id = g.confirmed_by
LEFT JOIN member rb ON rb.id = g.recorded_by
LEFT JOIN member rd ON rd.id = g.removal_decided_by
LEFT JOIN member du ON du.id = g.removal_due_by
LEFT JOIN member ex ON ex.id = g.end_executed_by
LEFT JOIN member ec ON ec.id = g.end_confirmed_by
WHERE g.grant_id = $1
ORDER BY g.version DESC;

-- name: PermissionChoices :many
-- The companies in staging where a member has a role, with what they have there already.
SELECT c.id, c.name, bool_or(r.role = 'admin')::boolean AS is_admin, bool_or(r.role = 'employee')::boolean AS is_employee
FROM company c JOIN company_role r ON r.company_id = c.id AND r.member_id = $1 AND r.ended_at IS NULL
WHERE c.environment = 'staging'
GROUP BY c.id, c.name
ORDER BY lower(c.name), c.id;

-- name: PermissionOpenStaging :many
SELECT coalesce(company_id::text, 'freelance')::text AS company FROM permission_grant
WHERE member_id = $1 AND environment = 'staging' AND superseded_at IS NULL AND held_until IS NULL;

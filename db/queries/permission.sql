-- name: PermissionClock :one
SELECT clock_timestamp()::timestamptz AS at;

-- name: PermissionQueueFor :exec
-- Whoever writes a line of this member waits for the one before: without it two spans that meet would wait for each other.
SELECT pg_advisory_xact_lock(hashtextextended(sqlc.arg(member_id)::text, 0));

-- name: PermissionAddVersion :exec
INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, held_until,
  grade, evidence, confirmed_by, app_id, request_id, end_reason, recorded_by, recorded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);

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
SELECT member_id FROM company_role WHERE company_id = $1 AND role = 'admin' AND ended_at IS NULL;

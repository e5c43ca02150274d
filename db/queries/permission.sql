-- name: PermissionClock :one
SELECT clock_timestamp()::timestamptz AS at;

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

-- name: PermissionCompanyRoles :many
SELECT role FROM company_role WHERE company_id = $1 AND member_id = $2 AND ended_at IS NULL;

-- name: PermissionCompany :one
SELECT id, environment, name FROM company WHERE id = $1;

-- What surrounds an answer. The answer itself is put together in condition.go, since its conditions follow the question.

-- name: PermissionAnyLine :one
SELECT EXISTS (SELECT FROM permission_grant g WHERE sqlc.arg(everyone)::boolean OR g.member_id = sqlc.narg(own)::uuid
  OR EXISTS (SELECT FROM role_history r WHERE r.member_id = g.member_id AND r.team_id = ANY(sqlc.arg(teams)::uuid[])));

-- name: PermissionCompanies :many
SELECT id, environment, name FROM company WHERE merged_into IS NULL OR id = sqlc.narg(asked)::uuid ORDER BY lower(name), environment, id LIMIT 500;

-- name: PermissionOpenInvitations :one
SELECT count(*) FROM invitation WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- name: PermissionFirstEvent :one
SELECT coalesce((SELECT at FROM event ORDER BY at LIMIT 1), now())::timestamptz AS at;


-- name: PermissionSettled :one
SELECT ledger_settled()::timestamptz AS at;

-- What a merge of two companies and the reset of an environment ask of the ledger.

-- name: PermissionAtCompanies :many
-- The lines that count now of some companies, held until the change ends, in one order so that two changes never cross.
SELECT * FROM permission_grant WHERE company_id = ANY(sqlc.arg(companies)::uuid[]) AND superseded_at IS NULL
ORDER BY grant_id FOR UPDATE;

-- name: PermissionVersionAt :one
SELECT * FROM permission_grant WHERE grant_id = $1 AND version = $2;

-- name: PermissionStandingAt :many
-- The lines of a company that count now and were not taken back, with the member's name: for a preview.
SELECT g.grant_id, g.member_id, m.name, g.held_from, g.held_until, g.grade
FROM permission_grant g JOIN member m ON m.id = g.member_id
WHERE g.company_id = sqlc.arg(company)::uuid AND g.superseded_at IS NULL AND (g.held_until IS NULL OR g.held_until > g.held_from)
ORDER BY m.name, g.member_id, g.held_from, g.grant_id;

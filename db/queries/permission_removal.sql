-- name: PermissionHeldForUpdate :many
-- What a member holds, locked in one order so that two who decide at once wait for each other and never cross.
SELECT * FROM permission_grant WHERE member_id = $1 AND superseded_at IS NULL AND held_until IS NULL ORDER BY grant_id FOR UPDATE;

-- name: PermissionRequestNames :one
SELECT EXISTS (SELECT FROM production_request r JOIN production_request_account a ON a.request_id = r.id AND a.removed_at IS NULL
  WHERE r.id = sqlc.arg(request_id) AND a.member_id = sqlc.arg(member_id) AND r.decision = 'approved' AND r.withdrawn_at IS NULL
  FOR SHARE OF r)::boolean AS named;

-- name: PermissionWhoRemoves :many
SELECT m.id, m.name FROM member m
WHERE m.disabled_at IS NULL AND (m.id = sqlc.arg(member_id)
  OR EXISTS (SELECT FROM member_role r WHERE r.member_id = m.id AND r.ended_at IS NULL AND (r.role = 'admin'
    OR (r.role = 'lead' AND r.team_id IN (SELECT t.team_id FROM member_role t
      WHERE t.member_id = sqlc.arg(member_id) AND t.ended_at IS NULL AND t.team_id IS NOT NULL))))
  OR EXISTS (SELECT FROM company_role c WHERE c.member_id = m.id AND c.company_id = sqlc.narg(company_id)::uuid AND c.role = 'admin'
    AND c.ended_at IS NULL))
ORDER BY lower(m.name), m.id
LIMIT 200;

-- name: LeavingMember :one
SELECT m.id, m.name, m.email, m.disabled_at,
  coalesce((SELECT array_agg(DISTINCT r.team_id) FROM member_role r
    WHERE r.member_id = m.id AND r.team_id IS NOT NULL AND r.ended_at IS NULL), '{}')::uuid[] AS teams
FROM member m WHERE m.id = $1;

-- name: LeavingGrants :many
-- What a member holds, and what went since that nobody knows for sure, or not long ago.
SELECT g.grant_id, g.environment, g.company_id, coalesce(c.name, '')::text AS company, g.held_from, g.held_until,
  g.removal_decided_at, g.removal_due_on, coalesce(du.name, '')::text AS due_by, coalesce(g.end_grade, '')::text AS end_grade,
  coalesce((SELECT array_agg(DISTINCT a.name ORDER BY a.name) FROM company_role r JOIN member a ON a.id = r.member_id
    WHERE r.company_id = g.company_id AND r.role = 'admin' AND r.ended_at IS NULL AND a.id <> g.member_id AND a.disabled_at IS NULL),
    '{}')::text[] AS admins
FROM permission_grant g LEFT JOIN company c ON c.id = g.company_id LEFT JOIN member du ON du.id = g.removal_due_by
WHERE g.member_id = sqlc.arg(member_id) AND g.superseded_at IS NULL
  AND (g.held_until IS NULL OR coalesce(g.end_grade, 'self-reported') = 'self-reported' OR g.held_until > sqlc.arg(since)::timestamptz)
ORDER BY g.environment, g.held_from, g.grant_id LIMIT 500;

-- name: LeavingCompanyRoles :many
SELECT r.company_id, c.name AS company, c.environment, r.role, r.ended_at,
  coalesce((SELECT array_agg(DISTINCT a.name ORDER BY a.name) FROM company_role o JOIN member a ON a.id = o.member_id
    WHERE o.company_id = r.company_id AND o.role = 'admin' AND o.ended_at IS NULL AND a.id <> r.member_id AND a.disabled_at IS NULL),
    '{}')::text[] AS admins
FROM company_role r JOIN company c ON c.id = r.company_id
WHERE r.member_id = sqlc.arg(member_id) AND c.closed_at IS NULL
  AND (r.ended_at IS NULL OR r.ended_at > sqlc.arg(since)::timestamptz)
  AND NOT EXISTS (SELECT FROM company_role l WHERE l.company_id = r.company_id AND l.member_id = r.member_id AND l.role = r.role AND l.id <> r.id
    AND (l.ended_at IS NULL OR l.ended_at > r.ended_at))
ORDER BY c.environment, lower(c.name), c.id, r.role LIMIT 500;

-- name: LeavingApps :many
SELECT o.app_id, a.name, a.environment, o.ended_at,
  coalesce((SELECT array_agg(DISTINCT m.name ORDER BY m.name) FROM app_owner x JOIN member m ON m.id = x.member_id
    WHERE x.app_id = o.app_id AND x.ended_at IS NULL AND (NOT x.shared OR x.accepted_at IS NOT NULL) AND m.id <> o.member_id
      AND m.disabled_at IS NULL), '{}')::text[] AS owners
FROM app_owner o JOIN app a ON a.id = o.app_id
WHERE o.member_id = sqlc.arg(member_id) AND a.retired_at IS NULL AND (NOT o.shared OR o.accepted_at IS NOT NULL)
  AND (o.ended_at IS NULL OR o.ended_at > sqlc.arg(since)::timestamptz)
  AND NOT EXISTS (SELECT FROM app_owner l WHERE l.app_id = o.app_id AND l.member_id = o.member_id AND l.id <> o.id
    AND (l.ended_at IS NULL OR l.ended_at > o.ended_at))
ORDER BY a.environment, lower(a.name), a.id LIMIT 500;

-- name: LeavingRequests :many
SELECT r.id, r.app_id, a.name AS app, r.submitted_on,
  coalesce((SELECT array_agg(DISTINCT m.name ORDER BY m.name) FROM app_owner x JOIN member m ON m.id = x.member_id
    WHERE x.app_id = r.app_id AND x.ended_at IS NULL AND m.id <> n.member_id AND m.disabled_at IS NULL), '{}')::text[] AS owners
FROM production_request_account n JOIN production_request r ON r.id = n.request_id JOIN app a ON a.id = r.app_id
WHERE n.member_id = sqlc.arg(member_id) AND n.removed_at IS NULL AND r.decision IS NULL AND r.withdrawn_at IS NULL
ORDER BY lower(a.name), r.id LIMIT 200;

-- name: LeavingRoles :many
-- The roles here, with how many others have the same: leads of the same team, or admins.
SELECT r.id, r.role, coalesce(t.name, '')::text AS team, coalesce(t.slug, '')::text AS slug, r.ended_at,
  (SELECT count(DISTINCT o.member_id) FROM member_role o JOIN member m ON m.id = o.member_id
    WHERE o.role = r.role AND o.team_id IS NOT DISTINCT FROM r.team_id AND o.ended_at IS NULL AND m.disabled_at IS NULL
      AND o.member_id <> r.member_id)::int AS others
FROM member_role r LEFT JOIN team t ON t.id = r.team_id
WHERE r.member_id = sqlc.arg(member_id) AND (r.ended_at IS NULL OR r.ended_at > sqlc.arg(since)::timestamptz)
  AND NOT EXISTS (SELECT FROM member_role l WHERE l.member_id = r.member_id AND l.role = r.role AND l.team_id IS NOT DISTINCT FROM r.team_id
    AND l.id <> r.id AND (l.ended_at IS NULL OR l.ended_at > r.ended_at))
ORDER BY r.role, lower(t.name) NULLS FIRST, r.id LIMIT 200;

-- name: LeavingLeads :many
SELECT DISTINCT m.name FROM member_role r JOIN member m ON m.id = r.member_id
WHERE r.role = 'lead' AND r.ended_at IS NULL AND m.disabled_at IS NULL AND m.id <> sqlc.arg(member_id)
  AND r.team_id = ANY(sqlc.arg(teams)::uuid[])
ORDER BY m.name LIMIT 20;

-- name: LeavingPeople :many
-- Whoever left, the last first, with how much of what they held nobody has seen to.
SELECT * FROM (
  SELECT m.id, m.name, m.email, m.disabled_at::timestamptz AS disabled_at,
    (SELECT count(*) FROM permission_grant g WHERE g.member_id = m.id AND g.superseded_at IS NULL
      AND (g.held_until IS NULL OR coalesce(g.end_grade, 'self-reported') = 'self-reported'))::int AS grants,
    ((SELECT count(*) FROM company_role r JOIN company c ON c.id = r.company_id WHERE r.member_id = m.id AND r.ended_at IS NULL AND c.closed_at IS NULL)
      + (SELECT count(*) FROM app_owner o JOIN app a ON a.id = o.app_id WHERE o.member_id = m.id AND o.ended_at IS NULL AND a.retired_at IS NULL
        AND (NOT o.shared OR o.accepted_at IS NOT NULL))
      + (SELECT count(*) FROM production_request_account n JOIN production_request r ON r.id = n.request_id
        WHERE n.member_id = m.id AND n.removed_at IS NULL AND r.decision IS NULL AND r.withdrawn_at IS NULL)
      + (SELECT count(*) FROM member_role r WHERE r.member_id = m.id AND r.ended_at IS NULL AND r.role IN ('lead', 'admin')
        AND NOT EXISTS (SELECT FROM member_role o JOIN member x ON x.id = o.member_id WHERE o.role = r.role
          AND o.team_id IS NOT DISTINCT FROM r.team_id AND o.ended_at IS NULL AND x.disabled_at IS NULL)))::int AS others
  FROM member m
  WHERE m.disabled_at IS NOT NULL AND (sqlc.arg(everyone)::boolean OR EXISTS (SELECT FROM member_role r
    WHERE r.member_id = m.id AND r.team_id = ANY(sqlc.arg(teams)::uuid[]) AND r.ended_at IS NULL))
) AS left_people WHERE grants + others > 0
ORDER BY disabled_at DESC, id LIMIT sqlc.arg(row_limit);

-- name: PermissionHolders :many
-- The lines that were true at as_of, by what was known at known_at. graded_at is since when the evidence stands as it does.
SELECT g.version_id, g.grant_id, g.version, g.member_id, g.environment, g.company_id, g.kind, g.held_from, g.held_until,
  g.grade, g.evidence, g.app_id, g.request_id, g.end_reason, g.recorded_at, g.superseded_at,
  m.name AS member_name, m.email AS member_email, c.name AS company_name, a.name AS app_name, a.client_id AS app_client_id,
  cb.name AS confirmed_by_name, rb.name AS recorded_by_name,
  (SELECT min(p.recorded_at)::timestamptz FROM permission_grant p WHERE p.grant_id = g.grant_id AND p.version <= g.version
     AND p.version > coalesce((SELECT max(x.version) FROM permission_grant x
       WHERE x.grant_id = g.grant_id AND x.version < g.version AND x.grade <> g.grade), 0))::timestamptz AS graded_at
FROM permission_grant g
JOIN member m ON m.id = g.member_id
LEFT JOIN company c ON c.id = g.company_id
LEFT JOIN app a ON a.id = g.app_id
LEFT JOIN member cb ON cb.id = g.confirmed_by
LEFT JOIN member rb ON rb.id = g.recorded_by
WHERE g.recorded_at <= sqlc.arg(known_at) AND (g.superseded_at IS NULL OR g.superseded_at > sqlc.arg(known_at))
  AND g.held_from <= sqlc.arg(as_of) AND (g.held_until IS NULL OR g.held_until > sqlc.arg(as_of))
  AND (sqlc.narg(environment)::text IS NULL OR g.environment = sqlc.narg(environment))
  AND (sqlc.narg(company_id)::uuid IS NULL OR g.company_id = sqlc.narg(company_id))
  AND (NOT sqlc.arg(freelance)::boolean OR g.company_id IS NULL)
  AND (sqlc.narg(grade)::text IS NULL OR g.grade = sqlc.narg(grade))
  AND (sqlc.arg(everyone)::boolean OR g.member_id = sqlc.narg(own)::uuid OR EXISTS (SELECT FROM member_role r
    WHERE r.member_id = g.member_id AND r.team_id = ANY(sqlc.arg(teams)::uuid[]) AND r.ended_at IS NULL))
  AND (sqlc.narg(after_id)::uuid IS NULL OR (g.held_from, g.grant_id) < (sqlc.narg(after_from)::timestamptz, sqlc.narg(after_id)::uuid))
ORDER BY g.held_from DESC, g.grant_id DESC
LIMIT sqlc.arg(row_limit);

-- name: PermissionHolderBefore :many
-- The row of PermissionHolders that stands skipped rows before the first of a page: none when the page before it is the first.
SELECT g.held_from, g.grant_id
FROM permission_grant g
WHERE g.recorded_at <= sqlc.arg(known_at) AND (g.superseded_at IS NULL OR g.superseded_at > sqlc.arg(known_at))
  AND g.held_from <= sqlc.arg(as_of) AND (g.held_until IS NULL OR g.held_until > sqlc.arg(as_of))
  AND (sqlc.narg(environment)::text IS NULL OR g.environment = sqlc.narg(environment))
  AND (sqlc.narg(company_id)::uuid IS NULL OR g.company_id = sqlc.narg(company_id))
  AND (NOT sqlc.arg(freelance)::boolean OR g.company_id IS NULL)
  AND (sqlc.narg(grade)::text IS NULL OR g.grade = sqlc.narg(grade))
  AND (sqlc.arg(everyone)::boolean OR g.member_id = sqlc.narg(own)::uuid OR EXISTS (SELECT FROM member_role r
    WHERE r.member_id = g.member_id AND r.team_id = ANY(sqlc.arg(teams)::uuid[]) AND r.ended_at IS NULL))
  AND (g.held_from, g.grant_id) > (sqlc.arg(first_from)::timestamptz, sqlc.arg(first_id)::uuid)
ORDER BY g.held_from, g.grant_id
OFFSET sqlc.arg(skipped) LIMIT 1;

-- name: PermissionCount :one
SELECT count(*) AS lines, count(DISTINCT g.member_id) AS people,
  count(DISTINCT g.member_id) FILTER (WHERE g.company_id IS NOT NULL) AS for_company,
  count(DISTINCT g.member_id) FILTER (WHERE g.company_id IS NULL) AS freelance,
  count(*) FILTER (WHERE g.grade = 'verified') AS verified,
  count(*) FILTER (WHERE g.grade = 'confirmed') AS confirmed,
  count(*) FILTER (WHERE g.grade = 'self-reported') AS self_reported
FROM permission_grant g
WHERE g.recorded_at <= sqlc.arg(known_at) AND (g.superseded_at IS NULL OR g.superseded_at > sqlc.arg(known_at))
  AND g.held_from <= sqlc.arg(as_of) AND (g.held_until IS NULL OR g.held_until > sqlc.arg(as_of))
  AND (sqlc.narg(environment)::text IS NULL OR g.environment = sqlc.narg(environment))
  AND (sqlc.narg(company_id)::uuid IS NULL OR g.company_id = sqlc.narg(company_id))
  AND (NOT sqlc.arg(freelance)::boolean OR g.company_id IS NULL)
  AND (sqlc.arg(everyone)::boolean OR g.member_id = sqlc.narg(own)::uuid OR EXISTS (SELECT FROM member_role r
    WHERE r.member_id = g.member_id AND r.team_id = ANY(sqlc.arg(teams)::uuid[]) AND r.ended_at IS NULL));

-- name: PermissionChanges :many
-- Who gained it and who lost it between since and as_of: held at one and not at the other, by person, environment and
-- company, so that an end and a new beginning in between is no change.
WITH held AS (
  SELECT g.grant_id, g.member_id, g.environment, g.company_id, g.held_from, g.held_until,
    (g.held_from <= sqlc.arg(as_of) AND (g.held_until IS NULL OR g.held_until > sqlc.arg(as_of)))::boolean AS at_end,
    (g.held_from <= sqlc.arg(since) AND (g.held_until IS NULL OR g.held_until > sqlc.arg(since)))::boolean AS at_start
  FROM permission_grant g
  WHERE g.recorded_at <= sqlc.arg(known_at) AND (g.superseded_at IS NULL OR g.superseded_at > sqlc.arg(known_at))
    AND (sqlc.narg(environment)::text IS NULL OR g.environment = sqlc.narg(environment))
    AND (sqlc.narg(company_id)::uuid IS NULL OR g.company_id = sqlc.narg(company_id))
    AND (NOT sqlc.arg(freelance)::boolean OR g.company_id IS NULL)
    AND (sqlc.arg(everyone)::boolean OR g.member_id = sqlc.narg(own)::uuid OR EXISTS (SELECT FROM member_role r
      WHERE r.member_id = g.member_id AND r.team_id = ANY(sqlc.arg(teams)::uuid[]) AND r.ended_at IS NULL))
)
SELECT h.grant_id, h.member_id, m.name AS member_name, h.environment, coalesce(c.name, '')::text AS company_name, h.at_end AS gained,
  (CASE WHEN h.at_end THEN h.held_from ELSE h.held_until END)::timestamptz AS at
FROM held h JOIN member m ON m.id = h.member_id LEFT JOIN company c ON c.id = h.company_id
WHERE h.at_end <> h.at_start AND NOT EXISTS (SELECT FROM held o
  WHERE o.member_id = h.member_id AND o.environment = h.environment AND o.company_id IS NOT DISTINCT FROM h.company_id
    AND ((h.at_end AND o.at_start) OR (h.at_start AND o.at_end)))
ORDER BY at DESC, h.grant_id
LIMIT sqlc.arg(row_limit);

-- name: PermissionAnyLine :one
SELECT EXISTS (SELECT FROM permission_grant g WHERE sqlc.arg(everyone)::boolean OR g.member_id = sqlc.narg(own)::uuid
  OR EXISTS (SELECT FROM member_role r WHERE r.member_id = g.member_id AND r.team_id = ANY(sqlc.arg(teams)::uuid[]) AND r.ended_at IS NULL));

-- name: PermissionCompanies :many
SELECT id, environment, name FROM company ORDER BY lower(name), environment, id LIMIT 500;

-- name: PermissionOpenInvitations :one
SELECT count(*) FROM invitation WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- name: PermissionFirstEvent :one
SELECT coalesce((SELECT at FROM event ORDER BY at LIMIT 1), now())::timestamptz AS at;


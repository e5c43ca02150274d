-- What a board reads beside the facts of the journeys.

-- name: BoardTeam :one
SELECT id, slug, name FROM team WHERE slug = $1;

-- name: BoardDevelopers :many
SELECT m.id, m.name, m.email
FROM member_role r JOIN member m ON m.id = r.member_id
WHERE r.team_id = @team_id::uuid AND r.role = 'developer' AND r.ended_at IS NULL AND m.disabled_at IS NULL
ORDER BY lower(m.name), m.id;

-- name: BoardCompanyKnown :one
SELECT EXISTS (SELECT 1 FROM company WHERE environment = 'staging' AND closed_at IS NULL);

-- name: BoardTeams :many
SELECT t.id, t.slug, t.name,
  (SELECT count(*) FROM member_role r JOIN member m ON m.id = r.member_id
    WHERE r.team_id = t.id AND r.role = 'developer' AND r.ended_at IS NULL AND m.disabled_at IS NULL) AS developers,
  ARRAY(SELECT m.name FROM member_role r JOIN member m ON m.id = r.member_id
    WHERE r.team_id = t.id AND r.role = 'lead' AND r.ended_at IS NULL AND m.disabled_at IS NULL ORDER BY m.name)::text[] AS leads
FROM team t
WHERE @everyone::boolean OR t.id = ANY (@teams::uuid[])
ORDER BY lower(t.name), t.id;

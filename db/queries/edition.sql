-- Editions that people made here, who walks which, and which one new journeys begin with.

-- name: EditionList :many
SELECT e.key, e.revision, e.title, e.number, e.sha256, e.state, e.version, e.copied_from, e.made_by, m.name AS maker_name, e.made_at,
  c.name AS changer_name, e.changed_at, p.name AS publisher_name, e.published_at, r.name AS retirer_name, e.retired_at
FROM edition e JOIN member m ON m.id = e.made_by JOIN member c ON c.id = e.changed_by
  LEFT JOIN member p ON p.id = e.published_by LEFT JOIN member r ON r.id = e.retired_by
WHERE e.state <> 'dropped' ORDER BY e.number, e.key, e.revision DESC LIMIT 500;

-- name: EditionOne :one
SELECT e.key, e.revision, e.title, e.number, e.source, e.sha256, e.state, e.version, e.copied_from, e.made_by, m.name AS maker_name, e.made_at,
  c.name AS changer_name, e.changed_at, p.name AS publisher_name, e.published_at, r.name AS retirer_name, e.retired_at
FROM edition e JOIN member m ON m.id = e.made_by JOIN member c ON c.id = e.changed_by
  LEFT JOIN member p ON p.id = e.published_by LEFT JOIN member r ON r.id = e.retired_by
WHERE e.key = $1 AND e.revision = $2;

-- name: EditionHeld :one
SELECT key, revision, source, sha256, state, version, made_by FROM edition WHERE key = $1 AND state = 'draft' FOR UPDATE;

-- name: EditionSource :one
SELECT source, published_at FROM edition WHERE key = $1 AND revision = $2;

-- name: EditionLatest :one
SELECT coalesce(max(revision), 0)::int AS revision, coalesce(max(revision) FILTER (WHERE state = 'published'), 0)::int AS published,
  coalesce(max(revision) FILTER (WHERE published_at IS NOT NULL), 0)::int AS kept,
  coalesce((SELECT f.made_by::text FROM edition f WHERE f.key = $1 ORDER BY f.revision LIMIT 1), '')::text AS maker
FROM edition WHERE key = $1;

-- name: EditionInsert :exec
INSERT INTO edition (key, revision, title, number, source, sha256, copied_from, made_by, changed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8);

-- name: EditionUpdate :execrows
UPDATE edition SET title = $3, number = $4, source = $5, sha256 = $6, changed_by = $7, changed_at = clock_timestamp(), version = version + 1
WHERE key = $1 AND state = 'draft' AND version = $2;

-- name: EditionPublish :execrows
UPDATE edition SET state = 'published', published_by = $3, published_at = clock_timestamp(), version = version + 1
WHERE key = $1 AND state = 'draft' AND version = $2;

-- name: EditionRetireOld :execrows
UPDATE edition SET state = 'retired', retired_by = $3, retired_at = clock_timestamp()
WHERE key = $1 AND state = 'published' AND revision <> $2;

-- name: EditionDrop :execrows
UPDATE edition SET state = 'dropped', retired_by = $2, retired_at = clock_timestamp() WHERE key = $1 AND state = 'draft';

-- name: EditionDefault :one
SELECT d.key, m.name AS chooser_name, d.chosen_at FROM edition_default d LEFT JOIN member m ON m.id = d.chosen_by;

-- name: EditionSetDefault :exec
INSERT INTO edition_default (key, chosen_by) VALUES ($1, $2)
ON CONFLICT (only_one) DO UPDATE SET key = excluded.key, chosen_by = excluded.chosen_by, chosen_at = clock_timestamp();

-- name: EditionWalkers :many
SELECT j.edition, count(*) AS walkers FROM member_journey j JOIN member m ON m.id = j.member_id
WHERE m.disabled_at IS NULL GROUP BY j.edition ORDER BY j.edition;

-- Who walks which edition: all of them, or those of some teams.
-- name: EditionWho :many
SELECT m.id, m.name, m.email, j.edition, j.moved_from, j.moved_at, b.name AS mover_name,
  ARRAY(SELECT DISTINCT r.team_id::text FROM member_role r WHERE r.member_id = m.id AND r.ended_at IS NULL AND r.team_id IS NOT NULL)::text[] AS team_ids,
  ARRAY(SELECT DISTINCT t.name FROM member_role r JOIN team t ON t.id = r.team_id WHERE r.member_id = m.id AND r.ended_at IS NULL ORDER BY t.name)::text[] AS team_names
FROM member_journey j JOIN member m ON m.id = j.member_id LEFT JOIN member b ON b.id = j.moved_by
WHERE m.disabled_at IS NULL AND (sqlc.arg(everyone)::bool OR m.id IN (
  SELECT r.member_id FROM member_role r WHERE r.team_id = ANY (sqlc.arg(teams)::uuid[]) AND r.ended_at IS NULL))
ORDER BY m.name, m.id LIMIT 1000;

-- name: EditionMove :execrows
UPDATE member_journey SET moved_from = edition, edition = $2, moved_by = $3, moved_at = clock_timestamp()
WHERE member_id = $1 AND edition = sqlc.arg(expected);

-- name: EditionOfMember :many
SELECT edition FROM member_journey WHERE member_id = $1;

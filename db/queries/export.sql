-- name: ExportInsert :exec
INSERT INTO export (id, made_by, what, format, query, question, as_of, known_at, rows, size, root, note, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: ExportByID :one
SELECT e.*, coalesce(m.name, '')::text AS made_by_name FROM export e LEFT JOIN member m ON m.id = e.made_by WHERE e.id = $1;

-- name: ExportList :many
-- The newest exports with their last run: all of them, or those of one member.
SELECT e.*, coalesce(m.name, '')::text AS made_by_name, coalesce(r.id::text, '')::text AS run_id, coalesce(r.state, '')::text AS state,
  coalesce(r.lines, 0)::bigint AS lines, coalesce(r.lines_expected, 0)::bigint AS lines_expected, coalesce(r.bytes, 0)::bigint AS bytes,
  coalesce(r.rows, 0)::bigint AS run_rows, coalesce(r.manifest, '')::text AS manifest,
  coalesce(r.started_at, e.made_at)::timestamptz AS started_at, coalesce(r.beat_at, e.made_at)::timestamptz AS beat_at, r.ended_at
FROM export e
LEFT JOIN member m ON m.id = e.made_by
LEFT JOIN LATERAL (SELECT * FROM export_run x WHERE x.export_id = e.id ORDER BY x.started_at DESC, x.id DESC LIMIT 1) r ON true
WHERE sqlc.arg(everyone)::boolean OR e.made_by = sqlc.narg(own)::uuid
ORDER BY e.made_at DESC, e.id DESC
LIMIT sqlc.arg(row_limit);

-- name: ExportLastRun :many
SELECT * FROM export_run WHERE export_id = $1 ORDER BY started_at DESC, id DESC LIMIT 1;

-- name: ExportRunStart :exec
INSERT INTO export_run (id, export_id, lines_expected) VALUES ($1, $2, $3);

-- name: ExportRunLost :exec
-- A run whose process is gone makes way for another.
UPDATE export_run SET state = 'broken', ended_at = now()
WHERE export_id = $1 AND state = 'running' AND beat_at < now() - interval '30 seconds';

-- name: ExportRunBeat :one
-- Says how far a run is, and answers with its state: it is no longer running once somebody stopped it. lost says that whoever
-- made the export lost a role or the account since the run began.
UPDATE export_run r SET lines = $2, bytes = $3, beat_at = now() WHERE r.id = $1
RETURNING r.state, EXISTS (SELECT FROM export e JOIN member m ON m.id = e.made_by WHERE e.id = r.export_id
  AND (m.disabled_at IS NOT NULL OR EXISTS (SELECT FROM member_role o WHERE o.member_id = m.id AND o.ended_at >= r.started_at)))::bool AS lost;

-- name: ExportRunEnd :execrows
UPDATE export_run SET state = $2, lines = $3, bytes = $4, rows = $5, manifest = $6, beat_at = now(), ended_at = now()
WHERE id = $1 AND state = 'running';

-- name: ExportRunStop :many
UPDATE export_run SET state = 'stopped', ended_at = now() WHERE export_id = $1 AND state = 'running' RETURNING *;

-- name: ExportCheckpoint :one
SELECT size, root, note FROM checkpoint ORDER BY size DESC LIMIT 1;

-- name: ExportLeaves :many
SELECT seq, leaf FROM seal WHERE seq = ANY(sqlc.arg(seqs)::bigint[]);

-- name: ExportNodes :many
SELECT idx, hash FROM seal_node WHERE idx = ANY(sqlc.arg(indexes)::bigint[]);

-- name: ExportGrants :many
-- The versions of the ledger without their words. Left out, with the time that it superseded the one before, is what was
-- recorded after the first size events: a version whose event is not among them. One that no event speaks of stays in.
SELECT g.version_id, (to_jsonb(g) - 'evidence' - 'end_reason' - 'end_evidence'
  || CASE WHEN next.late THEN '{"superseded_at": null}'::jsonb ELSE '{}'::jsonb END)::text AS line
FROM permission_grant g
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM event e
  WHERE e.subject_id = g.grant_id::text AND e.subject_kind = 'grant' AND NOT e.refused
    AND position('"version":' || g.version || ',' IN e.after) > 0
    AND NOT EXISTS (SELECT FROM seal x WHERE x.event_id = e.id AND x.seq < sqlc.arg(size))) AS late) AS this
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM event e
  WHERE e.subject_id = g.grant_id::text AND e.subject_kind = 'grant' AND NOT e.refused
    AND position('"version":' || (g.version + 1) || ',' IN e.after) > 0
    AND NOT EXISTS (SELECT FROM seal x WHERE x.event_id = e.id AND x.seq < sqlc.arg(size))) AS late) AS next
WHERE (sqlc.narg(after)::uuid IS NULL OR g.version_id > sqlc.narg(after)) AND NOT this.late
ORDER BY g.version_id
LIMIT sqlc.arg(row_limit);

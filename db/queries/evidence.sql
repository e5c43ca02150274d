-- name: EvidenceAdd :exec
INSERT INTO evidence_file (id, member_id, about, step_key, app_id, confirmation_id, name, media_type, size, sha256, body, uploaded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- What all files about a person take; those that were taken away take nothing.
-- name: EvidenceTaken :one
SELECT coalesce(sum(size), 0)::bigint FROM evidence_file WHERE member_id = $1 AND cleared_at IS NULL;

-- name: EvidenceSame :one
SELECT EXISTS (SELECT FROM evidence_file WHERE member_id = $1 AND step_key = $2 AND sha256 = $3 AND withdrawn_at IS NULL AND cleared_at IS NULL);

-- name: EvidenceFile :one
SELECT f.id, f.member_id, f.about, f.step_key, f.app_id, f.name, f.media_type, f.size, f.sha256, f.uploaded_by, f.at, f.withdrawn_at, f.cleared_at,
  ARRAY(SELECT r.team_id FROM member_role r WHERE r.member_id = f.member_id AND r.team_id IS NOT NULL AND r.ended_at IS NULL)::uuid[] AS teams,
  c.confirmed_by
FROM evidence_file f LEFT JOIN confirmation c ON c.id = f.confirmation_id WHERE f.id = $1;

-- name: EvidenceLock :one
SELECT id FROM evidence_file WHERE id = $1 FOR UPDATE;

-- name: EvidenceBody :one
SELECT body FROM evidence_file WHERE id = $1;

-- name: EvidenceWithdraw :execrows
UPDATE evidence_file SET withdrawn_at = clock_timestamp(), withdrawn_by = @member_id::uuid WHERE id = $1 AND withdrawn_at IS NULL;

-- name: EvidenceClear :one
SELECT evidence_file_clear(@moment::timestamptz)::bigint;

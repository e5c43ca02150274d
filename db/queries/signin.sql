-- name: ServerKeyMake :exec
INSERT INTO server_key (name, key) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING;

-- name: ServerKeyGet :one
SELECT key FROM server_key WHERE name = $1;

-- name: PasswordOfKey :one
SELECT m.id, m.disabled_at, coalesce(p.hash, '')::text AS hash
FROM member m LEFT JOIN password p ON p.member_id = m.id
WHERE m.email_key = $1;

-- name: PasswordOfMember :one
SELECT hash, set_at FROM password WHERE member_id = $1;

-- name: PasswordLock :one
SELECT p.hash FROM password p JOIN member m ON m.id = p.member_id
WHERE p.member_id = $1 AND m.disabled_at IS NULL FOR UPDATE OF p;

-- name: PasswordSet :exec
INSERT INTO password (member_id, hash, set_at) VALUES ($1, $2, $3)
ON CONFLICT (member_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at;

-- name: SignInSeen :exec
UPDATE member SET last_seen_at = @now::timestamptz WHERE id = @id;

-- name: AttemptCount :one
INSERT INTO sign_in_attempt (key, window_start, failures) VALUES (@key, @now::timestamptz, 1)
ON CONFLICT (key) DO UPDATE SET
  failures = CASE WHEN sign_in_attempt.window_start <= @window_open::timestamptz THEN 1 ELSE sign_in_attempt.failures + 1 END,
  window_start = CASE WHEN sign_in_attempt.window_start <= @window_open::timestamptz THEN excluded.window_start ELSE sign_in_attempt.window_start END
RETURNING failures;

-- name: AttemptGiveBack :exec
UPDATE sign_in_attempt SET failures = greatest(failures - 1, 0) WHERE key = $1;

-- name: ResetInsert :exec
INSERT INTO password_reset (id, member_id, token_hash, made_by, created_at, expires_at)
VALUES (@id, @member_id, @token_hash, sqlc.narg(made_by), @created_at, @expires_at);

-- name: ResetByToken :one
SELECT r.id, r.member_id, m.name, m.email FROM password_reset r JOIN member m ON m.id = r.member_id
WHERE r.token_hash = @token_hash AND r.used_at IS NULL AND r.expires_at > @now::timestamptz AND m.disabled_at IS NULL;

-- name: ResetClaim :one
UPDATE password_reset r SET used_at = @now::timestamptz FROM member m
WHERE r.token_hash = @token_hash AND r.used_at IS NULL AND r.expires_at > @now::timestamptz
  AND m.id = r.member_id AND m.disabled_at IS NULL
RETURNING r.id, r.member_id;

-- name: ResetWishInsert :exec
INSERT INTO reset_wish (id, email_key, at, due_at) VALUES ($1, $2, $3, $3);

-- name: ResetWishDue :one
SELECT w.id, w.email_key, w.tries FROM reset_wish w
WHERE w.due_at <= @now::timestamptz ORDER BY w.due_at LIMIT 1 FOR UPDATE SKIP LOCKED;

-- name: ResetWishLater :exec
UPDATE reset_wish SET due_at = $2, tries = tries + 1 WHERE id = $1;

-- name: ResetWishDelete :exec
DELETE FROM reset_wish WHERE id = $1;

-- name: ResetWishUnknown :execrows
DELETE FROM reset_wish w WHERE w.due_at <= @now::timestamptz
  AND NOT EXISTS (SELECT 1 FROM member m WHERE m.email_key = w.email_key AND m.disabled_at IS NULL);

-- name: SignInSessions :many
SELECT id, created_at, last_seen_at, expires_at, address, agent FROM session
WHERE member_id = @member_id::uuid AND revoked_at IS NULL AND expires_at > @now::timestamptz
ORDER BY last_seen_at DESC, id;

-- name: SignInSessionRevoke :execrows
UPDATE session SET revoked_at = @now::timestamptz WHERE id = @id AND member_id = @member_id::uuid AND revoked_at IS NULL;

-- name: SignInSessionsRevokeOthers :execrows
UPDATE session SET revoked_at = @now::timestamptz
WHERE member_id = @member_id::uuid AND revoked_at IS NULL AND id::text <> @keep::text;

-- name: SetupLinkMake :exec
INSERT INTO setup_link (id, token_hash, created_at) VALUES (true, @token_hash, @now)
ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at, used_at = NULL;

-- name: SetupLinkCheck :one
SELECT EXISTS (SELECT 1 FROM setup_link WHERE token_hash = $1 AND used_at IS NULL);

-- name: SetupLinkClaim :execrows
UPDATE setup_link SET used_at = @now::timestamptz WHERE token_hash = @token_hash AND used_at IS NULL;

-- name: CleanSessions :execrows
DELETE FROM session WHERE expires_at < @before::timestamptz;

-- name: CleanAttempts :execrows
DELETE FROM sign_in_attempt WHERE window_start < @before::timestamptz;

-- name: CleanSubmissions :execrows
DELETE FROM submission WHERE at < @before::timestamptz;

-- name: CleanWishes :execrows
DELETE FROM reset_wish WHERE at < @before::timestamptz;

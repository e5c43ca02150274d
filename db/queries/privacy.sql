-- name: PrivacyPerson :one
SELECT id, name, email, email_key, created_at, disabled_at, erased_at FROM member WHERE id = $1;

-- name: PrivacyPersonForUpdate :one
SELECT id, name, email, email_key, created_at, disabled_at, erased_at FROM member WHERE id = $1 FOR UPDATE;

-- name: MemberErased :one
SELECT (m.erased_at IS NOT NULL)::boolean AS erased FROM member m WHERE m.id = $1;

-- name: PrivacyOpenRoles :many
SELECT r.id, r.role, coalesce(t.name, '')::text AS name FROM member_role r LEFT JOIN team t ON t.id = r.team_id
WHERE r.member_id = $1 AND r.ended_at IS NULL ORDER BY r.role, t.name, r.id LIMIT 50;

-- name: PrivacyOpenGrants :many
SELECT g.grant_id, g.environment, coalesce(c.name, '')::text AS name FROM permission_grant g LEFT JOIN company c ON c.id = g.company_id
WHERE g.member_id = @member_id AND g.superseded_at IS NULL AND (g.held_until IS NULL OR g.held_until > @now::timestamptz)
ORDER BY g.environment, c.name, g.grant_id LIMIT 50;

-- name: PrivacyOpenCompanies :many
SELECT c.id, c.environment, c.name, r.role FROM company_role r JOIN company c ON c.id = r.company_id
WHERE r.member_id = $1 AND r.ended_at IS NULL ORDER BY c.environment, c.name, c.id, r.role LIMIT 50;

-- name: PrivacyOpenApps :many
SELECT a.id, a.environment, a.name FROM app_owner o JOIN app a ON a.id = o.app_id
WHERE o.member_id = $1 AND o.ended_at IS NULL AND a.retired_at IS NULL ORDER BY a.name, a.id LIMIT 50;

-- name: PrivacyOpenRequests :many
SELECT a.id, a.name FROM production_request_account x JOIN production_request p ON p.id = x.request_id JOIN app a ON a.id = p.app_id
WHERE x.member_id = $1 AND x.removed_at IS NULL AND p.decision IS NULL AND p.withdrawn_at IS NULL ORDER BY a.name, a.id LIMIT 50;

-- name: PrivacyNames :one
SELECT coalesce(n.names, '{}')::text[] AS names, coalesce(n.addresses, '{}')::text[] AS addresses FROM names_of_member(@member_id::uuid) n;

-- name: PrivacyInvitationsErase :execrows
UPDATE invitation SET email = '', email_key = '', name = '', send_error = NULL, mail_due_at = NULL,
  revoked_at = CASE WHEN accepted_at IS NULL THEN coalesce(revoked_at, @now::timestamptz) ELSE revoked_at END
WHERE member_id = @member_id::uuid OR email_key = @email_key;

-- name: PrivacyInvitationsClear :execrows
UPDATE invitation SET email = '', email_key = '', name = '', send_error = NULL, mail_due_at = NULL,
  revoked_at = CASE WHEN accepted_at IS NULL THEN coalesce(revoked_at, @now::timestamptz) ELSE revoked_at END
WHERE email <> '' AND (accepted_at IS NOT NULL OR revoked_at IS NOT NULL OR expires_at <= @now::timestamptz)
  AND coalesce(accepted_at, revoked_at, expires_at) < @before::timestamptz;

-- name: PrivacyPasswordDelete :exec
DELETE FROM password WHERE member_id = $1;

-- name: PrivacyResetsDelete :exec
DELETE FROM password_reset WHERE member_id = $1;

-- name: PrivacyResetsClean :execrows
DELETE FROM password_reset WHERE expires_at < @before::timestamptz;

-- name: PrivacyWishesDelete :exec
DELETE FROM reset_wish WHERE email_key = $1;

-- name: PrivacySessionsErase :execrows
UPDATE session SET revoked_at = coalesce(revoked_at, @now::timestamptz), data = '', address = '', agent = '' WHERE member_id = @member_id::uuid;

-- name: PrivacyAsksClose :execrows
UPDATE company_role_request SET answered_at = @now::timestamptz, answer = 'withdrawn'
WHERE answered_at IS NULL AND (member_id = @member_id::uuid OR asked_id = @member_id::uuid);

-- name: PrivacyBlockersClose :execrows
UPDATE blocker SET resolved_at = @now::timestamptz WHERE resolved_at IS NULL AND member_id = @member_id::uuid;

-- name: PrivacyReasonsErase :execrows
UPDATE event_reason r SET words = NULL, erased_at = @now::timestamptz FROM event e
WHERE e.id = r.event_id AND r.words IS NOT NULL
  AND (e.member_id = @member_id::uuid OR e.actor_id = @member_id::uuid OR (e.subject_kind = 'member' AND e.subject_id = (@member_id::uuid)::text));

-- name: PrivacyReasonsMentioning :execrows
UPDATE event_reason SET words = NULL, erased_at = @now::timestamptz
WHERE words IS NOT NULL AND without_person(words, @names::text[], @addresses::text[], '') <> words;

-- name: PrivacyMemberErase :exec
SELECT member_erase(@member_id::uuid, @label::text, @moment::timestamptz);

-- name: PrivacyLeft :many
SELECT m.id, m.disabled_at FROM member m WHERE m.disabled_at < @before::timestamptz AND m.erased_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.ended_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM company_role r WHERE r.member_id = m.id AND r.ended_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM permission_grant g WHERE g.member_id = m.id AND g.superseded_at IS NULL AND g.held_until IS NULL)
ORDER BY m.disabled_at LIMIT 100;

-- name: RetentionList :many
SELECT r.class, r.days, r.changed_at, coalesce(m.name, '')::text AS changed_by FROM retention r LEFT JOIN member m ON m.id = r.changed_by;

-- name: RetentionForUpdate :one
SELECT days FROM retention WHERE class = $1 FOR UPDATE;

-- name: RetentionSet :exec
UPDATE retention SET days = sqlc.narg(days), changed_at = @now::timestamptz, changed_by = @member_id::uuid WHERE class = @class;

-- name: MemberActor :one
SELECT m.id, m.name, m.email, m.time_zone,
  coalesce(bool_or(r.role = 'admin'), false)::boolean AS admin,
  coalesce(bool_or(r.role = 'auditor'), false)::boolean AS auditor,
  coalesce(array_agg(r.team_id ORDER BY r.team_id) FILTER (WHERE r.role = 'lead'), '{}')::uuid[] AS leads,
  coalesce(array_agg(r.team_id ORDER BY r.team_id) FILTER (WHERE r.role = 'developer'), '{}')::uuid[] AS develops
FROM member m
LEFT JOIN member_role r ON r.member_id = m.id AND r.ended_at IS NULL
WHERE m.id = $1 AND m.disabled_at IS NULL
GROUP BY m.id;

-- name: MemberInsert :exec
INSERT INTO member (id, name, email, email_key, time_zone, created_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: MemberByID :one
SELECT id, name, email, email_key, time_zone, created_at, disabled_at FROM member WHERE id = $1;

-- name: MemberByKey :one
SELECT id, name, email, email_key, time_zone, created_at, disabled_at FROM member WHERE email_key = $1;

-- name: MemberByIDForUpdate :one
SELECT id, name, email, email_key, time_zone, created_at, disabled_at FROM member WHERE id = $1 FOR UPDATE;

-- name: MemberTeams :many
SELECT DISTINCT team_id::uuid AS team_id FROM member_role WHERE member_id = $1 AND ended_at IS NULL AND team_id IS NOT NULL;

-- name: MemberSetDisabled :exec
UPDATE member SET disabled_at = sqlc.narg(disabled_at) WHERE id = @id;

-- name: MemberSetProfile :exec
UPDATE member SET name = @name, time_zone = @time_zone WHERE id = @id;

-- name: MemberSessionsRevoke :execrows
UPDATE session SET revoked_at = @now::timestamptz WHERE member_id = @member_id::uuid AND revoked_at IS NULL;

-- name: MemberResetsEnd :exec
UPDATE password_reset SET used_at = @now::timestamptz WHERE member_id = @member_id::uuid AND used_at IS NULL;

-- name: MemberList :many
SELECT m.id, m.name, m.email, m.created_at, m.disabled_at,
  coalesce(greatest(m.last_seen_at, (SELECT max(s.last_seen_at) FROM session s WHERE s.member_id = m.id)), 'epoch')::timestamptz AS seen_at,
  EXISTS (SELECT 1 FROM password p WHERE p.member_id = m.id) AS has_password
FROM member m
WHERE (sqlc.narg(after)::uuid IS NULL
    OR (lower(m.name), m.id) > (SELECT lower(a.name), a.id FROM member a WHERE a.id = sqlc.narg(after)::uuid))
  AND (@disabled::boolean = (m.disabled_at IS NOT NULL))
  AND (@needle::text = '' OR strpos(lower(m.name), @needle) > 0 OR strpos(m.email_key, @needle) > 0 OR strpos(lower(m.email), @needle) > 0)
  AND (@everyone::boolean OR EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.ended_at IS NULL AND r.team_id = ANY(@teams::uuid[])))
  AND (@role::text = '' OR EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.ended_at IS NULL AND r.role = @role
    AND (@everyone::boolean OR r.team_id = ANY(@teams::uuid[]))))
  AND (sqlc.narg(team_id)::uuid IS NULL OR EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.ended_at IS NULL AND r.team_id = sqlc.narg(team_id)::uuid))
ORDER BY lower(m.name), m.id
LIMIT @row_limit;

-- name: MemberRolesOf :many
SELECT r.id, r.member_id, r.role, r.team_id, t.name AS team_name, t.slug AS team_slug, r.since
FROM member_role r
LEFT JOIN team t ON t.id = r.team_id
WHERE r.member_id = ANY(@members::uuid[]) AND r.ended_at IS NULL
ORDER BY r.member_id, array_position(ARRAY['admin', 'auditor', 'lead', 'developer'], r.role), t.name, r.id;

-- name: MemberCounts :one
SELECT count(DISTINCT m.id) AS everyone,
  count(DISTINCT m.id) FILTER (WHERE r.role = 'developer') AS developers,
  count(DISTINCT m.id) FILTER (WHERE r.role = 'lead') AS leads,
  count(DISTINCT m.id) FILTER (WHERE r.role = 'auditor') AS auditors,
  count(DISTINCT m.id) FILTER (WHERE r.role = 'admin') AS admins
FROM member m
LEFT JOIN member_role r ON r.member_id = m.id AND r.ended_at IS NULL
WHERE m.disabled_at IS NULL AND (@everyone::boolean OR r.team_id = ANY(@teams::uuid[]));

-- name: MemberDisabledCount :one
SELECT count(*) FROM member m WHERE m.disabled_at IS NOT NULL
  AND (@everyone::boolean OR EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.ended_at IS NULL AND r.team_id = ANY(@teams::uuid[])));

-- name: AdminLock :exec
SELECT pg_advisory_xact_lock(7305, 1);

-- name: AdminCount :one
SELECT count(*) FROM member_role r JOIN member m ON m.id = r.member_id
WHERE r.role = 'admin' AND r.ended_at IS NULL AND m.disabled_at IS NULL;

-- name: AdminOthers :one
SELECT count(*) FROM member_role r JOIN member m ON m.id = r.member_id
WHERE r.role = 'admin' AND r.ended_at IS NULL AND m.disabled_at IS NULL AND m.id <> $1;

-- name: RoleInsert :exec
INSERT INTO member_role (id, member_id, role, team_id, since) VALUES (@id, @member_id, @role, sqlc.narg(team_id), @since);

-- name: RoleByID :one
SELECT id, member_id, role, team_id, since, ended_at FROM member_role WHERE id = $1;

-- name: RoleEnd :execrows
UPDATE member_role SET ended_at = @now::timestamptz WHERE id = @id AND ended_at IS NULL;

-- name: RoleHeld :one
SELECT EXISTS (SELECT 1 FROM member_role WHERE member_id = @member_id AND role = @role AND team_id IS NOT DISTINCT FROM sqlc.narg(team_id)::uuid AND ended_at IS NULL);

-- A new journey begins with the newest published revision of the edition that an admin chose, with the chosen one that the
-- program carries, or else with the program's own choice.
-- name: JourneyBegin :many
INSERT INTO member_journey (member_id, edition, started_at)
SELECT @member_id, coalesce(
  (SELECT e.key || '@' || max(e.revision) FROM edition_default d JOIN edition e ON e.key = d.key AND e.state = 'published' GROUP BY e.key),
  (SELECT d.key FROM edition_default d WHERE NOT EXISTS (SELECT 1 FROM edition e WHERE e.key = d.key)),
  @edition::text), @started_at
ON CONFLICT (member_id) DO NOTHING RETURNING edition;

-- name: TeamInsert :exec
INSERT INTO team (id, slug, name, created_at) VALUES (@id, @slug, @name, @created_at);

-- name: TeamSlugTaken :many
SELECT slug FROM team WHERE slug = @slug OR slug LIKE @slug || '-%';

-- name: TeamNameTaken :one
SELECT EXISTS (SELECT 1 FROM team WHERE lower(name) = lower(@name) AND id <> @except_id::uuid);

-- name: TeamLock :exec
SELECT pg_advisory_xact_lock(7305, 2);

-- name: TeamByID :one
SELECT id, slug, name, created_at FROM team WHERE id = $1;

-- name: TeamBySlug :one
SELECT id, slug, name, created_at FROM team WHERE slug = $1;

-- name: TeamRename :execrows
UPDATE team SET name = @name WHERE id = @id AND name = @was;

-- name: TeamList :many
SELECT t.id, t.slug, t.name, t.created_at,
  (SELECT count(DISTINCT r.member_id) FROM member_role r WHERE r.team_id = t.id AND r.ended_at IS NULL AND r.role = 'developer') AS developers,
  (SELECT count(DISTINCT r.member_id) FROM member_role r WHERE r.team_id = t.id AND r.ended_at IS NULL AND r.role = 'lead') AS leads
FROM team t
WHERE @everyone::boolean OR t.id = ANY(@teams::uuid[])
ORDER BY lower(t.name), t.id;

-- name: InvitationInsert :exec
INSERT INTO invitation (id, email, email_key, name, role, team_id, token_hash, invited_by, created_at, expires_at, mail_due_at)
VALUES (@id, @email, @email_key, @name, @role, sqlc.narg(team_id), @token_hash, sqlc.narg(invited_by), @created_at, @expires_at, sqlc.narg(mail_due_at));

-- name: InvitationExpireOpen :exec
UPDATE invitation SET revoked_at = @now::timestamptz
WHERE email_key = @email_key AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at <= @now::timestamptz;

-- name: InvitationByID :one
SELECT id, email, email_key, name, role, team_id, created_at, expires_at, accepted_at, revoked_at FROM invitation WHERE id = $1;

-- name: InvitationByIDForUpdate :one
SELECT id, email, email_key, name, role, team_id, created_at, expires_at, accepted_at, revoked_at FROM invitation WHERE id = $1 FOR UPDATE;

-- name: InvitationByToken :one
SELECT i.id, i.email, i.email_key, i.name, i.role, i.team_id, i.created_at, i.expires_at, i.accepted_at, i.revoked_at,
  coalesce(t.name, '')::text AS team_name, coalesce(b.name, '')::text AS invited_by,
  coalesce((SELECT m.id::text FROM member m WHERE m.email_key = i.email_key), '')::text AS known_member
FROM invitation i
LEFT JOIN team t ON t.id = i.team_id
LEFT JOIN member b ON b.id = i.invited_by
WHERE i.token_hash = $1;

-- name: InvitationRenew :execrows
UPDATE invitation SET token_hash = @token_hash, expires_at = @expires_at, mail_due_at = sqlc.narg(mail_due_at), mail_tries = 0,
  sent_at = NULL, send_error = NULL
WHERE id = @id AND accepted_at IS NULL AND revoked_at IS NULL;

-- name: InvitationRevoke :execrows
UPDATE invitation SET revoked_at = @now::timestamptz, mail_due_at = NULL WHERE id = @id AND accepted_at IS NULL AND revoked_at IS NULL;

-- name: InvitationClaim :one
UPDATE invitation SET accepted_at = @now::timestamptz, mail_due_at = NULL
WHERE token_hash = @token_hash AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > @now::timestamptz
RETURNING id, email, email_key, name, role, team_id;

-- name: InvitationSetMember :exec
UPDATE invitation SET member_id = @member_id::uuid, opened_at = coalesce(opened_at, accepted_at) WHERE id = @id;

-- name: InvitationList :many
SELECT i.id, i.email, i.name, i.role, i.team_id, coalesce(t.name, '')::text AS team_name, i.created_at, i.sent_at, i.send_error,
  i.expires_at, i.accepted_at, i.member_id, i.mail_due_at, i.mail_tries
FROM invitation i
LEFT JOIN team t ON t.id = i.team_id
WHERE i.revoked_at IS NULL AND (i.accepted_at IS NULL OR i.accepted_at > @accepted_since::timestamptz)
  AND (@everyone::boolean OR i.team_id = ANY(@teams::uuid[]))
ORDER BY (i.accepted_at IS NOT NULL), i.created_at DESC, i.id DESC
LIMIT @row_limit;

-- name: InvitationOpenKeys :many
SELECT email_key, created_at FROM invitation
WHERE email_key = ANY(@keys::text[]) AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > @now::timestamptz;

-- name: MemberKeys :many
SELECT email_key, created_at FROM member WHERE email_key = ANY(@keys::text[]);

-- name: InvitationDue :one
SELECT i.id, i.email, i.name, i.role, i.team_id, coalesce(t.name, '')::text AS team_name, coalesce(b.name, '')::text AS invited_by,
  i.expires_at, i.mail_tries
FROM invitation i
LEFT JOIN team t ON t.id = i.team_id
LEFT JOIN member b ON b.id = i.invited_by
WHERE i.mail_due_at <= @now::timestamptz AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > @now::timestamptz
ORDER BY i.mail_due_at
LIMIT 1
FOR UPDATE OF i SKIP LOCKED;

-- name: InvitationMailed :exec
UPDATE invitation SET token_hash = @token_hash, sent_at = sqlc.narg(sent_at), send_error = sqlc.narg(send_error),
  mail_due_at = sqlc.narg(mail_due_at), mail_tries = mail_tries + 1
WHERE id = @id;

-- The facts of many members' journeys. All of these are sent to the database at once, so each takes the same members.

-- name: JourneyMembers :many
SELECT m.id, m.name, m.email, m.time_zone, j.edition, j.started_at
FROM member m LEFT JOIN member_journey j ON j.member_id = m.id
WHERE m.id = ANY (sqlc.arg(members)::uuid[]);

-- name: JourneyTeams :many
SELECT r.member_id, r.role, t.id AS team_id, t.slug, t.name
FROM member_role r JOIN team t ON t.id = r.team_id
WHERE r.member_id = ANY (sqlc.arg(members)::uuid[]) AND r.ended_at IS NULL
ORDER BY r.member_id, r.role, r.since, r.id;

-- name: JourneyLeads :many
SELECT DISTINCT r.team_id::uuid AS team_id, m.id, m.name, m.email, r.since
FROM member_role r JOIN member m ON m.id = r.member_id
WHERE r.role = 'lead' AND r.ended_at IS NULL AND m.disabled_at IS NULL AND r.team_id IN (
  SELECT mine.team_id FROM member_role mine WHERE mine.member_id = ANY (sqlc.arg(members)::uuid[]) AND mine.ended_at IS NULL)
ORDER BY r.since, m.id;

-- Only the companies that can matter to these members: by mail domain or one above it, by a role, a grant, a question, or
-- because one of them made it. An installation may know very many.
-- name: JourneyCompanies :many
WITH mail AS (
  SELECT string_to_array(split_part(m.email_key, '@', 2), '.') AS labels FROM member m WHERE m.id = ANY (sqlc.arg(members)::uuid[])
), suffix AS (
  SELECT DISTINCT array_to_string(labels[i:], '.') AS domain FROM mail, generate_series(1, cardinality(labels) - 1) AS i
), wanted AS (
  SELECT d.company_id AS id FROM company_domain d JOIN suffix s ON s.domain = d.domain WHERE d.ended_at IS NULL
  UNION SELECT r.company_id FROM company_role r WHERE r.member_id = ANY (sqlc.arg(members)::uuid[])
  UNION SELECT g.company_id FROM permission_grant g WHERE g.member_id = ANY (sqlc.arg(members)::uuid[]) AND g.superseded_at IS NULL
  UNION SELECT q.company_id FROM company_role_request q WHERE q.member_id = ANY (sqlc.arg(members)::uuid[])
  UNION SELECT c.id FROM company c WHERE c.created_by = ANY (sqlc.arg(members)::uuid[])
)
SELECT c.id, c.environment, c.name, c.created_by, m.name AS creator_name, m.email AS creator_email, c.created_on, c.recorded_at,
  ARRAY(SELECT d.domain FROM company_domain d WHERE d.company_id = c.id AND d.ended_at IS NULL ORDER BY d.added_at, d.domain)::text[] AS domains,
  ARRAY(SELECT x.domain FROM company_exclusion x WHERE x.company_id = c.id AND x.ended_at IS NULL ORDER BY x.domain)::text[] AS excluded,
  c.closed_at, c.reset_on
FROM company c LEFT JOIN member m ON m.id = c.created_by
WHERE c.id IN (SELECT w.id FROM wanted w)
ORDER BY c.recorded_at, c.id;

-- The members' own roles, and of each company a few admins who could let others in.
-- name: JourneyCompanyRoles :many
WITH mail AS (
  SELECT string_to_array(split_part(m.email_key, '@', 2), '.') AS labels FROM member m WHERE m.id = ANY (sqlc.arg(members)::uuid[])
), suffix AS (
  SELECT DISTINCT array_to_string(labels[i:], '.') AS domain FROM mail, generate_series(1, cardinality(labels) - 1) AS i
), wanted AS (
  SELECT d.company_id AS id FROM company_domain d JOIN suffix s ON s.domain = d.domain WHERE d.ended_at IS NULL
  UNION SELECT r.company_id FROM company_role r WHERE r.member_id = ANY (sqlc.arg(members)::uuid[])
  UNION SELECT g.company_id FROM permission_grant g WHERE g.member_id = ANY (sqlc.arg(members)::uuid[]) AND g.superseded_at IS NULL
  UNION SELECT q.company_id FROM company_role_request q WHERE q.member_id = ANY (sqlc.arg(members)::uuid[])
  UNION SELECT c.id FROM company c WHERE c.created_by = ANY (sqlc.arg(members)::uuid[])
), chosen AS (
  SELECT r.id FROM company_role r WHERE r.member_id = ANY (sqlc.arg(members)::uuid[])
  UNION
  SELECT few.id FROM wanted w CROSS JOIN LATERAL (
    SELECT r.id FROM company_role r WHERE r.company_id = w.id AND r.role = 'admin' AND r.ended_at IS NULL
    ORDER BY r.member_id LIMIT 20) few
)
SELECT r.id, r.company_id, r.member_id, m.name, m.email, r.role, r.since, r.grade, r.note,
  r.recorded_by, by.name AS recorder_name, by.email AS recorder_email, r.recorded_at, r.ended_at
FROM company_role r JOIN chosen c ON c.id = r.id JOIN member m ON m.id = r.member_id LEFT JOIN member by ON by.id = r.recorded_by
ORDER BY r.since, r.id;

-- name: JourneyRefusedMatches :many
SELECT member_id, company_id, at FROM company_match_refusal
WHERE member_id = ANY (sqlc.arg(members)::uuid[]) AND ended_at IS NULL ORDER BY at, id;

-- name: JourneyGrants :many
SELECT g.grant_id, g.member_id, g.environment, g.company_id, g.kind, g.held_from, g.held_until, g.grade, g.graded_at, g.evidence,
  g.confirmed_by, c.name AS confirmer_name, c.email AS confirmer_email, g.app_id, g.request_id, g.end_reason,
  g.recorded_by, r.name AS recorder_name, r.email AS recorder_email, g.recorded_at
FROM permission_grant g LEFT JOIN member c ON c.id = g.confirmed_by LEFT JOIN member r ON r.id = g.recorded_by
WHERE g.member_id = ANY (sqlc.arg(members)::uuid[]) AND g.superseded_at IS NULL
ORDER BY g.held_from, g.grant_id;

-- name: JourneyApps :many
SELECT a.id, a.environment, a.name, a.client_id, a.kind, a.company_id, a.staging_app_id, a.description, a.secret_place,
  a.created_by, m.name AS creator_name, m.email AS creator_email, a.created_on, a.recorded_at, a.retired_at,
  a.domain_asked_on, a.domain_made_on,
  ARRAY(SELECT u.uri FROM app_redirect_uri u WHERE u.app_id = a.id AND u.ended_at IS NULL ORDER BY u.position, u.uri)::text[] AS uris,
  k.member_id AS committed_by, km.name AS committer_name, km.email AS committer_email, k.at AS committed_at
FROM app a LEFT JOIN member m ON m.id = a.created_by
  LEFT JOIN app_commitment k ON k.app_id = a.id AND k.withdrawn_at IS NULL LEFT JOIN member km ON km.id = k.member_id
WHERE a.id IN (SELECT o.app_id FROM app_owner o WHERE o.member_id = ANY (sqlc.arg(members)::uuid[]) AND o.ended_at IS NULL)
ORDER BY a.recorded_at, a.id;

-- name: JourneyAppOwners :many
SELECT o.app_id, o.member_id, m.name, m.email, o.since, o.shared, o.accepted_by, y.name AS accepter_name,
  y.email AS accepter_email, o.accepted_at, o.ended_at
FROM app_owner o JOIN member m ON m.id = o.member_id LEFT JOIN member y ON y.id = o.accepted_by
WHERE o.app_id IN (SELECT mine.app_id FROM app_owner mine WHERE mine.member_id = ANY (sqlc.arg(members)::uuid[]) AND mine.ended_at IS NULL)
ORDER BY o.since, o.id;

-- name: JourneyAppTests :many
SELECT t.id, t.app_id, t.position, t.title, t.result, t.note, t.decided_by, m.name AS decider_name, m.email AS decider_email, t.decided_at
FROM app_test t LEFT JOIN member m ON m.id = t.decided_by
WHERE t.removed_at IS NULL AND t.app_id IN (
  SELECT o.app_id FROM app_owner o WHERE o.member_id = ANY (sqlc.arg(members)::uuid[]) AND o.ended_at IS NULL)
ORDER BY t.position, t.id;

-- name: JourneyRequests :many
SELECT p.id, p.app_id, p.attempt, p.created_by, c.name AS creator_name, c.email AS creator_email, p.created_at, p.submitted_on,
  p.submitted_by, s.name AS submitter_name, s.email AS submitter_email, p.submitted_at, p.reference, p.contacted_on, p.contact,
  p.decided_on, p.decision, p.reason, p.decided_by, d.name AS decider_name, d.email AS decider_email, p.decided_at, p.withdrawn_at
FROM production_request p LEFT JOIN member c ON c.id = p.created_by LEFT JOIN member s ON s.id = p.submitted_by
  LEFT JOIN member d ON d.id = p.decided_by
WHERE p.app_id IN (SELECT o.app_id FROM app_owner o WHERE o.member_id = ANY (sqlc.arg(members)::uuid[]) AND o.ended_at IS NULL)
ORDER BY p.attempt, p.id;

-- name: JourneyRequestAccounts :many
SELECT a.request_id, m.id, m.name, m.email
FROM production_request_account a JOIN production_request p ON p.id = a.request_id JOIN member m ON m.id = a.member_id
WHERE a.removed_at IS NULL AND p.app_id IN (
  SELECT o.app_id FROM app_owner o WHERE o.member_id = ANY (sqlc.arg(members)::uuid[]) AND o.ended_at IS NULL)
ORDER BY m.name, m.id;

-- name: JourneySDKs :many
SELECT id, member_id, platform, version, file_name, sha256, on_day, recorded_at FROM sdk_download
WHERE member_id = ANY (sqlc.arg(members)::uuid[]) AND removed_at IS NULL ORDER BY recorded_at, id;

-- name: JourneyMarks :many
SELECT k.id, k.member_id, k.step_key, k.app_id, k.state, k.reason, k.evidence, k.happened_on, k.recorded_by,
  m.name AS recorder_name, m.email AS recorder_email, k.recorded_at
FROM mark k JOIN member m ON m.id = k.recorded_by
WHERE k.member_id = ANY (sqlc.arg(members)::uuid[]) ORDER BY k.recorded_at, k.id;

-- name: JourneyConfirmations :many
SELECT c.id, c.member_id, c.step_key, c.app_id, c.confirmed_by, m.name AS confirmer_name, m.email AS confirmer_email, c.note,
  c.at, c.withdrawn_at, c.as_lead
FROM confirmation c JOIN member m ON m.id = c.confirmed_by
WHERE c.member_id = ANY (sqlc.arg(members)::uuid[]) ORDER BY c.at, c.id;

-- Files without their bodies. One that came with a word which was taken back is not shown any more.
-- name: JourneyFiles :many
SELECT f.id, f.member_id, f.step_key, f.app_id, f.confirmation_id, f.name, f.size, f.sha256, f.uploaded_by, m.name AS uploader_name,
  m.email AS uploader_email, f.at
FROM evidence_file f JOIN member m ON m.id = f.uploaded_by LEFT JOIN confirmation c ON c.id = f.confirmation_id
WHERE f.member_id = ANY (sqlc.arg(members)::uuid[]) AND f.withdrawn_at IS NULL AND f.cleared_at IS NULL AND c.withdrawn_at IS NULL
ORDER BY f.at, f.id;

-- name: JourneyRoleRequests :many
SELECT q.id, q.company_id, q.member_id, q.asked_id, m.name AS asked_name, m.email AS asked_email, q.at, q.answered_at, q.answer, q.note
FROM company_role_request q JOIN member m ON m.id = q.asked_id
WHERE q.member_id = ANY (sqlc.arg(members)::uuid[]) ORDER BY q.at, q.id;

-- name: JourneyBlockers :many
SELECT b.id, b.member_id, b.step_key, b.reason_key, b.words, b.at, b.resolved_at, b.resolved_by, m.name AS resolver_name,
  m.email AS resolver_email, b.answer
FROM blocker b LEFT JOIN member m ON m.id = b.resolved_by
WHERE b.member_id = ANY (sqlc.arg(members)::uuid[]) ORDER BY b.at, b.id;

-- name: JourneyNudges :many
SELECT n.id, n.member_id, n.step_key, n.sent_by, m.name AS sender_name, m.email AS sender_email, n.words, n.at
FROM nudge n JOIN member m ON m.id = n.sent_by
WHERE n.member_id = ANY (sqlc.arg(members)::uuid[]) ORDER BY n.at, n.id;

-- name: JourneyLinks :many
SELECT l.edition, l.link_key, l.url, l.supplied_by, m.name AS supplier_name, m.email AS supplier_email, l.at
FROM journey_link l JOIN member m ON m.id = l.supplied_by WHERE l.ended_at IS NULL ORDER BY l.at, l.id;

-- The writes.

-- name: JourneyLockMember :one
SELECT id FROM member WHERE id = $1 AND disabled_at IS NULL FOR NO KEY UPDATE;

-- name: JourneyAddMark :exec
INSERT INTO mark (id, member_id, step_key, app_id, state, reason, evidence, happened_on, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: JourneyAddConfirmation :exec
INSERT INTO confirmation (id, member_id, step_key, app_id, confirmed_by, note, as_lead) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: JourneyWithdrawConfirmation :execrows
UPDATE confirmation SET withdrawn_at = clock_timestamp(), withdrawn_by = @by::uuid WHERE id = $1 AND withdrawn_at IS NULL;

-- name: JourneyAddSDK :exec
INSERT INTO sdk_download (id, member_id, platform, version, file_name, sha256, on_day) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: JourneySDK :one
SELECT id, member_id, platform, version FROM sdk_download WHERE id = $1 AND removed_at IS NULL FOR UPDATE;

-- name: JourneyRemoveSDK :execrows
UPDATE sdk_download SET removed_at = now() WHERE id = $1 AND removed_at IS NULL;

-- name: JourneyAddBlocker :exec
INSERT INTO blocker (id, member_id, step_key, reason_key, words, at) VALUES ($1, $2, $3, $4, $5, clock_timestamp());

-- name: JourneyBlocker :one
SELECT id, member_id, step_key, resolved_at FROM blocker WHERE id = $1 FOR UPDATE;

-- name: JourneyResolveBlocker :execrows
UPDATE blocker SET resolved_at = clock_timestamp(), resolved_by = $2, answer = $3 WHERE id = $1 AND resolved_at IS NULL;

-- name: JourneyAddNudge :exec
INSERT INTO nudge (id, member_id, sent_by, step_key, words, at) VALUES ($1, $2, $3, $4, $5, clock_timestamp());

-- name: JourneyOutages :many
SELECT url, from_at, until_at FROM link_outage ORDER BY from_at DESC, id LIMIT 2000;

-- name: JourneyLinkChecks :many
SELECT url, state, since, checked_at, moved_to FROM link_state WHERE in_use ORDER BY url LIMIT 500;

-- name: JourneyReplacements :many
SELECT r.id, r.kind, r.old_text, r.new_text, r.made_by, m.name AS maker_name, m.email AS maker_email, r.made_at
FROM link_replacement r JOIN member m ON m.id = r.made_by WHERE r.ended_at IS NULL ORDER BY r.made_at, r.id;

-- name: JourneyReplacementAdd :exec
INSERT INTO link_replacement (id, kind, old_text, new_text, made_by, made_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp());

-- name: JourneyReplacementEndOf :exec
UPDATE link_replacement SET ended_at = now(), ended_by = @ended_by WHERE kind = @kind AND old_text = @old_text AND ended_at IS NULL;

-- name: JourneyReplacementEnd :one
UPDATE link_replacement SET ended_at = now(), ended_by = @ended_by WHERE id = @id AND ended_at IS NULL RETURNING kind, old_text, new_text;

-- name: JourneyEndLink :one
UPDATE journey_link SET ended_at = now() WHERE edition = $1 AND link_key = $2 AND ended_at IS NULL RETURNING url;

-- name: JourneyAddLink :exec
INSERT INTO journey_link (id, edition, link_key, url, supplied_by, at) VALUES ($1, $2, $3, $4, $5, clock_timestamp());

-- name: JourneyTeamOfSlug :one
SELECT id FROM team WHERE slug = $1;

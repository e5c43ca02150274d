-- Round trips with the vendor.

-- name: ProofServerKeyMake :exec
INSERT INTO server_key (name, key) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING;

-- name: ProofServerKey :one
SELECT key FROM server_key WHERE name = $1;

-- name: ProofApp :one
SELECT a.id, a.environment, a.name, a.client_id, a.kind, a.retired_at, a.staging_app_id,
  ARRAY(SELECT u.uri FROM app_redirect_uri u WHERE u.app_id = a.id AND u.ended_at IS NULL)::text[] AS uris
FROM app a WHERE a.id = $1;

-- name: ProofAppOwners :many
SELECT o.id, o.member_id, (o.shared AND o.accepted_at IS NULL)::boolean AS waiting,
  ARRAY(SELECT DISTINCT r.team_id FROM member_role r WHERE r.member_id = o.member_id AND r.team_id IS NOT NULL AND r.ended_at IS NULL)::text[] AS teams
FROM app_owner o WHERE o.app_id = $1 AND o.ended_at IS NULL;

-- name: ProofOwnApps :many
SELECT a.id FROM app a JOIN app_owner o ON o.app_id = a.id AND o.ended_at IS NULL
WHERE o.member_id = $1 AND a.retired_at IS NULL
ORDER BY a.environment DESC, lower(a.name), a.id LIMIT 50;

-- name: ProofTeamsOf :many
SELECT DISTINCT team_id::uuid FROM member_role WHERE member_id = $1 AND team_id IS NOT NULL AND ended_at IS NULL;

-- name: ProofMember :one
SELECT m.id, m.email_key, coalesce(j.edition, '')::text AS edition FROM member m LEFT JOIN member_journey j ON j.member_id = m.id
WHERE m.id = $1;

-- name: ProofLockMember :one
SELECT id FROM member WHERE id = $1 AND disabled_at IS NULL FOR NO KEY UPDATE;

-- name: ProofAdd :exec
INSERT INTO proof (id, member_id, app_id, environment, kind, challenge_id, client_id, state_hash, started_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: ProofStartedSince :one
SELECT count(*) FROM proof WHERE member_id = $1 AND started_at > sqlc.arg(since)::timestamptz;

-- name: ProofByState :one
SELECT id, member_id, app_id, outcome FROM proof WHERE state_hash = $1;

-- name: ProofForUpdate :one
SELECT p.id, p.member_id, p.app_id, p.environment, p.kind, p.outcome, p.challenge_id, p.decision, a.staging_app_id
FROM proof p JOIN app a ON a.id = p.app_id WHERE p.id = $1 FOR UPDATE OF p;

-- name: ProofEnd :execrows
UPDATE proof SET ended_at = sqlc.arg(at)::timestamptz, outcome = $2, code = $3, seen_as = $4, fingerprint = $5
WHERE id = $1 AND ended_at IS NULL;

-- name: ProofDecide :execrows
UPDATE proof SET decision = sqlc.arg(decision)::text, decided_by = sqlc.arg(by)::uuid, decided_at = sqlc.arg(at)::timestamptz, reason = $2
WHERE id = $1 AND decision IS NULL;

-- name: ProofAddColleagues :one
-- Of those listed who are known here: one who proved their account, and, where whoever signed in stands in a company, everybody
-- whom no proof that counts has listed yet. So each person has a few of these rows, however many colleagues there are.
WITH listed AS (
  SELECT m.id,
    EXISTS (SELECT FROM proof_that_counts o WHERE o.member_id = m.id AND o.environment = sqlc.arg(environment)::text) AS proven,
    EXISTS (SELECT FROM proof_colleague c JOIN proof_that_counts k ON k.id = c.proof_id
      WHERE c.member_id = m.id AND k.environment = sqlc.arg(environment)::text) AS seen,
    EXISTS (SELECT FROM company_role r JOIN company co ON co.id = r.company_id
        WHERE r.member_id = m.id AND r.ended_at IS NULL AND co.environment = sqlc.arg(environment)::text AND co.closed_at IS NULL)
      OR EXISTS (SELECT FROM company co WHERE co.created_by = m.id AND co.environment = sqlc.arg(environment)::text AND co.closed_at IS NULL) AS placed
  FROM member m WHERE m.email_key = ANY (sqlc.arg(keys)::text[]) AND m.id <> sqlc.arg(self)::uuid AND m.erased_at IS NULL
), kept AS (
  (SELECT l.id FROM listed l WHERE l.proven ORDER BY l.placed DESC, l.id LIMIT 1)
  UNION
  SELECT l.id FROM listed l WHERE NOT l.seen AND (
    EXISTS (SELECT FROM company_role r JOIN company co ON co.id = r.company_id
      WHERE r.member_id = sqlc.arg(self)::uuid AND r.ended_at IS NULL AND co.environment = sqlc.arg(environment)::text AND co.closed_at IS NULL)
    OR EXISTS (SELECT FROM company co WHERE co.created_by = sqlc.arg(self)::uuid AND co.environment = sqlc.arg(environment)::text AND co.closed_at IS NULL))
), added AS (
  INSERT INTO proof_colleague (proof_id, member_id) SELECT sqlc.arg(proof_id)::uuid, k.id FROM kept k
)
SELECT count(*) FROM listed;

-- name: ProofChallengeEnd :exec
UPDATE proof_challenge SET ended_at = sqlc.arg(at)::timestamptz WHERE member_id = $1 AND app_id = $2 AND ended_at IS NULL;

-- name: ProofChallengeUse :execrows
UPDATE proof_challenge SET ended_at = sqlc.arg(at)::timestamptz WHERE id = $1 AND ended_at IS NULL;

-- name: ProofChallengeAdd :exec
INSERT INTO proof_challenge (id, member_id, app_id, path_hash, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: ProofChallengeStanding :one
SELECT id, path_hash, made_at, expires_at FROM proof_challenge
WHERE member_id = $1 AND app_id = $2 AND ended_at IS NULL AND expires_at > sqlc.arg(now)::timestamptz;

-- name: ProofGrantsOfMember :many
-- The grants that a proof can raise: in staging those held now, in production those of the requests of the app or of the staging
-- app it grew from.
SELECT g.grant_id, g.grade FROM permission_grant g LEFT JOIN production_request q ON q.id = g.request_id
WHERE g.member_id = sqlc.arg(member_id)::uuid AND g.environment = sqlc.arg(environment)::text AND g.superseded_at IS NULL
  AND g.held_from <= sqlc.arg(now)::timestamptz AND (g.held_until IS NULL OR g.held_until > sqlc.arg(now)::timestamptz)
  AND (g.environment = 'staging' OR q.app_id = ANY (sqlc.arg(apps)::uuid[]) OR g.app_id = ANY (sqlc.arg(apps)::uuid[]))
ORDER BY g.held_from, g.grant_id;

-- name: ProofList :many
-- By exactly one of its id, its app, its member and a team; the others are null. Those of a team are the ones that wait for a
-- lead's word about another account, unless the same member has proved the same app since.
SELECT p.id, p.member_id, m.name AS member_name, p.app_id, a.name AS app_name, p.environment, p.kind, p.challenge_id, p.client_id,
  p.started_at, p.ended_at, p.outcome, p.code, p.seen_as, p.fingerprint, p.decision, p.decided_by, d.name AS decided_by_name, p.decided_at,
  p.reason, a.retired_at, coalesce(j.edition, '')::text AS edition,
  EXISTS (SELECT FROM proof_colleague c WHERE c.proof_id = p.id)::boolean AS colleagues,
  EXISTS (SELECT FROM proof_colleague c WHERE c.proof_id = p.id
    AND EXISTS (SELECT FROM proof_that_counts o WHERE o.member_id = c.member_id AND o.environment = p.environment)
    AND 1 = (SELECT count(*) FROM company co WHERE co.environment = p.environment AND co.closed_at IS NULL AND co.id IN (
      SELECT r.company_id FROM company_role r WHERE r.member_id = c.member_id AND r.ended_at IS NULL
      UNION SELECT mine.id FROM company mine WHERE mine.created_by = c.member_id)))::boolean AS placed,
  EXISTS (SELECT FROM proof_that_counts k WHERE k.id = p.id)::boolean AS counts,
  EXISTS (SELECT FROM permission_grant g WHERE g.member_id = p.member_id AND g.environment = p.environment AND g.grade = 'verified'
    AND g.superseded_at IS NULL AND g.held_until IS NULL AND p.ended_at IS NOT NULL)::boolean AS raised,
  coalesce((SELECT o.shared AND o.accepted_at IS NULL FROM app_owner o WHERE o.app_id = p.app_id AND o.member_id = p.member_id AND o.ended_at IS NULL), false)::boolean AS waiting,
  ARRAY(SELECT DISTINCT r.team_id FROM member_role r WHERE r.member_id = p.member_id AND r.team_id IS NOT NULL AND r.ended_at IS NULL)::text[] AS teams
FROM proof p JOIN member m ON m.id = p.member_id JOIN app a ON a.id = p.app_id LEFT JOIN member d ON d.id = p.decided_by
  LEFT JOIN member_journey j ON j.member_id = p.member_id
WHERE (sqlc.narg(id)::uuid IS NULL OR p.id = sqlc.narg(id)::uuid)
  AND (sqlc.narg(app_id)::uuid IS NULL OR p.app_id = sqlc.narg(app_id)::uuid)
  AND (sqlc.narg(member_id)::uuid IS NULL OR p.member_id = sqlc.narg(member_id)::uuid)
  AND (sqlc.narg(team_id)::uuid IS NULL OR (p.decision IS NULL AND p.outcome = 'other-account'
    AND EXISTS (SELECT FROM member_role t WHERE t.member_id = p.member_id AND t.team_id = sqlc.narg(team_id)::uuid AND t.ended_at IS NULL)
    AND NOT EXISTS (SELECT FROM proof later WHERE later.member_id = p.member_id AND later.app_id = p.app_id AND later.outcome = 'succeeded'
      AND later.started_at > p.started_at)))
ORDER BY p.started_at DESC, p.id DESC LIMIT sqlc.arg(most)::int;

-- The facts of many members' journeys, part of one round trip.

-- name: JourneyProofs :many
SELECT k.id, k.member_id, k.app_id, k.environment, k.kind, k.at::timestamptz AS at, k.recorded_at::timestamptz AS recorded_at,
  k.accepted::boolean AS accepted, k.fingerprint
FROM proof_that_counts k WHERE k.member_id = ANY (sqlc.arg(members)::uuid[]) ORDER BY k.at, k.id;

-- Who shares a company with a member by what the vendor listed, and which one that is: the other one stands in exactly one
-- company of that environment here. Either the member's own proof listed somebody who proved their account (of those proofs the
-- reader takes the ones that count), or the proof of somebody else listed the member.
-- name: JourneyColleagues :many
WITH pair AS MATERIALIZED (
  SELECT p.id AS proof_id, p.member_id AS whose, c.member_id AS other, p.environment, p.ended_at AS at, true AS own
  FROM proof p JOIN proof_colleague c ON c.proof_id = p.id
  WHERE p.member_id = ANY (sqlc.arg(members)::uuid[]) AND p.ended_at IS NOT NULL
  UNION ALL
  SELECT p.id, c.member_id, p.member_id, p.environment, p.ended_at, false
  FROM proof_colleague c JOIN proof p ON p.id = c.proof_id
  WHERE c.member_id = ANY (sqlc.arg(members)::uuid[]) AND p.ended_at IS NOT NULL
), other AS MATERIALIZED (
  SELECT DISTINCT other, environment FROM pair
), stands AS MATERIALIZED (
  SELECT o.other, o.environment, one.company_id
  FROM other o
  CROSS JOIN LATERAL (SELECT k.id FROM proof_that_counts k WHERE k.member_id = o.other AND k.environment = o.environment LIMIT 1) proven
  CROSS JOIN LATERAL (
    SELECT (array_agg(co.id))[1] AS company_id, count(*) AS n FROM company co
    WHERE co.environment = o.environment AND co.closed_at IS NULL AND co.id IN (
      SELECT r.company_id FROM company_role r WHERE r.member_id = o.other AND r.ended_at IS NULL
      UNION SELECT mine.id FROM company mine WHERE mine.created_by = o.other)
    ) one
  WHERE one.n = 1
), counts AS MATERIALIZED (
  SELECT d.proof_id FROM (SELECT DISTINCT proof_id FROM pair WHERE NOT own) d
  CROSS JOIN LATERAL (SELECT k.id FROM proof_that_counts k WHERE k.id = d.proof_id LIMIT 1) k
)
SELECT p.proof_id::uuid AS proof_id, p.whose::uuid AS member_id, p.other::uuid AS other_id, m.name AS other_name, m.email AS other_email,
  s.company_id::uuid AS company_id, p.at::timestamptz AS at, p.own::boolean AS own
FROM pair p JOIN stands s ON s.other = p.other AND s.environment = p.environment JOIN member m ON m.id = p.other
WHERE p.own OR p.proof_id IN (SELECT c.proof_id FROM counts c)
ORDER BY p.at, p.proof_id, p.other;

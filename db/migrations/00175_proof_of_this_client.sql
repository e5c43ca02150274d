-- +goose Up
-- A proof shows the client ID that it was made with. Where an owner writes another one down afterwards, nothing is known of that
-- one: the proof stays as history and counts no more.
CREATE OR REPLACE VIEW proof_that_counts AS
SELECT p.id, p.member_id, p.app_id, p.environment, p.kind, p.ended_at AS at, coalesce(p.decided_at, o.accepted_at, p.ended_at) AS recorded_at,
  (p.outcome <> 'succeeded') AS accepted, p.fingerprint
FROM proof p
  JOIN app a ON a.id = p.app_id AND a.client_id = p.client_id
  LEFT JOIN app_owner o ON p.outcome = 'shared-app' AND o.app_id = p.app_id AND o.member_id = p.member_id AND o.ended_at IS NULL
WHERE (p.outcome = 'succeeded' OR p.decision = 'accepted' OR p.outcome = 'shared-app' AND p.decision IS NULL AND o.accepted_at IS NOT NULL)
  AND NOT (p.environment = 'staging' AND (
    EXISTS (SELECT FROM environment_reset e WHERE e.company_id = a.company_id AND e.at > p.ended_at)
    OR EXISTS (SELECT FROM company_role r JOIN environment_reset e ON e.company_id = r.company_id WHERE r.member_id = p.member_id AND e.at > p.ended_at)
    OR EXISTS (SELECT FROM company c JOIN environment_reset e ON e.company_id = c.id WHERE c.created_by = p.member_id AND e.at > p.ended_at)));

-- +goose Up
-- A one-time address that a member registers in an app at the vendor. Only the hash of its unguessable part is kept; ended_at
-- says since when it is used, replaced or given up.
CREATE TABLE proof_challenge (
  id         uuid PRIMARY KEY,
  member_id  uuid NOT NULL REFERENCES member,
  app_id     uuid NOT NULL REFERENCES app,
  path_hash  bytea NOT NULL UNIQUE CHECK (length(path_hash) = 32),
  made_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > made_at),
  ended_at   timestamptz
);
CREATE UNIQUE INDEX proof_challenge_once ON proof_challenge (member_id, app_id) WHERE ended_at IS NULL;
CREATE INDEX proof_challenge_app ON proof_challenge (app_id);

-- One round trip with the vendor. What let it through (the secret, the verifier, the state, the code, the token) is never
-- here: state_hash is a SHA-256 of the state. seen_as is the mail address that the vendor showed.
CREATE TABLE proof (
  id           uuid PRIMARY KEY,
  member_id    uuid NOT NULL REFERENCES member,
  app_id       uuid NOT NULL REFERENCES app,
  environment  text NOT NULL CHECK (environment IN ('staging', 'production')),
  kind         text NOT NULL CHECK (kind IN ('sign-in', 'challenge')),
  challenge_id uuid REFERENCES proof_challenge,
  client_id    text NOT NULL CHECK (client_id <> '' AND length(client_id) <= 200),
  state_hash   bytea NOT NULL UNIQUE CHECK (length(state_hash) = 32),
  started_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  outcome      text NOT NULL DEFAULT 'on-the-way' CHECK (outcome IN ('on-the-way', 'succeeded', 'other-account', 'guest', 'denied',
    'exchange-failed', 'vendor-down', 'lost', 'shared-app', 'cancelled')),
  code         text NOT NULL DEFAULT '' CHECK (code ~ '^[a-z_]{0,40}$'),
  seen_as      text NOT NULL DEFAULT '' CHECK (length(seen_as) <= 400),
  fingerprint  bytea CHECK (length(fingerprint) = 32),
  decision     text CHECK (decision IN ('accepted', 'refused')),
  decided_by   uuid REFERENCES member,
  decided_at   timestamptz,
  reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
  CHECK ((kind = 'challenge') = (challenge_id IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (outcome = 'on-the-way')),
  CHECK ((decision IS NULL) = (decided_at IS NULL)),
  CONSTRAINT proof_decided_where_needed CHECK (decision IS NULL OR outcome IN ('other-account', 'shared-app')),
  CONSTRAINT proof_not_by_oneself CHECK (decided_by <> member_id),
  CONSTRAINT proof_shows_something CHECK (outcome NOT IN ('succeeded', 'other-account', 'shared-app') OR fingerprint IS NOT NULL)
);
CREATE INDEX proof_member ON proof (member_id, started_at DESC);
CREATE INDEX proof_app ON proof (app_id, started_at DESC);
CREATE INDEX proof_decided_by ON proof (decided_by) WHERE decided_by IS NOT NULL;

-- The people known here whom the vendor listed among the colleagues of whoever signed in.
CREATE TABLE proof_colleague (
  proof_id  uuid NOT NULL REFERENCES proof,
  member_id uuid NOT NULL REFERENCES member,
  PRIMARY KEY (proof_id, member_id)
);
CREATE INDEX proof_colleague_member ON proof_colleague (member_id);

-- A proof ends once, and is decided once. Afterwards it only loses words, where a person is erased.
-- +goose StatementBegin
CREATE FUNCTION proof_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ending   CONSTANT text[] := ARRAY['ended_at', 'outcome', 'code', 'seen_as', 'fingerprint'];
  deciding CONSTANT text[] := ARRAY['decision', 'decided_by', 'decided_at', 'reason'];
  erasing  CONSTANT text[] := ARRAY['seen_as', 'reason'];
BEGIN
  IF TG_OP = 'UPDATE' AND (
       (OLD.ended_at IS NULL AND to_jsonb(NEW) - ending = to_jsonb(OLD) - ending)
    OR (OLD.ended_at IS NOT NULL AND OLD.decision IS NULL AND to_jsonb(NEW) - deciding = to_jsonb(OLD) - deciding)
    OR (to_jsonb(NEW) - erasing = to_jsonb(OLD) - erasing
        AND (NEW.seen_as IN ('', OLD.seen_as) OR strpos(NEW.seen_as, 'Erased person') > 0)
        AND (NEW.reason IN ('', OLD.reason) OR strpos(NEW.reason, 'Erased person') > 0))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a proof is never changed once it ended' USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER proof_keeps BEFORE UPDATE OR DELETE ON proof FOR EACH ROW EXECUTE FUNCTION proof_is_kept();

-- The proofs that show something today: what succeeded, or what a lead accepted, the app's sharing included; but not those
-- from a staging environment that was emptied since. Of a reset it is known which company it was: it takes the proofs of its
-- apps and of its people.
CREATE VIEW proof_that_counts AS
SELECT p.id, p.member_id, p.app_id, p.environment, p.kind, p.ended_at AS at, coalesce(p.decided_at, o.accepted_at, p.ended_at) AS recorded_at,
  (p.outcome <> 'succeeded') AS accepted, p.fingerprint
FROM proof p JOIN app a ON a.id = p.app_id
  LEFT JOIN app_owner o ON p.outcome = 'shared-app' AND o.app_id = p.app_id AND o.member_id = p.member_id AND o.ended_at IS NULL
WHERE (p.outcome = 'succeeded' OR p.decision = 'accepted' OR p.outcome = 'shared-app' AND p.decision IS NULL AND o.accepted_at IS NOT NULL)
  AND NOT (p.environment = 'staging' AND EXISTS (
    SELECT FROM environment_reset e JOIN company c ON c.id = e.company_id
    WHERE e.at > p.ended_at AND (e.company_id = a.company_id OR c.created_by = p.member_id
      OR EXISTS (SELECT FROM company_role r WHERE r.company_id = e.company_id AND r.member_id = p.member_id))));

-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE UPDATE ON proof, proof_challenge, proof_colleague FROM portico_app;
    GRANT UPDATE (ended_at, outcome, code, seen_as, fingerprint, decision, decided_by, decided_at, reason) ON proof TO portico_app;
    GRANT UPDATE (ended_at) ON proof_challenge TO portico_app;
    REVOKE INSERT, UPDATE ON proof_that_counts FROM portico_app;
    GRANT SELECT ON proof_that_counts TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

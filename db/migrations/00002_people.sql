-- +goose Up
CREATE TABLE team (
  id         uuid PRIMARY KEY,
  slug       text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 60),
  name       text NOT NULL CHECK (name <> '' AND length(name) <= 100),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- email is kept as it was typed, email_key is what makes two addresses the same: lower case, domain in ASCII.
CREATE TABLE member (
  id          uuid PRIMARY KEY,
  name        text NOT NULL CHECK (name <> '' AND length(name) <= 200),
  email       text NOT NULL CHECK (email <> '' AND length(email) <= 254),
  email_key   text NOT NULL,
  time_zone   text NOT NULL DEFAULT 'UTC',
  created_at  timestamptz NOT NULL DEFAULT now(),
  disabled_at timestamptz,
  last_seen_at timestamptz,
  CONSTRAINT member_email_taken UNIQUE (email_key)
);

-- A role is held for a span; it is ended, never deleted. Developer and lead belong to a team, auditor and admin do not.
CREATE TABLE member_role (
  id         uuid PRIMARY KEY,
  member_id  uuid NOT NULL REFERENCES member,
  role       text NOT NULL CHECK (role IN ('developer', 'lead', 'auditor', 'admin')),
  team_id    uuid REFERENCES team,
  since      timestamptz NOT NULL DEFAULT now(),
  ended_at   timestamptz,
  CHECK ((role IN ('developer', 'lead')) = (team_id IS NOT NULL))
);
CREATE UNIQUE INDEX member_role_held_once ON member_role (member_id, role, team_id) NULLS NOT DISTINCT WHERE ended_at IS NULL;
CREATE INDEX member_role_team ON member_role (team_id, role) WHERE ended_at IS NULL;

-- The token itself is never stored: only its SHA-256.
CREATE TABLE invitation (
  id          uuid PRIMARY KEY,
  email       text NOT NULL,
  email_key   text NOT NULL,
  name        text NOT NULL DEFAULT '',
  role        text NOT NULL CHECK (role IN ('developer', 'lead', 'auditor', 'admin')),
  team_id     uuid REFERENCES team,
  token_hash  bytea NOT NULL UNIQUE,
  invited_by  uuid REFERENCES member,
  created_at  timestamptz NOT NULL DEFAULT now(),
  sent_at     timestamptz,
  send_error  text,
  opened_at   timestamptz,
  expires_at  timestamptz NOT NULL,
  accepted_at timestamptz,
  member_id   uuid REFERENCES member,
  revoked_at  timestamptz,
  CHECK ((role IN ('developer', 'lead')) = (team_id IS NOT NULL))
);
CREATE UNIQUE INDEX invitation_open_once ON invitation (email_key) WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitation_team ON invitation (team_id, created_at DESC);

CREATE TABLE password (
  member_id uuid PRIMARY KEY REFERENCES member,
  hash      text NOT NULL,
  set_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE password_reset (
  id         uuid PRIMARY KEY,
  member_id  uuid NOT NULL REFERENCES member,
  token_hash bytea NOT NULL UNIQUE,
  made_by    uuid REFERENCES member,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX password_reset_member ON password_reset (member_id, created_at DESC);

-- The one-time link to /setup. A new start without an admin replaces it.
CREATE TABLE setup_link (
  id         boolean PRIMARY KEY DEFAULT true CHECK (id),
  token_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at    timestamptz
);

-- token is already a hash (scs HashTokenInStore). A revoked row is a tombstone: it keeps a request in flight from bringing
-- the session back, and is cleaned away after its lifetime.
CREATE TABLE session (
  token        text PRIMARY KEY,
  id           uuid NOT NULL UNIQUE,
  data         bytea NOT NULL,
  expires_at   timestamptz NOT NULL,
  member_id    uuid REFERENCES member,
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  address      text NOT NULL DEFAULT '',
  agent        text NOT NULL DEFAULT '',
  revoked_at   timestamptz
);
CREATE INDEX session_member ON session (member_id) WHERE revoked_at IS NULL;
CREATE INDEX session_expires ON session (expires_at);

-- Failed sign-ins, counted for all processes together, by a key that names no one (a keyed hash).
CREATE TABLE sign_in_attempt (
  key          text PRIMARY KEY,
  window_start timestamptz NOT NULL,
  failures     integer NOT NULL DEFAULT 0
);

-- Sessions, counters and submissions are working data, not records: the app may clean them.
-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    GRANT DELETE ON session, sign_in_attempt, submission TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

-- +goose Up
-- The server's own keys: for naming no one in the counters of failed sign-ins, and for signing device cookies. Made once by
-- the first process that needs one, shared by all.
CREATE TABLE server_key (
  name       text PRIMARY KEY,
  key        bytea NOT NULL CHECK (length(key) = 32),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- When the letter of an invitation is to be tried next; null when there is nothing to send. The token is renewed for each
-- letter, so that it is never stored.
ALTER TABLE invitation ADD COLUMN mail_due_at timestamptz, ADD COLUMN mail_tries integer NOT NULL DEFAULT 0;
CREATE INDEX invitation_mail_due ON invitation (mail_due_at) WHERE mail_due_at IS NOT NULL;

-- Someone asked for a new password by mail. A known and an unknown address leave the same row, so that the answer takes the
-- same time; the letter is written later.
CREATE TABLE reset_wish (
  id        uuid PRIMARY KEY,
  email_key text NOT NULL CHECK (length(email_key) <= 400),
  at        timestamptz NOT NULL DEFAULT now(),
  due_at    timestamptz NOT NULL DEFAULT now(),
  tries     integer NOT NULL DEFAULT 0
);
CREATE INDEX reset_wish_due ON reset_wish (due_at);

CREATE INDEX member_by_name ON member (lower(name), id);
CREATE INDEX sign_in_attempt_window ON sign_in_attempt (window_start);
CREATE INDEX submission_at ON submission (at);

-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE UPDATE ON server_key FROM portico_app;
    GRANT DELETE ON reset_wish TO portico_app;
  END IF;
  -- Whoever reads for reports has no business with what lets people in.
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_reader') THEN
    REVOKE ALL ON server_key, password, password_reset, session, setup_link, reset_wish FROM portico_reader;
  END IF;
END
$$;
-- +goose StatementEnd

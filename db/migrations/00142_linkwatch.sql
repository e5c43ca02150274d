-- +goose Up
-- How a link of a journey answers, one row an address. since is when it came into its state, dead_since since when it does not
-- answer. moved_to is the other host that it redirects to. It names nobody.
CREATE TABLE link_state (
  url        text PRIMARY KEY,
  host       text NOT NULL,
  state      text NOT NULL CHECK (state IN ('well', 'moved', 'dead')),
  since      timestamptz NOT NULL,
  ok_at      timestamptz,
  dead_since timestamptz,
  checked_at timestamptz NOT NULL,
  status     integer NOT NULL DEFAULT 0,
  took_ms    integer NOT NULL DEFAULT 0,
  moved_to   text NOT NULL DEFAULT '',
  failure    text NOT NULL DEFAULT '',
  tls_until  timestamptz,
  -- in_use is false for an address that no journey leads to any more.
  in_use     boolean NOT NULL DEFAULT true,
  CHECK ((state = 'dead') = (dead_since IS NOT NULL))
);

-- One row for each check: working data of the last seven days, and what changed for longer.
CREATE TABLE link_check (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  url      text NOT NULL REFERENCES link_state,
  at       timestamptz NOT NULL,
  state    text NOT NULL CHECK (state IN ('well', 'moved', 'dead')),
  status   integer NOT NULL,
  took_ms  integer NOT NULL,
  failure  text NOT NULL,
  changed  boolean NOT NULL
);
CREATE INDEX link_check_url ON link_check (url, at DESC);
CREATE INDEX link_check_at ON link_check (at) WHERE NOT changed;

-- A time in which an address did not answer: the clocks of those who need it stand still in it.
CREATE TABLE link_outage (
  id       uuid PRIMARY KEY,
  url      text NOT NULL REFERENCES link_state,
  host     text NOT NULL,
  from_at  timestamptz NOT NULL,
  until_at timestamptz,
  CHECK (until_at >= from_at)
);
CREATE UNIQUE INDEX link_outage_once ON link_outage (url) WHERE until_at IS NULL;
CREATE INDEX link_outage_from ON link_outage (from_at);

-- The letter to a lead about an outage, one row each: it can never go twice. again_at is when a letter that the mail server did
-- not take is tried once more, null when there is nothing left to do.
CREATE TABLE link_letter (
  outage_id uuid NOT NULL REFERENCES link_outage,
  member_id uuid NOT NULL REFERENCES member,
  state     text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'refused', 'given up', 'not needed')),
  tries     integer NOT NULL DEFAULT 0,
  again_at  timestamptz DEFAULT now(),
  sent_at   timestamptz,
  PRIMARY KEY (outage_id, member_id)
);
CREATE INDEX link_letter_due ON link_letter (again_at) WHERE again_at IS NOT NULL;
CREATE INDEX link_letter_member ON link_letter (member_id);

-- An address, or a host, that a lead replaced in every edition at once. kind says which of both old_text and new_text are.
CREATE TABLE link_replacement (
  id       uuid PRIMARY KEY,
  kind     text NOT NULL CHECK (kind IN ('address', 'host')),
  old_text text NOT NULL,
  new_text text NOT NULL CHECK (new_text <> old_text),
  made_by  uuid NOT NULL REFERENCES member,
  made_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_by uuid REFERENCES member,
  ended_at timestamptz,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX link_replacement_once ON link_replacement (kind, old_text) WHERE ended_at IS NULL;
CREATE INDEX link_replacement_made_by ON link_replacement (made_by);
CREATE INDEX link_replacement_ended_by ON link_replacement (ended_by);

-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    GRANT DELETE ON link_check TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

-- +goose Up
-- An export as it was made: what it holds is settled here, so that its file holds the same rows whenever it is fetched. query is
-- the question as in an address, question the same as the program reads it. rows is -1 where counting took too long. size and
-- root are the head of the trail at that moment, note its signed checkpoint, empty where there is no key.
CREATE TABLE export (
  id       uuid PRIMARY KEY,
  made_by  uuid REFERENCES member,
  what     text NOT NULL CHECK (what IN ('ledger', 'trail')),
  format   text NOT NULL CHECK (format IN ('csv', 'xlsx', 'jsonl')),
  query    text NOT NULL,
  question text NOT NULL,
  as_of    timestamptz,
  known_at timestamptz,
  rows     bigint NOT NULL,
  size     bigint NOT NULL CHECK (size >= 0),
  root     bytea NOT NULL CHECK (length(root) = 32),
  note     text NOT NULL,
  made_at  timestamptz NOT NULL
);
CREATE INDEX export_made_by ON export (made_by, made_at DESC);
CREATE INDEX export_made_at ON export (made_at DESC);

-- One row for each time that the file is fetched: working data. The events are export.made, export.finished, export.stopped.
CREATE TABLE export_run (
  id             uuid PRIMARY KEY,
  export_id      uuid NOT NULL REFERENCES export,
  state          text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'finished', 'stopped', 'broken')),
  lines          bigint NOT NULL DEFAULT 0,
  lines_expected bigint NOT NULL,
  bytes          bigint NOT NULL DEFAULT 0,
  rows           bigint NOT NULL DEFAULT 0,
  manifest       text NOT NULL DEFAULT '',
  started_at     timestamptz NOT NULL DEFAULT now(),
  beat_at        timestamptz NOT NULL DEFAULT now(),
  ended_at       timestamptz
);
CREATE INDEX export_run_export ON export_run (export_id, started_at DESC);
CREATE UNIQUE INDEX export_run_once ON export_run (export_id) WHERE state = 'running';

-- An export is never changed.
-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE UPDATE ON export FROM portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

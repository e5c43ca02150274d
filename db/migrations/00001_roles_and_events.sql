-- +goose Up
-- Three roles stand apart: the owner migrates, portico_app serves people, portico_reader reads for reports.
-- A hosted database may not let us create roles: then the triggers below still stand and the health page says what is missing.
-- +goose StatementBegin
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['portico_app', 'portico_reader'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN RAISE NOTICE 'role % could not be created', wanted;
    END;
    BEGIN
      EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
      EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', wanted);
    EXCEPTION
      WHEN undefined_object OR insufficient_privilege OR invalid_grant_operation THEN NULL;
    END;
  END LOOP;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO portico_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO portico_app;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_reader') THEN
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO portico_reader;
  END IF;
END
$$;
-- +goose StatementEnd

-- The audit trail: one line a change, in the same transaction as the change. People are named by id only, so that a
-- person can later be erased without touching a line. before and after are text, not jsonb: the bytes that were written
-- are the bytes that are kept.
CREATE TABLE event (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  tx           xid8 NOT NULL DEFAULT pg_current_xact_id(),
  actor_kind   text NOT NULL CHECK (actor_kind IN ('member', 'system', 'operator', 'anonymous')),
  actor_id     uuid,
  action       text NOT NULL CHECK (action <> ''),
  subject_kind text NOT NULL CHECK (subject_kind <> ''),
  subject_id   text NOT NULL CHECK (subject_id <> ''),
  member_id    uuid,
  team_id      uuid,
  before       text,
  after        text,
  grade        text CHECK (grade IN ('verified', 'confirmed', 'self-reported')),
  reason       text,
  request_id   text NOT NULL DEFAULT '',
  refused      boolean NOT NULL DEFAULT false,
  CHECK ((actor_kind = 'member') = (actor_id IS NOT NULL))
);
CREATE INDEX event_subject ON event (subject_kind, subject_id, id DESC);
CREATE INDEX event_member ON event (member_id, id DESC);
CREATE INDEX event_team ON event (team_id, id DESC);
CREATE INDEX event_actor ON event (actor_id, id DESC);
CREATE INDEX event_action ON event (action, id DESC);
CREATE INDEX event_at ON event (at DESC, id DESC);

-- +goose StatementBegin
CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_is_append_only();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only();

-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE ALL ON event FROM portico_app;
    GRANT SELECT ON event TO portico_app;
    GRANT INSERT (actor_kind, actor_id, action, subject_kind, subject_id, member_id, team_id, before, after, grade, reason,
      request_id, refused) ON event TO portico_app;
    -- goose's table belongs to the owner; the app only reads it, to know that the schema is current.
    GRANT SELECT ON goose_db_version TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

-- One row for each form that was sent: the same form sent twice has one effect.
CREATE TABLE submission (
  key       text PRIMARY KEY CHECK (length(key) BETWEEN 8 AND 100),
  member_id uuid,
  at        timestamptz NOT NULL DEFAULT now()
);

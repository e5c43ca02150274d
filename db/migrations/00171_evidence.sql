-- +goose Up
-- A file that shows something about a member's step: added by the member, or by whoever confirmed it. It is written once: its
-- body is never changed, and goes only when the person is erased or when it was withdrawn long enough ago. Size and SHA-256 stay.
CREATE TABLE evidence_file (
  id              uuid PRIMARY KEY,
  member_id       uuid NOT NULL REFERENCES member,
  about           text NOT NULL CHECK (about IN ('step', 'confirmation')),
  step_key        text NOT NULL,
  app_id          uuid REFERENCES app,
  confirmation_id uuid REFERENCES confirmation,
  name            text NOT NULL CHECK (length(name) <= 200),
  media_type      text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'text/csv')),
  size            integer NOT NULL CHECK (size > 0),
  sha256          text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  body            bytea NOT NULL,
  uploaded_by     uuid NOT NULL REFERENCES member,
  at              timestamptz NOT NULL DEFAULT clock_timestamp(),
  withdrawn_at    timestamptz,
  withdrawn_by    uuid REFERENCES member,
  cleared_at      timestamptz,
  CHECK ((about = 'confirmation') = (confirmation_id IS NOT NULL)),
  CHECK (about <> 'confirmation' OR uploaded_by <> member_id),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CHECK (octet_length(body) = CASE WHEN cleared_at IS NULL THEN size ELSE 0 END)
);
-- Pictures and PDF files are compressed already.
ALTER TABLE evidence_file ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX evidence_file_member ON evidence_file (member_id, at);
CREATE INDEX evidence_file_withdrawn ON evidence_file (withdrawn_at) WHERE withdrawn_at IS NOT NULL AND cleared_at IS NULL;

-- +goose StatementBegin
CREATE FUNCTION evidence_file_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  rest CONSTANT text[] := ARRAY['name', 'body', 'cleared_at'];
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('portico.clearing', true) = 'on' AND OLD.cleared_at IS NULL AND NEW.cleared_at IS NOT NULL
     AND NEW.name = '' AND NEW.body = '' AND to_jsonb(NEW) - rest = to_jsonb(OLD) - rest THEN
    RETURN NEW;
  END IF;
  IF TG_OP <> 'UPDATE' OR OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR NEW.body <> OLD.body
     OR to_jsonb(NEW) - '{body,withdrawn_at,withdrawn_by}'::text[] <> to_jsonb(OLD) - '{body,withdrawn_at,withdrawn_by}'::text[] THEN
    RAISE EXCEPTION 'a file of evidence is never changed: withdraw it and add another' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER evidence_file_stays BEFORE UPDATE OR DELETE ON evidence_file FOR EACH ROW EXECUTE FUNCTION evidence_file_stays();

-- +goose StatementBegin
CREATE FUNCTION evidence_file_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a file of evidence is never changed: withdraw it and add another' USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER evidence_file_no_truncate BEFORE TRUNCATE ON evidence_file FOR EACH STATEMENT EXECUTE FUNCTION evidence_file_no_truncate();

-- The files about a person, and those that they added about others, go with the person.
-- +goose StatementBegin
CREATE FUNCTION evidence_file_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('portico.clearing', 'on', true);
  UPDATE evidence_file SET name = '', body = '', cleared_at = NEW.erased_at
    WHERE cleared_at IS NULL AND (member_id = NEW.id OR uploaded_by = NEW.id);
  PERFORM set_config('portico.clearing', '', true);
  RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER evidence_file_erased AFTER UPDATE ON member FOR EACH ROW
  WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION evidence_file_erased();

-- What was withdrawn is kept as long as the retention says. The function reads the days itself, so that nobody clears earlier.
ALTER TABLE retention DROP CONSTRAINT retention_class_check,
  ADD CONSTRAINT retention_class_check CHECK (class IN ('sessions', 'form-keys', 'reset-links', 'invitations', 'members-left', 'evidence-withdrawn'));
INSERT INTO retention (class, days) VALUES ('evidence-withdrawn', 365);
-- +goose StatementBegin
CREATE FUNCTION evidence_file_clear(moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  kept  integer;
  files bigint;
BEGIN
  SELECT r.days INTO kept FROM retention r WHERE r.class = 'evidence-withdrawn';
  IF kept IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM set_config('portico.clearing', 'on', true);
  UPDATE evidence_file SET name = '', body = '', cleared_at = moment
    WHERE cleared_at IS NULL AND withdrawn_at < least(moment, now() + interval '1 day') - kept * interval '1 day';
  GET DIAGNOSTICS files = ROW_COUNT;
  PERFORM set_config('portico.clearing', '', true);
  RETURN files;
END
$$;
-- +goose StatementEnd

-- A lead's word settles what a co-worker's does not. All words so far are leads', and so are those of a release before this one.
ALTER TABLE confirmation ADD COLUMN as_lead boolean NOT NULL DEFAULT true, ADD COLUMN withdrawn_by uuid REFERENCES member;

-- +goose StatementBegin
DO $$
BEGIN
  REVOKE ALL ON FUNCTION evidence_file_clear(timestamptz) FROM PUBLIC;
  REVOKE ALL ON FUNCTION evidence_file_erased() FROM PUBLIC;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE UPDATE ON evidence_file FROM portico_app;
    GRANT UPDATE (withdrawn_at, withdrawn_by) ON evidence_file TO portico_app;
    GRANT EXECUTE ON FUNCTION evidence_file_clear(timestamptz) TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

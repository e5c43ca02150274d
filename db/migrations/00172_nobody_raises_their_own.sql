-- +goose Up
-- Nobody raises how well something about themselves is known. The program refuses it; the database does too. Lines from before
-- are not read again.
ALTER TABLE permission_grant ADD CONSTRAINT permission_grant_confirmed_other CHECK (confirmed_by <> member_id) NOT VALID;
ALTER TABLE company_role ADD CONSTRAINT company_role_confirmed_other CHECK (grade <> 'confirmed' OR recorded_by <> member_id) NOT VALID;
ALTER TABLE app_owner ADD CONSTRAINT app_owner_accepted_other CHECK (accepted_by <> member_id) NOT VALID;

-- A grant rises to confirmed by somebody else's word, and to verified by a proof of its holder that the vendor answered, or that
-- somebody else accepted. What it was known as before, it may be again: a merge that is taken back restores it. It is looked at
-- when everything else of the change is written.
-- +goose StatementBegin
CREATE FUNCTION permission_grant_raised() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  grades CONSTANT text[] := ARRAY['self-reported', 'confirmed', 'verified'];
  best integer;
BEGIN
  SELECT max(array_position(grades, g.grade)) INTO best FROM permission_grant g WHERE g.grant_id = NEW.grant_id AND g.version < NEW.version;
  IF best IS NULL OR array_position(grades, NEW.grade) <= best THEN
    RETURN NULL;
  END IF;
  IF NEW.grade = 'confirmed' AND (NEW.confirmed_by IS NULL OR NEW.recorded_by = NEW.member_id) THEN
    RAISE EXCEPTION 'nobody confirms their own permission' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.grade = 'verified' AND NOT EXISTS (SELECT FROM proof p WHERE p.member_id = NEW.member_id AND p.environment = NEW.environment
      AND (p.outcome = 'succeeded' OR p.decision = 'accepted')) THEN
    RAISE EXCEPTION 'only a proof verifies a permission' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER permission_grant_raised AFTER INSERT ON permission_grant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.version > 1 AND NEW.grade <> 'self-reported' AND NEW.recorded_by IS NOT NULL) EXECUTE FUNCTION permission_grant_raised();

-- Nobody clears a file of evidence earlier than the retention says, whatever their clock.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION evidence_file_clear(moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
    WHERE cleared_at IS NULL AND withdrawn_at < least(moment, now()) - kept * interval '1 day';
  GET DIAGNOSTICS files = ROW_COUNT;
  PERFORM set_config('portico.clearing', '', true);
  RETURN files;
END
$$;
-- +goose StatementEnd

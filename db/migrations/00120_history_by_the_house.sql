-- +goose Up
-- Functions that write with the owner's rights are for the triggers of the house and for member_erase. Whoever may execute one
-- could hang it on a table of their own and feed the history of names and roles with what never was, or rename people in it.
-- A trigger that is there fires for everybody; executing is asked only of who makes one.
REVOKE ALL ON FUNCTION member_name_kept(), company_name_kept(), app_name_kept(), role_kept(),
  name_history_add(text, uuid, text, text, timestamptz, timestamptz),
  role_history_add(uuid, uuid, text, uuid, uuid, timestamptz, timestamptz, timestamptz),
  name_history_erase(uuid, text, text) FROM PUBLIC;

-- An erasure cannot be taken back, so it is never without its event, whoever calls it.
-- +goose StatementBegin
CREATE FUNCTION member_erased_is_told() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM event e WHERE e.subject_id = NEW.id::text AND e.subject_kind = 'member' AND e.action = 'member.erased'
      AND NOT e.refused AND e.tx = pg_current_xact_id()) THEN
    RAISE EXCEPTION 'nobody is erased without an event' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER member_erased_is_told AFTER UPDATE ON member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION member_erased_is_told();

-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE ALL ON FUNCTION name_history_erase(uuid, text, text) FROM portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

-- +goose Up
-- A page of the ledger is read in this order, whatever the question: the newest span first, then by grant.
CREATE INDEX permission_grant_page ON permission_grant (held_from DESC, grant_id DESC);

-- The ledger is not emptied either, and the app may mark a line as superseded and nothing else.
-- +goose StatementBegin
CREATE FUNCTION permission_grant_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a line of the ledger is never changed: record a new version' USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER permission_grant_no_truncate BEFORE TRUNCATE ON permission_grant
  FOR EACH STATEMENT EXECUTE FUNCTION permission_grant_is_kept();
-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE UPDATE ON permission_grant FROM portico_app;
    GRANT UPDATE (superseded_at) ON permission_grant TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

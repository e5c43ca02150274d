-- +goose Up
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The ledger: one span of holding the vendor's developer permission, as it is known. A line is never changed: a correction
-- or an end is a new version of the same grant, and superseded_at says since when the old one is no longer what we know.
-- company_id is null for the Freelance check-box.
CREATE TABLE permission_grant (
  version_id    uuid PRIMARY KEY,
  grant_id      uuid NOT NULL,
  version       integer NOT NULL CHECK (version > 0),
  member_id     uuid NOT NULL REFERENCES member,
  environment   text NOT NULL CHECK (environment IN ('staging', 'production')),
  company_id    uuid REFERENCES company,
  kind          text NOT NULL CHECK (kind IN ('self-assigned', 'vendor-approved')),
  held_from     timestamptz NOT NULL,
  held_until    timestamptz,
  grade         text NOT NULL CHECK (grade IN ('verified', 'confirmed', 'self-reported')),
  evidence      text NOT NULL DEFAULT '',
  confirmed_by  uuid REFERENCES member,
  app_id        uuid REFERENCES app,
  request_id    uuid REFERENCES production_request,
  end_reason    text NOT NULL DEFAULT '',
  recorded_by   uuid REFERENCES member,
  recorded_at   timestamptz NOT NULL DEFAULT now(),
  superseded_at timestamptz,
  UNIQUE (grant_id, version),
  CHECK (held_until IS NULL OR held_until >= held_from),
  CHECK ((kind = 'vendor-approved') = (environment = 'production')),
  -- The judge of who holds it: no two spans of one person, environment and company overlap in what is known now.
  CONSTRAINT permission_grant_held_once EXCLUDE USING gist (
    member_id WITH =,
    environment WITH =,
    (coalesce(company_id, '00000000-0000-0000-0000-000000000000'::uuid)) WITH =,
    tstzrange(held_from, held_until) WITH &&
  ) WHERE (superseded_at IS NULL)
);
CREATE INDEX permission_grant_now ON permission_grant (environment, company_id, held_from) WHERE superseded_at IS NULL;
CREATE INDEX permission_grant_member ON permission_grant (member_id, environment);

-- +goose StatementBegin
CREATE FUNCTION permission_grant_only_superseded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
     OR to_jsonb(NEW) - 'superseded_at' <> to_jsonb(OLD) - 'superseded_at' THEN
    RAISE EXCEPTION 'a line of the ledger is never changed: record a new version' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER permission_grant_keeps BEFORE UPDATE OR DELETE ON permission_grant
  FOR EACH ROW EXECUTE FUNCTION permission_grant_only_superseded();

-- +goose Up
-- What an old answer of the ledger needs besides the grants: what people, companies and apps were called, and who was in
-- which team and had which role at a company, each with the time since when it was known. Only triggers write here.

-- A moment that stamps what is recorded. Whoever takes one holds, until its transaction ends, a lock whose number is the time
-- at which it was taken: so a reader sees which transactions may still write something older than now.
-- +goose StatementBegin
CREATE FUNCTION ledger_moment() RETURNS timestamptz LANGUAGE plpgsql AS $$
BEGIN
  -- One lock a transaction, however much it writes: the table of locks is shared by all.
  IF coalesce(current_setting('portico.ledger_writes', true), '') = '' THEN
    PERFORM pg_advisory_xact_lock_shared(
      (4660::bigint << 50) + (extract(epoch FROM clock_timestamp()) * 1000000)::bigint - 1577836800000000);
    PERFORM set_config('portico.ledger_writes', 'yes', true);
  END IF;
  RETURN clock_timestamp();
END
$$;
-- +goose StatementEnd

-- The latest moment of which everything that was recorded can be seen by whoever looks after this call: nobody can still
-- commit something that was stamped before it. The clock is read first, the locks after it.
-- +goose StatementBegin
CREATE FUNCTION ledger_settled() RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  micros bigint;
BEGIN
  -- Locks of others have any number, so it is compared before it is reckoned with.
  SELECT min(l.number) - (4660::bigint << 50) INTO micros
  FROM (SELECT (classid::bigint << 32) | objid::bigint AS number FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) l
  WHERE l.number BETWEEN (4660::bigint << 50) + (extract(epoch FROM now_at - interval '1 day') * 1000000)::bigint - 1577836800000000
    AND (4660::bigint << 50) + (extract(epoch FROM now_at) * 1000000)::bigint - 1577836800000000;
  IF micros IS NULL THEN
    RETURN now_at;
  END IF;
  RETURN least(now_at, timestamptz '2020-01-01 00:00:00+00' + micros * interval '1 microsecond' - interval '1 microsecond');
END
$$;
-- +goose StatementEnd

-- detail is the mail address of a member and the client id of an app.
CREATE TABLE name_history (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind          text NOT NULL CHECK (kind IN ('member', 'company', 'app')),
  subject_id    uuid NOT NULL,
  name          text NOT NULL,
  detail        text NOT NULL DEFAULT '',
  disabled_at   timestamptz,
  recorded_at   timestamptz NOT NULL,
  superseded_at timestamptz
);
CREATE INDEX name_history_subject ON name_history (subject_id, recorded_at);
CREATE INDEX name_history_recorded ON name_history (recorded_at);

-- A role in a team has a team_id, one at a company a company_id.
CREATE TABLE role_history (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  role_id       uuid NOT NULL,
  member_id     uuid NOT NULL,
  role          text NOT NULL,
  team_id       uuid,
  company_id    uuid,
  since         timestamptz NOT NULL,
  ended_at      timestamptz,
  recorded_at   timestamptz NOT NULL,
  superseded_at timestamptz,
  CHECK ((team_id IS NULL) <> (company_id IS NULL))
);
CREATE INDEX role_history_role ON role_history (role_id) WHERE superseded_at IS NULL;
CREATE INDEX role_history_member ON role_history (member_id);
CREATE INDEX role_history_team ON role_history (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX role_history_recorded ON role_history (recorded_at);

-- +goose StatementBegin
CREATE FUNCTION name_history_add(what text, subject uuid, called text, beside text, off timestamptz, at timestamptz) RETURNS void
LANGUAGE sql AS $$
  UPDATE name_history SET superseded_at = at WHERE subject_id = subject AND superseded_at IS NULL;
  INSERT INTO name_history (kind, subject_id, name, detail, disabled_at, recorded_at) VALUES (what, subject, called, beside, off, at);
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION role_history_add(id uuid, member uuid, held text, team uuid, company uuid, began timestamptz, stopped timestamptz,
  at timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE role_history SET superseded_at = at WHERE role_id = role_history_add.id AND superseded_at IS NULL;
  INSERT INTO role_history (role_id, member_id, role, team_id, company_id, since, ended_at, recorded_at)
  VALUES (id, member, held, team, company, began, stopped, at);
$$;
-- +goose StatementEnd

-- Someone or something that is new has no line in the ledger: what is said of its past may begin as early as it says, no old
-- answer changes by it. Later news count from now.
-- +goose StatementBegin
CREATE FUNCTION member_name_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  at timestamptz := ledger_moment();
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM name_history_add('member', NEW.id, NEW.name, NEW.email, NULL, least(NEW.created_at, at));
    IF NEW.disabled_at IS NOT NULL THEN
      PERFORM name_history_add('member', NEW.id, NEW.name, NEW.email, NEW.disabled_at, least(greatest(NEW.disabled_at, NEW.created_at), at));
    END IF;
  ELSIF (NEW.name, NEW.email, NEW.disabled_at) IS DISTINCT FROM (OLD.name, OLD.email, OLD.disabled_at) THEN
    PERFORM name_history_add('member', NEW.id, NEW.name, NEW.email, NEW.disabled_at, at);
  END IF;
  RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER member_name_kept AFTER INSERT OR UPDATE OF name, email, disabled_at ON member
  FOR EACH ROW EXECUTE FUNCTION member_name_kept();

-- +goose StatementBegin
CREATE FUNCTION company_name_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.name IS DISTINCT FROM OLD.name THEN
    PERFORM name_history_add('company', NEW.id, NEW.name, '', NULL, ledger_moment());
  END IF;
  RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER company_name_kept AFTER INSERT OR UPDATE OF name ON company FOR EACH ROW EXECUTE FUNCTION company_name_kept();

-- +goose StatementBegin
CREATE FUNCTION app_name_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR (NEW.name, NEW.client_id) IS DISTINCT FROM (OLD.name, OLD.client_id) THEN
    PERFORM name_history_add('app', NEW.id, NEW.name, NEW.client_id, NULL, ledger_moment());
  END IF;
  RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER app_name_kept AFTER INSERT OR UPDATE OF name, client_id ON app FOR EACH ROW EXECUTE FUNCTION app_name_kept();

-- +goose StatementBegin
CREATE FUNCTION role_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  at timestamptz := ledger_moment();
  -- Read as jsonb, so that one function serves both tables.
  line jsonb := to_jsonb(NEW);
  team uuid := (line ->> 'team_id')::uuid;
  company uuid := (line ->> 'company_id')::uuid;
BEGIN
  IF team IS NULL AND company IS NULL THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' AND (SELECT m.xmin = pg_current_xact_id()::xid FROM member m WHERE m.id = NEW.member_id) THEN
    PERFORM role_history_add(NEW.id, NEW.member_id, NEW.role, team, company, NEW.since, NULL, least(NEW.since, at));
    IF NEW.ended_at IS NOT NULL THEN
      PERFORM role_history_add(NEW.id, NEW.member_id, NEW.role, team, company, NEW.since, NEW.ended_at, least(NEW.ended_at, at));
    END IF;
  ELSE
    PERFORM role_history_add(NEW.id, NEW.member_id, NEW.role, team, company, NEW.since, NEW.ended_at, at);
  END IF;
  RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER member_role_kept AFTER INSERT OR UPDATE OF role, team_id, member_id, since, ended_at ON member_role
  FOR EACH ROW EXECUTE FUNCTION role_kept();
CREATE TRIGGER company_role_kept AFTER INSERT OR UPDATE OF role, company_id, member_id, since, ended_at ON company_role
  FOR EACH ROW EXECUTE FUNCTION role_kept();

-- A person is erased: what they were called goes from the history too. No fingerprint changes, because none has a name in it.
-- +goose StatementBegin
CREATE FUNCTION name_history_erase(member uuid, called text, address text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    UPDATE name_history SET name = called, detail = address WHERE kind = 'member' AND subject_id = member RETURNING 1
  ) SELECT count(*) FROM gone;
$$;
-- +goose StatementEnd

-- What is there already was known since it was written.
INSERT INTO name_history (kind, subject_id, name, detail, recorded_at, superseded_at)
  SELECT 'member', id, name, email, created_at, greatest(disabled_at, created_at) FROM member;
INSERT INTO name_history (kind, subject_id, name, detail, disabled_at, recorded_at)
  SELECT 'member', id, name, email, disabled_at, greatest(disabled_at, created_at) FROM member WHERE disabled_at IS NOT NULL;
INSERT INTO name_history (kind, subject_id, name, recorded_at) SELECT 'company', id, name, recorded_at FROM company;
INSERT INTO name_history (kind, subject_id, name, detail, recorded_at) SELECT 'app', id, name, client_id, recorded_at FROM app;
INSERT INTO role_history (role_id, member_id, role, team_id, since, recorded_at, superseded_at)
  SELECT id, member_id, role, team_id, since, since, greatest(ended_at, since) FROM member_role WHERE team_id IS NOT NULL;
INSERT INTO role_history (role_id, member_id, role, team_id, since, ended_at, recorded_at)
  SELECT id, member_id, role, team_id, since, ended_at, greatest(ended_at, since) FROM member_role WHERE team_id IS NOT NULL AND ended_at IS NOT NULL;
INSERT INTO role_history (role_id, member_id, role, company_id, since, recorded_at, superseded_at)
  SELECT id, member_id, role, company_id, since, recorded_at, greatest(ended_at, recorded_at) FROM company_role;
INSERT INTO role_history (role_id, member_id, role, company_id, since, ended_at, recorded_at)
  SELECT id, member_id, role, company_id, since, ended_at, greatest(ended_at, recorded_at) FROM company_role WHERE ended_at IS NOT NULL;

-- +goose StatementBegin
DO $$
BEGIN
  REVOKE EXECUTE ON FUNCTION name_history_erase(uuid, text, text) FROM PUBLIC;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE ALL ON name_history, role_history FROM portico_app;
    GRANT SELECT ON name_history, role_history TO portico_app;
    GRANT EXECUTE ON FUNCTION name_history_erase(uuid, text, text) TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

-- +goose Up
-- Who holds permission and should not is read as one walk for each reason, in the order of the ledger. Two reasons are few
-- lines, told by an index: evidence that is older than the span, which a correction or a day to come leaves, and a removal
-- that was decided before it was gone.
CREATE INDEX permission_grant_graded_before ON permission_grant (held_from DESC, grant_id DESC) WHERE held_from > graded_at;
CREATE INDEX permission_grant_must_go ON permission_grant (held_from DESC, grant_id DESC)
  WHERE removal_decided_at IS NOT NULL AND (held_until IS NULL OR held_until > removal_decided_at);
CREATE INDEX name_history_disabled ON name_history (subject_id) WHERE disabled_at IS NOT NULL;

-- The lines of those who at some time, by what was known at some time, had left: were in no team any more, had no role at the
-- company of the line any more, or had a closed account. No answer is read from here: it says where one has to look, and the
-- question looks at what was known by then. A line that is here stays.
CREATE TABLE ledger_former (
  version_id uuid PRIMARY KEY,
  grant_id   uuid NOT NULL,
  held_from  timestamptz NOT NULL,
  company_id uuid
);
CREATE INDEX ledger_former_page ON ledger_former (held_from DESC, grant_id DESC);
CREATE INDEX ledger_former_company ON ledger_former (company_id, held_from DESC, grant_id DESC);

-- Someone had left when a role ended at a moment at which they had no other: of their teams, or of their roles at a company. What
-- was known changed only when something was recorded, so those moments are looked at.
-- +goose StatementBegin
CREATE FUNCTION ledger_former_is(whom uuid, company uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM name_history n WHERE n.subject_id = whom AND n.disabled_at IS NOT NULL)
    OR EXISTS (
      SELECT FROM role_history r
      JOIN role_history k ON k.member_id = r.member_id AND k.recorded_at >= r.recorded_at AND (r.superseded_at IS NULL OR k.recorded_at < r.superseded_at)
      WHERE r.member_id = whom AND r.ended_at IS NOT NULL AND (r.team_id IS NOT NULL OR r.company_id = company)
        AND NOT EXISTS (SELECT FROM role_history o WHERE o.member_id = whom AND o.company_id IS NOT DISTINCT FROM r.company_id
          AND o.since <= r.ended_at AND (o.ended_at IS NULL OR o.ended_at > r.ended_at)
          AND o.recorded_at <= k.recorded_at AND (o.superseded_at IS NULL OR o.superseded_at > k.recorded_at)));
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION ledger_former_keep(whom uuid) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
  INSERT INTO ledger_former (version_id, grant_id, held_from, company_id)
  SELECT g.version_id, g.grant_id, g.held_from, g.company_id FROM permission_grant g
  WHERE g.member_id = whom AND NOT EXISTS (SELECT FROM ledger_former f WHERE f.version_id = g.version_id) AND ledger_former_is(whom, g.company_id);
$$;
-- +goose StatementEnd

-- A line and the end of a role may be written at once, and so may the ends of two roles. Therefore this looks at the very end
-- of a transaction, one transaction after the other: the later sees what the earlier wrote. Nothing is waited for after it.
-- +goose StatementBegin
CREATE FUNCTION ledger_former_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4661::bigint << 50);
  PERFORM ledger_former_keep((to_jsonb(NEW) ->> TG_ARGV[0])::uuid);
  RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER ledger_former_line AFTER INSERT ON permission_grant DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger_former_kept('member_id');
CREATE CONSTRAINT TRIGGER ledger_former_role AFTER INSERT ON role_history DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger_former_kept('member_id');
CREATE CONSTRAINT TRIGGER ledger_former_closed AFTER INSERT ON name_history DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.disabled_at IS NOT NULL) EXECUTE FUNCTION ledger_former_kept('subject_id');

SELECT ledger_former_keep(m.id) FROM (
  SELECT member_id FROM role_history WHERE ended_at IS NOT NULL UNION SELECT subject_id FROM name_history WHERE disabled_at IS NOT NULL
) m (id);

-- +goose StatementBegin
DO $$
BEGIN
  REVOKE ALL ON FUNCTION ledger_former_keep(uuid), ledger_former_kept() FROM PUBLIC;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE ALL ON ledger_former FROM portico_app;
    GRANT SELECT ON ledger_former TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

-- +goose Up
-- Since when the evidence of a line stands as it does: kept with the line, because every answer asks for it.
ALTER TABLE permission_grant ADD COLUMN graded_at timestamptz;
-- The lines that are there get theirs; the trigger that keeps lines as they are steps aside for that.
ALTER TABLE permission_grant DISABLE TRIGGER permission_grant_keeps;
UPDATE permission_grant g SET graded_at = (
  SELECT min(p.recorded_at) FROM permission_grant p WHERE p.grant_id = g.grant_id AND p.version <= g.version
    AND p.version > coalesce((SELECT max(x.version) FROM permission_grant x
      WHERE x.grant_id = g.grant_id AND x.version < g.version AND x.grade <> g.grade), 0));
ALTER TABLE permission_grant ENABLE TRIGGER permission_grant_keeps;

-- Whoever writes a line may say since when its evidence stands; else it is since the first of the versions with this grade.
-- +goose StatementBegin
CREATE FUNCTION permission_grant_graded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.graded_at IS NULL THEN
    NEW.graded_at := coalesce((SELECT p.graded_at FROM permission_grant p
      WHERE p.grant_id = NEW.grant_id AND p.version = NEW.version - 1 AND p.grade = NEW.grade), NEW.recorded_at);
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER permission_grant_graded BEFORE INSERT ON permission_grant FOR EACH ROW EXECUTE FUNCTION permission_grant_graded();
ALTER TABLE permission_grant ALTER COLUMN graded_at SET NOT NULL;

-- A page is found by one of these, whatever the question leaves open: it is read in this order and stops at its last row.
CREATE INDEX permission_grant_page_environment ON permission_grant (environment, held_from DESC, grant_id DESC);
CREATE INDEX permission_grant_page_company ON permission_grant (company_id, held_from DESC, grant_id DESC);
CREATE INDEX permission_grant_page_grade ON permission_grant (grade, held_from DESC, grant_id DESC);
-- What was lost between two dates, and what was recorded between two dates.
CREATE INDEX permission_grant_lost ON permission_grant (held_until DESC, grant_id DESC) WHERE held_until IS NOT NULL;
CREATE INDEX permission_grant_recorded ON permission_grant (recorded_at DESC, grant_id DESC);
-- The few that were recorded before they began. All others began before they were recorded, so a question by what was known
-- at a moment need not look at what began after it.
CREATE INDEX permission_grant_ahead ON permission_grant (held_from DESC, grant_id DESC) WHERE held_from > recorded_at;

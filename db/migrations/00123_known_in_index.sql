-- +goose Up
-- A walk along a page of the ledger passes lines that were recorded after what was known, or whose evidence is not old enough.
-- Both moments stand in the index, so that such a line is passed without reading it.
DROP INDEX permission_grant_page, permission_grant_page_environment, permission_grant_page_company, permission_grant_page_grade;
CREATE INDEX permission_grant_page ON permission_grant (held_from DESC, grant_id DESC, recorded_at, graded_at);
CREATE INDEX permission_grant_page_environment ON permission_grant (environment, held_from DESC, grant_id DESC, recorded_at, graded_at);
CREATE INDEX permission_grant_page_company ON permission_grant (company_id, held_from DESC, grant_id DESC, recorded_at, graded_at);
CREATE INDEX permission_grant_page_grade ON permission_grant (grade, held_from DESC, grant_id DESC, recorded_at, graded_at);
-- The small ones beside them carry the same, so that they stay the cheaper ones to walk.
DROP INDEX permission_grant_graded_before, permission_grant_must_go;
CREATE INDEX permission_grant_graded_before ON permission_grant (held_from DESC, grant_id DESC, recorded_at, graded_at)
  WHERE held_from > graded_at;
CREATE INDEX permission_grant_must_go ON permission_grant (held_from DESC, grant_id DESC, recorded_at, removal_decided_at)
  WHERE removal_decided_at IS NOT NULL AND (held_until IS NULL OR held_until > removal_decided_at);

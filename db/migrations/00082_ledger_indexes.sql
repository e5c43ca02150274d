-- +goose Up
-- The list of companies that every page of the ledger offers is read in its order and stops at its last.
CREATE INDEX company_in_order ON company (lower(name), environment, id);
-- What was corrected between two moments is among the later versions of a grant.
CREATE INDEX permission_grant_later ON permission_grant (recorded_at DESC, version_id DESC) WHERE version > 1;

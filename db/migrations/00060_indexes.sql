-- +goose Up
-- A journey also tells what was withdrawn, ended or resolved; the partial indexes beside these columns cannot serve that.
CREATE INDEX confirmation_told ON confirmation (member_id, at);
CREATE INDEX confirmation_app ON confirmation (app_id) WHERE app_id IS NOT NULL;
CREATE INDEX blocker_told ON blocker (member_id, at);
CREATE INDEX company_role_told ON company_role (member_id);
CREATE INDEX company_creator ON company (created_by) WHERE created_by IS NOT NULL;

-- Whom a mail domain matches is asked without an environment.
CREATE INDEX company_domain_named ON company_domain (domain) WHERE ended_at IS NULL;

-- Who holds permission for one company.
CREATE INDEX permission_grant_company ON permission_grant (company_id) WHERE superseded_at IS NULL AND company_id IS NOT NULL;

-- When somebody was last seen, over revoked sessions too.
CREATE INDEX session_of_member ON session (member_id);

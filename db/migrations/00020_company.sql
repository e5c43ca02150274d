-- +goose Up
-- One open question at a time: whoever asks another admin takes the first question back.
CREATE UNIQUE INDEX company_role_request_open_once ON company_role_request (company_id, member_id) WHERE answered_at IS NULL;

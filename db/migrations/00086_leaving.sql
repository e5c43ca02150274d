-- +goose Up
-- Who left is asked of few people among many, and what still names them is found from their side.
CREATE INDEX member_disabled ON member (disabled_at DESC) WHERE disabled_at IS NOT NULL;
CREATE INDEX production_request_account_member ON production_request_account (member_id) WHERE removed_at IS NULL;

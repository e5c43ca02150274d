-- +goose Up
-- The few ends that were recorded before they came: all others lie before what was known when they were recorded.
CREATE INDEX permission_grant_ended_ahead ON permission_grant (held_until DESC) WHERE held_until > recorded_at;

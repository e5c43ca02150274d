-- +goose Up
-- The teams to choose from are the first by name, however many there are.
CREATE INDEX team_by_name ON team (lower(name), slug);

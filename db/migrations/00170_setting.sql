-- +goose Up
-- What an admin decided while Portico runs: a whole number each; null, and no row, is what Portico came with. What each key
-- means, its default and its bounds stand in internal/setting. Who changed what before is in the trail.
CREATE TABLE setting (
  key        text PRIMARY KEY CHECK (key ~ '^[a-z][a-z0-9-]{2,59}$'),
  value      integer,
  changed_at timestamptz,
  changed_by uuid REFERENCES member
);

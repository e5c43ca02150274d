-- +goose Up
-- What was refused to somebody, in a team, or concerning one of its people: few events among many.
CREATE INDEX event_actor_refused ON event (actor_id, at, id) WHERE refused AND actor_id IS NOT NULL;
CREATE INDEX event_member_refused ON event (member_id, at, id) INCLUDE (action) WHERE refused AND member_id IS NOT NULL;
CREATE INDEX event_team_refused ON event (team_id, at, id) INCLUDE (action) WHERE refused AND team_id IS NOT NULL;

-- A person is found by a part of their name or address. Without the extension all of them are read, as before.
-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') THEN
    CREATE INDEX member_words ON member USING gin (name gin_trgm_ops, email gin_trgm_ops);
  END IF;
END
$$;
-- +goose StatementEnd

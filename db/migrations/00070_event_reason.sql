-- +goose Up
-- The words of a reason stand beside the event, which keeps only their salted hash: words may name a person, and a person
-- can be erased, while not a byte of an event ever changes. words is null once they were erased.
CREATE TABLE event_reason (
  event_id  bigint PRIMARY KEY,
  salt      bytea NOT NULL CHECK (length(salt) = 16),
  words     text,
  erased_at timestamptz,
  CHECK ((words IS NULL) = (erased_at IS NOT NULL))
);

-- Nothing is sealed yet, so this is the one time that lines of the trail change their form.
ALTER TABLE event ADD COLUMN reason_hash bytea CHECK (length(reason_hash) = 32);
ALTER TABLE event DISABLE TRIGGER event_append_only;
INSERT INTO event_reason (event_id, salt, words) SELECT id, uuid_send(gen_random_uuid()), reason FROM event WHERE reason IS NOT NULL;
UPDATE event SET reason_hash = sha256(r.salt || convert_to(r.words, 'UTF8')) FROM event_reason r WHERE r.event_id = event.id;
ALTER TABLE event ENABLE TRIGGER event_append_only;
ALTER TABLE event DROP COLUMN reason;

-- +goose StatementBegin
CREATE FUNCTION event_reason_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR NEW.words IS NOT NULL OR NEW.event_id <> OLD.event_id OR NEW.salt <> OLD.salt THEN
    RAISE EXCEPTION 'the words of a reason can be erased and nothing else' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER event_reason_keeps BEFORE UPDATE OR DELETE ON event_reason FOR EACH ROW EXECUTE FUNCTION event_reason_is_kept();
CREATE TRIGGER event_reason_no_truncate BEFORE TRUNCATE ON event_reason FOR EACH STATEMENT EXECUTE FUNCTION event_reason_is_kept();

-- The order in which the trail is sealed.
CREATE INDEX event_tx ON event (tx, id);

-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    GRANT INSERT (reason_hash) ON event TO portico_app;
    REVOKE UPDATE ON event_reason FROM portico_app;
    GRANT UPDATE (words, erased_at) ON event_reason TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

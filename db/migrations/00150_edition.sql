-- +goose Up
-- Editions of a journey that people here made, beside those that the program carries. A row is one revision: a draft is
-- changed in place, with version against two people at once; a published revision is never changed again, so that whoever
-- walks it can rely on it. member_journey.edition names a revision as "key@revision", and a shipped edition by its key alone.
CREATE TABLE edition (
  key          text NOT NULL CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(key) <= 60),
  revision     int NOT NULL CHECK (revision >= 1),
  title        text NOT NULL CHECK (length(title) <= 300),
  number       int NOT NULL,
  source       text NOT NULL CHECK (octet_length(source) <= 262144),
  sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  state        text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'retired', 'dropped')),
  version      int NOT NULL DEFAULT 1,
  copied_from  text NOT NULL DEFAULT '',
  made_by      uuid NOT NULL REFERENCES member,
  made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_by   uuid NOT NULL REFERENCES member,
  changed_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  published_by uuid REFERENCES member,
  published_at timestamptz,
  retired_by   uuid REFERENCES member,
  retired_at   timestamptz,
  PRIMARY KEY (key, revision),
  CHECK (state NOT IN ('published', 'retired') OR published_at IS NOT NULL)
);
-- One draft at a time: two people change the same one.
CREATE UNIQUE INDEX edition_one_draft ON edition (key) WHERE state = 'draft';

-- +goose StatementBegin
CREATE FUNCTION edition_stays_as_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL AND (NEW.source, NEW.sha256, NEW.title, NEW.number, NEW.published_at, NEW.published_by)
     IS DISTINCT FROM (OLD.source, OLD.sha256, OLD.title, OLD.number, OLD.published_at, OLD.published_by)
     OR OLD.published_at IS NOT NULL AND NEW.state = 'draft' THEN
    RAISE EXCEPTION 'a published edition is never changed: make its next revision' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER edition_kept BEFORE UPDATE ON edition FOR EACH ROW EXECUTE FUNCTION edition_stays_as_published();

-- The edition that new journeys begin with, by its key; without a row it is the program's own choice.
CREATE TABLE edition_default (
  only_one  bool PRIMARY KEY DEFAULT true CHECK (only_one),
  key       text NOT NULL,
  chosen_by uuid REFERENCES member,
  chosen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Where somebody came from when they were moved to another edition, so that they can be moved back.
ALTER TABLE member_journey
  ADD COLUMN moved_from text NOT NULL DEFAULT '',
  ADD COLUMN moved_by   uuid REFERENCES member,
  ADD COLUMN moved_at   timestamptz;
CREATE INDEX member_journey_edition ON member_journey (edition);

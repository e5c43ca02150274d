-- +goose Up
-- When the secret of an app was last made anew and when it is next, as days at the vendor. The secret itself is never here.
-- A service app needs a domain that the vendor's support makes: the days on which it was asked for and answered.
ALTER TABLE app ADD COLUMN secret_rotated_on date, ADD COLUMN secret_rotate_by date,
  ADD COLUMN domain_asked_on date, ADD COLUMN domain_made_on date,
  ADD COLUMN domain_reference text NOT NULL DEFAULT '' CHECK (length(domain_reference) <= 200),
  ADD CONSTRAINT app_domain_is_of_a_service CHECK (kind = 'service' OR domain_asked_on IS NULL) NOT VALID,
  ADD CONSTRAINT app_domain_made_after_asked CHECK (domain_made_on IS NULL OR domain_asked_on IS NOT NULL) NOT VALID;

-- A commitment is a signature: the sentence as it was signed, and who took it back and why, so that both stay to be read.
ALTER TABLE app_commitment ADD COLUMN sentence text NOT NULL DEFAULT '', ADD COLUMN withdrawn_by uuid REFERENCES member,
  ADD COLUMN withdrawn_why text NOT NULL DEFAULT '';

-- The test list that the apps of a team begin with, one test a line. A new one is a new row.
CREATE TABLE team_test_list (
  id            uuid PRIMARY KEY,
  team_id       uuid NOT NULL REFERENCES team,
  titles        text NOT NULL CHECK (titles <> '' AND length(titles) <= 32000),
  saved_by      uuid REFERENCES member,
  saved_at      timestamptz NOT NULL DEFAULT now(),
  superseded_at timestamptz
);
CREATE UNIQUE INDEX team_test_list_once ON team_test_list (team_id) WHERE superseded_at IS NULL;

-- What was written or said between us and the vendor about a production request.
CREATE TABLE request_contact (
  id          uuid PRIMARY KEY,
  request_id  uuid NOT NULL REFERENCES production_request,
  on_day      date NOT NULL,
  from_vendor boolean NOT NULL,
  who         text NOT NULL DEFAULT '' CHECK (length(who) <= 200),
  words       text NOT NULL DEFAULT '' CHECK (length(words) <= 4000),
  recorded_by uuid REFERENCES member,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX request_contact_request ON request_contact (request_id, on_day, recorded_at);
INSERT INTO request_contact (id, request_id, on_day, from_vendor, who, recorded_by)
  SELECT gen_random_uuid(), id, contacted_on, true, left(contact, 200), submitted_by FROM production_request WHERE contacted_on IS NOT NULL;

-- The same file is looked for by its platform and version.
CREATE INDEX sdk_download_file ON sdk_download (platform, version) WHERE removed_at IS NULL AND sha256 <> '';

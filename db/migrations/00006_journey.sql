-- +goose Up
-- Who walks which edition of the procedure, since when.
CREATE TABLE member_journey (
  member_id  uuid PRIMARY KEY REFERENCES member,
  edition    text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now()
);

-- What a member says about a step: a line each time, the latest counts. happened_on is the day it was true, recorded_at the
-- time it was said. app_id is set for the steps whose scope is an app.
CREATE TABLE mark (
  id          uuid PRIMARY KEY,
  member_id   uuid NOT NULL REFERENCES member,
  step_key    text NOT NULL,
  app_id      uuid REFERENCES app,
  state       text NOT NULL CHECK (state IN ('started', 'done', 'undone', 'skipped')),
  reason      text NOT NULL DEFAULT '',
  evidence    text NOT NULL DEFAULT '',
  happened_on date,
  recorded_by uuid NOT NULL REFERENCES member,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX mark_member ON mark (member_id, step_key, recorded_at DESC);

-- A second person looked: never the person it benefits.
CREATE TABLE confirmation (
  id           uuid PRIMARY KEY,
  member_id    uuid NOT NULL REFERENCES member,
  step_key     text NOT NULL,
  app_id       uuid REFERENCES app,
  confirmed_by uuid NOT NULL REFERENCES member,
  note         text NOT NULL DEFAULT '',
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  withdrawn_at timestamptz,
  CHECK (confirmed_by <> member_id)
);
CREATE INDEX confirmation_member ON confirmation (member_id, step_key) WHERE withdrawn_at IS NULL;

CREATE TABLE sdk_download (
  id          uuid PRIMARY KEY,
  member_id   uuid NOT NULL REFERENCES member,
  platform    text NOT NULL CHECK (platform IN ('javascript', 'android', 'ios')),
  version     text NOT NULL CHECK (version <> '' AND length(version) <= 60),
  file_name   text NOT NULL DEFAULT '',
  sha256      text NOT NULL DEFAULT '' CHECK (sha256 = '' OR sha256 ~ '^[0-9a-f]{64}$'),
  on_day      date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  removed_at  timestamptz
);
CREATE UNIQUE INDEX sdk_download_once ON sdk_download (member_id, platform, version) WHERE removed_at IS NULL;

-- "I am stuck": why, in one of the known reasons or in words. It stands until the member or a lead closes it.
CREATE TABLE blocker (
  id          uuid PRIMARY KEY,
  member_id   uuid NOT NULL REFERENCES member,
  step_key    text NOT NULL,
  reason_key  text NOT NULL,
  words       text NOT NULL DEFAULT '' CHECK (length(words) <= 4000),
  at          timestamptz NOT NULL DEFAULT now(),
  resolved_at timestamptz,
  resolved_by uuid REFERENCES member,
  answer      text NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX blocker_open_once ON blocker (member_id, step_key) WHERE resolved_at IS NULL;

CREATE TABLE nudge (
  id        uuid PRIMARY KEY,
  member_id uuid NOT NULL REFERENCES member,
  sent_by   uuid NOT NULL REFERENCES member,
  step_key  text NOT NULL,
  words     text NOT NULL DEFAULT '' CHECK (length(words) <= 2000),
  at        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX nudge_member ON nudge (member_id, at DESC);

-- A link of the procedure that a lead supplied because the vendor's is missing or wrong. The latest that stands counts.
CREATE TABLE journey_link (
  id          uuid PRIMARY KEY,
  edition     text NOT NULL,
  link_key    text NOT NULL,
  url         text NOT NULL CHECK (length(url) <= 2000),
  supplied_by uuid NOT NULL REFERENCES member,
  at          timestamptz NOT NULL DEFAULT now(),
  ended_at    timestamptz
);
CREATE UNIQUE INDEX journey_link_once ON journey_link (edition, link_key) WHERE ended_at IS NULL;

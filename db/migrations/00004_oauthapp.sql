-- +goose Up
-- An OAuth2 application at the vendor. Its client id is known here, its secret never: secret_place says where that is kept.
CREATE TABLE app (
  id            uuid PRIMARY KEY,
  environment   text NOT NULL CHECK (environment IN ('staging', 'production')),
  name          text NOT NULL CHECK (name <> '' AND length(name) <= 200),
  client_id     text NOT NULL CHECK (client_id <> '' AND length(client_id) <= 200),
  kind          text NOT NULL DEFAULT 'oauth' CHECK (kind IN ('oauth', 'service')),
  company_id    uuid REFERENCES company,
  staging_app_id uuid REFERENCES app,
  description   text NOT NULL DEFAULT '',
  secret_place  text NOT NULL DEFAULT '',
  created_by    uuid REFERENCES member,
  created_on    date NOT NULL,
  recorded_at   timestamptz NOT NULL DEFAULT now(),
  retired_at    timestamptz,
  version       integer NOT NULL DEFAULT 1,
  CONSTRAINT app_client_id_taken UNIQUE (environment, client_id)
);

CREATE TABLE app_redirect_uri (
  app_id   uuid NOT NULL REFERENCES app,
  uri      text NOT NULL CHECK (uri <> '' AND length(uri) <= 2000),
  position integer NOT NULL DEFAULT 0,
  added_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
CREATE UNIQUE INDEX app_redirect_uri_once ON app_redirect_uri (app_id, uri) WHERE ended_at IS NULL;

-- Owners. A second member who brings a client id that is known already shares the app: that waits for a lead's yes.
CREATE TABLE app_owner (
  id          uuid PRIMARY KEY,
  app_id      uuid NOT NULL REFERENCES app,
  member_id   uuid NOT NULL REFERENCES member,
  since       timestamptz NOT NULL DEFAULT now(),
  shared      boolean NOT NULL DEFAULT false,
  accepted_by uuid REFERENCES member,
  accepted_at timestamptz,
  ended_at    timestamptz
);
CREATE UNIQUE INDEX app_owner_once ON app_owner (app_id, member_id) WHERE ended_at IS NULL;
CREATE INDEX app_owner_member ON app_owner (member_id) WHERE ended_at IS NULL;

-- The app's list of tests in staging. A result is given again by writing over result, with its event.
CREATE TABLE app_test (
  id         uuid PRIMARY KEY,
  app_id     uuid NOT NULL REFERENCES app,
  position   integer NOT NULL,
  title      text NOT NULL CHECK (title <> '' AND length(title) <= 300),
  result     text CHECK (result IN ('passed', 'failed', 'excused')),
  note       text NOT NULL DEFAULT '',
  decided_by uuid REFERENCES member,
  decided_at timestamptz,
  removed_at timestamptz,
  version    integer NOT NULL DEFAULT 1
);
CREATE INDEX app_test_app ON app_test (app_id, position) WHERE removed_at IS NULL;

-- "We commit to deploy": the sentence the vendor's form asks for, said by a person on a day.
CREATE TABLE app_commitment (
  id           uuid PRIMARY KEY,
  app_id       uuid NOT NULL REFERENCES app,
  member_id    uuid NOT NULL REFERENCES member,
  at           timestamptz NOT NULL DEFAULT now(),
  withdrawn_at timestamptz
);
CREATE UNIQUE INDEX app_commitment_once ON app_commitment (app_id) WHERE withdrawn_at IS NULL;

-- One attempt at production for an app. Its state is read off the dates: draft, submitted, contacted, approved, rejected,
-- withdrawn. A resubmission is a new row with the next attempt number.
CREATE TABLE production_request (
  id            uuid PRIMARY KEY,
  app_id        uuid NOT NULL REFERENCES app,
  attempt       integer NOT NULL CHECK (attempt > 0),
  body          text NOT NULL DEFAULT '',
  body_sha256   bytea,
  created_by    uuid REFERENCES member,
  created_at    timestamptz NOT NULL DEFAULT now(),
  submitted_on  date,
  submitted_by  uuid REFERENCES member,
  submitted_at  timestamptz,
  reference     text NOT NULL DEFAULT '',
  contacted_on  date,
  contact       text NOT NULL DEFAULT '',
  decided_on    date,
  decision      text CHECK (decision IN ('approved', 'rejected')),
  reason        text NOT NULL DEFAULT '',
  decided_by    uuid REFERENCES member,
  decided_at    timestamptz,
  withdrawn_at  timestamptz,
  version       integer NOT NULL DEFAULT 1,
  UNIQUE (app_id, attempt),
  CHECK ((decision IS NULL) = (decided_on IS NULL)),
  CHECK (decision IS NULL OR submitted_on IS NOT NULL)
);
CREATE UNIQUE INDEX production_request_open_once ON production_request (app_id)
  WHERE withdrawn_at IS NULL AND (decision IS NULL OR decision = 'approved');

-- The accounts a request names: the people who are to hold the permission in production.
CREATE TABLE production_request_account (
  request_id uuid NOT NULL REFERENCES production_request,
  member_id  uuid NOT NULL REFERENCES member,
  added_at   timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz
);
CREATE UNIQUE INDEX production_request_account_once ON production_request_account (request_id, member_id) WHERE removed_at IS NULL;

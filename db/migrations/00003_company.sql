-- +goose Up
-- A company at the vendor. Staging and production are separate systems, so each has its own.
CREATE TABLE company (
  id          uuid PRIMARY KEY,
  environment text NOT NULL CHECK (environment IN ('staging', 'production')),
  name        text NOT NULL CHECK (name <> '' AND length(name) <= 200),
  created_by  uuid REFERENCES member,
  created_on  date,
  recorded_by uuid REFERENCES member,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  version     integer NOT NULL DEFAULT 1
);
CREATE INDEX company_environment ON company (environment, name);

-- domain is ASCII, lower case, without a dot at the end.
CREATE TABLE company_domain (
  company_id  uuid NOT NULL REFERENCES company,
  environment text NOT NULL CHECK (environment IN ('staging', 'production')),
  domain      text NOT NULL CHECK (domain = lower(domain) AND domain <> ''),
  added_at    timestamptz NOT NULL DEFAULT now(),
  ended_at    timestamptz
);
CREATE UNIQUE INDEX company_domain_taken ON company_domain (environment, domain) WHERE ended_at IS NULL;
CREATE INDEX company_domain_company ON company_domain (company_id);

-- Who is admin and who is employee of a company: two roles, each held for a span. grade says how well it is known.
CREATE TABLE company_role (
  id           uuid PRIMARY KEY,
  company_id   uuid NOT NULL REFERENCES company,
  member_id    uuid NOT NULL REFERENCES member,
  role         text NOT NULL CHECK (role IN ('admin', 'employee')),
  since        timestamptz NOT NULL,
  grade        text NOT NULL DEFAULT 'self-reported' CHECK (grade IN ('verified', 'confirmed', 'self-reported')),
  note         text NOT NULL DEFAULT '',
  recorded_by  uuid REFERENCES member,
  recorded_at  timestamptz NOT NULL DEFAULT now(),
  ended_at     timestamptz,
  ended_by     uuid REFERENCES member
);
CREATE UNIQUE INDEX company_role_held_once ON company_role (company_id, member_id, role) WHERE ended_at IS NULL;
CREATE INDEX company_role_member ON company_role (member_id) WHERE ended_at IS NULL;

-- "ACME is not my company": a match by mail domain that a member took back. ended_at takes it back again.
CREATE TABLE company_match_refusal (
  id         uuid PRIMARY KEY,
  member_id  uuid NOT NULL REFERENCES member,
  company_id uuid NOT NULL REFERENCES company,
  at         timestamptz NOT NULL DEFAULT now(),
  ended_at   timestamptz
);
CREATE UNIQUE INDEX company_match_refused_once ON company_match_refusal (member_id, company_id) WHERE ended_at IS NULL;

-- A member asked a company's admin to make them admin and employee.
CREATE TABLE company_role_request (
  id          uuid PRIMARY KEY,
  company_id  uuid NOT NULL REFERENCES company,
  member_id   uuid NOT NULL REFERENCES member,
  asked_id    uuid NOT NULL REFERENCES member,
  at          timestamptz NOT NULL DEFAULT now(),
  answered_at timestamptz,
  answer      text CHECK (answer IN ('granted', 'declined', 'withdrawn')),
  note        text NOT NULL DEFAULT ''
);
CREATE INDEX company_role_request_member ON company_role_request (member_id, at DESC);
CREATE INDEX company_role_request_asked ON company_role_request (asked_id) WHERE answered_at IS NULL;

-- +goose Up
-- A company that no longer takes part: it turned out to be the same as another one, or its environment was reset. Its row
-- stays as history; it matches nobody and is no choice any more.
ALTER TABLE company
  ADD COLUMN closed_at   timestamptz,
  ADD COLUMN merged_into uuid REFERENCES company,
  ADD COLUMN reset_on    date,
  ADD CONSTRAINT company_closed_why CHECK ((closed_at IS NOT NULL) = (merged_into IS NOT NULL OR reset_on IS NOT NULL)),
  ADD CONSTRAINT company_not_into_itself CHECK (merged_into <> id);
CREATE INDEX company_merged_into ON company (merged_into) WHERE merged_into IS NOT NULL;

-- A domain below one of the company's that is said not to be this company. Of the domains and the exclusions above an
-- address, the longest decides.
CREATE TABLE company_exclusion (
  id         uuid PRIMARY KEY,
  company_id uuid NOT NULL REFERENCES company,
  domain     text NOT NULL CHECK (domain = lower(domain) AND domain <> ''),
  added_by   uuid REFERENCES member,
  added_at   timestamptz NOT NULL DEFAULT now(),
  ended_at   timestamptz
);
CREATE UNIQUE INDEX company_exclusion_once ON company_exclusion (company_id, domain) WHERE ended_at IS NULL;

-- Two entries were found to be the same company. One merge of an entry stands at a time; undone_at takes it back.
CREATE TABLE company_merge (
  id         uuid PRIMARY KEY,
  loser_id   uuid NOT NULL REFERENCES company,
  winner_id  uuid NOT NULL REFERENCES company,
  reason     text NOT NULL CHECK (reason <> '' AND length(reason) <= 2000),
  merged_by  uuid REFERENCES member,
  merged_at  timestamptz NOT NULL,
  undone_at  timestamptz,
  undone_by  uuid REFERENCES member,
  CHECK (loser_id <> winner_id)
);
CREATE UNIQUE INDEX company_merge_stands ON company_merge (loser_id) WHERE undone_at IS NULL;
CREATE INDEX company_merge_winner ON company_merge (winner_id);

-- What a merge did, one thing a line, so that it can be taken back and the page can tell what came from where. how: moved to
-- the winner; ended, because the winner had it; for a grant also joined (its span took another's in) and taken-back.
CREATE TABLE company_merge_item (
  merge_id uuid NOT NULL REFERENCES company_merge,
  kind     text NOT NULL CHECK (kind IN ('domain', 'exclusion', 'role', 'ask', 'refusal', 'grant', 'app')),
  item     text NOT NULL CHECK (item <> ''),
  how      text NOT NULL CHECK (how IN ('moved', 'ended', 'joined', 'taken-back')),
  -- The version of the grant that the merge wrote.
  version  integer,
  PRIMARY KEY (merge_id, kind, item),
  CHECK ((version IS NOT NULL) = (kind = 'grant'))
);

-- A staging company whose environment the vendor emptied.
CREATE TABLE environment_reset (
  id         uuid PRIMARY KEY,
  company_id uuid NOT NULL UNIQUE REFERENCES company,
  on_day     date NOT NULL,
  reason     text NOT NULL CHECK (reason <> '' AND length(reason) <= 2000),
  reset_by   uuid REFERENCES member,
  at         timestamptz NOT NULL
);

-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE UPDATE ON company_merge, company_merge_item, environment_reset FROM portico_app;
    GRANT UPDATE (undone_at, undone_by) ON company_merge TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

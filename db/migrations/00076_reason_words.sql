-- +goose Up
-- Words in reasons are found by their trigrams. A database that does not let us have the extension is searched among the
-- newest reasons only, and the page says so.
-- +goose StatementBegin
DO $$
BEGIN
  BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX event_reason_words ON event_reason USING gin (words gin_trgm_ops);
  EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object OR invalid_parameter_value THEN
      RAISE NOTICE 'words in reasons are not indexed: %', SQLERRM;
  END;
END
$$;
-- +goose StatementEnd

-- +goose Up
-- Who reads for reports gets no file of evidence: it is shown to a few people, and each page asks who. And the app changes of
-- what stays to be read only what a task or an erasure changes.
-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_reader') THEN
    REVOKE SELECT ON evidence_file FROM portico_reader;
    GRANT SELECT (id, member_id, about, step_key, app_id, confirmation_id, media_type, size, sha256, uploaded_by, at, withdrawn_at, withdrawn_by, cleared_at)
      ON evidence_file TO portico_reader;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE UPDATE ON confirmation, team_test_list, request_contact, link_replacement FROM portico_app;
    GRANT UPDATE (note, withdrawn_at, withdrawn_by) ON confirmation TO portico_app;
    GRANT UPDATE (titles, superseded_at) ON team_test_list TO portico_app;
    GRANT UPDATE (who, words) ON request_contact TO portico_app;
    GRANT UPDATE (ended_at, ended_by) ON link_replacement TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

-- What a merge of two companies and the reset of an environment ask of the apps.

-- name: AppsAtCompany :many
-- The apps of a company that are not retired, with what hangs on each. Read with its lock before anything is written.
SELECT a.id, a.name, a.environment, a.version, a.created_by,
  coalesce((SELECT array_agg(o.member_id ORDER BY o.since) FROM app_owner o WHERE o.app_id = a.id AND o.ended_at IS NULL), '{}')::uuid[] AS owners,
  (SELECT count(*) FROM app_test t WHERE t.app_id = a.id AND t.removed_at IS NULL)::int AS tests,
  EXISTS (SELECT FROM app_commitment k WHERE k.app_id = a.id AND k.withdrawn_at IS NULL)::bool AS committed,
  EXISTS (SELECT FROM production_request r WHERE r.app_id = a.id AND r.submitted_on IS NOT NULL AND r.decision IS NULL AND r.withdrawn_at IS NULL)::bool AS requested,
  EXISTS (SELECT FROM production_request r WHERE r.app_id = a.id AND r.decision = 'approved' AND r.withdrawn_at IS NULL)::bool AS approved
FROM app a WHERE a.company_id = sqlc.arg(company)::uuid AND a.retired_at IS NULL ORDER BY lower(a.name), a.id;

-- name: AppsAtCompanyLock :many
SELECT id FROM app WHERE company_id = sqlc.arg(company)::uuid ORDER BY id FOR UPDATE;

-- name: AppMove :one
UPDATE app SET company_id = sqlc.arg(company)::uuid, version = version + 1 WHERE id = $1 RETURNING version;

-- name: AppCompanyOf :one
SELECT company_id, version FROM app WHERE id = $1 FOR UPDATE;

-- name: AppRetire :execrows
UPDATE app SET retired_at = $2, version = version + 1 WHERE id = $1 AND retired_at IS NULL;

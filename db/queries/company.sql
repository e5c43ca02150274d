-- name: CompanyInsert :exec
INSERT INTO company (id, environment, name, created_by, created_on, recorded_by) VALUES ($1, $2, $3, $4, $5, $6);

-- name: CompanyByID :one
SELECT c.id, c.environment, c.name, c.created_by, coalesce(m.name, '')::text AS creator, c.created_on, c.recorded_at, c.version,
  coalesce((SELECT array_agg(d.domain ORDER BY d.added_at, d.domain) FROM company_domain d
    WHERE d.company_id = c.id AND d.ended_at IS NULL), '{}')::text[] AS domains,
  coalesce((SELECT array_agg(x.domain ORDER BY x.domain) FROM company_exclusion x
    WHERE x.company_id = c.id AND x.ended_at IS NULL), '{}')::text[] AS excluded,
  c.closed_at, c.merged_into, c.reset_on
FROM company c LEFT JOIN member m ON m.id = c.created_by WHERE c.id = $1;

-- name: CompanyLock :one
SELECT id FROM company WHERE id = $1 FOR UPDATE;

-- name: CompanyAll :many
SELECT c.id, c.environment, c.name, c.created_by, coalesce(m.name, '')::text AS creator, c.created_on, c.recorded_at, c.version,
  coalesce((SELECT array_agg(d.domain ORDER BY d.added_at, d.domain) FROM company_domain d
    WHERE d.company_id = c.id AND d.ended_at IS NULL), '{}')::text[] AS domains,
  (SELECT count(*) FROM company_role r JOIN member a ON a.id = r.member_id
    WHERE r.company_id = c.id AND r.role = 'admin' AND r.ended_at IS NULL AND a.disabled_at IS NULL)::int AS active_admins,
  (SELECT count(*) FROM company_role r WHERE r.company_id = c.id AND r.role = 'admin' AND r.ended_at IS NULL)::int AS admins,
  (SELECT count(*) FROM company_role r WHERE r.company_id = c.id AND r.role = 'employee' AND r.ended_at IS NULL)::int AS employees
FROM company c LEFT JOIN member m ON m.id = c.created_by
WHERE c.closed_at IS NULL
ORDER BY c.environment, lower(c.name), c.id LIMIT sqlc.arg(row_limit);

-- name: CompanyClosed :many
SELECT c.id, c.environment, c.name, c.closed_at, c.merged_into, coalesce(w.name, '')::text AS into_name, c.reset_on
FROM company c LEFT JOIN company w ON w.id = c.merged_into
WHERE c.closed_at IS NOT NULL ORDER BY c.closed_at DESC, c.id LIMIT 200;

-- name: CompanyDomainInsert :exec
INSERT INTO company_domain (company_id, environment, domain) VALUES ($1, $2, $3);

-- name: CompanyDomainEnd :execrows
UPDATE company_domain SET ended_at = $3 WHERE company_id = $1 AND domain = $2 AND ended_at IS NULL;

-- name: CompanyByDomains :many
SELECT DISTINCT d.company_id FROM company_domain d
WHERE d.environment = sqlc.arg(environment) AND d.ended_at IS NULL AND d.domain = ANY(sqlc.arg(domains)::text[]);

-- name: CompanyDomainsBelow :many
-- Domains of other companies that lie below one of these: they count as theirs.
SELECT d.domain, d.company_id, c.name FROM company_domain d JOIN company c ON c.id = d.company_id
WHERE d.environment = sqlc.arg(environment) AND d.company_id <> sqlc.arg(company_id) AND d.ended_at IS NULL
  AND EXISTS (SELECT FROM unnest(sqlc.arg(domains)::text[]) AS above WHERE right(d.domain, length(above) + 1) = '.' || above)
ORDER BY d.domain LIMIT 50;

-- name: CompanyExclusionInsert :exec
INSERT INTO company_exclusion (id, company_id, domain, added_by, added_at) VALUES ($1, $2, $3, $4, $5);

-- name: CompanyExclusionEnd :execrows
UPDATE company_exclusion SET ended_at = $3 WHERE company_id = $1 AND domain = $2 AND ended_at IS NULL;

-- name: CompanyTwins :many
-- The company in the other environment that shares the most mail domains with this one.
SELECT c.id, c.environment, c.name, c.created_on, c.recorded_at,
  (SELECT count(*) FROM company_role r WHERE r.company_id = c.id AND r.role = 'admin' AND r.ended_at IS NULL)::int AS admins,
  (SELECT count(*) FROM company_role r WHERE r.company_id = c.id AND r.role = 'employee' AND r.ended_at IS NULL)::int AS employees,
  (SELECT count(*) FROM company_role_request q WHERE q.company_id = c.id AND q.answered_at IS NULL)::int AS waiting
FROM company c JOIN company_domain d ON d.company_id = c.id AND d.ended_at IS NULL
WHERE c.environment <> sqlc.arg(environment) AND c.closed_at IS NULL AND d.domain = ANY(sqlc.arg(domains)::text[])
GROUP BY c.id ORDER BY count(*) DESC, c.recorded_at, c.id LIMIT 1;

-- name: CompanyWaitingAtVendor :many
-- Who of a company waits for the vendor's answer to a production request that names them.
SELECT k.member_id, min(p.submitted_on)::date AS submitted_on
FROM production_request p JOIN production_request_account k ON k.request_id = p.id AND k.removed_at IS NULL
JOIN app a ON a.id = p.app_id
WHERE p.submitted_on IS NOT NULL AND p.decision IS NULL AND p.withdrawn_at IS NULL AND a.company_id = ANY(sqlc.arg(companies)::uuid[])
GROUP BY k.member_id;

-- name: CompanyPast :many
-- The ids of everything that events of this company are about.
SELECT r.id::text FROM company_role r WHERE r.company_id = $1
UNION SELECT q.id::text FROM company_role_request q WHERE q.company_id = $1
UNION SELECT i.item FROM company_merge m JOIN company_merge_item i ON i.merge_id = m.id
  WHERE m.loser_id = $1 AND i.kind IN ('role', 'ask') LIMIT 5000;

-- name: CompanyTeamMembers :many
SELECT DISTINCT member_id FROM member_role WHERE team_id = ANY(sqlc.arg(teams)::uuid[]);

-- name: CompanyRolesHeld :many
SELECT r.id, r.member_id, m.name, m.email, (m.disabled_at IS NOT NULL)::bool AS disabled, r.role, r.since, r.grade, r.note, r.recorded_by, r.recorded_at,
  coalesce(b.name, '')::text AS recorder,
  coalesce((SELECT array_agg(DISTINCT t.team_id) FROM member_role t
    WHERE t.member_id = r.member_id AND t.team_id IS NOT NULL AND t.ended_at IS NULL), '{}')::uuid[] AS teams
FROM company_role r JOIN member m ON m.id = r.member_id LEFT JOIN member b ON b.id = r.recorded_by
WHERE r.company_id = $1 AND r.ended_at IS NULL ORDER BY m.name, m.id, r.role;

-- name: CompanyRoleInsert :exec
INSERT INTO company_role (id, company_id, member_id, role, since, grade, note, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: CompanyRoleConfirm :execrows
UPDATE company_role SET grade = 'confirmed', recorded_by = $2, recorded_at = $3
WHERE id = $1 AND ended_at IS NULL AND grade = 'self-reported';

-- name: CompanyRoleEnd :execrows
UPDATE company_role SET ended_at = $3, ended_by = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: CompanyRoleByID :one
SELECT id, company_id, member_id, role, grade, ended_at FROM company_role WHERE id = $1 AND company_id = $2;

-- name: CompanyMember :one
SELECT m.id, m.name, m.email, (m.disabled_at IS NOT NULL)::bool AS disabled,
  coalesce((SELECT array_agg(DISTINCT t.team_id) FROM member_role t
    WHERE t.member_id = m.id AND t.team_id IS NOT NULL AND t.ended_at IS NULL), '{}')::uuid[] AS teams
FROM member m WHERE m.id = $1;

-- name: CompanyTeamPeople :many
SELECT DISTINCT m.id, m.name, m.email FROM member m JOIN member_role r ON r.member_id = m.id
WHERE r.ended_at IS NULL AND m.disabled_at IS NULL AND r.team_id = ANY(sqlc.arg(teams)::uuid[]) ORDER BY m.name, m.id LIMIT 1000;

-- name: CompanyAskInsert :exec
INSERT INTO company_role_request (id, company_id, member_id, asked_id, at) VALUES ($1, $2, $3, $4, $5);

-- name: CompanyAskByID :one
SELECT id, company_id, member_id, asked_id, at, answered_at FROM company_role_request WHERE id = $1 AND company_id = $2;

-- name: CompanyAskOpenOf :many
SELECT id, asked_id FROM company_role_request WHERE company_id = $1 AND member_id = $2 AND answered_at IS NULL;

-- name: CompanyAskAnswer :execrows
UPDATE company_role_request SET answered_at = $2, answer = $3, note = $4 WHERE id = $1 AND answered_at IS NULL;

-- name: CompanyAsksOpen :many
SELECT a.id, a.member_id, m.name, m.email, a.asked_id, k.name AS asked, a.at,
  coalesce((SELECT array_agg(DISTINCT t.team_id) FROM member_role t
    WHERE t.member_id = m.id AND t.team_id IS NOT NULL AND t.ended_at IS NULL), '{}')::uuid[] AS teams
FROM company_role_request a JOIN member m ON m.id = a.member_id JOIN member k ON k.id = a.asked_id
WHERE a.company_id = $1 AND a.answered_at IS NULL ORDER BY a.at, a.id;

-- name: CompanyAsksTo :many
SELECT c.id AS company_id, c.name AS company, c.environment, m.name AS member
FROM company_role_request a JOIN company c ON c.id = a.company_id JOIN member m ON m.id = a.member_id
WHERE a.asked_id = $1 AND a.answered_at IS NULL AND m.disabled_at IS NULL ORDER BY c.name, c.environment, c.id, a.at, a.id LIMIT 200;

-- name: CompanyMatchRefuse :exec
INSERT INTO company_match_refusal (id, member_id, company_id, at) VALUES ($1, $2, $3, $4);

-- name: CompanyMatchRestore :execrows
UPDATE company_match_refusal SET ended_at = $3 WHERE member_id = $1 AND company_id = $2 AND ended_at IS NULL;

-- name: CompanyMatchRefused :one
SELECT EXISTS (SELECT 1 FROM company_match_refusal WHERE member_id = $1 AND company_id = $2 AND ended_at IS NULL)::bool AS refused;

-- name: CompanyPermissions :many
SELECT g.member_id, m.name, g.grade, g.held_from, g.grant_id, coalesce(b.name, '')::text AS confirmer FROM permission_grant g JOIN member m ON m.id = g.member_id
LEFT JOIN member b ON b.id = g.confirmed_by
WHERE g.company_id = $1 AND g.superseded_at IS NULL AND g.held_from <= sqlc.arg(now)::timestamptz
  AND (g.held_until IS NULL OR g.held_until > sqlc.arg(now)::timestamptz)
ORDER BY g.held_from, g.member_id;


-- The merge of two entries that are the same company.

-- name: CompanyMergeInsert :exec
INSERT INTO company_merge (id, loser_id, winner_id, reason, merged_by, merged_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: CompanyMergeItemInsert :exec
INSERT INTO company_merge_item (merge_id, kind, item, how, version) VALUES ($1, $2, $3, $4, $5);

-- name: CompanyMergeUndo :execrows
UPDATE company_merge SET undone_at = $2, undone_by = $3 WHERE id = $1 AND undone_at IS NULL;

-- name: CompanyMergeItems :many
SELECT kind, item, how, coalesce(version, 0)::int AS version FROM company_merge_item WHERE merge_id = $1 ORDER BY kind, item;

-- name: CompanyMergesOf :many
-- The merges that stand and that this company is a part of, the newest first.
SELECT m.id, m.loser_id, l.name AS loser, m.winner_id, w.name AS winner, m.reason, m.merged_by, coalesce(b.name, '')::text AS merger,
  m.merged_at, coalesce((SELECT array_agg(i.item ORDER BY i.item) FROM company_merge_item i
    WHERE i.merge_id = m.id AND i.kind = 'domain'), '{}')::text[] AS domains,
  (SELECT count(*) FROM company_merge_item i WHERE i.merge_id = m.id AND i.kind = 'role' AND i.how = 'moved')::int AS roles,
  (SELECT count(*) FROM company_merge_item i WHERE i.merge_id = m.id AND i.kind = 'grant' AND i.how <> 'joined')::int AS grants,
  (SELECT count(*) FROM company_merge_item i WHERE i.merge_id = m.id AND i.kind = 'app')::int AS apps
FROM company_merge m JOIN company l ON l.id = m.loser_id JOIN company w ON w.id = m.winner_id LEFT JOIN member b ON b.id = m.merged_by
WHERE m.undone_at IS NULL AND (m.loser_id = $1 OR m.winner_id = $1) ORDER BY m.merged_at DESC, m.id LIMIT 50;

-- name: CompanyClose :exec
UPDATE company SET closed_at = $2, merged_into = $3, reset_on = $4, version = version + 1 WHERE id = $1;

-- name: CompanyReopen :exec
UPDATE company SET closed_at = NULL, merged_into = NULL, version = version + 1 WHERE id = $1;

-- name: CompanyDomainsEnd :many
UPDATE company_domain SET ended_at = $2 WHERE company_id = $1 AND ended_at IS NULL RETURNING domain;

-- name: CompanyExclusionsStanding :many
SELECT id, domain FROM company_exclusion WHERE company_id = $1 AND ended_at IS NULL ORDER BY domain;

-- name: CompanyExclusionMove :exec
UPDATE company_exclusion SET company_id = $2 WHERE id = $1;

-- name: CompanyExclusionStop :exec
UPDATE company_exclusion SET ended_at = $2 WHERE id = $1;

-- name: CompanyExclusionRevive :exec
UPDATE company_exclusion x SET ended_at = NULL WHERE x.id = $1 AND NOT EXISTS (
  SELECT FROM company_exclusion o WHERE o.company_id = x.company_id AND o.domain = x.domain AND o.ended_at IS NULL);

-- name: CompanyRoleMove :exec
UPDATE company_role SET company_id = $2 WHERE id = $1;

-- name: CompanyRoleRevive :exec
UPDATE company_role r SET ended_at = NULL, ended_by = NULL WHERE r.id = $1 AND NOT EXISTS (
  SELECT FROM company_role o WHERE o.company_id = r.company_id AND o.member_id = r.member_id AND o.role = r.role AND o.ended_at IS NULL);

-- name: CompanyAskMove :exec
UPDATE company_role_request SET company_id = $2 WHERE id = $1;

-- name: CompanyRefusals :many
SELECT f.id, f.member_id, (EXISTS (SELECT FROM company_match_refusal o WHERE o.company_id = sqlc.arg(winner) AND o.member_id = f.member_id AND o.ended_at IS NULL)
  OR EXISTS (SELECT FROM company_role r WHERE r.company_id = sqlc.arg(winner) AND r.member_id = f.member_id AND r.ended_at IS NULL))::bool AS answered
FROM company_match_refusal f WHERE f.company_id = sqlc.arg(loser) AND f.ended_at IS NULL ORDER BY f.at, f.id;

-- name: CompanyRefusalMove :exec
UPDATE company_match_refusal SET company_id = $2 WHERE id = $1;

-- name: CompanyRefusalEnd :exec
UPDATE company_match_refusal SET ended_at = $2 WHERE id = $1;

-- name: CompanyRefusalRevive :exec
UPDATE company_match_refusal f SET ended_at = NULL WHERE f.id = $1 AND NOT EXISTS (
  SELECT FROM company_match_refusal o WHERE o.company_id = f.company_id AND o.member_id = f.member_id AND o.ended_at IS NULL);

-- The reset of an environment.

-- name: CompanyResetInsert :exec
INSERT INTO environment_reset (id, company_id, on_day, reason, reset_by, at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: CompanyResetOf :many
SELECT e.on_day, e.reason, coalesce(m.name, '')::text AS by, e.at FROM environment_reset e LEFT JOIN member m ON m.id = e.reset_by
WHERE e.company_id = $1;

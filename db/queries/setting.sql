-- name: SettingList :many
SELECT s.key, s.value, s.changed_at, coalesce(m.name, '')::text AS changed_by FROM setting s LEFT JOIN member m ON m.id = s.changed_by;

-- name: SettingValues :many
SELECT key, value FROM setting WHERE value IS NOT NULL;

-- name: SettingEnsure :exec
INSERT INTO setting (key) VALUES ($1) ON CONFLICT DO NOTHING;

-- name: SettingForUpdate :one
SELECT value FROM setting WHERE key = $1 FOR UPDATE;

-- name: SettingSet :exec
UPDATE setting SET value = @value::integer, changed_at = @now::timestamptz, changed_by = @member_id::uuid WHERE key = @key;

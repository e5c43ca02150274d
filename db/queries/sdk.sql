-- name: SDKFilesOfOthers :many
-- For each download of a member that has a fingerprint: the fingerprints that others have of the same platform and version,
-- with how many people.
SELECT mine.id, other.sha256, count(DISTINCT other.member_id)::int AS people
FROM sdk_download mine JOIN sdk_download other ON other.platform = mine.platform AND other.version = mine.version
  AND other.removed_at IS NULL AND other.sha256 <> '' AND other.member_id <> mine.member_id
WHERE mine.member_id = $1 AND mine.removed_at IS NULL AND mine.sha256 <> ''
GROUP BY mine.id, other.sha256;

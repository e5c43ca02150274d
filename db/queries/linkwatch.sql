-- name: LinkStates :many
SELECT * FROM link_state ORDER BY url;

-- name: LinkStateFor :one
SELECT * FROM link_state WHERE url = $1 FOR UPDATE;

-- name: LinkStatePut :exec
INSERT INTO link_state (url, host, state, since, ok_at, dead_since, checked_at, status, took_ms, moved_to, failure, tls_until, in_use)
VALUES (@url, @host, @state, @since, @ok_at, @dead_since, @checked_at, @status, @took_ms, @moved_to, @failure, @tls_until, true)
ON CONFLICT (url) DO UPDATE SET state = excluded.state, since = excluded.since, ok_at = coalesce(excluded.ok_at, link_state.ok_at),
  dead_since = excluded.dead_since, checked_at = excluded.checked_at, status = excluded.status, took_ms = excluded.took_ms,
  moved_to = excluded.moved_to, failure = excluded.failure, tls_until = coalesce(excluded.tls_until, link_state.tls_until), in_use = true;

-- name: LinkCheckAdd :exec
INSERT INTO link_check (url, at, state, status, took_ms, failure, changed) VALUES (@url, @at, @state, @status, @took_ms, @failure, @changed);

-- name: LinkChecksSince :many
SELECT url, at, state FROM link_check WHERE at > @since::timestamptz ORDER BY url, at;

-- name: LinkChecksClean :exec
DELETE FROM link_check WHERE (NOT changed AND at < @before::timestamptz) OR at < @long_before::timestamptz;

-- name: LinkOutageBegin :exec
INSERT INTO link_outage (id, url, host, from_at) VALUES (@id, @url, @host, @from_at);

-- name: LinkOutageEnd :exec
UPDATE link_outage SET until_at = greatest(@until_at::timestamptz, from_at) WHERE url = @url AND until_at IS NULL;

-- name: LinksNotInUse :exec
UPDATE link_state SET in_use = false WHERE NOT (url = ANY(@urls::text[])) AND in_use;

-- name: LinkOutagesNotInUse :exec
UPDATE link_outage SET until_at = greatest(@until_at::timestamptz, from_at) WHERE NOT (url = ANY(@urls::text[])) AND until_at IS NULL;

-- name: LinkLettersDue :exec
INSERT INTO link_letter (outage_id, member_id, again_at)
SELECT @outage_id, m.id, @due_at::timestamptz FROM member m WHERE m.disabled_at IS NULL
AND EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.role = 'lead' AND r.ended_at IS NULL)
ON CONFLICT DO NOTHING;

-- name: LinkLettersDrop :exec
UPDATE link_letter l SET state = 'not needed', again_at = NULL FROM link_outage o
WHERE o.id = l.outage_id AND o.until_at IS NOT NULL AND l.again_at IS NOT NULL;

-- name: LinkLetterNext :many
WITH next AS (
  SELECT l.member_id FROM link_letter l JOIN link_outage o ON o.id = l.outage_id
  WHERE l.again_at <= @now::timestamptz AND o.until_at IS NULL
  ORDER BY l.again_at, l.member_id LIMIT 1 FOR UPDATE OF l SKIP LOCKED
)
SELECT l.outage_id, l.member_id, l.tries, o.url, o.host, o.from_at, m.name, m.email, m.time_zone
FROM link_letter l JOIN link_outage o ON o.id = l.outage_id JOIN member m ON m.id = l.member_id
WHERE l.member_id = (SELECT next.member_id FROM next) AND l.again_at IS NOT NULL AND o.until_at IS NULL
ORDER BY o.from_at, o.url FOR UPDATE OF l SKIP LOCKED;

-- name: LinkLetterDone :exec
UPDATE link_letter SET state = @state, tries = tries + 1, again_at = @again_at, sent_at = @sent_at WHERE member_id = @member_id AND outage_id = ANY(@outages::uuid[]);

-- name: LinkSupplied :many
SELECT edition, link_key, url FROM journey_link WHERE ended_at IS NULL ORDER BY edition, link_key;

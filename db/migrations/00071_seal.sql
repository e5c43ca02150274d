-- +goose Up
-- The seal of the trail: one row an event, in the order of the chain, seq 0, 1, 2 ... line is the event's canonical text, leaf
-- its hash in the tree, link the chain's head after it; docs/trail.md says how each is worked out. The app's role only reads
-- these tables; it writes by the functions below, which go on at the end and nowhere else.
CREATE TABLE seal (
  seq       bigint PRIMARY KEY CHECK (seq >= 0),
  event_id  bigint NOT NULL UNIQUE,
  line      text NOT NULL,
  leaf      bytea NOT NULL CHECK (length(leaf) = 32),
  link      bytea NOT NULL CHECK (length(link) = 32),
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The inner nodes of the tree over the leaves, numbered as golang.org/x/mod/sumdb/tlog numbers stored hashes. They only save
-- work: verification makes them anew.
CREATE TABLE seal_node (
  idx  bigint PRIMARY KEY CHECK (idx >= 0),
  hash bytea NOT NULL CHECK (length(hash) = 32)
);

-- How far the trail is sealed. Transaction numbers begin anew where a dump is restored into another cluster: then a new era
-- begins after the event that was the last one, and last_tx is a number of the new cluster. What was not sealed by then waits
-- in seal_backlog, in the order of the old numbers; backlog is the last of it that was taken.
CREATE TABLE seal_position (
  id        boolean PRIMARY KEY DEFAULT true CHECK (id),
  cluster   text NOT NULL,
  era_event bigint NOT NULL DEFAULT 0,
  last_tx   xid8 NOT NULL DEFAULT '0',
  last_id   bigint NOT NULL DEFAULT 0,
  backlog   bigint NOT NULL DEFAULT 0
);
CREATE TABLE seal_backlog (
  n        bigint PRIMARY KEY,
  event_id bigint NOT NULL UNIQUE
);

-- Signed heads of the tree. note is the whole signed text; the key is not in the database.
CREATE TABLE checkpoint (
  size bigint PRIMARY KEY CHECK (size > 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  note text NOT NULL,
  at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Where each checkpoint was sent: working data, the proof is what lies outside. error is empty for one that arrived; a target
-- that fails again keeps its line, with the newest error and the number of attempts.
CREATE TABLE checkpoint_delivery (
  id       uuid PRIMARY KEY,
  size     bigint NOT NULL,
  target   text NOT NULL,
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempts integer NOT NULL DEFAULT 1,
  error    text NOT NULL DEFAULT ''
);
CREATE INDEX checkpoint_delivery_target ON checkpoint_delivery (target, at DESC);

-- +goose StatementBegin
CREATE FUNCTION seal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the seal of the trail is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER seal_keeps BEFORE UPDATE OR DELETE ON seal FOR EACH ROW EXECUTE FUNCTION seal_is_kept();
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON seal FOR EACH STATEMENT EXECUTE FUNCTION seal_is_kept();
CREATE TRIGGER seal_node_keeps BEFORE UPDATE OR DELETE ON seal_node FOR EACH ROW EXECUTE FUNCTION seal_is_kept();
CREATE TRIGGER seal_node_no_truncate BEFORE TRUNCATE ON seal_node FOR EACH STATEMENT EXECUTE FUNCTION seal_is_kept();
CREATE TRIGGER seal_backlog_keeps BEFORE UPDATE OR DELETE ON seal_backlog FOR EACH ROW EXECUTE FUNCTION seal_is_kept();
CREATE TRIGGER seal_backlog_no_truncate BEFORE TRUNCATE ON seal_backlog FOR EACH STATEMENT EXECUTE FUNCTION seal_is_kept();
CREATE TRIGGER checkpoint_keeps BEFORE UPDATE OR DELETE ON checkpoint FOR EACH ROW EXECUTE FUNCTION seal_is_kept();
CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON checkpoint FOR EACH STATEMENT EXECUTE FUNCTION seal_is_kept();

-- seal_append adds events to the end of the chain and returns its new head. It works leaf and link out itself, takes one caller
-- at a time, and takes only the very next events, which nothing can precede any more: first what is left of eras before, then
-- by transaction number below that of every transaction that still runs. Nodes are the tree's inner hashes that became complete.
-- +goose StatementBegin
CREATE FUNCTION seal_append(from_seq bigint, event_ids bigint[], lines text[], node_ids bigint[], node_hashes bytea[])
RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head     bytea;
  next_seq bigint;
  taken    bigint := cardinality(event_ids);
  waiting  bigint[];
  fresh    bigint[];
  leaves   bytea[] := '{}';
  links    bytea[] := '{}';
  place    seal_position%ROWTYPE;
  horizon  xid8 := pg_snapshot_xmin(pg_current_snapshot());
BEGIN
  SELECT * INTO place FROM seal_position FOR UPDATE;
  SELECT s.link, s.seq + 1 INTO head, next_seq FROM seal s ORDER BY s.seq DESC LIMIT 1;
  head := coalesce(head, decode(repeat('00', 32), 'hex'));
  IF coalesce(next_seq, 0) <> from_seq OR taken = 0 OR taken <> cardinality(lines) THEN
    RAISE EXCEPTION 'the chain goes on at %, not at %', coalesce(next_seq, 0), from_seq USING ERRCODE = 'serialization_failure';
  END IF;

  SELECT coalesce(array_agg(b.event_id ORDER BY b.n), '{}'), coalesce(max(b.n), place.backlog) INTO waiting, place.backlog
  FROM (SELECT k.n, k.event_id FROM seal_backlog k JOIN event e ON e.id = k.event_id
        WHERE k.n > place.backlog ORDER BY k.n LIMIT taken) b;
  SELECT coalesce(array_agg(e.id ORDER BY e.tx, e.id), '{}') INTO fresh
  FROM (SELECT id, tx FROM event WHERE id > place.era_event AND (tx, id) > (place.last_tx, place.last_id) AND tx < horizon
        ORDER BY tx, id LIMIT taken - cardinality(waiting)) e;
  IF waiting || fresh IS DISTINCT FROM event_ids THEN
    RAISE EXCEPTION 'these % events are not the next ones from % on', taken, from_seq;
  END IF;
  IF cardinality(fresh) > 0 THEN
    SELECT e.tx, e.id INTO place.last_tx, place.last_id FROM event e WHERE e.id = fresh[cardinality(fresh)];
  END IF;

  FOR i IN 1 .. taken LOOP
    leaves := leaves || sha256('\x00'::bytea || convert_to(lines[i], 'UTF8'));
    head := sha256(convert_to(E'portico chain v1\n', 'UTF8') || head || leaves[i]);
    links := links || head;
  END LOOP;
  INSERT INTO seal (seq, event_id, line, leaf, link)
  SELECT from_seq + g.n - 1, g.event_id, g.line, g.leaf, g.link
  FROM unnest(event_ids, lines, leaves, links) WITH ORDINALITY AS g(event_id, line, leaf, link, n);
  INSERT INTO seal_node (idx, hash) SELECT * FROM unnest(node_ids, node_hashes);
  UPDATE seal_position SET last_tx = place.last_tx, last_id = place.last_id, backlog = place.backlog;
  RETURN head;
END
$$;
-- +goose StatementEnd

-- seal_begin begins a new era where the cluster is another one than before, and does nothing where it is the same. A trail that
-- has no position yet may hold events of any cluster: they are taken as those of an era before. Writers wait for it: then no
-- event of a transaction that still runs can fall between the eras.
-- +goose StatementBegin
CREATE FUNCTION seal_begin(this_cluster text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place seal_position%ROWTYPE;
  done  bigint;
BEGIN
  INSERT INTO seal_position (cluster) VALUES ('') ON CONFLICT DO NOTHING;
  SELECT * INTO place FROM seal_position FOR UPDATE;
  IF place.cluster = this_cluster THEN
    RETURN false;
  END IF;
  LOCK TABLE event IN SHARE MODE;
  SELECT coalesce(max(n), 0) INTO done FROM seal_backlog;
  INSERT INTO seal_backlog (n, event_id)
  SELECT done + row_number() OVER (ORDER BY tx, id), id FROM event
  WHERE id > place.era_event AND (tx, id) > (place.last_tx, place.last_id);
  UPDATE seal_position SET cluster = this_cluster, era_event = coalesce((SELECT max(id) FROM event), 0),
    last_tx = pg_snapshot_xmin(pg_current_snapshot()), last_id = 0;
  RETURN true;
END
$$;
-- +goose StatementEnd

-- seal_checkpoint keeps a signed head. Its size is that of a tree which is there.
-- +goose StatementBegin
CREATE FUNCTION seal_checkpoint(of_size bigint, of_root bytea, signed text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM seal WHERE seq = of_size - 1) THEN
    RAISE EXCEPTION 'there is no tree of % events', of_size;
  END IF;
  INSERT INTO checkpoint (size, root, note) VALUES (of_size, of_root, signed) ON CONFLICT (size) DO NOTHING;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
BEGIN
  REVOKE ALL ON FUNCTION seal_append(bigint, bigint[], text[], bigint[], bytea[]), seal_begin(text),
    seal_checkpoint(bigint, bytea, text) FROM PUBLIC;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE INSERT, UPDATE ON seal, seal_node, seal_position, seal_backlog, checkpoint FROM portico_app;
    GRANT EXECUTE ON FUNCTION seal_append(bigint, bigint[], text[], bigint[], bytea[]), seal_begin(text),
      seal_checkpoint(bigint, bytea, text) TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

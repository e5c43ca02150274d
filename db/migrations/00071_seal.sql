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
-- begins after the event that was the last one, and last_tx is a number of the new cluster.
CREATE TABLE seal_position (
  id        boolean PRIMARY KEY DEFAULT true CHECK (id),
  cluster   text NOT NULL,
  era_event bigint NOT NULL DEFAULT 0,
  last_tx   xid8 NOT NULL DEFAULT '0',
  last_id   bigint NOT NULL DEFAULT 0
);

-- Signed heads of the tree. note is the whole signed text; the key is not in the database.
CREATE TABLE checkpoint (
  size bigint PRIMARY KEY CHECK (size > 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  note text NOT NULL,
  at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Where each checkpoint was sent: working data, the proof is what lies outside.
CREATE TABLE checkpoint_delivery (
  id     uuid PRIMARY KEY,
  size   bigint NOT NULL,
  target text NOT NULL,
  at     timestamptz NOT NULL DEFAULT now(),
  error  text NOT NULL DEFAULT ''
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
CREATE TRIGGER checkpoint_keeps BEFORE UPDATE OR DELETE ON checkpoint FOR EACH ROW EXECUTE FUNCTION seal_is_kept();
CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON checkpoint FOR EACH STATEMENT EXECUTE FUNCTION seal_is_kept();

-- seal_append adds events to the end of the chain and returns its new head. It works leaf and link out itself, takes only
-- events that nothing can precede any more, and one caller at a time. Nodes are the tree's inner hashes that became complete.
-- +goose StatementBegin
CREATE FUNCTION seal_append(from_seq bigint, event_ids bigint[], lines text[], node_ids bigint[], node_hashes bytea[])
RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head      bytea;
  next_seq  bigint;
  leaf_hash bytea;
  one       event%ROWTYPE;
  place     seal_position%ROWTYPE;
  horizon   xid8 := pg_snapshot_xmin(pg_current_snapshot());
BEGIN
  SELECT * INTO place FROM seal_position FOR UPDATE;
  SELECT s.link, s.seq + 1 INTO head, next_seq FROM seal s ORDER BY s.seq DESC LIMIT 1;
  head := coalesce(head, decode(repeat('00', 32), 'hex'));
  IF coalesce(next_seq, 0) <> from_seq OR array_length(event_ids, 1) IS DISTINCT FROM array_length(lines, 1) THEN
    RAISE EXCEPTION 'the chain goes on at %, not at %', coalesce(next_seq, 0), from_seq USING ERRCODE = 'serialization_failure';
  END IF;
  FOR i IN 1 .. coalesce(array_length(event_ids, 1), 0) LOOP
    SELECT * INTO one FROM event WHERE id = event_ids[i];
    IF NOT FOUND THEN
      RAISE EXCEPTION 'there is no event %', event_ids[i];
    END IF;
    -- Events of an era before this one are taken as they stand: their transaction numbers mean nothing here.
    IF one.id > place.era_event THEN
      IF one.tx >= horizon OR one.tx < place.last_tx OR (one.tx = place.last_tx AND one.id <= place.last_id) THEN
        RAISE EXCEPTION 'event % is not the next one', one.id;
      END IF;
      place.last_tx := one.tx;
      place.last_id := one.id;
    END IF;
    leaf_hash := sha256('\x00'::bytea || convert_to(lines[i], 'UTF8'));
    head := sha256(convert_to(E'portico chain v1\n', 'UTF8') || head || leaf_hash);
    INSERT INTO seal (seq, event_id, line, leaf, link) VALUES (from_seq + i - 1, one.id, lines[i], leaf_hash, head);
  END LOOP;
  INSERT INTO seal_node (idx, hash) SELECT * FROM unnest(node_ids, node_hashes);
  UPDATE seal_position SET last_tx = place.last_tx, last_id = place.last_id;
  RETURN head;
END
$$;
-- +goose StatementEnd

-- seal_begin makes the position of a new trail, or begins a new era where the cluster is another one than before. All events
-- that are there by then belong to the era that ends.
-- +goose StatementBegin
CREATE FUNCTION seal_begin(this_cluster text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place seal_position%ROWTYPE;
BEGIN
  INSERT INTO seal_position (cluster) VALUES (this_cluster) ON CONFLICT DO NOTHING;
  SELECT * INTO place FROM seal_position FOR UPDATE;
  IF place.cluster = this_cluster THEN
    RETURN false;
  END IF;
  UPDATE seal_position SET cluster = this_cluster, era_event = coalesce((SELECT max(id) FROM event), 0),
    last_tx = pg_current_xact_id(), last_id = 0;
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
    REVOKE INSERT, UPDATE ON seal, seal_node, seal_position, checkpoint FROM portico_app;
    GRANT EXECUTE ON FUNCTION seal_append(bigint, bigint[], text[], bigint[], bytea[]), seal_begin(text),
      seal_checkpoint(bigint, bytea, text) TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

-- +goose Up
-- What an era left unsealed, without a line for each of its events: those with a number above after_event and up to to_event that
-- come behind (last_tx, last_id), in the order of their transactions. All of them are committed when the line is written, so it
-- takes no longer for ten million events than for ten, and writers wait for it no longer. The line goes when the last one of its
-- events is sealed. seal_backlog keeps what eras before this migration left.
CREATE TABLE seal_past (
  n           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  after_event bigint NOT NULL,
  to_event    bigint NOT NULL,
  last_tx     xid8 NOT NULL,
  last_id     bigint NOT NULL,
  CHECK (to_event > after_event)
);

-- seal_append as before, with what eras left in seal_past. Every statement is planned for its values each time: a plan from when
-- the tables were empty reads all of them, and while a long trail is caught up with they grow by a thousand a statement.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION seal_append(from_seq bigint, event_ids bigint[], lines text[], node_ids bigint[], node_hashes bytea[])
RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  head    bytea;
  taken   bigint := cardinality(event_ids);
  found   bigint[];
  part    bigint[];
  leaves  bytea[] := '{}';
  links   bytea[] := '{}';
  place   seal_position%ROWTYPE;
  past    seal_past%ROWTYPE;
  horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
BEGIN
  SELECT * INTO place FROM seal_position FOR UPDATE;
  SELECT s.link INTO head FROM seal s WHERE s.seq = from_seq - 1;
  IF coalesce((SELECT max(s.seq) + 1 FROM seal s), 0) <> from_seq OR taken = 0 OR taken <> cardinality(lines) THEN
    RAISE EXCEPTION 'the chain does not go on at %', from_seq USING ERRCODE = 'serialization_failure';
  END IF;
  head := coalesce(head, decode(repeat('00', 32), 'hex'));

  SELECT coalesce(array_agg(b.event_id ORDER BY b.n), '{}'), coalesce(max(b.n), place.backlog) INTO found, place.backlog
  FROM (SELECT k.n, k.event_id FROM seal_backlog k JOIN event e ON e.id = k.event_id
        WHERE k.n > place.backlog ORDER BY k.n LIMIT taken) b;
  FOR past IN SELECT * FROM seal_past ORDER BY n LOOP
    EXIT WHEN cardinality(found) = taken;
    SELECT coalesce(array_agg(e.id ORDER BY e.tx, e.id), '{}') INTO part
    FROM (SELECT id, tx FROM event WHERE id > past.after_event AND id <= past.to_event AND (tx, id) > (past.last_tx, past.last_id)
          ORDER BY tx, id LIMIT taken - cardinality(found)) e;
    found := found || part;
    IF cardinality(found) < taken THEN
      DELETE FROM seal_past p WHERE p.n = past.n;
    ELSE
      UPDATE seal_past p SET (last_tx, last_id) = (SELECT e.tx, e.id FROM event e WHERE e.id = part[cardinality(part)]) WHERE p.n = past.n;
    END IF;
  END LOOP;
  IF cardinality(found) < taken THEN
    SELECT coalesce(array_agg(e.id ORDER BY e.tx, e.id), '{}') INTO part
    FROM (SELECT id, tx FROM event WHERE id > place.era_event AND (tx, id) > (place.last_tx, place.last_id) AND tx < horizon
          ORDER BY tx, id LIMIT taken - cardinality(found)) e;
    found := found || part;
    IF cardinality(part) > 0 THEN
      SELECT e.tx, e.id INTO place.last_tx, place.last_id FROM event e WHERE e.id = part[cardinality(part)];
    END IF;
  END IF;
  IF found IS DISTINCT FROM event_ids THEN
    RAISE EXCEPTION 'these % events are not the next ones from % on', taken, from_seq;
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

-- seal_begin as before, but what the era before left is one line of seal_past.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION seal_begin(this_cluster text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place  seal_position%ROWTYPE;
  newest bigint;
BEGIN
  INSERT INTO seal_position (cluster) VALUES ('') ON CONFLICT DO NOTHING;
  SELECT * INTO place FROM seal_position FOR UPDATE;
  IF place.cluster = this_cluster THEN
    RETURN false;
  END IF;
  LOCK TABLE event IN SHARE MODE;
  SELECT coalesce(max(id), 0) INTO newest FROM event;
  IF newest > place.era_event THEN
    INSERT INTO seal_past (after_event, to_event, last_tx, last_id) VALUES (place.era_event, newest, place.last_tx, place.last_id);
  END IF;
  UPDATE seal_position SET cluster = this_cluster, era_event = newest, last_tx = pg_snapshot_xmin(pg_current_snapshot()), last_id = 0;
  RETURN true;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE INSERT, UPDATE ON seal_past FROM portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

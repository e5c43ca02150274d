-- +goose Up
-- A person who was erased: name and address are gone, the account is closed, and none of it comes back.
ALTER TABLE member ADD COLUMN erased_at timestamptz,
  ADD CONSTRAINT member_erased_is_closed CHECK (erased_at IS NULL OR disabled_at IS NOT NULL) NOT VALID;
CREATE INDEX member_left ON member (disabled_at) WHERE disabled_at IS NOT NULL AND erased_at IS NULL;

-- +goose StatementBegin
CREATE FUNCTION member_stays_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a person who was erased stays erased' USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER member_erased_for_good BEFORE UPDATE ON member FOR EACH ROW
  WHEN (OLD.erased_at IS NOT NULL) EXECUTE FUNCTION member_stays_erased();

-- without_person puts the label in the place of names and addresses within somebody else's words, whatever their case. A name
-- of one word is left alone: it would take ordinary words along.
-- +goose StatementBegin
CREATE FUNCTION without_person(words text, names text[], addresses text[], label text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY addresses LOOP
    words := regexp_replace(words, '(?<!\w)' || regexp_replace(one, '([^\w\s])', '\\\1', 'g') || '(?!\w)', label, 'gi');
  END LOOP;
  FOREACH one IN ARRAY names LOOP
    IF one ~ '\S(\s+|\+|%20)\S' THEN
      one := regexp_replace(regexp_replace(one, '([^\w\s])', '\\\1', 'g'), '\s+', '\\s+', 'g');
      words := regexp_replace(words, '(?<!\w)' || one || '(?!\w)', label, 'gi');
    END IF;
  END LOOP;
  RETURN words;
END
$$;
-- +goose StatementEnd

-- A line of the ledger is marked as superseded, or loses words because a person is erased: nothing else of it ever changes.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION permission_grant_only_superseded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  words CONSTANT text[] := ARRAY['evidence', 'end_reason', 'end_evidence'];
  word  text;
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('portico.erasing', true) = 'on' AND to_jsonb(NEW) - words = to_jsonb(OLD) - words THEN
    FOREACH word IN ARRAY words LOOP
      IF to_jsonb(NEW) ->> word NOT IN (to_jsonb(OLD) ->> word, '') AND strpos(to_jsonb(NEW) ->> word, 'Erased person') = 0 THEN
        RAISE EXCEPTION 'words of the ledger are erased, never written anew' USING ERRCODE = 'insufficient_privilege';
      END IF;
    END LOOP;
    RETURN NEW;
  END IF;
  IF TG_OP <> 'UPDATE' OR OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
     OR to_jsonb(NEW) - 'superseded_at' <> to_jsonb(OLD) - 'superseded_at' THEN
    RAISE EXCEPTION 'a line of the ledger is never changed: record a new version' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd

-- What a person is and was called here, and the addresses they were written to.
-- +goose StatementBegin
CREATE FUNCTION names_of_member(whom uuid, OUT names text[], OUT addresses text[]) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH called (name, address) AS (
    SELECT name, email FROM member WHERE id = whom
    UNION SELECT name, email_key FROM member WHERE id = whom
    UNION SELECT i.name, i.email FROM invitation i, member m WHERE m.id = whom AND (i.member_id = whom OR i.email_key = m.email_key)
    UNION SELECT name, detail FROM name_history WHERE kind = 'member' AND subject_id = whom
  )
  SELECT array_agg(DISTINCT name) FILTER (WHERE name <> ''), array_agg(DISTINCT address) FILTER (WHERE address <> '') FROM called;
$$;
-- +goose StatementEnd

-- member_erase takes the person out of what the app's role may not write, and gives the member's row its label. It finds the
-- names and addresses itself, so that it takes nobody else's words away.
-- +goose StatementBegin
CREATE FUNCTION member_erase(whom uuid, label text, moment timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  known     text[];
  addresses text[];
  unmailed  text := 'erased-' || whom || '@erased.invalid';
BEGIN
  PERFORM set_config('portico.erasing', 'on', true);
  PERFORM FROM member WHERE id = whom AND erased_at IS NULL FOR UPDATE;
  IF NOT FOUND OR label NOT LIKE 'Erased person %' THEN
    RAISE EXCEPTION 'there is nobody to erase' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF EXISTS (SELECT FROM permission_grant g WHERE g.member_id = whom AND g.superseded_at IS NULL
      AND (g.held_until IS NULL OR g.held_until > moment)) THEN
    RAISE EXCEPTION 'a person who holds permission is not erased' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT n.names, n.addresses INTO known, addresses FROM names_of_member(whom) n;
  UPDATE permission_grant SET evidence = '', end_reason = '', end_evidence = ''
    WHERE member_id = whom AND (evidence <> '' OR end_reason <> '' OR end_evidence <> '');
  UPDATE permission_grant SET evidence = without_person(evidence, known, addresses, label),
      end_reason = without_person(end_reason, known, addresses, label), end_evidence = without_person(end_evidence, known, addresses, label)
    WHERE member_id <> whom AND (evidence <> '' OR end_reason <> '' OR end_evidence <> '')
      AND (without_person(evidence, known, addresses, label) <> evidence OR without_person(end_reason, known, addresses, label) <> end_reason
        OR without_person(end_evidence, known, addresses, label) <> end_evidence);
  UPDATE company_merge SET reason = without_person(reason, known, addresses, label)
    WHERE without_person(reason, known, addresses, label) <> reason;
  UPDATE environment_reset SET reason = without_person(reason, known, addresses, label)
    WHERE without_person(reason, known, addresses, label) <> reason;
  -- A question that was exported may look for the person by name or address, as it stands in a web address.
  SELECT known || array_agg(replace(n, ' ', '+')) || array_agg(replace(n, ' ', '%20')) INTO known FROM unnest(known) n;
  SELECT addresses || array_agg(replace(a, '@', '%40')) INTO addresses FROM unnest(addresses) a;
  UPDATE export SET query = without_person(query, known, addresses, replace(label, ' ', '+')), question = without_person(question, known, addresses, label)
    WHERE without_person(query, known, addresses, label) <> query OR without_person(question, known, addresses, label) <> question;
  UPDATE export_run SET manifest = without_person(manifest, known, addresses, label) WHERE without_person(manifest, known, addresses, label) <> manifest;
  UPDATE member SET name = label, email = unmailed, email_key = unmailed, time_zone = 'UTC', last_seen_at = NULL,
    disabled_at = coalesce(disabled_at, moment), erased_at = moment WHERE id = whom;
  PERFORM name_history_erase(whom, label, unmailed);
  PERFORM set_config('portico.erasing', '', true);
END
$$;
-- +goose StatementEnd

-- How long each class of data is kept after it has served; null is for ever. The trail and the ledger are no classes: they
-- are kept for ever.
CREATE TABLE retention (
  class      text PRIMARY KEY CHECK (class IN ('sessions', 'form-keys', 'reset-links', 'invitations', 'members-left')),
  days       integer CHECK (days > 0),
  changed_at timestamptz,
  changed_by uuid REFERENCES member
);
INSERT INTO retention (class, days) VALUES ('sessions', 1), ('form-keys', 7), ('reset-links', 90), ('invitations', 90), ('members-left', NULL);

-- +goose StatementBegin
DO $$
BEGIN
  REVOKE ALL ON FUNCTION member_erase(uuid, text, timestamptz) FROM PUBLIC;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    REVOKE INSERT ON retention FROM portico_app;
    GRANT DELETE ON password, password_reset TO portico_app;
    GRANT EXECUTE ON FUNCTION member_erase(uuid, text, timestamptz) TO portico_app;
  END IF;
END
$$;
-- +goose StatementEnd

-- +goose Up
-- A removal has two days: the day it was decided that a permission must go, and the day it was gone at the vendor, which is
-- held_until. Between the two it is still held. How well the end is known is a grade of its own, apart from that of the
-- holding: end_grade is null while it is held, and null of an end that was recorded before there were grades of ends reads
-- as self-reported. end_executed_by said that it is gone, so that somebody else confirms it.
ALTER TABLE permission_grant
  ADD COLUMN removal_decided_at timestamptz,
  ADD COLUMN removal_decided_by uuid REFERENCES member,
  ADD COLUMN removal_due_on     date,
  ADD COLUMN removal_due_by     uuid REFERENCES member,
  ADD COLUMN end_grade          text,
  ADD COLUMN end_executed_by    uuid REFERENCES member,
  ADD COLUMN end_confirmed_by   uuid REFERENCES member,
  ADD COLUMN end_evidence       text NOT NULL DEFAULT '';

-- Lines from before satisfy these: all of the new columns are empty. Not reading them keeps the table open meanwhile.
ALTER TABLE permission_grant
  ADD CONSTRAINT permission_grant_removal_decided CHECK (removal_decided_at IS NOT NULL
    OR (removal_decided_by IS NULL AND removal_due_on IS NULL AND removal_due_by IS NULL)) NOT VALID,
  ADD CONSTRAINT permission_grant_end_graded CHECK (end_grade IN ('verified', 'confirmed', 'self-reported')) NOT VALID,
  ADD CONSTRAINT permission_grant_end_ended CHECK (held_until IS NOT NULL OR (end_grade IS NULL AND end_executed_by IS NULL)) NOT VALID,
  ADD CONSTRAINT permission_grant_end_confirmed CHECK (end_confirmed_by IS NULL OR end_grade = 'confirmed') NOT VALID,
  ADD CONSTRAINT permission_grant_end_other CHECK (end_confirmed_by IS NULL
    OR (end_confirmed_by <> member_id AND end_confirmed_by IS DISTINCT FROM end_executed_by)) NOT VALID;

-- The open risks: decided and still held.
CREATE INDEX permission_grant_removal_open ON permission_grant (removal_decided_at)
  WHERE superseded_at IS NULL AND held_until IS NULL AND removal_decided_at IS NOT NULL;

-- +goose Up
-- Ends that nobody confirmed: those that stand so now, those that stood so until somebody confirmed or corrected them, and when
-- that was last.
CREATE INDEX permission_grant_end_open ON permission_grant (held_until DESC, grant_id DESC)
  WHERE held_until IS NOT NULL AND coalesce(end_grade, 'self-reported') = 'self-reported' AND superseded_at IS NULL;
CREATE INDEX permission_grant_end_was_open ON permission_grant (held_until DESC, grant_id DESC)
  WHERE held_until IS NOT NULL AND coalesce(end_grade, 'self-reported') = 'self-reported' AND superseded_at IS NOT NULL;
CREATE INDEX permission_grant_end_closed ON permission_grant (superseded_at)
  WHERE held_until IS NOT NULL AND coalesce(end_grade, 'self-reported') = 'self-reported' AND superseded_at IS NOT NULL;

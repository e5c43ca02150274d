-- +goose Up
-- The trail is read by time, the newest first, whatever it is narrowed by: each index ends in (at, id), so that a page is the
-- first entries of one of them however many events there are, and a span of time is a stretch of the same index.
DROP INDEX event_subject;
DROP INDEX event_member;
DROP INDEX event_team;
DROP INDEX event_actor;
DROP INDEX event_action;
CREATE INDEX event_subject ON event (subject_id, at, id);
-- A lead reads the people of their teams, sign-ins aside: the action stands in the index.
CREATE INDEX event_member ON event (member_id, at, id) INCLUDE (action) WHERE member_id IS NOT NULL;
CREATE INDEX event_team ON event (team_id, at, id) INCLUDE (action) WHERE team_id IS NOT NULL;
CREATE INDEX event_actor ON event (actor_id, at, id) WHERE actor_id IS NOT NULL;
CREATE INDEX event_actor_kind ON event (actor_kind, at, id) WHERE actor_kind <> 'member';
CREATE INDEX event_action ON event (action, at, id);
CREATE INDEX event_grade ON event (grade, at, id) WHERE grade IS NOT NULL;
CREATE INDEX event_refused ON event (at, id) WHERE refused;
CREATE INDEX event_request ON event (request_id, at, id) WHERE request_id <> '';

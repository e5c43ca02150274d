package oauthapp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

const maxReference = 200

// SubmitRequest says that a draft was sent.
type SubmitRequest struct {
	AppID, RequestID string
	Version          int
	// Day is when it was sent, as 2026-06-16; not in the future, not before the app was registered.
	Day string
	// Reference is what the vendor gave to find it again; may be empty.
	Reference string
}

// SubmitRequest records that a draft was sent to the vendor and freezes its text with a hash. Kinds: Invalid, NotFound,
// Forbidden, Conflict when it is no draft any more or while something that is required is missing.
func (s *Service) SubmitRequest(ctx context.Context, actor access.Actor, in SubmitRequest) error {
	in.Reference = strings.TrimSpace(in.Reference)
	sent, problems := s.readDay("day", in.Day, actor)
	if utf8.RuneCountInString(in.Reference) > maxReference {
		problems.Add("reference", fmt.Sprintf("Write it in at most %d characters.", maxReference))
	}
	ref := requestRef{in.AppID, in.RequestID, in.Version}
	return s.changeRequest(ctx, actor, audit.RequestSubmitted, ref, mayWrite, func(c *requestChange) error {
		if err := c.must(Draft); err != nil {
			return err
		}
		if err := problems.Err(); err != nil {
			return err
		}
		known, err := readyFacts(ctx, c.tx, c.app)
		if err != nil {
			return err
		}
		if err := mustBeReady(known); err != nil {
			return err
		}
		if len(c.Accounts) == 0 {
			return apperr.New(apperr.Conflict, "The request names no account. Name at least one in the draft.")
		}
		if s.tooEarly(actor, sent, c.app.CreatedOn) {
			return apperr.Field("day", "The app was registered on "+day(c.app.CreatedOn)+" only.")
		}
		if last := lastDecided(c.all); s.tooEarly(actor, sent, last) {
			return apperr.Field("day", "The attempt before was decided on "+day(last)+".")
		}
		sum := sha256.Sum256([]byte(c.Body))
		after := requestEventOf(in.AppID, c.Request, Submitted)
		after.Day, after.SHA256 = in.Day, hex.EncodeToString(sum[:])
		c.entry.After, c.entry.Grade = after, SelfReported
		return submitRequest(ctx, c.tx, c.Request, sent, actor.ID, s.now(), in.Reference, sum[:])
	})
}

// readDay reads a day of a form; what is wrong with it stands beside the named field.
func (s *Service) readDay(field, text string, actor access.Actor) (time.Time, apperr.Fields) {
	var problems apperr.Fields
	read, sentence := readDay(text, zone(actor), s.now())
	if sentence != "" {
		problems.Add(field, sentence)
	}
	return read, problems
}

// tooEarly says that a day lies before the one that it follows. The actor's today never does: whoever wrote the other day may
// live where it is tomorrow already.
func (s *Service) tooEarly(actor access.Actor, on, after time.Time) bool {
	return on.Before(after) && !on.Equal(dateOf(s.now(), zone(actor)))
}

func lastDecided(all []Request) time.Time {
	var last time.Time
	for _, r := range all {
		if r.DecidedOn.After(last) {
			last = r.DecidedOn
		}
	}
	return last
}

// WithdrawRequest takes an open request back. Kinds: NotFound, Forbidden, Conflict when it is decided or withdrawn.
func (s *Service) WithdrawRequest(ctx context.Context, actor access.Actor, appID, requestID string, version int) error {
	return s.changeRequest(ctx, actor, audit.RequestWithdrawn, requestRef{appID, requestID, version}, mayWrite, func(c *requestChange) error {
		if err := c.must(Draft, Submitted, Contacted); err != nil {
			return err
		}
		c.entry.After = requestEventOf(appID, c.Request, Withdrawn)
		_, err := queries(c.tx).RequestWithdraw(ctx, c.ID, int32(c.Version), ptr(s.now()))
		return err
	})
}

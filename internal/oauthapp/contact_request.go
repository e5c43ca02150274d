package oauthapp

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// ContactRequest is one line for the log of contacts about a request.
type ContactRequest struct {
	AppID, RequestID string
	Version          int
	// Day is when it was, as 2026-06-16; not before the request was sent and not in the future.
	Day string
	// Contact is who at the vendor; it may be empty for what we wrote.
	Contact string
	// Words are what was written or said; they may be empty for what came from the vendor, and not for ours.
	Words string
	// Ours says that we wrote to the vendor.
	Ours bool
}

// ContactRequest adds a line to the log: the vendor's, which makes a submitted request a contacted one, or ours. Kinds:
// Invalid, NotFound, Forbidden, Conflict for a request that does not wait for the vendor.
func (s *Service) ContactRequest(ctx context.Context, actor access.Actor, in ContactRequest) error {
	in.Contact, in.Words = strings.TrimSpace(in.Contact), strings.TrimSpace(in.Words)
	on, problems := s.readDay("day", in.Day, actor)
	in.check(&problems)
	what, ref := audit.RequestContacted, requestRef{in.AppID, in.RequestID, in.Version}
	if in.Ours {
		what = audit.RequestAnswered
	}
	return s.changeRequest(ctx, actor, what, ref, mayReport, func(c *requestChange) error {
		if err := c.must(Submitted, Contacted); err != nil {
			return err
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if err := s.notBefore(actor, c, on, false); err != nil {
			return err
		}
		line := Contact{ID: postgres.NewID(), On: on, FromVendor: !in.Ours, Who: in.Contact, Words: in.Words, RecordedAt: s.now()}
		if err := insertContact(ctx, c.tx, c.ID, line, actor.ID); err != nil {
			return err
		}
		state := c.was
		if line.FromVendor {
			state = Contacted
			if err := contactRequest(ctx, c.tx, c.Request, on, in.Contact); err != nil {
				return err
			}
		}
		after := requestEventOf(in.AppID, c.Request, state)
		after.Day = in.Day
		c.entry.After, c.entry.Grade = after, weakest(actor, c)
		return nil
	})
}

func (in ContactRequest) check(problems *apperr.Fields) {
	if n := utf8.RuneCountInString(in.Contact); n > maxReference || n == 0 && !in.Ours {
		problems.Add("contact", "Say who from Avaya made contact.")
	}
	switch n := utf8.RuneCountInString(in.Words); {
	case n == 0 && in.Ours:
		problems.Add("words", "Say what you wrote.")
	case n > maxWords:
		problems.Add("words", fmt.Sprintf("Say it in at most %d characters.", maxWords))
	}
}

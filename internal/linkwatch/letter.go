package linkwatch

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// Letter tells a lead which links do not answer: all that are due to them at once.
type Letter struct {
	MemberID, Name, Email, TimeZone string
	Links                           []DeadLink
}

// DeadLink is a link that does not answer.
type DeadLink struct {
	URL, Host string
	Since     time.Time
}

// maxTries is how often a letter that the mail server does not take is tried.
const maxTries = 5

// outcome is what became of a letter.
type outcome struct {
	state       string
	again, sent time.Time
}

// MailNext gives the next letter that is due to send, and records what came of it; false when none is due. A lead hears of each
// outage once: of one that is over before its letter goes, never. A letter to a mail server that died in the middle may go again.
func (s *Service) MailNext(ctx context.Context, send func(context.Context, Letter) error) (bool, error) {
	found := false
	err := s.log.DB().Write(ctx, func(tx pgx.Tx) error {
		now := s.now()
		letter, outages, tries, err := dueLetters(ctx, tx, now)
		if err != nil || len(outages) == 0 {
			return err
		}
		found = true
		return letterDone(ctx, tx, letter.MemberID, outages, judge(send(ctx, letter), now, tries+1))
	})
	return found, err
}

func judge(err error, now time.Time, try int) outcome {
	var lasting interface{ Permanent() bool }
	switch {
	case err == nil:
		return outcome{state: "sent", sent: now}
	case errors.As(err, &lasting) && lasting.Permanent():
		return outcome{state: "refused"}
	case try >= maxTries:
		return outcome{state: "given up"}
	}
	return outcome{state: "due", again: now.Add(time.Minute << try)}
}

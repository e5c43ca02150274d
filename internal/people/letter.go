package people

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
)

// Letter is what an invitation's mail says.
type Letter struct {
	InvitationID string
	Email        string
	Name         string
	Role         Role
	TeamID       string
	TeamName     string
	InvitedBy    string
	ExpiresAt    time.Time
	Token        string
}

// maxTries is how often a letter is tried while the mail server is only out of order for now.
const maxTries = 6

type outcome struct {
	sentAt  *time.Time
	problem string
	again   *time.Time
	word    string
}

// mailEvent is what the trail keeps of a letter.
type mailEvent struct {
	Outcome string `json:"outcome"`
	Try     int32  `json:"try"`
}

// MailNext sends the next letter that is due by send and records what became of it; false when none is due. The token is made
// here and exists in the letter only. The letter leaves before the commit: a process that dies between the two sends it a
// second time, never zero times. An error of send with Permanent() true is not tried again.
func (s *Service) MailNext(ctx context.Context, send func(context.Context, Letter) error) (bool, error) {
	found := false
	err := s.log.Change(ctx, access.SystemActor(), audit.InvitationMailed, func(tx *audit.Tx) (audit.Entry, error) {
		now := s.clock()
		letter, tries, err := dueInvitation(ctx, tx, now)
		if errors.Is(err, pgx.ErrNoRows) {
			return audit.Entry{}, audit.ErrNoChange
		}
		if err != nil {
			return audit.Entry{}, err
		}
		found = true
		token, hash := NewToken()
		letter.Token = token
		o := judge(send(ctx, letter), now, tries+1)
		entry := audit.Entry{
			Subject: audit.Subject{Kind: "invitation", ID: letter.InvitationID}, TeamID: letter.TeamID,
			After: mailEvent{o.word, tries + 1},
		}
		return entry, recordMailed(ctx, tx, letter.InvitationID, hash, o)
	})
	return found, err
}

// judge decides what a result of sending means for the letter.
func judge(err error, now time.Time, try int32) outcome {
	if err == nil {
		return outcome{sentAt: &now, word: "sent"}
	}
	var lasting interface{ Permanent() bool }
	if errors.As(err, &lasting) && lasting.Permanent() {
		return outcome{problem: "The mail server refused the address.", word: "refused"}
	}
	if try >= maxTries {
		return outcome{problem: "The mail server could not be reached.", word: "given up"}
	}
	again := now.Add(time.Minute << try)
	return outcome{problem: "The mail server did not take it yet.", again: &again, word: "later"}
}

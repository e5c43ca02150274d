package notify

import (
	"context"
	"fmt"
	netmail "net/mail"
	"time"

	"portico/internal/audit"
)

// CheckpointMail brings checkpoints of the trail to a named auditor, whose mailbox is out of the reach of whoever runs the
// database. A letter an hour or a day is enough: each checkpoint covers all before it, and nobody keeps 144 letters a day.
type CheckpointMail struct {
	mailer Mailer
	to     *netmail.Address
	every  time.Duration
	host   string
	key    string
}

// CheckpointMail makes the way to an auditor at address ("Ada <ada@acme.example>"), once in every so long at most; key is the
// verifying key, which each letter repeats. It fails for what is no address.
func (p *Post) CheckpointMail(address string, every time.Duration, key string) (*CheckpointMail, error) {
	to, err := netmail.ParseAddress(address)
	if err != nil {
		return nil, fmt.Errorf("read the address of the auditor: %w", err)
	}
	return &CheckpointMail{mailer: p.mailer, to: to, every: every, host: p.host(), key: key}, nil
}

// Target names the mailbox.
func (m *CheckpointMail) Target() string { return "mail to " + m.to.Address }

// Every is how often a letter goes at most.
func (m *CheckpointMail) Every() time.Duration { return m.every }

// Publish sends one letter with the checkpoint in it as it is.
func (m *CheckpointMail) Publish(ctx context.Context, c audit.Signed) error {
	name := m.to.Name
	if name == "" {
		name = m.to.Address
	}
	letter, err := write("checkpoint", Mail{To: m.to.Address, Name: m.to.Name}, letter{
		Name: name, Host: m.host, Note: c.Note, Size: c.Size, Until: until(c.At), Key: m.key,
	})
	if err != nil {
		return err
	}
	return m.mailer.Send(ctx, letter)
}

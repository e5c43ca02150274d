package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
)

// SMTP says how the mail server is reached.
type SMTP struct {
	Host     string
	Port     int
	User     string
	Password string
	// From is who letters come from: "Portico <portico@acme.example>".
	From string
	// TLS is "starttls" (required), "tls" (from the first byte) or "none".
	TLS string
}

// patience is how long the mail server may take for each of three stretches: to let us in, to take the letter, to say goodbye.
// The database holds a row for as long as all three and ends what is idle for 20 seconds, so they stay well below that.
const patience = 5 * time.Second

// Server is the Mailer that speaks SMTP.
type Server struct {
	client *mail.Client
	from   *netmail.Address
	name   string
}

// Name is the server for the health page: "smtp.acme.example:587, starttls".
func (s *Server) Name() string { return s.name }

// NewServer makes a Mailer for a mail server. Nothing is sent yet. trust adds certificates to those of the machine; nil adds
// none.
func NewServer(s SMTP, trust *tls.Config) (*Server, error) {
	from, err := netmail.ParseAddress(s.From)
	if err != nil {
		return nil, fmt.Errorf("read the sender of mails %q: %w", s.From, err)
	}
	options := []mail.Option{mail.WithPort(s.Port), mail.WithTimeout(patience)}
	switch s.TLS {
	case "tls":
		options = append(options, mail.WithSSL())
	case "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if trust != nil {
		options = append(options, mail.WithTLSConfig(trust))
	}
	if s.User != "" {
		auth := mail.SMTPAuthAutoDiscover
		if s.TLS == "none" {
			auth = mail.SMTPAuthPlainNoEnc // whoever turned encryption off has asked for it
		}
		options = append(options, mail.WithSMTPAuth(auth), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	client, err := mail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("set up the mail server: %w", err)
	}
	return &Server{client: client, from: from, name: s.Host + ":" + strconv.Itoa(s.Port) + ", " + s.TLS}, nil
}

// Send hands one letter to the mail server, in 15 seconds at most. A server that took the letter and is slow or rude afterwards
// has taken it: to say otherwise would send it again.
func (s *Server) Send(ctx context.Context, m Mail) error {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.FromFormat(s.from.Name, s.from.Address); err != nil {
		return fmt.Errorf("write the sender: %w", err)
	}
	if err := msg.AddToFormat(m.Name, m.To); err != nil {
		return refused{fmt.Errorf("write the address: %w", err)}
	}
	msg.Subject(m.Subject)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetDate()
	msg.SetMessageID()
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	err := s.client.DialAndSendWithContext(ctx, msg)
	if msg.IsDelivered() {
		return nil
	}
	var failed *mail.SendError
	if errors.As(err, &failed) && !failed.IsTemp() && failed.ErrorCode() >= 500 {
		return refused{err}
	}
	if err != nil {
		return fmt.Errorf("hand a letter to the mail server: %w", err)
	}
	return nil
}

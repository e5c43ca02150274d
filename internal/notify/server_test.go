package notify_test

import (
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// mailbox is a real SMTP server in this process. It refuses addresses that begin with "refused" for good, and those that
// begin with "later" for now.
type mailbox struct {
	mu      sync.Mutex
	letters []received
	port    int
	// user, when set, has to sign in with the password "letterbox".
	user string
}

type received struct{ from, to, body string }

func newMailbox(t *testing.T, user string) *mailbox {
	t.Helper()
	box := &mailbox{user: user}
	server := smtp.NewServer(box)
	server.Domain, server.AllowInsecureAuth = "localhost", true
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	box.port = listener.Addr().(*net.TCPAddr).Port
	go func() { _ = server.Serve(listener) }() // ends with Close
	t.Cleanup(func() { _ = server.Close() })
	return box
}

func (b *mailbox) all() []received {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]received{}, b.letters...)
}

// NewSession implements smtp.Backend.
func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &visit{box: b}, nil }

type visit struct {
	box     *mailbox
	letter  received
	allowed bool
}

func (v *visit) AuthMechanisms() []string { return []string{sasl.Plain} }

func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != v.box.user || password != "letterbox" {
			return errors.New("wrong user or password")
		}
		v.allowed = true
		return nil
	}), nil
}

func (v *visit) Mail(from string, _ *smtp.MailOptions) error {
	if v.box.user != "" && !v.allowed {
		return smtp.ErrAuthRequired
	}
	v.letter.from = from
	return nil
}

func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	switch {
	case strings.HasPrefix(to, "refused"):
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such person"}
	case strings.HasPrefix(to, "later"):
		return &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 2, 0}, Message: "try later"}
	}
	v.letter.to = to
	return nil
}

func (v *visit) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	v.letter.body = string(body)
	v.box.mu.Lock()
	v.box.letters = append(v.box.letters, v.letter)
	v.box.mu.Unlock()
	return err
}

func (v *visit) Reset()        { v.letter = received{} }
func (v *visit) Logout() error { return nil }

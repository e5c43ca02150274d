package notify_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/notify"
	"portico/internal/people"
	"portico/internal/signin"
	"portico/internal/testdb"
)

// slowServer speaks SMTP as far as it goes and then holds the line without another word: before the greeting, or once it has
// taken a letter. It gives its port, and a channel on which it says that it fell silent.
func slowServer(t *testing.T, takesLetters bool) (port int, silent chan struct{}) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	silent = make(chan struct{}, 20)
	over := make(chan struct{})
	t.Cleanup(func() { close(over); _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				if takesLetters {
					takeOne(conn)
				}
				silent <- struct{}{}
				<-over
			}()
		}
	}()
	return listener.Addr().(*net.TCPAddr).Port, silent
}

func takeOne(conn net.Conn) {
	fmt.Fprint(conn, "220 slow\r\n")
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		switch word, _, _ := strings.Cut(lines.Text(), " "); word {
		case "DATA":
			fmt.Fprint(conn, "354 go on\r\n")
			for lines.Scan() && lines.Text() != "." {
				continue
			}
			fmt.Fprint(conn, "250 taken\r\n")
			return
		default:
			fmt.Fprint(conn, "250 slow\r\n")
		}
	}
}

func slowPost(t *testing.T, port int) (*notify.Post, *people.Service, func(query string) string) {
	t.Helper()
	trail := testdb.NewLog(t)
	p := people.New(trail, time.Now, people.Config{Edition: "zang-2020", Mails: true})
	s := signin.New(trail, p, time.Now, signin.Config{Mails: true})
	mailer, err := notify.NewServer(notify.SMTP{Host: "127.0.0.1", Port: port, From: "portico@acme.example", TLS: "none"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(query string) (text string) {
		t.Helper()
		if err := trail.DB().Pool().QueryRow(context.WithoutCancel(t.Context()), query).Scan(&text); err != nil {
			t.Fatal(err)
		}
		return text
	}
	return notify.NewPost(p, s, mailer, "https://portico.acme.example"), p, ask
}

func invite(t *testing.T, p *people.Service) {
	t.Helper()
	if _, err := p.Invite(t.Context(), access.OperatorActor(), people.Invite{Email: "a@acme.example", Role: people.Auditor}); err != nil {
		t.Fatal(err)
	}
}

// The database ends a transaction that is idle for 20 seconds: the letter would be neither recorded nor put off.
func TestAServerThatAcceptsAndNeverAnswersIsGivenUpInTimeAndTriedLater(t *testing.T) {
	t.Parallel()
	port, _ := slowServer(t, false)
	post, p, ask := slowPost(t, port)
	invite(t, p)
	begun := time.Now()
	if n, err := post.SendDue(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d letters, %v", n, err)
	}
	if took := time.Since(begun); took > 16*time.Second {
		t.Errorf("it took %s", took)
	}
	if got := ask(`SELECT after::text FROM event WHERE action = 'invitation.mailed'`); !strings.Contains(got, "later") {
		t.Errorf("the trail says %s", got)
	}
	if got := ask(`SELECT (mail_due_at > now() + interval '1 minute')::text FROM invitation`); got != "true" {
		t.Error("the letter is tried again at once")
	}
}

func TestALetterThatWasTakenIsNotSentAgainBecauseTheGoodbyeFailed(t *testing.T) {
	t.Parallel()
	port, _ := slowServer(t, true)
	post, p, ask := slowPost(t, port)
	invite(t, p)
	if n, err := post.SendDue(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d letters, %v", n, err)
	}
	if got := ask(`SELECT after::text FROM event WHERE action = 'invitation.mailed'`); !strings.Contains(got, "sent") {
		t.Errorf("the trail says %s", got)
	}
}

func TestTheEndWaitsForTheLetterOnItsWay(t *testing.T) {
	t.Parallel()
	port, silent := slowServer(t, true)
	post, p, ask := slowPost(t, port)
	invite(t, p)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); post.Run(ctx, slog.New(slog.DiscardHandler)) }()
	<-silent
	stop()
	<-ended
	if got := ask(`SELECT count(*)::text FROM event WHERE action = 'invitation.mailed' AND after::text LIKE '%sent%'`); got != "1" {
		t.Errorf("%s letters are recorded as sent, want 1", got)
	}
}

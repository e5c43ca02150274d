package notify_test

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/notify"
	"portico/internal/people"
	"portico/internal/postgres"
	"portico/internal/signin"
	"portico/internal/testdb"
)

// read takes a mail apart into its header and its text and HTML parts.
func read(t *testing.T, raw string) (mail.Header, string, string) {
	t.Helper()
	msg, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %q, %v", kind, err)
	}
	var bodies []string
	parts := multipart.NewReader(msg.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, part.Header.Get("Content-Type")+"\n"+string(body))
	}
	if len(bodies) != 2 || !strings.HasPrefix(bodies[0], "text/plain") || !strings.HasPrefix(bodies[1], "text/html") {
		t.Fatalf("parts are %q", bodies)
	}
	return msg.Header, bodies[0], bodies[1]
}

func server(t *testing.T, box *mailbox, password string) *notify.Server {
	t.Helper()
	s, err := notify.NewServer(notify.SMTP{
		Host: "127.0.0.1", Port: box.port, User: box.user, Password: password, From: "Portico <portico@acme.example>", TLS: "none",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestALetterArrivesAsTextAndAsHTML(t *testing.T) {
	box := newMailbox(t, "portico")
	letter := notify.Mail{To: "ann@acme.example", Name: "Ann Ünal", Subject: "Hello\r\nBcc: all@acme.example", Text: "text", HTML: "<p>html</p>"}
	if err := server(t, box, "letterbox").Send(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	got := box.all()
	if len(got) != 1 || got[0].from != "portico@acme.example" || got[0].to != "ann@acme.example" {
		t.Fatalf("got %+v", got)
	}
	header, text, html := read(t, got[0].body)
	if header.Get("Bcc") != "" || header.Get("Auto-Submitted") != "auto-generated" || header.Get("User-Agent") != "" || header.Get("Message-Id") == "" {
		t.Errorf("the header is %v", header)
	}
	if !strings.HasSuffix(strings.TrimSpace(text), "text") || !strings.Contains(html, "<p>html</p>") {
		t.Errorf("got %q and %q", text, html)
	}
	var lasting interface{ Permanent() bool }
	if err := server(t, box, "wrong").Send(t.Context(), letter); err == nil || len(box.all()) != 1 {
		t.Errorf("a wrong password was taken: %v", err)
	}
	if err := server(t, box, "letterbox").Send(t.Context(), notify.Mail{To: "ann@acme.example\r\nRCPT TO:<x@y.example>"}); !errors.As(err, &lasting) {
		t.Errorf("an address of two lines gave %v", err)
	}
}

func TestARefusedAddressIsToldFromAServerThatIsBusy(t *testing.T) {
	box := newMailbox(t, "")
	var lasting interface{ Permanent() bool }
	err := server(t, box, "").Send(t.Context(), notify.Mail{To: "refused@acme.example", Subject: "s", Text: "t", HTML: "h"})
	if !errors.As(err, &lasting) || !lasting.Permanent() {
		t.Errorf("a refused address gave %v", err)
	}
	lasting = nil
	err = server(t, box, "").Send(t.Context(), notify.Mail{To: "later@acme.example", Subject: "s", Text: "t", HTML: "h"})
	if err == nil || errors.As(err, &lasting) {
		t.Errorf("a busy server gave %v", err)
	}
	closed := newMailbox(t, "")
	closed.port = 1
	if err := server(t, closed, "").Send(t.Context(), notify.Mail{To: "a@acme.example"}); err == nil || errors.As(err, &lasting) {
		t.Errorf("a server that is not there gave %v", err)
	}
}

func TestEncryptionIsNotGivenUpSilently(t *testing.T) {
	box := newMailbox(t, "")
	for _, mode := range []string{"starttls", "tls", ""} {
		s, err := notify.NewServer(notify.SMTP{Host: "127.0.0.1", Port: box.port, From: "portico@acme.example", TLS: mode}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Send(t.Context(), notify.Mail{To: "a@acme.example", Subject: "s", Text: "t", HTML: "h"}); err == nil {
			t.Errorf("%q: a letter went to a server without encryption", mode)
		}
	}
	if len(box.all()) != 0 {
		t.Error("a letter arrived in the clear")
	}
	if _, err := notify.NewServer(notify.SMTP{Host: "h", Port: 25, From: "not an address"}, nil); err == nil {
		t.Error("a sender that is no address was taken")
	}
}

var link = regexp.MustCompile(`https://portico\.acme\.example/(invitations|reset)/([A-Za-z0-9_-]{43})`)

func TestInvitationsAndResetsGoOutAndTheirLinksWork(t *testing.T) {
	ctx, box, trail := t.Context(), newMailbox(t, ""), testdb.NewLog(t)
	now := func() time.Time { return time.Now() }
	p := people.New(trail, now, people.Config{Edition: "zang-2020", Mails: true})
	s := signin.New(trail, p, now, signin.Config{Mails: true})
	post := notify.NewPost(p, s, server(t, box, ""), "https://portico.acme.example/")
	team, err := p.CreateTeam(ctx, access.OperatorActor(), `Pay<b>ments & "Co"`)
	if err != nil {
		t.Fatal(err)
	}
	for _, email := range []string{"chloe@acme.example", "refused@acme.example"} {
		_, err := p.Invite(ctx, access.OperatorActor(), people.Invite{Name: "Chloé <script>", Email: email, Role: people.Developer, TeamID: team.ID})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n, err := post.SendDue(ctx); err != nil || n != 2 {
		t.Fatalf("looked at %d letters, %v", n, err)
	}
	if len(box.all()) != 1 {
		t.Fatalf("%d letters arrived, want 1", len(box.all()))
	}
	header, text, html := read(t, box.all()[0].body)
	subject, err := new(mime.WordDecoder).DecodeHeader(header.Get("Subject"))
	if err != nil || !strings.Contains(subject, `Pay<b>ments & "Co" on Portico`) {
		t.Errorf("the subject is %q, %v", subject, err)
	}
	if strings.Contains(html, "<script>") || strings.Contains(html, "Pay<b>") || !strings.Contains(html, "&lt;script&gt;") {
		t.Errorf("what people wrote is not escaped:\n%s", html)
	}
	inText, inHTML := link.FindStringSubmatch(text), link.FindStringSubmatch(html)
	if len(inText) != 3 || len(inHTML) != 3 || inText[2] != inHTML[2] {
		t.Fatalf("the link is missing:\n%s\n%s", text, html)
	}
	if _, err := s.AcceptInvitation(ctx, access.AnonymousActor(), signin.Accept{Token: inText[2], Name: "Chloé", Password: "marble gutter teapot violin"}); err != nil {
		t.Fatalf("the mailed link does not work: %v", err)
	}
	if err := s.AskReset(ctx, "chloe@acme.example", "198.51.100.7"); err != nil {
		t.Fatal(err)
	}
	if _, err := post.SendDue(ctx); err != nil {
		t.Fatal(err)
	}
	_, text, _ = read(t, box.all()[1].body)
	found := link.FindStringSubmatch(text)
	if len(found) != 3 || found[1] != "reset" {
		t.Fatalf("the link is missing:\n%s", text)
	}
	if _, err := s.UseReset(ctx, access.AnonymousActor(), found[2], "ostrich lantern velvet 87"); err != nil {
		t.Errorf("the mailed link does not work: %v", err)
	}
	wantMailed(t, trail, `{"outcome":"sent","try":1}`, 1)
	wantMailed(t, trail, `{"outcome":"refused","try":1}`, 1)
}

func wantMailed(t *testing.T, trail *audit.Log, after string, n int) {
	t.Helper()
	var got int
	err := trail.DB().Pool().QueryRow(t.Context(), `SELECT count(*) FROM event WHERE action = 'invitation.mailed' AND after = $1`, after).Scan(&got)
	if err != nil || got != n {
		t.Errorf("%d events say %s, %v; want %d", got, after, err, n)
	}
}

func TestTwoProcessesSendALetterOnce(t *testing.T) {
	ctx, box, trail := t.Context(), newMailbox(t, ""), testdb.NewLog(t)
	p := people.New(trail, time.Now, people.Config{Edition: "zang-2020", Mails: true})
	s := signin.New(trail, p, time.Now, signin.Config{Mails: true})
	for range 8 {
		email := postgres.NewID() + "@acme.example"
		if _, err := p.Invite(ctx, access.OperatorActor(), people.Invite{Email: email, Role: people.Auditor}); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan error)
	for range 4 {
		go func() {
			_, err := notify.NewPost(p, s, server(t, box, ""), "https://portico.acme.example").SendDue(ctx)
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	to := map[string]int{}
	for _, l := range box.all() {
		to[l.to]++
	}
	if len(to) != 8 || len(box.all()) != 8 {
		t.Errorf("%d letters to %d people, want 8 to 8", len(box.all()), len(to))
	}
}

func TestWithoutAMailServerNothingIsDueAndNothingIsSent(t *testing.T) {
	var lasting interface{ Permanent() bool }
	if err := (notify.None{}).Send(t.Context(), notify.Mail{}); !errors.As(err, &lasting) || !lasting.Permanent() {
		t.Errorf("got %v", err)
	}
	trail := testdb.NewLog(t)
	p := people.New(trail, time.Now, people.Config{})
	s := signin.New(trail, p, time.Now, signin.Config{})
	made, err := p.Invite(t.Context(), access.OperatorActor(), people.Invite{Email: "a@acme.example", Role: people.Auditor})
	if err != nil || made.Token == "" {
		t.Fatalf("got %+v, %v", made, err)
	}
	if n, err := notify.NewPost(p, s, notify.None{}, "http://localhost").SendDue(t.Context()); n != 0 || err != nil {
		t.Errorf("%d letters were due, %v", n, err)
	}
}

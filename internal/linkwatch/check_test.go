package linkwatch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/outbound"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// vendorHosts are the hosts of the default edition.
var vendorHosts = []string{
	"loganstaging.esna.com", "onesnastaging.esna.com", "loganstagingapis.esna.com", "spaces.avayacloud.com", "accounts.avayacloud.com",
	"spacesapis.avayacloud.com", "onecare.avaya.com",
}

// world is a watch over one listener that stands for all hosts, and one beside it for the identity host.
type world struct {
	t       *testing.T
	log     *audit.Log
	watch   *Service
	now     time.Time
	others  *httptest.Server
	address string
	handler atomic.Pointer[http.HandlerFunc]
	server  *http.Server
}

func newWorld(t *testing.T, mails bool) *world {
	t.Helper()
	w := &world{t: t, log: testdb.NewLog(t), now: time.Date(2026, 5, 3, 9, 0, 0, 0, time.UTC)}
	w.others = httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(w.others.Close)
	w.serve(func(http.ResponseWriter, *http.Request) {})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.address = listener.Addr().String()
	w.start(listener)
	t.Cleanup(w.stop)
	editions, err := journey.Default()
	if err != nil {
		t.Fatal(err)
	}
	hosts := map[string]string{}
	for _, h := range vendorHosts {
		hosts[h] = w.others.URL
	}
	hosts["onesnastaging.esna.com"] = "http://" + w.address
	allow, err := outbound.ParseAllow([]string{"127.0.0.0/8"})
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return w.now }
	w.watch = New(w.log, now, outbound.New(outbound.Options{Allow: allow, Timeout: 2 * time.Second}), journey.New(w.log, now, editions.WithHosts(hosts)),
		Config{Pause: time.Millisecond, Mails: mails, Every: 15 * time.Minute})
	return w
}

// serve sets what the identity host answers.
func (w *world) serve(h http.HandlerFunc) { w.handler.Store(&h) }

func (w *world) start(l net.Listener) {
	w.server = &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { (*w.handler.Load())(rw, r) })}
	go func() { _ = w.server.Serve(l) }()
}

func (w *world) stop() { _ = w.server.Close() }

// again listens on the same address once more.
func (w *world) again() {
	w.t.Helper()
	l, err := net.Listen("tcp", w.address)
	if err != nil {
		w.t.Fatal(err)
	}
	w.start(l)
}

func (w *world) check() {
	w.t.Helper()
	w.now = w.now.Add(15 * time.Minute)
	if err := w.watch.Check(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// line is the identity host's.
func (w *world) line() Line {
	w.t.Helper()
	v, err := w.watch.Links(w.t.Context(), w.lead())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, l := range v.Lines {
		if l.URL == "http://"+w.address {
			return l
		}
	}
	w.t.Fatalf("the link is not watched: %+v", v.Lines)
	return Line{}
}

func (w *world) lead() access.Actor {
	return access.Actor{Kind: access.Member, ID: postgres.NewID(), Leads: []string{postgres.NewID()}}
}

func (w *world) count(query string, args ...any) int {
	w.t.Helper()
	var n int
	if err := w.log.DB().Pool().QueryRow(w.t.Context(), query, args...).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (w *world) events(action audit.Action) int {
	return w.count(`SELECT count(*) FROM event WHERE action = $1 AND actor_kind = 'system'`, string(action))
}

func TestLinksOfAStoppedHostAreDeadWithinOneRunAndWellAgainAfterTheNext(t *testing.T) {
	t.Parallel()
	w := newWorld(t, false)
	w.check()
	if l := w.line(); l.State != Well || !l.Asked || l.Status != 200 || len(l.Recent) != 1 {
		t.Fatalf("while it answers: %+v", l)
	}
	if n := w.events(audit.LinkRecovered) + w.events(audit.LinkDied); n != 0 {
		t.Errorf("the first good check made %d events", n)
	}
	w.stop()
	w.check()
	died := w.now
	if l := w.line(); l.State != Dead || !l.DeadSince.Equal(died) || l.Failure != failNoAnswer {
		t.Fatalf("while it is stopped: %+v", l)
	}
	w.check()
	if l := w.line(); !l.DeadSince.Equal(died) || w.events(audit.LinkDied) != 1 {
		t.Errorf("a second run: dead since %s, %d events", l.DeadSince, w.events(audit.LinkDied))
	}
	w.again()
	w.check()
	if l := w.line(); l.State != Well || !l.DeadSince.IsZero() || w.events(audit.LinkRecovered) != 1 || len(l.Recent) != 4 {
		t.Errorf("after it came back: %+v with %d events", l, w.events(audit.LinkRecovered))
	}
	if n := w.count(`SELECT count(*) FROM link_outage WHERE from_at = $1 AND until_at = $2`, died, w.now); n != 1 {
		t.Errorf("%d outages of that time", n)
	}
}

func TestOneGoodAnswerOfThreeIsEnough(t *testing.T) {
	t.Parallel()
	w := newWorld(t, false)
	var calls atomic.Int32
	w.serve(func(rw http.ResponseWriter, _ *http.Request) {
		if calls.Add(1) <= 4 { // HEAD and GET, twice
			rw.WriteHeader(http.StatusBadGateway)
		}
	})
	w.check()
	if l := w.line(); l.State != Well || calls.Load() != 5 {
		t.Errorf("%+v after %d calls", l, calls.Load())
	}
}

func TestAServerThatKnowsNoHeadIsAskedForThePage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, false)
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			rw.WriteHeader(http.StatusMethodNotAllowed)
		}
	})
	w.check()
	if l := w.line(); l.State != Well || l.Status != 200 {
		t.Errorf("%+v", l)
	}
}

func TestAnswersAreJudgedByWhatAPersonWouldFindThere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status   int
		location string
		want     State
		moved    string
	}{
		{status: 200, want: Well},
		{status: 401, want: Well},
		{status: 403, want: Well},
		{status: 429, want: Well},
		{status: 404, want: Dead},
		{status: 410, want: Dead},
		{status: 500, want: Dead},
		{status: 503, want: Dead},
		{status: 302, location: "/sign-in", want: Well},
		{status: 301, location: "https://other.example/x", want: Moved, moved: "other.example"},
		{status: 302, want: Well},
	} {
		site := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
			if c.location != "" {
				rw.Header().Set("Location", c.location)
			}
			rw.WriteHeader(c.status)
		}))
		allow, _ := outbound.ParseAllow([]string{"127.0.0.1"})
		s := New(nil, time.Now, outbound.New(outbound.Options{Allow: allow}), nil, Config{Tries: 1})
		if r := s.ask(t.Context(), Target{URL: site.URL}); r.state != c.want || r.movedTo != c.moved || r.status != c.status {
			t.Errorf("%d to %q: %+v", c.status, c.location, r)
		}
		if r := s.ask(t.Context(), Target{URL: site.URL, HostOnly: true}); c.status == 404 && r.state != Well {
			t.Errorf("a host that answers with 404 is there: %+v", r)
		}
		site.Close()
	}
}

func TestAFailureIsKeptAsAKindAndNeverInItsWords(t *testing.T) {
	t.Parallel()
	tls := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	tls.Config.ErrorLog = nil
	defer tls.Close()
	allow, _ := outbound.ParseAllow([]string{"127.0.0.1", "169.254.1.0/24"})
	s := New(nil, time.Now, outbound.New(outbound.Options{Allow: allow, Timeout: 300 * time.Millisecond}), nil, Config{Tries: 1})
	for address, want := range map[string]string{
		"http://10.1.2.3/?secret=x": failRefused, "http://me:secret@127.0.0.1/": failRefused, tls.URL: failCertificate, "http://127.0.0.1:1/": failNoAnswer, "http://[": failAddress,
	} {
		if r := s.ask(t.Context(), Target{URL: address}); r.state != Dead || r.failure != want {
			t.Errorf("%s: %+v, want %s", address, r, want)
		}
	}
}

func TestARedirectToAnotherHostIsAnEventOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, false)
	w.check()
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, "https://new.example/", http.StatusFound)
	})
	w.check()
	w.check()
	if l := w.line(); l.State != Moved || l.MovedTo != "new.example" || w.events(audit.LinkMoved) != 1 {
		t.Errorf("%+v with %d events", l, w.events(audit.LinkMoved))
	}
	if n := w.count(`SELECT count(*) FROM link_outage`); n != 0 {
		t.Errorf("a redirect made %d outages", n)
	}
}

func TestAReplacedHostIsAskedInsteadAndTheOldOutageEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, false)
	w.stop()
	w.check()
	member := w.member("lead", "Helen Okafor")
	actor := access.Actor{Kind: access.Member, ID: member, Leads: []string{postgres.NewID()}}
	if err := w.watch.journeys.ReplaceLink(t.Context(), actor, journey.ReplaceLink{Old: w.address, New: "new.example.com"}); err != nil {
		t.Fatal(err)
	}
	all, _, err := w.watch.targets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, target := range all {
		found = found || target.URL == "https://new.example.com"
		if target.Host == w.address {
			t.Errorf("the old host is still asked: %+v", target)
		}
	}
	if !found {
		t.Errorf("the new host is not asked: %+v", all)
	}
	if err := w.watch.finish(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	if n := w.count(`SELECT count(*) FROM link_outage WHERE until_at IS NULL AND host = $1`, w.address); n != 0 {
		t.Error("the clock of those who waited still stands")
	}
}

func (w *world) member(role, name string) string {
	w.t.Helper()
	id, team := postgres.NewID(), postgres.NewID()
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO member (id, name, email, email_key) VALUES ($1::uuid, $2, $1::text || '@acme.example', $1::text || '@acme.example')`, []any{id, name}},
		{`INSERT INTO team (id, slug, name) VALUES ($1::uuid, 't-' || $1::text, 'Payments')`, []any{team}},
		{`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, $3, $4)`, []any{postgres.NewID(), id, role, team}},
	} {
		if _, err := w.log.DB().Pool().Exec(w.t.Context(), q.sql, q.args...); err != nil {
			w.t.Fatal(err)
		}
	}
	return id
}

func TestEachLeadGetsOneLetterForOneDeathAndNoneForOneThatIsOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, true)
	helen, kenji := w.member("lead", "Helen Okafor"), w.member("lead", "Kenji Mori")
	w.member("developer", "Omar Haddad")
	w.check()
	w.stop()
	w.check()
	w.check()
	told := map[string]int{}
	down := true
	send := func(_ context.Context, l Letter) error {
		if down {
			down = false
			return errors.New("the mail server is away")
		}
		told[l.MemberID]++
		if len(l.Links) != 1 || !strings.Contains(l.Links[0].Host, w.address) {
			t.Errorf("the letter says %+v", l.Links)
		}
		return nil
	}
	drain := func() {
		for range 10 {
			if found, err := w.watch.MailNext(t.Context(), send); err != nil {
				t.Fatal(err)
			} else if !found {
				return
			}
		}
		t.Fatal("letters without end")
	}
	drain()
	w.now = w.now.Add(time.Hour)
	drain()
	drain()
	if len(told) != 2 || told[helen] != 1 || told[kenji] != 1 {
		t.Errorf("told %v", told)
	}
	w.again()
	w.check()
	w.stop()
	w.check()
	w.again()
	w.check() // The second death is over before its letter goes.
	drain()
	if told[helen] != 1 {
		t.Errorf("Helen was told of what is over: %d letters", told[helen])
	}
}

// queue is where a check is put in tests.
type queue struct{ asked int }

func (q *queue) Ask(context.Context, pgx.Tx, string) (bool, error) { q.asked++; return true, nil }

func TestALeadHasLinksCheckedNowAndADeveloperDoesNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t, false)
	q := &queue{}
	w.watch.WorkIn(q)
	helen := w.member("lead", "Helen Okafor")
	if err := w.watch.AskCheck(t.Context(), access.Actor{Kind: access.Member, ID: helen, Leads: []string{postgres.NewID()}}); err != nil {
		t.Fatal(err)
	}
	omar := access.Actor{Kind: access.Member, ID: w.member("developer", "Omar Haddad"), Develops: []string{postgres.NewID()}}
	if err := w.watch.AskCheck(t.Context(), omar); !apperr.Is(err, apperr.Forbidden) || q.asked != 1 {
		t.Errorf("a developer: %v, asked %d times", err, q.asked)
	}
	if _, err := w.watch.Links(t.Context(), omar); err == nil {
		t.Error("a developer reads the health of links")
	}
}

func TestTwoRunsAtOnceMakeOneDeath(t *testing.T) {
	t.Parallel()
	w := newWorld(t, false)
	w.check()
	w.stop()
	done := make(chan error, 4)
	for range 4 {
		go func() { done <- w.watch.Check(context.Background()) }()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := w.events(audit.LinkDied); n != 1 {
		t.Errorf("%d deaths of one link", n)
	}
}

func TestStepsAreNamedAsPeopleSayThem(t *testing.T) {
	for want, steps := range map[string][]int{"": nil, "Step 3": {3}, "Steps 3 and 4": {4, 3}, "Steps 3 to 5": {3, 4, 5}, "Steps 1, 4 and 7": {1, 4, 7}} {
		if got := (Use{Steps: steps}).String(); got != want {
			t.Errorf("%v is %q, want %q", steps, got, want)
		}
	}
}

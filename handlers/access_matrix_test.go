package handlers

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"portico/internal/postgres"
)

var updateMatrix = flag.Bool("update", false, "write testdata/access.txt anew; read the difference before it lands")

const matrixFile = "testdata/access.txt"

// The people who ask, and the three things they ask for: of their own team (dev's; dev2 is beside them), of another team
// (otherdev's), and of nobody.
var (
	askers = []string{"anonymous", "dev", "dev2", "lead", "auditor", "admin", "disabled"}
	places = []string{"own", "other", "missing"}
)

// TestEveryRouteAnswersEveryRoleAsReviewed asks every route of the URL map as every role, for its own team's things, for
// another team's and for things that do not exist, and compares the statuses with the reviewed file. A route that is not in
// the file fails. What another team owns and what does not exist must answer alike, byte for byte, wherever one is hidden.
// Every change is held against a log that triggers keep: no row changes without an event in the same transaction.
func TestEveryRouteAnswersEveryRoleAsReviewed(t *testing.T) {
	routes := (&Server{}).routes()
	lines := make([]string, 0, len(routes)*len(places))
	sites := &matrixSites{t: t}
	var mu sync.Mutex
	t.Run("ask", func(t *testing.T) {
		for _, r := range routes {
			t.Run(r.method+" "+r.path, func(t *testing.T) {
				t.Parallel()
				answered := askRoute(t, sites, r)
				mu.Lock()
				defer mu.Unlock()
				lines = append(lines, answered...)
			})
		}
	})
	slices.Sort(lines)
	got := strings.Join(lines, "\n") + "\n"
	if *updateMatrix {
		if err := os.WriteFile(matrixFile, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(matrixFile)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("rights have changed; review this and write it with -update:\n%s", difference(string(want), got))
	}
}

// askRoute gives the lines of one route. After a change the next role asks on a fresh site, so that none sees another's.
func askRoute(t *testing.T, sites *matrixSites, r route) []string {
	var lines []string
	s := sites.take(t)
	defer func() { sites.giveBack(s) }()
	targets := places
	if !strings.Contains(r.path, ":") {
		targets = places[:1]
	}
	bodies := map[string]string{}
	for _, place := range targets {
		line := fmt.Sprintf("%-4s %-58s %-7s", r.method, r.path, place)
		for _, who := range askers {
			refusals := s.refusals(who)
			p := s.asker(who).do(r.method, s.fillPath(r.path, place), url.Values{})
			line += fmt.Sprintf(" %s=%d", who, p.status)
			if r.method == post && p.status == 403 && s.refusals(who) == refusals {
				t.Errorf("%s of %s by %s: the refusal left no event", r.path, place, who)
			}
			if s.wantEventForEveryChange(r) {
				s = sites.fresh(t)
			}
			if p.status == 404 {
				compareHidden(t, r, bodies, who, p.body)
			}
			if p.status >= 500 {
				t.Errorf("%s of %s by %s: status %d", r.path, place, who, p.status)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func compareHidden(t *testing.T, r route, bodies map[string]string, who, body string) {
	t.Helper()
	if before, seen := bodies[who]; seen && before != body {
		t.Errorf("%s %s: %s can tell what is hidden from what does not exist", r.method, r.path, who)
	}
	bodies[who] = body
}

// matrixSites keeps sites on which nothing has changed, for the next route: most answers change nothing.
type matrixSites struct {
	t    *testing.T
	mu   sync.Mutex
	free []*matrixServer
}

func (m *matrixSites) take(t *testing.T) *matrixServer {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n := len(m.free); n > 0 {
		s := m.free[n-1]
		m.free, s.t = m.free[:n-1], t
		return s
	}
	return m.fresh(t)
}

// fresh makes a site that outlives the route which asks first.
func (m *matrixSites) fresh(t *testing.T) *matrixServer {
	s := newMatrixServer(m.t)
	s.t = t
	return s
}

func (m *matrixSites) giveBack(s *matrixServer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s.t = m.t
	m.free = append(m.free, s)
}

// refusals counts what the trail says was refused to somebody.
func (s *matrixServer) refusals(who string) int {
	return s.count(`SELECT count(*) FROM event WHERE refused AND actor_id::text = $1`, s.id[who])
}

type matrixServer struct {
	*testServer
	// things are ids by place and kind of thing.
	things map[string]map[string]string
}

func (s *matrixServer) asker(who string) *browser {
	if who == "anonymous" {
		return s.anonymous()
	}
	return s.as(who)
}

// kindOf says what a parameter names, by the word before it in the path.
func kindOf(path, parameter string) string {
	words := strings.Split(path, "/")
	i := slices.Index(words, ":"+parameter)
	before := words[i-1]
	if words[1] == "companies" && before == "roles" {
		return "company-roles"
	}
	if before == "invitations" && parameter == "token" {
		return "token"
	}
	return before
}

// fillPath puts the place's things into the path. A thing that the fixtures do not know fails the test: a new kind of
// parameter needs its row below.
func (s *matrixServer) fillPath(path, place string) string {
	words := strings.Split(path, "/")
	for i, word := range words {
		name, isParameter := strings.CutPrefix(word, ":")
		if !isParameter {
			continue
		}
		kind := kindOf(path, name)
		id, known := s.things[place][kind]
		if !known {
			s.t.Fatalf("%s: the matrix has no %q of %s", path, kind, place)
		}
		words[i] = id
	}
	return strings.Join(words, "/")
}

func newMatrixServer(t *testing.T) *matrixServer {
	t.Helper()
	s := &matrixServer{newTestServer(t), map[string]map[string]string{}}
	s.things["own"] = s.fixtures("payments", "dev", "dev2", "acme.example")
	s.things["other"] = s.fixtures("platform", "otherdev", "otherlead", "bridge.example")
	s.things["missing"] = map[string]string{}
	for kind := range s.things["own"] {
		s.things["missing"][kind] = postgres.NewID()
	}
	for kind, value := range map[string]string{"teams": "no-such-team", "trail": "999999", "reset": "no-such", "token": "no-such", "steps": "no-such", "links": "no-such", "jobs": "999999"} {
		s.things["missing"][kind] = value
	}
	s.shadow()
	return s
}

// wantEventForEveryChange compares what the triggers saw with the trail, and reports whether they saw anything or
// somebody was signed out.
func (s *matrixServer) wantEventForEveryChange(r route) bool {
	s.t.Helper()
	var where string
	err := s.db.Pool().QueryRow(s.t.Context(), `
		SELECT coalesce(string_agg(DISTINCT place, ', '), '') FROM shadow_change c
		WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.tx = c.tx)`).Scan(&where)
	if err != nil {
		s.t.Fatal(err)
	}
	if where != "" {
		s.t.Errorf("%s %s changed %s without an event", r.method, r.path, where)
	}
	changed := s.changes() != 0
	if r.method == get && changed {
		s.t.Errorf("%s %s changed something", r.method, r.path)
	}
	return changed || s.count(`SELECT count(*) FROM session WHERE revoked_at IS NOT NULL`) != 0
}

// changes is how many rows the triggers saw changing.
func (s *matrixServer) changes() int { return s.count(`SELECT count(*) FROM shadow_change`) }

func difference(want, got string) string {
	var b strings.Builder
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, line := range w {
		if !slices.Contains(g, line) {
			fmt.Fprintln(&b, "-", line)
		}
	}
	for _, line := range g {
		if !slices.Contains(w, line) {
			fmt.Fprintln(&b, "+", line)
		}
	}
	return b.String()
}

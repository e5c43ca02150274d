package handlers

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/permission"
	"portico/internal/postgres"
)

// answered is what a link gave when it was opened first.
type answered struct{ who, link, rows, print string }

// opened is the part of the page that must never change: its rows, and the fingerprint of the whole answer.
func (b *browser) opened(link string) (rows, print string) {
	b.s.t.Helper()
	p := b.get(link).wantStatus(http.StatusOK)
	rows, err := p.Find(`section[aria-labelledby="rows"]`).Html()
	if err != nil {
		b.s.t.Fatal(err)
	}
	return rows, p.Find(".fingerprint").Text()
}

// editor changes the ledger and everything beside it at random, always in the same way.
type editor struct {
	*testServer
	rand      *rand.Rand
	companies []string
	people    []string
	done      map[string]int
}

func (e *editor) one(of []string) string { return of[e.rand.IntN(len(of))] }

func (e *editor) actor(short string) access.Actor {
	return access.Actor{Kind: access.Member, ID: e.id[short], Name: short, Email: short + "@acme.example", Develops: []string{e.id["payments"]}}
}

// leadOf leads every team, and is not the person.
func (e *editor) leadOf(short string) access.Actor {
	a := e.actor("lead")
	if short == "lead" {
		a = e.actor("otherlead")
	}
	a.Leads = []string{e.id["payments"], e.id["platform"]}
	return a
}

func (e *editor) day() string {
	return time.Now().UTC().AddDate(0, 0, -e.rand.IntN(60)).Format(time.DateOnly)
}

// edit changes one thing. What is refused because of its state is no fault: another edit comes.
func (e *editor) edit(n int) {
	e.t.Helper()
	who := e.one(e.people)
	var grant string
	_ = e.db.Pool().QueryRow(e.t.Context(), `SELECT grant_id FROM permission_grant WHERE member_id = $1 AND superseded_at IS NULL ORDER BY grant_id OFFSET $2 LIMIT 1`,
		e.id[who], e.rand.IntN(3)).Scan(&grant)
	kinds := []string{
		"grant", "grant", "grant", "grant", "confirm", "confirm", "confirm", "end", "end", "correct", "correct", "correct",
		"rename", "company", "leave", "join", "role", "role", "no role", "disable",
	}
	kind := kinds[e.rand.IntN(len(kinds))]
	var err error
	switch kind {
	case "grant":
		company := permission.Freelance
		if e.rand.IntN(2) == 0 {
			company = e.one(e.companies)
		}
		_, err = e.Permissions.Record(e.t.Context(), e.actor(who), permission.Record{Company: company, HeldFrom: e.day()})
	case "confirm":
		err = e.Permissions.Confirm(e.t.Context(), e.leadOf(who), permission.Confirm{GrantID: grant})
	case "end":
		err = e.Permissions.End(e.t.Context(), e.leadOf(who), permission.End{GrantID: grant, On: e.day(), Reason: "left"})
	case "correct":
		err = e.Permissions.Correct(e.t.Context(), e.actor(who), permission.Correct{GrantID: grant, HeldFrom: e.day(), Reason: "wrong day"})
	case "rename":
		e.sql(`UPDATE member SET name = $2, email = $3 WHERE id = $1`, e.id[who], fmt.Sprintf("Person %d", n), fmt.Sprintf("person%d@new.example", n))
	case "company":
		e.sql(`UPDATE company SET name = $2 WHERE id = $1`, e.one(e.companies), fmt.Sprintf("Company %d", n))
	case "leave":
		e.sql(`UPDATE member_role SET ended_at = now() WHERE member_id = $1 AND role = 'developer' AND ended_at IS NULL`, e.id[who])
	case "join":
		e.sql(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, 'developer', $3) ON CONFLICT DO NOTHING`,
			postgres.NewID(), e.id[who], e.id[e.one([]string{"payments", "platform"})])
	case "role":
		e.sql(`INSERT INTO company_role (id, company_id, member_id, role, since) VALUES ($1, $2, $3, $4, now() - interval '1 day') ON CONFLICT DO NOTHING`,
			postgres.NewID(), e.one(e.companies), e.id[who], e.one([]string{"admin", "employee"}))
	case "no role":
		e.sql(`UPDATE company_role SET ended_at = now() WHERE member_id = $1 AND role = $2 AND ended_at IS NULL`, e.id[who], e.one([]string{"admin", "employee"}))
	case "disable":
		e.sql(`UPDATE member SET disabled_at = CASE WHEN disabled_at IS NULL THEN now() END WHERE id = $1 AND erased_at IS NULL`, e.id["dev2"])
	}
	if err == nil {
		e.done[kind]++
	}
}

// questions are asked at the end of each stretch of edits, as the address has them.
func questions(company string) []string {
	yesterday := time.Now().UTC().AddDate(0, 0, -1).Format(time.DateOnly)
	month := time.Now().UTC().AddDate(0, 0, -30).Format(time.DateOnly)
	return []string{
		"", "environment=staging", "company=freelance", "company=" + company, "as_of=" + yesterday, "as_of=" + month, "grade=self-reported",
		"what=unproven", "what=changed&since=" + month, "what=changed&since=" + month + "&as_of=" + yesterday, "what=should-not&days=10",
		"what=should-not&as_of=" + yesterday, "what=end-unconfirmed",
	}
}

// exactLink is the address that the page gives for its own answer.
func (p *page) exactLink() string {
	return p.Find(`.page-head a:contains("Link to this answer")`).AttrOr("href", "")
}

func TestAnOldLinkPrintsTheSameRowsAfterTwoHundredRandomEdits(t *testing.T) {
	t.Parallel()
	e := &editor{
		testServer: newTestServer(t), rand: rand.New(rand.NewPCG(7, 11)), people: []string{"dev", "dev2", "otherdev", "lead", "otherlead"},
		done: map[string]int{},
	}
	for i := range 3 {
		e.companies = append(e.companies, e.ledgerCompany(fmt.Sprintf("ACME %d", i), "staging"))
		for _, who := range e.people {
			e.companyRole(e.companies[i], who, "admin")
			e.companyRole(e.companies[i], who, "employee")
		}
	}
	readers := map[string]*browser{}
	for _, who := range []string{"admin", "auditor", "lead", "dev"} {
		readers[who] = e.as(who)
	}
	var all []answered
	for n := range 200 {
		e.edit(n)
		if n%40 != 19 {
			continue
		}
		for who, b := range readers {
			for _, q := range questions(e.companies[0]) {
				link := b.get("/ledger?" + q).wantStatus(http.StatusOK).exactLink()
				for _, moment := range []string{"as_of=", "known_at="} {
					if !strings.Contains(link, moment) {
						t.Fatalf("%s asks %q: the link %q does not fix %s", who, q, link, moment)
					}
				}
				rows, print := b.opened(link)
				all = append(all, answered{who, link, rows, print})
			}
		}
	}
	if len(e.done) < 11 {
		t.Fatalf("too few kinds of edits were done: %v", e.done)
	}
	e.sql(`UPDATE member SET name = 'Somebody Else' WHERE id = $1`, e.id["otherdev"])
	differ := 0
	for _, a := range all {
		rows, print := readers[a.who].opened(a.link)
		if rows == a.rows && print == a.print {
			continue
		}
		if differ++; differ <= 3 {
			address, _ := url.QueryUnescape(a.link)
			t.Errorf("%s, %s\nfirst %s\n%s\nagain %s\n%s", a.who, address, a.print, squeezed(a.rows), print, squeezed(rows))
		}
	}
	if differ > 0 {
		t.Errorf("%d of %d old links give something else after later edits", differ, len(all))
	}
}

func squeezed(html string) string {
	text := strings.Join(strings.Fields(html), " ")
	return text[:min(len(text), 3000)]
}

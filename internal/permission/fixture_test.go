package permission_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/permission"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// house is a small company with people in two teams, on a database of its own.
type house struct {
	t       *testing.T
	log     *audit.Log
	service *permission.Service
	now     time.Time

	payments, bridge        string // teams
	acme, acmeProd, labs    string // companies: ACME in staging and in production, Labs in staging only
	ann, ben, helen, lena   access.Actor
	auditor, admin, coAdmin access.Actor
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, log: testdb.NewLog(t), now: time.Now()}
	h.service = permission.New(h.log, func() time.Time { return h.now })
	h.payments, h.bridge = h.team("payments"), h.team("bridge")
	h.ann, h.ben = h.member("Ann Berg"), h.member("Ben Adams")
	h.helen, h.lena = h.member("Helen Okafor"), h.member("Lena Hartmann")
	h.auditor, h.admin, h.coAdmin = h.member("Ruth Abramson"), h.member("Ada Admin"), h.member("Dana Ruiz")
	h.role(&h.ann, "developer", h.payments)
	h.role(&h.ben, "developer", h.bridge)
	h.role(&h.helen, "lead", h.payments)
	h.role(&h.lena, "lead", h.bridge)
	h.role(&h.coAdmin, "developer", h.bridge)
	h.role(&h.auditor, "auditor", "")
	h.role(&h.admin, "admin", "")
	h.acme, h.acmeProd, h.labs = h.company("ACME", "staging"), h.company("ACME", "production"), h.company("ACME Labs", "staging")
	h.at(h.acme, h.coAdmin, "admin")
	h.at(h.acme, h.coAdmin, "employee")
	return h
}

func (h *house) exec(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.log.DB().Pool().Exec(context.Background(), sql, args...); err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
}

func (h *house) one(sql string, args ...any) int {
	h.t.Helper()
	var n int
	if err := h.log.DB().Pool().QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (h *house) team(slug string) string {
	id := postgres.NewID()
	h.exec(`INSERT INTO team (id, slug, name) VALUES ($1, $2, $2)`, id, slug)
	return id
}

func (h *house) member(name string) access.Actor {
	id := postgres.NewID()
	mail := strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@acme.example"
	h.exec(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $3, $3)`, id, name, mail)
	return access.Actor{Kind: access.Member, ID: id, Name: name, Email: mail}
}

func (h *house) role(a *access.Actor, role, team string) {
	h.exec(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, $3, nullif($4, '')::uuid)`,
		postgres.NewID(), a.ID, role, team)
	switch role {
	case "developer":
		a.Develops = append(a.Develops, team)
	case "lead":
		a.Leads = append(a.Leads, team)
	case "auditor":
		a.Auditor = true
	case "admin":
		a.Admin = true
	}
}

func (h *house) company(name, environment string) string {
	id := postgres.NewID()
	h.exec(`INSERT INTO company (id, environment, name) VALUES ($1, $2, $3)`, id, environment, name)
	return id
}

// at makes someone admin or employee of a company, as a second person confirmed.
func (h *house) at(company string, a access.Actor, role string) {
	h.exec(`INSERT INTO company_role (id, company_id, member_id, role, since, grade) VALUES ($1, $2, $3, $4, now(), 'confirmed')`,
		postgres.NewID(), company, a.ID, role)
}

func (h *house) day(ago int) string { return h.now.UTC().AddDate(0, 0, -ago).Format(time.DateOnly) }

// records writes a Freelance grant of the actor's, held since some days ago.
func (h *house) records(a access.Actor, company string, ago int) string {
	h.t.Helper()
	id, err := h.service.Record(context.Background(), a, permission.Record{Company: company, HeldFrom: h.day(ago)})
	if err != nil {
		h.t.Fatalf("%s records: %v", a.Name, err)
	}
	return id
}

// request makes a production request that names accounts; decision is "approved", "rejected" or empty while it is open.
func (h *house) request(decision string, who ...access.Actor) string {
	h.t.Helper()
	app, id := postgres.NewID(), postgres.NewID()
	h.exec(`INSERT INTO app (id, environment, name, client_id, created_on) VALUES ($1, 'staging', 'app', $2, current_date)`, app, app)
	h.exec(`INSERT INTO production_request (id, app_id, attempt, submitted_on, decided_on, decision)
		VALUES ($1, $2, 1, current_date, CASE WHEN $3 <> '' THEN current_date END, nullif($3, ''))`, id, app, decision)
	for _, a := range who {
		h.exec(`INSERT INTO production_request_account (request_id, member_id) VALUES ($1, $2)`, id, a.ID)
	}
	return id
}

// grantInProduction asks for a grant in production as an approval does.
func (h *house) grantInProduction(a access.Actor, request string) error {
	return h.log.Change(context.Background(), h.helen, audit.RequestApproved, func(tx *audit.Tx) (audit.Entry, error) {
		_, err := permission.RecordIn(context.Background(), tx, permission.NewGrant{
			MemberID: a.ID, Environment: permission.Production, HeldFrom: h.now, RequestID: request,
		})
		return audit.Entry{Subject: audit.Subject{Kind: "request", ID: postgres.NewID()}}, err
	})
}

// approved writes production grants as an approval does.
func (h *house) approved(company string, ago int, who ...access.Actor) (ids []string) {
	h.t.Helper()
	request := h.request("approved", who...)
	err := h.log.Change(context.Background(), h.helen, audit.RequestApproved, func(tx *audit.Tx) (audit.Entry, error) {
		for _, a := range who {
			id, err := permission.RecordIn(context.Background(), tx, permission.NewGrant{
				MemberID: a.ID, Environment: permission.Production, CompanyID: company, HeldFrom: h.now.AddDate(0, 0, -ago), RequestID: request,
			})
			if err != nil {
				return audit.Entry{}, err
			}
			ids = append(ids, id)
		}
		return audit.Entry{Subject: audit.Subject{Kind: "request", ID: request}}, nil
	})
	if err != nil {
		h.t.Fatalf("approve: %v", err)
	}
	return ids
}

func (h *house) ask(a access.Actor, q permission.Question) permission.Answer {
	h.t.Helper()
	answer, err := h.service.Holders(context.Background(), a, q)
	if err != nil {
		h.t.Fatalf("%s asks: %v", a.Name, err)
	}
	return answer
}

func names(rows []permission.Row) string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Name)
	}
	return strings.Join(all, ", ")
}

func wantKind(t *testing.T, err error, kind apperr.Kind, within string) {
	t.Helper()
	if !apperr.Is(err, kind) {
		t.Fatalf("got %v, want an error of kind %q", err, kind)
	}
	var typed *apperr.Error
	errors.As(err, &typed)
	text := typed.Message
	for _, sentence := range typed.Fields {
		text += " " + sentence
	}
	if !strings.Contains(text, within) {
		t.Fatalf("the error says %q, want %q in it", text, within)
	}
}

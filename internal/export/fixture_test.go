package export_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/export"
	"portico/internal/permission"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// house is a team with a lead, two developers and somebody of another team, on a database of its own.
type house struct {
	t           testing.TB
	log         *audit.Log
	permissions *permission.Service
	service     *export.Service
	verifier    string
	team        string

	ann, ben, lead, auditor, admin access.Actor
}

func newHouse(t testing.TB, signed bool) *house {
	t.Helper()
	h := &house{t: t, log: testdb.NewLog(t), team: postgres.NewID()}
	if signed {
		signer, verifier, err := seal.NewKey("portico.test/trail")
		if err != nil {
			t.Fatal(err)
		}
		if err := h.log.SignWith(signer); err != nil {
			t.Fatal(err)
		}
		h.verifier = verifier
	}
	h.permissions = permission.New(h.log, time.Now)
	h.service = export.New(h.log, h.permissions, time.Now, export.Config{Version: "1.4", Step: func(key string) string { return "Step " + key }})
	h.exec(`INSERT INTO team (id, slug, name) VALUES ($1, 'payments', 'Payments')`, h.team)
	h.ann, h.ben, h.lead, h.auditor, h.admin = h.member("Ann Berg"), h.member("Ben Adams"), h.member("Helen Okafor"), h.member("Ruth Abramson"), h.member("Ada Admin")
	for _, r := range []struct {
		who  *access.Actor
		role string
	}{{&h.ann, "developer"}, {&h.lead, "lead"}} {
		h.exec(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, $3, $4)`, postgres.NewID(), r.who.ID, r.role, h.team)
	}
	h.ann.Develops, h.lead.Leads, h.auditor.Auditor, h.admin.Admin = []string{h.team}, []string{h.team}, true, true
	h.ben.Develops = []string{postgres.NewID()}
	return h
}

func (h *house) exec(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.log.DB().Pool().Exec(context.Background(), sql, args...); err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
}

func (h *house) count(sql string, args ...any) (n int) {
	h.t.Helper()
	if err := h.log.DB().Pool().QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (h *house) member(name string) access.Actor {
	id, mail := postgres.NewID(), strings.ToLower(strings.ReplaceAll(name, " ", "."))+"@acme.example"
	h.exec(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $3, $3)`, id, name, mail)
	return access.Actor{Kind: access.Member, ID: id, Name: name, Email: mail}
}

// holds records a freelance grant, held since some days ago.
func (h *house) holds(who access.Actor, ago int) {
	h.t.Helper()
	day := time.Now().UTC().AddDate(0, 0, -ago).Format(time.DateOnly)
	if _, err := h.permissions.Record(context.Background(), who, permission.Record{Company: permission.Freelance, HeldFrom: day}); err != nil {
		h.t.Fatal(err)
	}
}

// says writes an event with a reason.
func (h *house) says(who access.Actor, words string) {
	h.t.Helper()
	err := h.log.Change(context.Background(), who, audit.StepCompleted, func(*audit.Tx) (audit.Entry, error) {
		return audit.Entry{Subject: audit.Subject{Kind: "step", ID: "password"}, MemberID: who.ID, Reason: words}, nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) make(who access.Actor, o export.Order) export.Export {
	h.t.Helper()
	e, err := h.service.Make(context.Background(), who, o)
	if err != nil {
		h.t.Fatal(err)
	}
	return e
}

// file is a fetched file, taken apart.
type file struct {
	t        testing.TB
	zip      *zip.Reader
	verifier string
	parts    map[string][]byte
	manifest seal.Manifest
}

func (h *house) fetch(who access.Actor, e export.Export) file {
	h.t.Helper()
	var out bytes.Buffer
	if err := h.service.Fetch(context.Background(), who, e.ID, &out); err != nil {
		h.t.Fatal(err)
	}
	return h.open(out.Bytes())
}

func (h *house) open(body []byte) file {
	h.t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		h.t.Fatal(err)
	}
	f := file{t: h.t, parts: map[string][]byte{}, zip: z, verifier: h.verifier}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			h.t.Fatal(err)
		}
		if f.parts[part.Name], err = io.ReadAll(r); err != nil {
			h.t.Fatal(err)
		}
	}
	if h.verifier == "" {
		if err := json.Unmarshal(f.parts[seal.ManifestFile], &f.manifest); err != nil {
			h.t.Fatal(err)
		}
		return f
	}
	f.manifest, err = seal.OpenManifest(f.parts[seal.ManifestFile], string(f.parts[seal.StatementFile]), h.verifier)
	if err != nil {
		h.t.Fatal(err)
	}
	return f
}

// lines are those of a file of JSON Lines.
func lines[T any](f file, name string) []T {
	f.t.Helper()
	var all []T
	s := bufio.NewScanner(bytes.NewReader(f.parts[name]))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var one T
		d := json.NewDecoder(bytes.NewReader(s.Bytes()))
		d.DisallowUnknownFields()
		if err := d.Decode(&one); err != nil {
			f.t.Fatalf("%s: %v: %s", name, err, s.Text())
		}
		all = append(all, one)
	}
	return all
}

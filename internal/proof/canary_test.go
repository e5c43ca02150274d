package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/privacy"
	"portico/internal/spaces"
	"portico/internal/spaces/spacestest"
)

// TestNoSecretCodeStateOrTokenIsLeftAnywhere walks a secret, codes, states and tokens through every outcome and then looks for
// each of them in every column of every table, in the log, in what is handed out and in every error.
func TestNoSecretCodeStateOrTokenIsLeftAnywhere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	var said strings.Builder
	canaries := map[string]string{"the client secret": s.atVendor.Secret}
	back := func(name string, kind Kind, secret string, faults ...spacestest.Fault) {
		t.Helper()
		canaries["the secret typed for "+name] = secret
		in := StartInput{AppID: s.pay, Secret: secret, Kind: kind}
		started, err := s.Start(t.Context(), s.priya, in)
		fmt.Fprintf(&said, "%v %+v %#v %v\n", in, in, in, err)
		s.noteVerifier(canaries, name)
		u, err := url.Parse(started.URL)
		if err != nil {
			t.Fatal(err)
		}
		canaries["the state of "+name] = u.Query().Get("state")
		for _, f := range faults {
			s.vendor.Break(f)
		}
		came := s.allow(started, "priya@acme.example")
		canaries["the code of "+name] = came.Code
		for _, actor := range []access.Actor{s.dana, s.priya, s.priya} {
			p, err := s.Return(t.Context(), actor, came)
			fmt.Fprintf(&said, "%v %+v %#v %+v %v\n", came, came, came, p, err)
		}
		s.vendor.Mend()
	}
	real := s.atVendor.Secret
	back("a success", SignIn, real)
	back("another account", SignIn, real, spacestest.OtherAccount)
	back("a guest", SignIn, real, spacestest.GuestToken)
	back("an old code", SignIn, real, spacestest.ExpiredCode)
	back("a wrong secret", SignIn, "5ecre7000000000000000000000000000canary1")
	back("a page for an answer", SignIn, real, spacestest.Maintenance)
	back("a redirect", SignIn, real, spacestest.Moved)
	c, err := s.MakeChallenge(t.Context(), s.priya, s.pay)
	if err != nil {
		t.Fatal(err)
	}
	canaries["the path of a challenge"] = c.URI[strings.LastIndex(c.URI, "/")+1:]
	s.vendor.AddRedirectURI(spaces.Staging, s.atVendor.ClientID, c.URI)
	back("a challenge", RedirectChallenge, real)
	started := s.startAs(s.priya, s.pay, SignIn, "5ecre7000000000000000000000000000canary2")
	canaries["the secret of a cancel"] = "5ecre7000000000000000000000000000canary2"
	fmt.Fprintln(&said, s.Cancel(t.Context(), s.priya, started.ProofID))
	_, err = s.Start(t.Context(), s.priya, StartInput{AppID: s.pay, Secret: "5ecre7 of two words canary3"})
	canaries["a secret that was refused"] = "5ecre7 of two words canary3"
	fmt.Fprintln(&said, err)
	for i, secret := range s.vendor.Secrets(spaces.Staging) {
		canaries[fmt.Sprintf("secret %d of the vendor", i)] = secret
	}
	said.WriteString(s.logged.String())
	places := s.everything()
	places["what was said, printed and logged"] = said.String()
	places["what is handed out about Priya"] = s.ownData()
	if !strings.Contains(places["proof.client_id"], s.atVendor.ClientID) || len(canaries) < 30 {
		t.Fatalf("the search does not find what is there, or looks for %d canaries only", len(canaries))
	}
	for name, canary := range canaries {
		if len(canary) < 8 {
			t.Fatalf("%s is no canary: %q", name, canary)
		}
		for place, text := range places {
			for _, form := range []string{canary, url.QueryEscape(canary)} {
				if strings.Contains(text, form) {
					t.Errorf("%s is in %s", name, place)
				}
			}
		}
	}
}

// noteVerifier adds the PKCE verifiers that are remembered now.
func (s *stage) noteVerifier(canaries map[string]string, name string) {
	s.keep.mu.Lock()
	defer s.keep.mu.Unlock()
	for _, h := range s.keep.all {
		canaries["the verifier of "+name] = string(h.verifier)
		var out bytes.Buffer
		slog.New(slog.NewJSONHandler(&out, nil)).Info("remembered", "it", h)
		_, _ = s.logged.Write(fmt.Appendf(out.Bytes(), "%v %+v %#v %s", h, h, h, h))
	}
}

// everything is all rows of all tables as text, bytes in their escape form and as they are.
func (s *stage) everything() map[string]string {
	s.t.Helper()
	conn, err := s.db.Pool().Acquire(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(s.t.Context(), "RESET ROLE"); err != nil {
		s.t.Fatal(err)
	}
	rows, err := conn.Query(s.t.Context(), `SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
		JOIN information_schema.tables t USING (table_schema, table_name) WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`)
	if err != nil {
		s.t.Fatal(err)
	}
	type column struct{ Table, Name, Type string }
	columns, err := pgx.CollectRows(rows, pgx.RowToStructByPos[column])
	if err != nil || len(columns) < 100 {
		s.t.Fatalf("%d columns, %v", len(columns), err)
	}
	out := map[string]string{}
	for _, c := range columns {
		expression := `"` + c.Name + `"::text`
		if c.Type == "bytea" {
			expression = `encode("` + c.Name + `", 'escape') || ' ' || encode("` + c.Name + `", 'hex') || ' ' || encode("` + c.Name + `", 'base64')`
		}
		var text string
		err := conn.QueryRow(s.t.Context(), `SELECT coalesce(string_agg(`+expression+`, E'\n'), '') FROM "`+c.Table+`"`).Scan(&text)
		if err != nil {
			s.t.Fatalf("%s.%s: %v", c.Table, c.Name, err)
		}
		out[c.Table+"."+c.Name] = text
	}
	return out
}

// ownData is what Priya may take away of what is held about her.
func (s *stage) ownData() string {
	s.t.Helper()
	var out strings.Builder
	err := privacy.New(s.log, s.time).OwnData(s.t.Context(), s.priya, privacy.Own{
		Begin: func(privacy.Section) error { return nil },
		Row:   func(row json.RawMessage) error { out.Write(row); return nil },
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if !strings.Contains(out.String(), "client_id") {
		s.t.Error("her proofs are not among what is held about Priya")
	}
	return out.String()
}

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"portico/internal/config"
	"portico/internal/testdb"
)

// settings are those of an operator who works on the test's database.
func settings(t *testing.T) config.Config {
	t.Helper()
	return config.Config{Addr: "127.0.0.1:8080", BaseURL: "https://portico.acme.example", DatabaseURL: testdb.NewURL(t)}
}

var oneTimeLink = regexp.MustCompile(`https://portico\.acme\.example/(reset|invitations)/[A-Za-z0-9_-]{43}`)

func TestAnOperatorMakesAnAdminAndALinkForAPassword(t *testing.T) {
	c := settings(t)
	var out bytes.Buffer
	create := adminCreateCmd{Config: c, Email: "victor@acme.example", Name: "Victor Lindqvist"}
	if err := create.run(t.Context(), &out); err != nil || !oneTimeLink.MatchString(out.String()) {
		t.Fatalf("%v:\n%s", err, out.String())
	}
	if err := create.run(t.Context(), &out); err == nil || !strings.Contains(err.Error(), "holds that role already") {
		t.Errorf("the same admin twice: %v", err)
	}
	first := out.String()
	out.Reset()
	reset := adminResetCmd{Config: c, Email: "VICTOR@acme.example"}
	if err := reset.run(t.Context(), &out); err != nil || !oneTimeLink.MatchString(out.String()) {
		t.Fatalf("%v:\n%s", err, out.String())
	}
	if oneTimeLink.FindString(first) == oneTimeLink.FindString(out.String()) {
		t.Error("the same link came twice")
	}
	reset.Email = "nobody@acme.example"
	if err := reset.run(t.Context(), &out); err == nil || err.Error() != "there is no member with this address" {
		t.Errorf("a link for nobody: %v", err)
	}
	bad := adminCreateCmd{Config: c, Email: "victor@acme,example", Name: "V"}
	if err := bad.run(t.Context(), &out); err == nil || !strings.Contains(err.Error(), "comma instead of a dot") {
		t.Errorf("a broken address: %v", err)
	}
}

func TestAnOperatorImportsAListAndSeesWhatIsLeft(t *testing.T) {
	c := settings(t)
	file := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(file, []byte("name,email,team,role\nAda,ada@acme.example,,admin\nBo,bo@acme,example,,auditor\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	check := importPeopleCmd{Config: c, File: file, DryRun: true}
	if err := check.run(t.Context(), nil, &out); err != nil || !strings.Contains(out.String(), "1 good, 0 to look at, 1 cannot be imported. Nothing was written.") {
		t.Fatalf("%v:\n%s", err, out.String())
	}
	out.Reset()
	load := importPeopleCmd{Config: c, File: "-"}
	list, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = list.Close() }()
	if err := load.run(t.Context(), list, &out); err == nil || !strings.HasPrefix(err.Error(), "1 rows were not imported") {
		t.Errorf("a row was left and nobody is told: %v", err)
	}
	if len(oneTimeLink.FindAllString(out.String(), -1)) != 1 || !strings.Contains(out.String(), "comma instead of a dot") {
		t.Errorf("it prints:\n%s", out.String())
	}
	missing := importPeopleCmd{Config: c, File: file + ".missing"}
	if err := missing.run(t.Context(), nil, &out); err == nil {
		t.Error("a missing file was imported")
	}
}

package people_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
)

func TestAListIsReadInEveryCommonForm(t *testing.T) {
	want := people.ImportRow{Name: "Liu, Grace", Email: "grace@acme.example", Team: "Payments", Role: "developer"}
	for what, text := range map[string]string{
		"comma with heading":      "name,email,team,role\n\"Liu, Grace\",grace@acme.example,Payments,developer\n",
		"comma without heading":   "\"Liu, Grace\",grace@acme.example,Payments,developer",
		"semicolon":               "name;email;team;role\r\nLiu, Grace;grace@acme.example;Payments;developer\r\n",
		"tab with mark":           "\ufeffName\tE-mail\tTeam\tRole\nLiu, Grace\tgrace@acme.example\tPayments\tdeveloper\n",
		"another order":           "Role,Team,Note,E-Mail,Name\ndeveloper,Payments,x,grace@acme.example,\"Liu, Grace\"\n",
		"address first":           "grace@acme.example,\"Liu, Grace\",Payments,developer\n",
		"empty lines and spaces":  "\n\nname, email, team, role\n\n\"Liu, Grace\", grace@acme.example , Payments , developer\n\n",
		"more cells than wanted":  "name,email,team,role\n\"Liu, Grace\",grace@acme.example,Payments,developer,,\n",
		"quoted everywhere":       "\"name\",\"email\",\"team\",\"role\"\n\"Liu, Grace\",\"grace@acme.example\",\"Payments\",\"developer\"",
		"semicolon with mark":     "\ufeffname;email;team;role\n\"Liu, Grace\";grace@acme.example;Payments;developer",
		"tab without heading":     "Liu, Grace\tgrace@acme.example\tPayments\tdeveloper",
		"heading in other words":  "person;address;group;role\nLiu, Grace;grace@acme.example;Payments;developer",
		"line ends of old macs":   "name,email,team,role\n\"Liu, Grace\",grace@acme.example,Payments,developer",
		"role in capital letters": "name,email,team,role\n\"Liu, Grace\",grace@acme.example,Payments,developer",
	} {
		rows, err := people.ParseImport(text)
		if err != nil || len(rows) != 1 {
			t.Errorf("%s: %+v, %v", what, rows, err)
			continue
		}
		rows[0].Row = 0
		if rows[0] != want {
			t.Errorf("%s: got %+v", what, rows[0])
		}
	}
}

func TestAListThatCannotBeReadSaysWhy(t *testing.T) {
	for what, text := range map[string]string{
		"empty":         " \n\n",
		"only heading":  "name,email,team,role\n",
		"no address":    "name,team\nAnn,Payments\n",
		"not text":      "name,email\n\xff\xfe,x",
		"too many rows": "name,email\n" + strings.Repeat("a,a@acme.example\n", people.MaxImportRows+1),
		"too large":     strings.Repeat("x", people.MaxImportBytes+1),
	} {
		_, err := people.ParseImport(text)
		if !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%s: got %v", what, err)
		}
	}
}

const mixed = `name,email,team,role
Nadia Rahimi,nadia@acme.example,Payments,Developer
Nils Berg,nils@acme.example,payments,
Grace Liu,grace.liu@acme,example,Payments,Developer
Priya Raman,PRIYA@acme.example,Payments,Developer
Sam Lee,sam@mail.example,Payments,Developer
Nadia Again,Nadia@ACME.example,Payments,Developer
Otto,otto@acme.example,Integration platform,Developer
Ida,ida@acme.example,Payments,boss
Ada,ada@acme.example,Payments,admin
Open,open@acme.example,Payments,Developer
`

func TestADryRunShowsEveryFateAndWritesNothing(t *testing.T) {
	h := newHouse(t, false)
	h.invite("open@acme.example")
	before := h.count(`SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM invitation)`)
	check, err := h.s.CheckImport(t.Context(), h.lead, mixed)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		row    int
		fate   people.Fate
		reason string
	}{
		{2, people.Good, ""},
		{3, people.Good, ""},
		{4, people.Bad, "The address has a comma instead of a dot"},
		{5, people.Bad, "Already a member since"},
		{6, people.Look, "Not a company address: freelance route"},
		{7, people.Bad, "The same address stands in row 2"},
		{8, people.Bad, "“Integration platform” is not a team of yours"},
		{9, people.Bad, "There is no role “boss”"},
		{10, people.Bad, "Only an admin may invite an auditor or an admin"},
		{11, people.Bad, "An invitation is open since 16 June 2026"},
	}
	for i, w := range want {
		got := check.Rows[i]
		if got.Row != w.row || got.Fate != w.fate || !strings.HasPrefix(got.Reason, w.reason) {
			t.Errorf("row %d is %s (%s), want %s (%s)", got.Row, got.Fate, got.Reason, w.fate, w.reason)
		}
	}
	if check.Good != 2 || check.Look != 1 || check.Bad != 7 {
		t.Errorf("counts are %d, %d, %d", check.Good, check.Look, check.Bad)
	}
	if after := h.count(`SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM invitation)`); after != before {
		t.Error("the dry run wrote something")
	}
	_, err = h.s.CheckImport(t.Context(), h.auditor, mixed)
	wantKind(t, err, apperr.Forbidden)
	_, err = h.s.CheckImport(t.Context(), h.dev, mixed)
	wantKind(t, err, apperr.NotFound)
}

func TestGoodRowsAreKeptWhenOthersFailAndNobodyIsInvitedTwice(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	h.lead.Submission = "import-form-1"
	rows, err := h.s.CommitImport(ctx, h.lead, mixed, false)
	if err != nil {
		t.Fatal(err)
	}
	invited := 0
	for _, r := range rows {
		if r.Invited.ID != "" {
			invited++
			h.wantEvents(1, audit.InvitationMade, r.Invited.ID, false)
			if inv, err := h.s.InvitationByToken(ctx, r.Invited.Token); err != nil || inv.Email != r.Email {
				t.Errorf("the link of %s opens %+v, %v", r.Email, inv, err)
			}
		}
	}
	if invited != 3 {
		t.Errorf("%d were invited, want 3", invited)
	}
	again, err := h.s.CommitImport(ctx, h.lead, mixed, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range again {
		if r.Invited.ID != "" && r.Email != "sam@mail.example" {
			t.Errorf("%s was invited twice", r.Email)
		}
	}
	if n := h.count(`SELECT count(*) FROM invitation`); n != 4 {
		t.Errorf("%d invitations, want 4: the row that needed a look came with the second sending", n)
	}
}

func TestAListSentByTwentyAtOnceInvitesEachAddressOnce(t *testing.T) {
	h := newHouse(t, false)
	var list strings.Builder
	for i := range 12 {
		fmt.Fprintf(&list, "Person %d,p%d@acme.example,Payments,developer\n", i, i)
	}
	together(t.Context(), 20, func(ctx context.Context, _ int) error {
		_, err := h.s.CommitImport(ctx, h.lead, list.String(), false)
		return err
	})
	if n := h.count(`SELECT count(*) FROM invitation`); n != 12 {
		t.Errorf("%d invitations, want 12", n)
	}
}

func TestWhatIsNotReachedInTimeIsSaidAndNoLinkIsLost(t *testing.T) {
	h := newHouse(t, false)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	var list strings.Builder
	for i := range people.MaxImportRows {
		fmt.Fprintf(&list, "Person %d,p%d@acme.example,Payments,developer\n", i, i)
	}
	rows, err := h.s.CommitImport(ctx, h.lead, list.String(), false)
	if err != nil || len(rows) != people.MaxImportRows {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	invited, left := 0, 0
	for _, r := range rows {
		switch {
		case r.Invited.Token != "":
			invited++
		case strings.HasPrefix(r.Reason, "Not reached in time"):
			left++
		}
	}
	if invited+left != people.MaxImportRows || h.count(`SELECT count(*) FROM invitation`) != invited {
		t.Errorf("%d invited, %d left, %d in the database", invited, left, h.count(`SELECT count(*) FROM invitation`))
	}
}

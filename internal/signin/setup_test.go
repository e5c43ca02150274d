package signin_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
	"portico/internal/signin"
)

func TestTheFirstAdminIsMadeOnceAndTheDoorClosesForGood(t *testing.T) {
	h := emptyHouse(t)
	ctx := t.Context()
	old, err := h.s.MakeSetupLink(ctx)
	if err != nil || old == "" {
		t.Fatal(old, err)
	}
	token, err := h.s.MakeSetupLink(ctx)
	if err != nil || token == old {
		t.Fatal(token, err)
	}
	for link, want := range map[string]bool{old: false, token: true, "": false, "x": false} {
		if open, err := h.s.SetupOpen(ctx, link); open != want || err != nil {
			t.Errorf("%q open: %t, %v", link, open, err)
		}
	}
	bad := signin.FinishSetup{Token: token, Email: "victor@acme,example", Password: "short"}
	_, err = h.s.FinishSetup(ctx, access.AnonymousActor(), bad)
	for _, field := range []string{"name", "email", "password"} {
		wantField(t, err, field)
	}
	errs := together(ctx, 50, func(ctx context.Context, i int) error {
		_, err := h.s.FinishSetup(ctx, access.AnonymousActor(), signin.FinishSetup{
			Token: token, Name: "Victor Lindqvist", Email: fmt.Sprintf("victor%d@acme.example", i), Password: goodPassword, Team: "Payments",
		})
		return err
	})
	if won(errs) != 1 {
		t.Fatalf("%d of 50 became the first admin, want 1", won(errs))
	}
	for _, err := range errs {
		if err != nil && !apperr.Is(err, apperr.NotFound) {
			t.Errorf("a loser got %v", err)
		}
	}
	if n := h.count(`SELECT count(*) FROM member`); n != 1 {
		t.Errorf("%d members, want 1", n)
	}
	if n := h.count(`SELECT count(*) FROM event WHERE action = 'setup.finished'`); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	if again, err := h.s.MakeSetupLink(ctx); again != "" || err != nil {
		t.Errorf("a link was made although there is an admin: %v", err)
	}
	if open, err := h.s.SetupOpen(ctx, token); open || err != nil {
		t.Error("the page is open still")
	}
	var id string
	if err := h.log.DB().Pool().QueryRow(ctx, `SELECT id::text FROM member`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	actor, err := h.people.ActorFor(ctx, id)
	if err != nil || !actor.Admin || len(actor.Leads) != 1 {
		t.Errorf("got %+v, %v", actor, err)
	}
}

func TestAnAdminFromTheCommandLineClosesTheSetUpPage(t *testing.T) {
	h := emptyHouse(t)
	ctx := t.Context()
	token, err := h.s.MakeSetupLink(ctx)
	if err != nil {
		t.Fatal(err)
	}
	made, err := h.s.CreateAdmin(ctx, access.OperatorActor(), "victor@acme.example", "Victor")
	if err != nil || made.Token == "" {
		t.Fatal(made, err)
	}
	h.wantEvents(1, audit.PasswordResetMade, made.MemberID, false)
	_, err = h.s.FinishSetup(ctx, access.AnonymousActor(), signin.FinishSetup{Token: token, Name: "X", Email: "x@acme.example", Password: goodPassword})
	wantKind(t, err, apperr.NotFound)
	if _, err := h.s.UseReset(ctx, access.AnonymousActor(), made.Token, goodPassword); err != nil {
		t.Error(err)
	}
	_, err = h.s.CreateAdmin(ctx, access.OperatorActor(), "VICTOR@acme.example", "")
	wantKind(t, err, apperr.Conflict)
	ruth := h.member("ruth@acme.example", people.Auditor, "")
	given, err := h.s.CreateAdmin(ctx, access.OperatorActor(), "ruth@acme.example", "")
	if err != nil || given.MemberID != ruth.ID || given.Token != "" {
		t.Errorf("got %+v, %v", given, err)
	}
	_, err = h.s.CreateAdmin(ctx, ruth, "new@acme.example", "New")
	if !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("an auditor made an admin: %v", err)
	}
}

func TestAnInvitationIsAcceptedOnceByItsAddress(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	made, err := h.people.Invite(ctx, h.lead, people.Invite{Email: "Chloe@ACME.example", Role: people.Developer, TeamID: h.team.ID})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.s.AcceptInvitation(ctx, access.AnonymousActor(), signin.Accept{Token: made.Token, Name: " ", Password: "chloe@acme.example"})
	wantField(t, err, "name")
	wantField(t, err, "password")
	errs := together(ctx, 50, func(ctx context.Context, i int) error {
		_, err := h.s.AcceptInvitation(ctx, access.AnonymousActor(), signin.Accept{
			Token: made.Token, Name: fmt.Sprintf("Chloé %d", i), Password: goodPassword, TimeZone: "Europe/Paris",
		})
		return err
	})
	if won(errs) != 1 {
		t.Fatalf("%d of 50 accepted, want 1", won(errs))
	}
	m, err := h.people.MemberByAddress(ctx, "chloe@acme.example")
	if err != nil || m.Email != "Chloe@ACME.example" || m.TimeZone != "Europe/Paris" {
		t.Fatalf("got %+v, %v", m, err)
	}
	actor, err := h.people.ActorFor(ctx, m.ID)
	if err != nil || len(actor.Develops) != 1 || actor.Develops[0] != h.team.ID {
		t.Errorf("got %+v, %v", actor, err)
	}
	h.wantEvents(1, audit.InvitationAccepted, made.ID, false)
	h.wantEvents(1, audit.MemberCreated, m.ID, false)
	h.wantEvents(1, audit.JourneyStarted, m.ID, false)
	if n := h.count(`SELECT count(*) FROM member_journey WHERE member_id = $1 AND edition = 'zang-2020'`, m.ID); n != 1 {
		t.Error("no journey was started")
	}
	if in, err := h.try("chloe@acme.example", goodPassword, here, ""); err != nil || in.MemberID != m.ID {
		t.Errorf("got %+v, %v", in, err)
	}
}

func TestAnInvitationThatIsOverOpensNothing(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	accept := func(token string) error {
		_, err := h.s.AcceptInvitation(ctx, access.AnonymousActor(), signin.Accept{Token: token, Name: "A", Password: goodPassword})
		return err
	}
	invite := func(email string) people.Invited {
		made, err := h.people.Invite(ctx, h.lead, people.Invite{Email: email, Role: people.Developer, TeamID: h.team.ID})
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	wantKind(t, accept("made up"), apperr.NotFound)
	revoked := invite("revoked@acme.example")
	if err := h.people.RevokeInvitation(ctx, h.lead, revoked.ID); err != nil {
		t.Fatal(err)
	}
	wantKind(t, accept(revoked.Token), apperr.NotFound)
	known, err := h.people.Invite(ctx, h.admin, people.Invite{Email: "helen@acme.example", Role: people.Auditor})
	if err != nil {
		t.Fatal(err)
	}
	wantKind(t, accept(known.Token), apperr.Conflict)
	late := invite("late@acme.example")
	h.now = h.now.Add(7*24*time.Hour + time.Second)
	wantKind(t, accept(late.Token), apperr.NotFound)
}

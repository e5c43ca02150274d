package people_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
)

func (h *house) invite(email string) people.Invited {
	h.t.Helper()
	made, err := h.s.Invite(h.t.Context(), h.lead, people.Invite{Name: "Chloé Martin", Email: email, Role: people.Developer, TeamID: h.team.ID})
	if err != nil {
		h.t.Fatal(err)
	}
	return made
}

func TestALeadInvitesIntoTheirOwnTeam(t *testing.T) {
	h := newHouse(t, false)
	made := h.invite("Chloe.Martin@ACME.example")
	if made.Token == "" || made.ByMail || !made.ExpiresAt.Equal(h.now.Add(7*24*time.Hour)) {
		t.Errorf("got %+v", made)
	}
	h.wantEvents(1, audit.InvitationMade, made.ID, false)
	inv, err := h.s.InvitationByToken(t.Context(), made.Token)
	if err != nil || inv.TeamName != "Payments" || inv.Role != people.Developer || inv.Address().Key != "chloe.martin@acme.example" {
		t.Errorf("got %+v, %v", inv, err)
	}
	if n := h.count(`SELECT count(*) FROM invitation WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%'`, made.Token); n != 0 {
		t.Error("the token itself is in the database")
	}
	if n := h.count(`SELECT count(*) FROM event WHERE after LIKE '%' || $1 || '%' OR after ILIKE '%chloe%'`, made.Token); n != 0 {
		t.Error("the trail holds the token or the address")
	}
}

func TestWhoMayInviteWhere(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	for _, c := range []struct {
		who  access.Actor
		role people.Role
		team string
		want apperr.Kind
	}{
		{h.lead, people.Developer, h.other.ID, apperr.Forbidden},
		{h.lead, people.Admin, "", apperr.Forbidden},
		{h.lead, people.Auditor, "", apperr.Forbidden},
		{h.auditor, people.Developer, h.team.ID, apperr.Forbidden},
		{h.dev, people.Developer, h.team.ID, apperr.NotFound},
		{access.AnonymousActor(), people.Developer, h.team.ID, apperr.Unauthenticated},
	} {
		_, err := h.s.Invite(ctx, c.who, people.Invite{Email: "new@acme.example", Role: c.role, TeamID: c.team})
		if !apperr.Is(err, c.want) {
			t.Errorf("%v as %s: got %v, want %v", c.role, c.who.Email, err, c.want)
		}
	}
	if n := h.count(`SELECT count(*) FROM event WHERE action = 'invitation.made' AND refused`); n != 4 {
		t.Errorf("%d refusals in the trail, want 4", n)
	}
	for _, role := range []people.Role{people.Admin, people.Auditor} {
		if _, err := h.s.Invite(ctx, h.admin, people.Invite{Email: string(role) + "@acme.example", Role: role}); err != nil {
			t.Errorf("an admin invites %s: %v", role, err)
		}
	}
	_, err := h.s.Invite(ctx, h.admin, people.Invite{Email: "a@b", Role: "boss", TeamID: "x"})
	wantField(t, err, "email")
	wantField(t, err, "role")
}

func TestOneInvitationToAnAddressIsOpenAtATime(t *testing.T) {
	h := newHouse(t, false)
	errs := together(t.Context(), 20, func(ctx context.Context, _ int) error {
		_, err := h.s.Invite(ctx, h.lead, people.Invite{Email: "nils@acme.example", Role: people.Developer, TeamID: h.team.ID})
		return err
	})
	if won(errs) != 1 {
		t.Errorf("%d of 20 invited the same address, want 1", won(errs))
	}
	h.now = h.now.Add(8 * 24 * time.Hour)
	h.invite("nils@acme.example") // the first has run out and stands in nobody's way
	_, err := h.s.Invite(t.Context(), h.lead, people.Invite{Email: "priya@acme.example", Role: people.Developer, TeamID: h.team.ID})
	wantKind(t, err, apperr.Conflict)
}

func TestTheSameFormSentTwiceInvitesOnce(t *testing.T) {
	h := newHouse(t, false)
	h.lead.Submission = "form-0001"
	first, err := h.s.Invite(t.Context(), h.lead, people.Invite{Email: "one@acme.example", Role: people.Developer, TeamID: h.team.ID})
	if err != nil || first.Token == "" {
		t.Fatalf("got %+v, %v", first, err)
	}
	second, err := h.s.Invite(t.Context(), h.lead, people.Invite{Email: "one@acme.example", Role: people.Developer, TeamID: h.team.ID})
	if err != nil || second.ID != "" || second.Token != "" {
		t.Errorf("the second sending gave %+v, %v; want nothing and no error", second, err)
	}
}

func TestARenewedInvitationKillsTheOldLink(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	old := h.invite("wanjiru@acme.example")
	h.now = h.now.Add(10 * 24 * time.Hour)
	renewed, err := h.s.RenewInvitation(ctx, h.lead, old.ID, false)
	if err != nil || renewed.Token == "" || renewed.Token == old.Token || !renewed.ExpiresAt.Equal(h.now.Add(7*24*time.Hour)) {
		t.Fatalf("got %+v, %v", renewed, err)
	}
	_, err = h.s.InvitationByToken(ctx, old.Token)
	wantKind(t, err, apperr.NotFound)
	h.wantEvents(1, audit.InvitationResent, old.ID, false)
	_, err = h.s.RenewInvitation(ctx, h.auditor, old.ID, false)
	wantKind(t, err, apperr.Forbidden)
	h.wantEvents(1, audit.InvitationResent, old.ID, true)
	stranger := h.member("lena@acme.example", people.Lead, h.other.ID)
	_, err = h.s.RenewInvitation(ctx, stranger, old.ID, false)
	wantKind(t, err, apperr.NotFound)
	wantKind(t, h.s.RevokeInvitation(ctx, stranger, old.ID), apperr.NotFound)
}

func TestAWithdrawnInvitationIsDeadAtOnce(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	made := h.invite("pavel@acme.example")
	wantKind(t, h.s.RevokeInvitation(ctx, h.auditor, made.ID), apperr.Forbidden)
	h.wantEvents(1, audit.InvitationRevoked, made.ID, true)
	for range 2 {
		if err := h.s.RevokeInvitation(ctx, h.lead, made.ID); err != nil {
			t.Fatal(err)
		}
	}
	h.wantEvents(1, audit.InvitationRevoked, made.ID, false)
	pavel := h.member("pavel@acme.example", people.Auditor, "")
	wantKind(t, h.s.AcceptAsMember(ctx, pavel, made.Token), apperr.NotFound)
	_, err := h.s.RenewInvitation(ctx, h.lead, made.ID, false)
	wantKind(t, err, apperr.Conflict)
}

func TestAMemberWhoIsInvitedGetsTheRoleAfterSigningIn(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	made, err := h.s.Invite(ctx, h.admin, people.Invite{Email: "PRIYA@acme.example", Role: people.Lead, TeamID: h.other.ID})
	if err != nil {
		t.Fatal(err)
	}
	inv, err := h.s.InvitationByToken(ctx, made.Token)
	if err != nil || inv.KnownMemberID != h.dev.ID {
		t.Fatalf("got %+v, %v", inv, err)
	}
	wantKind(t, h.s.AcceptAsMember(ctx, h.lead, made.Token), apperr.Forbidden)
	h.wantEvents(1, audit.InvitationAccepted, made.ID, true)
	errs := together(ctx, 20, func(ctx context.Context, _ int) error { return h.s.AcceptAsMember(ctx, h.dev, made.Token) })
	if won(errs) != 1 {
		t.Errorf("%d of 20 accepted, want 1", won(errs))
	}
	if a := h.actor(h.dev.ID); !a.LeadsTeam(h.other.ID) {
		t.Errorf("got %+v", a)
	}
	h.wantEvents(1, audit.InvitationAccepted, made.ID, false)
	wantKind(t, h.s.RevokeInvitation(ctx, h.admin, made.ID), apperr.Conflict)
}

type refusedAddress struct{ error }

func (refusedAddress) Permanent() bool { return true }

func TestALetterIsSentAfterTheInvitationAndItsOutcomeIsKept(t *testing.T) {
	h := newHouse(t, true)
	ctx := t.Context()
	made := h.invite("sent@acme.example")
	if made.Token != "" || !made.ByMail {
		t.Errorf("the link goes by mail, got %+v", made)
	}
	var letter people.Letter
	sent, err := h.s.MailNext(ctx, func(_ context.Context, l people.Letter) error { letter = l; return nil })
	if err != nil || !sent || letter.Email != "sent@acme.example" || letter.TeamName != "Payments" {
		t.Fatalf("got %t, %+v, %v", sent, letter, err)
	}
	if inv, err := h.s.InvitationByToken(ctx, letter.Token); err != nil || inv.ID != made.ID {
		t.Errorf("the token of the letter opens %+v, %v", inv, err)
	}
	h.wantEvents(1, audit.InvitationMailed, made.ID, false)
	if again, err := h.s.MailNext(ctx, func(context.Context, people.Letter) error { return nil }); again || err != nil {
		t.Errorf("a letter that was sent is due again: %v", err)
	}
	list, err := h.s.ListInvitations(ctx, h.lead)
	if err != nil || len(list) != 1 || !list[0].SentAt.Equal(h.now) || list[0].SendError != "" {
		t.Errorf("got %+v, %v", list, err)
	}
}

func TestALetterIsTriedAgainUnlessTheAddressWasRefused(t *testing.T) {
	h := newHouse(t, true)
	ctx := t.Context()
	tries := 0
	h.invite("down@acme.example")
	for range 20 {
		if _, err := h.s.MailNext(ctx, func(context.Context, people.Letter) error { tries++; return errors.New("connection refused") }); err != nil {
			t.Fatal(err)
		}
		h.now = h.now.Add(time.Hour)
	}
	if tries != 6 {
		t.Errorf("a server that is down was tried %d times, want 6", tries)
	}
	made := h.invite("refused@acme.example")
	tries = 0
	for range 3 {
		_, err := h.s.MailNext(ctx, func(context.Context, people.Letter) error { tries++; return refusedAddress{errors.New("550")} })
		if err != nil {
			t.Fatal(err)
		}
		h.now = h.now.Add(time.Hour)
	}
	if tries != 1 {
		t.Errorf("a refused address was tried %d times, want 1", tries)
	}
	list, err := h.s.ListInvitations(ctx, h.lead)
	if err != nil || len(list) != 2 || list[0].ID != made.ID || list[0].SendError != "The mail server refused the address." || list[0].Due {
		t.Errorf("got %+v, %v", list, err)
	}
	// A link that is handed over instead stops the letters.
	h.invite("link@acme.example")
	list, _ = h.s.ListInvitations(ctx, h.lead)
	link, err := h.s.RenewInvitation(ctx, h.lead, list[0].ID, false)
	if err != nil || link.Token == "" {
		t.Fatalf("got %+v, %v", link, err)
	}
	if due, _ := h.s.MailNext(ctx, func(context.Context, people.Letter) error { return nil }); due {
		t.Error("a letter killed the link that was handed over")
	}
}

package signin_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/signin"
)

func TestChangingAPasswordNeedsTheCurrentOneAndEndsOtherSessions(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	mine, other := h.session(h.admin.ID), h.session(h.admin.ID)
	wantField(t, h.s.ChangePassword(ctx, h.admin, signin.ChangePassword{Current: "wrong password here", New: otherPassword}), "current")
	wantField(t, h.s.ChangePassword(ctx, h.admin, signin.ChangePassword{Current: goodPassword, New: "short"}), "new")
	wantKind(t, h.s.ChangePassword(ctx, access.AnonymousActor(), signin.ChangePassword{Current: goodPassword, New: otherPassword}), apperr.Unauthenticated)
	if err := h.s.ChangePassword(ctx, h.admin, signin.ChangePassword{Current: goodPassword, New: otherPassword, KeepSession: mine}); err != nil {
		t.Fatal(err)
	}
	h.wantEvents(1, audit.PasswordChanged, h.admin.ID, false)
	if h.count(`SELECT count(*) FROM session WHERE id = $1 AND revoked_at IS NULL`, mine) != 1 ||
		h.count(`SELECT count(*) FROM session WHERE id = $1 AND revoked_at IS NULL`, other) != 0 {
		t.Error("the wrong sessions ended")
	}
	_, err := h.try("victor@acme.example", goodPassword, here, "")
	wantKind(t, err, apperr.Invalid)
	if _, err := h.try("victor@acme.example", otherPassword, here, ""); err != nil {
		t.Error(err)
	}
	for range 12 {
		err = h.s.ChangePassword(ctx, h.admin, signin.ChangePassword{Current: "wrong password here", New: otherPassword})
	}
	wantKind(t, err, apperr.TooMany)
}

func TestAnAdminMakesALinkForANewPasswordWhichWorksOnce(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	session := h.session(h.lead.ID)
	old, _, err := h.s.MakeReset(ctx, h.admin, h.lead.ID)
	if err != nil {
		t.Fatal(err)
	}
	token, expires, err := h.s.MakeReset(ctx, h.admin, h.lead.ID)
	if err != nil || !expires.Equal(h.now.Add(24*time.Hour)) {
		t.Fatal(err, expires)
	}
	h.wantEvents(2, audit.PasswordResetMade, h.lead.ID, false)
	_, err = h.s.ResetByToken(ctx, old)
	wantKind(t, err, apperr.NotFound)
	_, err = h.s.UseReset(ctx, access.AnonymousActor(), token, "short")
	wantField(t, err, "password")
	errs := together(ctx, 50, func(ctx context.Context, _ int) error {
		_, err := h.s.UseReset(ctx, access.AnonymousActor(), token, goodPassword)
		return err
	})
	if won(errs) != 1 {
		t.Errorf("%d of 50 used the link, want 1", won(errs))
	}
	h.wantEvents(1, audit.PasswordResetUsed, h.lead.ID, false)
	if h.count(`SELECT count(*) FROM session WHERE id = $1 AND revoked_at IS NULL`, session) != 0 {
		t.Error("a session outlived the new password")
	}
	if _, err := h.try("helen@acme.example", goodPassword, here, ""); err != nil {
		t.Error(err)
	}
}

func TestOnlyAnAdminMakesALinkForSomeoneElse(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	_, _, err := h.s.MakeReset(ctx, h.lead, h.admin.ID)
	wantKind(t, err, apperr.Forbidden)
	h.wantEvents(1, audit.PasswordResetMade, h.admin.ID, true)
	dev := h.member("dev@acme.example", "developer", h.team.ID)
	_, _, err = h.s.MakeReset(ctx, dev, h.admin.ID)
	wantKind(t, err, apperr.NotFound)
	if err := h.people.DisableMember(ctx, h.admin, dev.ID); err != nil {
		t.Fatal(err)
	}
	_, _, err = h.s.MakeReset(ctx, h.admin, dev.ID)
	wantKind(t, err, apperr.Conflict)
}

func TestALinkDiesByTimeAndWithTheAccount(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	token, _, err := h.s.MakeReset(ctx, h.admin, h.lead.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.people.DisableMember(ctx, h.admin, h.lead.ID); err != nil {
		t.Fatal(err)
	}
	if err := h.people.EnableMember(ctx, h.admin, h.lead.ID); err != nil {
		t.Fatal(err)
	}
	_, err = h.s.UseReset(ctx, access.AnonymousActor(), token, goodPassword)
	wantKind(t, err, apperr.NotFound)
	token, _, err = h.s.MakeReset(ctx, h.admin, h.lead.ID)
	if err != nil {
		t.Fatal(err)
	}
	h.now = h.now.Add(25 * time.Hour)
	_, err = h.s.UseReset(ctx, access.AnonymousActor(), token, goodPassword)
	wantKind(t, err, apperr.NotFound)
}

func TestAForgottenPasswordIsHelpedByMailWithoutTellingWhoIsHere(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	for _, email := range []string{"helen@acme.example", "nobody@acme.example", "not an address"} {
		before := h.count(`SELECT count(*) FROM reset_wish`)
		if err := h.s.AskReset(ctx, email, here); err != nil {
			t.Fatal(err)
		}
		if h.count(`SELECT count(*) FROM reset_wish`) != before+1 {
			t.Errorf("%q left another row", email)
		}
	}
	var letters []signin.ResetLetter
	for range 5 {
		if _, err := h.s.MailNextReset(ctx, func(_ context.Context, l signin.ResetLetter) error { letters = append(letters, l); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(letters) != 1 || letters[0].Email != "helen@acme.example" || !letters[0].ExpiresAt.Equal(h.now.Add(time.Hour)) {
		t.Fatalf("got %+v, want one letter", letters)
	}
	h.wantEvents(1, audit.PasswordResetMade, h.lead.ID, false)
	if _, err := h.s.UseReset(ctx, access.AnonymousActor(), letters[0].Token, goodPassword); err != nil {
		t.Error(err)
	}
	if n := h.count(`SELECT count(*) FROM reset_wish`); n != 0 {
		t.Errorf("%d wishes are left", n)
	}
}

func TestAskingOverAndOverSendsFewLetters(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	for range 10 {
		if err := h.s.AskReset(ctx, "helen@acme.example", here); err != nil {
			t.Fatal(err)
		}
	}
	if n := h.count(`SELECT count(*) FROM reset_wish`); n != 3 {
		t.Errorf("%d letters would go to one person, want 3", n)
	}
	var err error
	for range 20 {
		err = h.s.AskReset(ctx, "someone@acme.example", here)
	}
	wantKind(t, err, apperr.TooMany)
}

func TestAMailServerThatIsDownIsTriedAgain(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	if err := h.s.AskReset(ctx, "helen@acme.example", here); err != nil {
		t.Fatal(err)
	}
	tries := 0
	for range 10 {
		if _, err := h.s.MailNextReset(ctx, func(context.Context, signin.ResetLetter) error { tries++; return errors.New("connection refused") }); err != nil {
			t.Fatal(err)
		}
		h.now = h.now.Add(30 * time.Minute)
	}
	if tries != 4 {
		t.Errorf("tried %d times, want 4", tries)
	}
	h.wantEvents(0, audit.PasswordResetMade, h.lead.ID, false)
}

func TestAMemberEndsTheirOwnSessionsAndNoOneElses(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	mine, second, foreign := h.session(h.admin.ID), h.session(h.admin.ID), h.session(h.lead.ID)
	places, err := h.s.Places(ctx, h.admin)
	if err != nil || len(places) != 2 || places[0].Agent != "Firefox" {
		t.Fatalf("got %+v, %v", places, err)
	}
	wantKind(t, h.s.RevokePlace(ctx, h.admin, foreign), apperr.NotFound)
	if err := h.s.RevokePlace(ctx, h.admin, second); err != nil {
		t.Fatal(err)
	}
	h.wantEvents(1, audit.SessionRevoked, second, false)
	third := h.session(h.admin.ID)
	if err := h.s.RevokeOthers(ctx, h.admin, mine); err != nil {
		t.Fatal(err)
	}
	if h.count(`SELECT count(*) FROM session WHERE id = ANY($1) AND revoked_at IS NULL`, []string{mine, foreign}) != 2 ||
		h.count(`SELECT count(*) FROM session WHERE id = $1 AND revoked_at IS NULL`, third) != 0 {
		t.Error("the wrong sessions ended")
	}
	if err := h.s.SignOut(ctx, h.admin, mine); err != nil {
		t.Fatal(err)
	}
	h.wantEvents(1, audit.SignedOut, h.admin.ID, false)
	wantKind(t, h.s.RevokeAll(ctx, h.lead, h.admin.ID), apperr.Forbidden)
	h.wantEvents(1, audit.SessionRevoked, h.admin.ID, true)
	if err := h.s.RevokeAll(ctx, h.admin, h.lead.ID); err != nil {
		t.Fatal(err)
	}
	if h.count(`SELECT count(*) FROM session WHERE revoked_at IS NULL`) != 0 {
		t.Error("a session is left")
	}
}

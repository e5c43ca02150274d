package company

import (
	"context"
	"sync"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

func (w *world) record(a access.Actor, id, member string, roles ...string) error {
	return w.RecordRole(context.Background(), a, RecordRole{CompanyID: id, MemberID: member, Roles: roles})
}

func gradeOf(v View, member, role string) string {
	h, _ := find(v.Held, member, role)
	return h.Grade
}

func TestOnesOwnRoleIsSelfReportedAndASecondPersonConfirmsIt(t *testing.T) {
	w := newWorld(t)
	id := w.acme()
	if err := w.record(w.priya, id, "", Employee); err != nil {
		t.Fatal(err)
	}
	if g := gradeOf(w.get(w.priya, id), w.priya.ID, Employee); g != SelfReported {
		t.Errorf("graded %s", g)
	}
	if err := w.record(w.priya, id, "", Employee); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("nobody raises their own grade: %v", err)
	}
	if err := w.record(w.helen, id, w.priya.ID, Employee, Admin); err != nil {
		t.Fatal(err)
	}
	v := w.get(w.priya, id)
	if gradeOf(v, w.priya.ID, Employee) != Confirmed || gradeOf(v, w.priya.ID, Admin) != Confirmed {
		t.Errorf("got %+v", v.Held)
	}
	w.wantEvents(audit.CompanyRoleRecorded, false, 5)
}

func TestAnAdminOfTheCompanyConfirmsAndNobodyConfirmsThemselves(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	v := w.get(w.dana, id)
	own, _ := find(v.Held, w.dana.ID, Admin)
	if err := w.ConfirmRole(ctx, w.dana, id, own.ID); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("one's own role: %v", err)
	}
	if v.MayConfirm(own) {
		t.Error("the page offers to confirm one's own role")
	}
	if err := w.record(w.priya, id, "", Employee); err != nil {
		t.Fatal(err)
	}
	theirs, _ := find(w.get(w.dana, id).Held, w.priya.ID, Employee)
	if err := w.ConfirmRole(ctx, w.dana, id, theirs.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.ConfirmRole(ctx, w.dana, id, theirs.ID); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("twice: %v", err)
	}
	w.wantEvents(audit.CompanyRoleRecorded, true, 1)
}

func TestAForeignPersonIsNotRecordedAndAnswersAsAMissingOne(t *testing.T) {
	w := newWorld(t)
	id := w.acme()
	foreign := w.record(w.dana, id, w.farah.ID, Employee)
	missing := w.record(w.dana, id, "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001", Employee)
	wantField(t, foreign, "member")
	wantField(t, missing, "member")
	if foreign.Error() != missing.Error() {
		t.Errorf("%v differs from %v", foreign, missing)
	}
	if err := w.record(w.farah, id, w.priya.ID, Employee); err == nil {
		t.Error("a developer of another team spoke for Priya")
	}
	if err := w.record(w.priya, id, w.dana.ID, Employee); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a colleague who is no admin there: %v", err)
	}
	if err := w.record(w.admin, id, w.priya.ID, Employee); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("an admin of Portico: %v", err)
	}
	w.wantEvents(audit.CompanyRoleRecorded, true, 2)
	wantField(t, w.record(w.dana, id, w.priya.ID, "owner"), "role")
	wantField(t, w.record(w.dana, id, w.priya.ID), "role")
	wantField(t, w.RecordRole(context.Background(), w.dana, RecordRole{CompanyID: id, Roles: []string{Admin}, Since: "2026-06-17"}), "since")
}

func TestARoleOfAnotherCompanyIsNotFound(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	other, err := w.Create(ctx, w.farah, NewCompany{Staging, "Bridge", "bridge.example", "2026-05-03"})
	if err != nil {
		t.Fatal(err)
	}
	h, _ := find(w.get(w.farah, other).Held, w.farah.ID, Admin)
	if err := w.EndRole(ctx, w.farah, id, h.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("ended through another company: %v", err)
	}
	if err := w.ConfirmRole(ctx, w.dana, id, h.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("confirmed through another company: %v", err)
	}
}

func TestARoleIsEndedByThePersonByAnAdminThereOrByTheirLead(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	for _, by := range []access.Actor{w.priya, w.dana, w.helen} {
		if err := w.record(w.priya, id, "", Employee); err != nil {
			t.Fatal(err)
		}
		h, _ := find(w.get(w.priya, id).Held, w.priya.ID, Employee)
		if err := w.EndRole(ctx, w.gustav, id, h.ID); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("a lead of another team, who does not see it: %v", err)
		}
		if err := w.EndRole(ctx, by, id, h.ID); err != nil {
			t.Errorf("%s: %v", by.Name, err)
		}
		if err := w.EndRole(ctx, by, id, h.ID); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("ended twice: %v", err)
		}
	}
	danas, _ := find(w.get(w.dana, id).Held, w.dana.ID, Admin)
	if err := w.EndRole(ctx, w.priya, id, danas.ID); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a colleague who is no admin there: %v", err)
	}
	w.wantEvents(audit.CompanyRoleEnded, false, 3)
	w.wantEvents(audit.CompanyRoleEnded, true, 1)
}

func TestOfManyWhoRecordTheSameRoleOneWins(t *testing.T) {
	w := newWorld(t)
	id := w.acme()
	var wg sync.WaitGroup
	errs := make([]error, 30)
	for i := range errs {
		wg.Go(func() { errs[i] = w.record(w.helen, id, w.priya.ID, Admin) })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if !apperr.Is(err, apperr.Conflict) {
			t.Errorf("neither won nor lost: %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
	w.wantEvents(audit.CompanyRoleRecorded, false, 3)
}

func TestSomebodyWhoOnlyCallsThemselvesAdminHasNoSayOverOthers(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	if err := w.record(w.priya, id, "", Employee); err != nil {
		t.Fatal(err)
	}
	if err := w.record(w.farah, id, "", Admin); err != nil {
		t.Fatal(err)
	}
	h, _ := find(w.get(w.priya, id).Held, w.priya.ID, Employee)
	ask := func() string { return w.get(w.helen, id).Asks[0].ID }
	if err := w.AskForRoles(ctx, w.priya, id, w.farah.ID); err != nil {
		t.Fatal(err)
	}
	refused := map[string]error{
		"ends a role":          w.EndRole(ctx, w.farah, id, h.ID),
		"confirms a role":      w.ConfirmRole(ctx, w.farah, id, h.ID),
		"answers":              w.AnswerRoles(ctx, w.farah, AnswerRoles{CompanyID: id, AskID: ask(), Answer: Granted}),
		"adds a domain":        w.AddDomain(ctx, w.farah, id, "farah.example"),
		"takes a domain away":  w.EndDomain(ctx, w.farah, id, "acme.example"),
		"speaks for a member":  w.record(w.farah, id, w.priya.ID, Admin),
		"confirms their own":   w.ConfirmRole(ctx, w.farah, id, mustFind(t, w.get(w.farah, id).Held, w.farah.ID, Admin).ID),
		"is seen as an answer": w.record(w.farah, id, w.helen.ID, Admin),
	}
	for what, err := range refused {
		if !apperr.Is(err, apperr.Forbidden) && !apperr.Is(err, apperr.NotFound) && !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := w.ConfirmRole(ctx, w.dana, id, mustFind(t, w.get(w.dana, id).Held, w.farah.ID, Admin).ID); err != nil {
		t.Fatal(err)
	}
	if err := w.AnswerRoles(ctx, w.farah, AnswerRoles{CompanyID: id, AskID: ask(), Answer: Granted}); err != nil {
		t.Errorf("once Dana confirmed it: %v", err)
	}
}

func mustFind(t *testing.T, held []Held, memberID, role string) Held {
	t.Helper()
	h, found := find(held, memberID, role)
	if !found {
		t.Fatalf("no %s among %v", role, held)
	}
	return h
}

package company

import (
	"context"
	"strings"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
)

func TestAnAnsweredRequestMakesAdminAndEmployeeConfirmed(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	if err := w.record(w.priya, id, "", Employee); err != nil {
		t.Fatal(err)
	}
	if err := w.AskForRoles(ctx, w.priya, id, w.dana.ID); err != nil {
		t.Fatal(err)
	}
	v := w.get(w.dana, id)
	if len(v.Asks) != 1 || v.Asks[0].Member.ID != w.priya.ID || !v.MayAnswer(v.Asks[0]) {
		t.Fatalf("Dana sees %+v", v.Asks)
	}
	waiting, err := w.WaitingFor(ctx, w.dana)
	if err != nil || len(waiting) != 1 || waiting[0].CompanyID != id || len(waiting[0].Members) != 1 {
		t.Errorf("%+v wait for Dana, %v", waiting, err)
	}
	if waiting, err = w.WaitingFor(ctx, w.priya); err != nil || len(waiting) != 0 {
		t.Errorf("%+v wait for Priya, %v", waiting, err)
	}
	ask := v.Asks[0].ID
	yes := AnswerRoles{CompanyID: id, AskID: ask, Answer: Granted}
	if err := w.AnswerRoles(ctx, w.priya, yes); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("one's own request: %v", err)
	}
	if err := w.AnswerRoles(ctx, w.helen, yes); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a lead who is no admin there: %v", err)
	}
	if err := w.AnswerRoles(ctx, w.farah, yes); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a stranger: %v", err)
	}
	if err := w.AnswerRoles(ctx, w.dana, yes); err != nil {
		t.Fatal(err)
	}
	after := w.get(w.dana, id)
	if waiting, err = w.WaitingFor(ctx, w.dana); err != nil || len(waiting) != 0 {
		t.Errorf("%+v still wait for Dana, %v", waiting, err)
	}
	if gradeOf(after, w.priya.ID, Admin) != Confirmed || gradeOf(after, w.priya.ID, Employee) != Confirmed || len(after.Asks) != 0 {
		t.Errorf("got %+v", after.Held)
	}
	if err := w.AnswerRoles(ctx, w.dana, yes); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("answered twice: %v", err)
	}
	w.wantEvents(audit.CompanyRoleAnswered, false, 1)
	w.wantEvents(audit.CompanyRoleAnswered, true, 2)
}

func TestOnlyAnotherAdminOfTheCompanyIsAsked(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	wantField(t, w.AskForRoles(ctx, w.priya, id, w.helen.ID), "asked")
	wantField(t, w.AskForRoles(ctx, w.priya, id, w.priya.ID), "asked")
	w.wantEvents(audit.CompanyRoleAsked, false, 0)
}

func TestAskingAnotherAdminTakesTheFirstQuestionBack(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	if err := w.record(w.helen, id, "", Admin); err != nil {
		t.Fatal(err)
	}
	for _, asked := range []string{w.dana.ID, w.helen.ID} {
		if err := w.AskForRoles(ctx, w.priya, id, asked); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.AskForRoles(ctx, w.priya, id, w.helen.ID); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("the same person twice: %v", err)
	}
	v := w.get(w.priya, id)
	if len(v.Asks) != 1 || v.Asks[0].Asked.ID != w.helen.ID {
		t.Fatalf("open: %+v", v.Asks)
	}
	if err := w.WithdrawAsk(ctx, w.helen, id, v.Asks[0].ID); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("withdrawn by the one who was asked: %v", err)
	}
	if err := w.WithdrawAsk(ctx, w.farah, id, v.Asks[0].ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("withdrawn by a stranger: %v", err)
	}
	for range 2 {
		if err := w.WithdrawAsk(ctx, w.priya, id, v.Asks[0].ID); err != nil {
			t.Error(err)
		}
	}
	w.wantEvents(audit.CompanyRoleAnswered, false, 1)
	if v := w.get(w.priya, id); len(v.Asks) != 0 || !v.MayAsk() {
		t.Errorf("still open: %+v", v.Asks)
	}
}

func TestADeclinedRequestGivesNoRoleAndMayBeAskedAgain(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	if err := w.AskForRoles(ctx, w.priya, id, w.dana.ID); err != nil {
		t.Fatal(err)
	}
	ask := w.get(w.dana, id).Asks[0].ID
	wantField(t, w.AnswerRoles(ctx, w.dana, AnswerRoles{CompanyID: id, AskID: ask, Answer: "perhaps"}), "answer")
	if err := w.AnswerRoles(ctx, w.dana, AnswerRoles{CompanyID: id, AskID: ask, Answer: Declined, Note: "Ask HR first."}); err != nil {
		t.Fatal(err)
	}
	if g := gradeOf(w.get(w.dana, id), w.priya.ID, Admin); g != "" {
		t.Errorf("declined, and yet %s", g)
	}
	if err := w.AskForRoles(ctx, w.priya, id, w.dana.ID); err != nil {
		t.Errorf("asking again: %v", err)
	}
}

func TestRolesRecordedByALeadCloseTheOpenQuestion(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	if err := w.AskForRoles(ctx, w.priya, id, w.dana.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.record(w.helen, id, w.priya.ID, Admin, Employee); err != nil {
		t.Fatal(err)
	}
	if v := w.get(w.dana, id); len(v.Asks) != 0 {
		t.Errorf("still open: %+v", v.Asks)
	}
	w.wantEvents(audit.CompanyRoleAnswered, false, 1)
	if err := w.AskForRoles(ctx, w.priya, id, w.dana.ID); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("nothing is missing: %v", err)
	}
}

func TestAMatchIsRefusedOnceAndRestored(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	if !w.get(w.priya, id).MayRefuse() {
		t.Error("the page does not offer it")
	}
	if err := w.RefuseMatch(ctx, w.priya, id); err != nil {
		t.Fatal(err)
	}
	if err := w.RefuseMatch(ctx, w.priya, id); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("twice: %v", err)
	}
	if v := w.get(w.priya, id); !v.Refused || v.MayRefuse() {
		t.Error("the page does not know of it")
	}
	for range 2 {
		if err := w.RestoreMatch(ctx, w.priya, id); err != nil {
			t.Error(err)
		}
	}
	w.wantEvents(audit.CompanyMatchKept, false, 1)
	if err := w.RefuseMatch(ctx, w.dana, id); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("its own admin: %v", err)
	}
	if err := w.RefuseMatch(ctx, w.auditor, id); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("an auditor: %v", err)
	}
}

func TestADeveloperOfAnotherTeamSeesOnlyTheAdminsByName(t *testing.T) {
	w := newWorld(t)
	id := w.acme()
	if err := w.record(w.priya, id, "", Employee); err != nil {
		t.Fatal(err)
	}
	v := w.get(w.farah, id)
	if v.Unseen != 1 || v.SeesHoldings || v.Admins != 1 || v.Employees != 2 {
		t.Errorf("got %+v", v)
	}
	for _, h := range v.Held {
		if h.Member.ID == w.priya.ID {
			t.Error("Farah sees Priya")
		}
	}
	if _, err := w.Get(context.Background(), w.anonymous, id); !apperr.Is(err, apperr.Unauthenticated) {
		t.Errorf("nobody: %v", err)
	}
	for _, missing := range []string{"x", "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001"} {
		if _, err := w.Get(context.Background(), w.dana, missing); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%s: %v", missing, err)
		}
	}
}

func TestTheMessageToAnAdminNamesTheAccountAndTheEnvironment(t *testing.T) {
	got := AskMessage(Company{Name: "ACME", Environment: Staging}, Person{Name: "Dana Ruiz"}, Person{Name: "Priya Raman", Email: "priya@acme.example"})
	for _, want := range []string{"Dear Dana Ruiz", "ACME", "staging", "priya@acme.example", "Priya Raman"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
}

package journey

import (
	"context"
	"strings"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/evidence"
)

var picture = []byte("\x89PNG\r\n\x1a\nwhat was on the screen")

func shown(name string) evidence.Upload { return evidence.Upload{Name: name, Body: picture} }

func TestACoWorkerConfirmsWithANoteOrAFileAndTakesTheirOwnWordBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, dana, helen := context.Background(), s.actor(s.dana), s.actor(s.helen)
	s.complete("staging-sign-up")
	at := s.at("staging-sign-up")
	s.must(s.ConfirmStep(ctx, dana, ConfirmStep{MemberStep: at, File: shown("screen of Priya.png")}))
	step := s.state("staging-sign-up")
	if step.Grade != Confirmed || step.ConfirmedBy != s.dana {
		t.Errorf("grade %s by %v", step.Grade, step.ConfirmedBy)
	}
	_, facts, _, err := s.Progress(ctx, s.actor(s.priya), s.priya.ID)
	files := facts.FilesOf(step)
	if err != nil || len(files) != 1 || files[0].Name != "screen of Priya.png" || files[0].By != s.dana || files[0].Size != len(picture) {
		t.Fatalf("files %+v, %v", files, err)
	}
	var said string
	if err := s.db.Pool().QueryRow(ctx, `SELECT after FROM event WHERE action = 'evidence.added'`).Scan(&said); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, files[0].SHA256) || strings.Contains(said, "screen") {
		t.Errorf("the event says %s", said)
	}
	back := WithdrawConfirmation{MemberStep: at, Reason: "I mixed her up with somebody"}
	s.must(s.WithdrawConfirmation(ctx, dana, back))
	if got := s.state("staging-sign-up").Grade; got != SelfReported {
		t.Errorf("grade %s", got)
	}
	if _, facts, _, _ := s.Progress(ctx, s.actor(s.priya), s.priya.ID); len(facts.Files) != 0 {
		t.Errorf("a file stands whose word was taken back: %+v", facts.Files)
	}
	s.must(s.ConfirmStep(ctx, helen, ConfirmStep{MemberStep: at}))
	wantKind(t, s.WithdrawConfirmation(ctx, dana, back), apperr.Forbidden)
	wantKind(t, s.WithdrawConfirmation(ctx, s.actor(s.priya), back), apperr.Forbidden)
}

func TestAStepThatTakesALeadTakesNoOther(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	at := s.at("staging-tested")
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.dana), ConfirmStep{MemberStep: at, Note: "I saw it"}), apperr.Forbidden)
	at = s.at("production-review")
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.dana), ConfirmStep{MemberStep: at, Note: "I saw it"}), apperr.Forbidden)
}

func TestAFileIsAddedToOnesOwnStepAndRaisesNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, priya := context.Background(), s.actor(s.priya)
	s.must(s.CompleteStep(ctx, priya, CompleteStep{StepKey: "staging-sign-up", File: shown("mine.png")}))
	wantKind(t, s.AddFile(ctx, priya, AddFile{StepKey: "staging-sign-up", File: shown("again.png")}), apperr.Invalid)
	s.must(s.AddFile(ctx, priya, AddFile{StepKey: "staging-sign-up", File: evidence.Upload{Name: "out.txt", Body: []byte("it worked")}}))
	step := s.state("staging-sign-up")
	if step.Grade != SelfReported {
		t.Errorf("grade %s", step.Grade)
	}
	wantKind(t, s.AddFile(ctx, priya, AddFile{StepKey: "staging-sign-up"}), apperr.Invalid)
	wantKind(t, s.AddFile(ctx, priya, AddFile{StepKey: "developer-dashboard", File: shown("early.png")}), apperr.Conflict)
	wantKind(t, s.AddFile(ctx, priya, AddFile{StepKey: "nowhere", File: shown("a.png")}), apperr.NotFound)
	wantKind(t, s.AddFile(ctx, s.actor(s.ruth), AddFile{StepKey: "staging-sign-up", File: shown("a.png")}), apperr.Forbidden)
	s.wantEvents(audit.EvidenceAdded, s.priya, false, 2)
}

package oauthapp

import (
	"context"
	"sync"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
)

func TestNobodyCommitsWhileATestIsOpen(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	wantKind(t, "open tests", w.Commit(ctx, w.helen, id), apperr.Conflict)
	for i, test := range w.get(w.dana, id).Tests {
		in := DecideTest{AppID: id, TestID: test.ID, Version: test.Version, Result: Passed}
		if i == 0 {
			in.Result = Excused
			wantField(t, w.DecideTest(ctx, w.dana, in), "note")
			in.Note = "The app reads only."
		}
		w.must(w.DecideTest(ctx, w.dana, in))
	}
	wantKind(t, "a colleague", w.Commit(ctx, w.priya, id), apperr.Forbidden)
	w.must(w.Commit(ctx, w.helen, id))
	wantKind(t, "an owner alone", w.Commit(ctx, w.dana, id), apperr.Forbidden)
	wantKind(t, "twice", w.Commit(ctx, w.helen, id), apperr.Conflict)
	if v := w.get(w.dana, id); v.Commitment.By.ID != w.helen.ID || v.Commitment.Sentence == "" {
		t.Errorf("got %+v", v.Commitment)
	}
	for range 2 {
		w.must(w.WithdrawCommit(ctx, w.dana, id))
	}
	w.wantEvents(audit.AppCommitted, false, 1)
	w.wantEvents(audit.AppCommitted, true, 2)
	w.wantEvents(audit.CommitmentWithdrawn, false, 1)
}

func TestACommitmentFallsWithTheTestsItWasSaidOf(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.ready("")
	test := w.get(w.dana, id).Tests[0]
	w.must(w.DecideTest(ctx, w.dana, DecideTest{AppID: id, TestID: test.ID, Version: test.Version, Result: Failed, Note: "White page."}))
	if v := w.get(w.dana, id); v.Commitment.ID != "" {
		t.Error("a test fails, and the commitment stands")
	}
	test = w.get(w.dana, id).Tests[0]
	w.must(w.DecideTest(ctx, w.dana, DecideTest{AppID: id, TestID: test.ID, Version: test.Version, Result: Passed}))
	w.must(w.Commit(ctx, w.helen, id))
	w.must(w.AddTest(ctx, w.dana, id, "It works on a telephone"))
	if v := w.get(w.dana, id); v.Commitment.ID != "" || v.Tests[len(v.Tests)-1].Title != "It works on a telephone" {
		t.Error("a test was added, and the commitment stands")
	}
	added := w.get(w.dana, id).Tests
	last := added[len(added)-1]
	w.must(w.DecideTest(ctx, w.dana, DecideTest{AppID: id, TestID: last.ID, Version: last.Version, Result: Passed}))
	w.must(w.Commit(ctx, w.helen, id))
	last = w.get(w.dana, id).Tests[len(added)-1]
	w.must(w.DecideTest(ctx, w.dana, DecideTest{AppID: id, TestID: last.ID, Version: last.Version, Result: Excused, Note: "It does not matter."}))
	if v := w.get(w.dana, id); v.Commitment.ID != "" {
		t.Error("a test that had passed was excused after the signature, and the commitment stands")
	}
	w.wantEvents(audit.CommitmentWithdrawn, false, 3)
}

func TestATestIsAddedAndRemovedWithItsEvent(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	wantField(t, w.AddTest(ctx, w.dana, id, " "), "title")
	wantKind(t, "a colleague", w.AddTest(ctx, w.priya, id, "x"), apperr.Forbidden)
	tests := w.get(w.dana, id).Tests
	w.must(w.RemoveTest(ctx, w.dana, id, tests[0].ID))
	wantKind(t, "removed twice", w.RemoveTest(ctx, w.dana, id, tests[0].ID), apperr.NotFound)
	wantKind(t, "a colleague removes", w.RemoveTest(ctx, w.priya, id, tests[1].ID), apperr.Forbidden)
	if n := len(w.get(w.dana, id).Tests); n != len(tests)-1 {
		t.Errorf("%d tests are left", n)
	}
	w.wantEvents(audit.TestRemoved, false, 1)
	w.wantEvents(audit.TestRemoved, true, 1)
	w.wantEvents(audit.TestAdded, true, 1)
}

func TestAResultIsGivenByOwnersAgainstTheVersionTheySaw(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	test := w.get(w.dana, id).Tests[0]
	in := DecideTest{AppID: id, TestID: test.ID, Version: test.Version, Result: Passed}
	wantKind(t, "a colleague", w.DecideTest(ctx, w.priya, in), apperr.Forbidden)
	wantKind(t, "a stranger", w.DecideTest(ctx, w.farah, in), apperr.NotFound)
	var wg sync.WaitGroup
	errs := make([]error, 10)
	for i := range errs {
		wg.Go(func() {
			mine := in
			mine.Note = "Seen by " + string(rune('a'+i))
			errs[i] = w.DecideTest(ctx, w.dana, mine)
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else {
			wantKind(t, "a later word", err, apperr.Conflict)
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
	bad := in
	bad.Result = "maybe"
	wantField(t, w.DecideTest(ctx, w.dana, bad), "result")
	v := w.get(w.dana, id)
	w.must(w.DecideTest(ctx, w.dana, DecideTest{AppID: id, TestID: test.ID, Version: v.Tests[0].Version, Result: Open}))
	if v = w.get(w.dana, id); v.Tests[0].Result != Open || v.Tests[0].Decider != "" {
		t.Errorf("got %+v", v.Tests[0])
	}
	w.wantEvents(audit.TestDecided, true, 1)
}

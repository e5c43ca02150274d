package permission_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"portico/internal/permission"
)

func TestAnEndIsListedUntilSomebodyElseConfirmsIt(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.exec(`UPDATE member_role SET since = now() - interval '90 days'`)
	ann, ben := h.records(h.ann, permission.Freelance, 30), h.records(h.ben, permission.Freelance, 20)
	for grant, ago := range map[string]int{ann: 10, ben: 5} {
		if err := h.service.End(ctx, h.admin, permission.End{GrantID: grant, On: h.day(ago), Reason: "left"}); err != nil {
			t.Fatal(err)
		}
	}
	asks := permission.Question{What: permission.EndUnconfirmed, Limit: 1}
	first := h.ask(h.auditor, asks)
	if names(first.Rows) != "Ben Adams" || first.Shown != 2 || first.Next == "" {
		t.Fatalf("%q of %d, and then %q", names(first.Rows), first.Shown, first.Next)
	}
	more := first.Question
	more.After = first.Next
	if second := h.ask(h.auditor, more); names(second.Rows) != "Ann Berg" || second.Next != "" || second.Previous != "" {
		t.Errorf("then %q", names(second.Rows))
	}
	if lead := h.ask(h.helen, asks); names(lead.Rows) != "Ann Berg" || lead.Shown != 1 {
		t.Errorf("the lead of one of them sees %q", names(lead.Rows))
	}
	if held := h.ask(h.auditor, permission.Question{What: permission.ShouldNot}); len(held.Rows) != 0 {
		t.Errorf("%q hold it and should not", names(held.Rows))
	}
	if err := h.service.ConfirmEnd(ctx, h.helen, permission.Confirm{GrantID: ann}); err != nil {
		t.Fatal(err)
	}
	h.now = time.Now()
	if a := h.ask(h.auditor, permission.Question{What: permission.EndUnconfirmed}); names(a.Rows) != "Ben Adams" || a.Shown != 1 {
		t.Errorf("after one was confirmed: %q", names(a.Rows))
	}
	if again := h.ask(h.auditor, first.Question); again.Fingerprint != first.Fingerprint || !slices.Equal([]string{names(again.Rows)}, []string{"Ben Adams"}) {
		t.Errorf("the link of before gives %q of %d", names(again.Rows), again.Shown)
	}
	early := permission.Question{What: permission.EndUnconfirmed, AsOf: time.Now().AddDate(0, 0, -7), KnownAt: first.Question.KnownAt}
	if a := h.ask(h.auditor, early); names(a.Rows) != "Ann Berg" {
		t.Errorf("a week ago: %q", names(a.Rows))
	}
}

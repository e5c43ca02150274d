package permission_test

import (
	"context"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/permission"
)

func TestTheStateOfARemovalFollowsFromWhatIsKept(t *testing.T) {
	day := time.Date(2026, 6, 3, 0, 0, 0, 0, time.UTC)
	var none time.Time
	for _, c := range []struct {
		decided, until time.Time
		grade          string
		want           permission.RemovalState
		open           bool
	}{
		{none, none, "", permission.NotRemoved, false},
		{day, none, "", permission.Decided, true},
		{day, day, permission.SelfReported, permission.Executed, true},
		{none, day, "", permission.Executed, true}, // from before ends had grades
		{day, day, permission.Confirmed, permission.Removed, false},
		{day, day, permission.Verified, permission.Removed, false},
		{none, day.AddDate(0, 1, 0), "", permission.Ending, false},
	} {
		if got := permission.RemovalStateOf(c.decided, c.until, c.grade, day); got != c.want || got.Open() != c.open {
			t.Errorf("decided %v, until %v, %q: %q, open %v", !c.decided.IsZero(), !c.until.IsZero(), c.grade, got, got.Open())
		}
	}
}

// decides decides the removal of a grant as somebody, today.
func (h *house) decides(a access.Actor, id string) error {
	return h.service.DecideRemoval(context.Background(), a, permission.DecideRemoval{GrantID: id, On: h.day(0), Reason: "Leaves on Friday"})
}

// stands is a grant as the auditor reads it.
func (h *house) stands(id string) permission.Grant {
	h.t.Helper()
	g, err := h.service.Grant(context.Background(), h.auditor, id)
	if err != nil {
		h.t.Fatal(err)
	}
	return g
}

func TestARemovalIsDecidedExecutedAndConfirmedByThreeSteps(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.records(h.ann, permission.Freelance, 30)
	if err := h.service.Confirm(ctx, h.helen, permission.Confirm{GrantID: id}); err != nil {
		t.Fatal(err)
	}
	err := h.service.DecideRemoval(ctx, h.admin, permission.DecideRemoval{
		GrantID: id, On: h.day(4), Reason: "Leaves on Friday", DueBy: h.helen.ID, DueOn: h.day(-2),
	})
	if err != nil {
		t.Fatal(err)
	}
	g := h.stands(id)
	if r := g.Removal; r.State != permission.Decided || r.DecidedBy.Name != "Ada Admin" || r.DueBy.Name != "Helen Okafor" ||
		r.DueOn.Format(time.DateOnly) != h.day(-2) || r.DecidedAt.Format(time.DateOnly) != h.day(4) || g.EndReason != "Leaves on Friday" {
		t.Errorf("after the decision: %+v", g.Removal)
	}
	if names(h.ask(h.auditor, permission.Question{}).Rows) != "Ann Berg" {
		t.Error("a decision alone already took her from the ledger")
	}
	if err := h.service.End(ctx, h.ann, permission.End{GrantID: id, On: h.day(1), Evidence: "The box is clear on my screen"}); err != nil {
		t.Fatal(err)
	}
	g = h.stands(id)
	if r := g.Removal; r.State != permission.Executed || r.Grade != permission.SelfReported || r.ExecutedBy.Name != "Ann Berg" ||
		r.DecidedAt.Format(time.DateOnly) != h.day(4) || g.HeldUntil.Format(time.DateOnly) != h.day(1) || r.Evidence == "" || g.Grade != permission.Confirmed {
		t.Errorf("after it was executed: %+v, the holding is %s", g.Removal, g.Grade)
	}
	if names(h.ask(h.auditor, permission.Question{}).Rows) != "" || names(h.ask(h.auditor, permission.Question{AsOf: h.now.AddDate(0, 0, -2)}).Rows) != "Ann Berg" {
		t.Error("held until the day it was executed, and not after")
	}
	if err := h.service.ConfirmEnd(ctx, h.helen, permission.Confirm{GrantID: id, Note: "I looked"}); err != nil {
		t.Fatal(err)
	}
	if r := h.stands(id).Removal; r.State != permission.Removed || r.ConfirmedBy.Name != "Helen Okafor" || r.ExecutedBy.Name != "Ann Berg" {
		t.Errorf("after it was confirmed: %+v", r)
	}
	for action, grade := range map[string]string{"grant.removal-decided": "confirmed", "grant.ended": "self-reported", "grant.end-confirmed": "confirmed"} {
		if n := h.one(`SELECT count(*) FROM event WHERE action = $1 AND subject_id = $2 AND grade = $3 AND NOT refused`, action, id, grade); n != 1 {
			t.Errorf("%d events %s of grade %s", n, action, grade)
		}
	}
}

func TestWhoMayRemoveAndWhoMayConfirmThatItIsGone(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.at(h.acme, h.ann, "admin")
	h.at(h.acme, h.ann, "employee")
	id := h.records(h.ann, h.acme, 10)
	who := map[string]access.Actor{
		"ann": h.ann, "helen": h.helen, "lena": h.lena, "ben": h.ben, "dana": h.coAdmin, "auditor": h.auditor, "admin": h.admin,
	}
	want := func(task, name string, err error, kind apperr.Kind) {
		t.Helper()
		if kind == 0 && err != nil || kind != 0 && !apperr.Is(err, kind) {
			t.Errorf("%s %s: %v, want %q", name, task, err, kind)
		}
	}
	for name, kind := range map[string]apperr.Kind{
		"auditor": apperr.Forbidden, "dana": apperr.Forbidden, "lena": apperr.NotFound, "ben": apperr.NotFound,
	} {
		want("decides", name, h.decides(who[name], id), kind)
		want("ends", name, h.service.End(ctx, who[name], permission.End{GrantID: id, On: h.day(0), Reason: "x"}), kind)
	}
	want("decides", "admin", h.decides(h.admin, id), 0)
	want("decides again", "helen", h.decides(h.helen, id), apperr.Conflict)
	withdraw := func(a access.Actor) error {
		return h.service.WithdrawRemoval(ctx, a, permission.WithdrawRemoval{GrantID: id, Reason: "She stays"})
	}
	want("lifts what others decided", "ann", withdraw(h.ann), apperr.Forbidden)
	want("withdraws", "auditor", withdraw(h.auditor), apperr.Forbidden)
	want("withdraws", "helen", withdraw(h.helen), 0)
	want("withdraws nothing", "helen", withdraw(h.helen), apperr.Conflict)
	want("decides", "ann", h.decides(h.ann, id), 0)
	want("lifts her own", "ann", withdraw(h.ann), 0)
	want("confirms what is held", "helen", h.service.ConfirmEnd(ctx, h.helen, permission.Confirm{GrantID: id}), apperr.Conflict)
	want("ends", "helen", h.service.End(ctx, h.helen, permission.End{GrantID: id, On: h.day(0), Reason: "Left"}), 0)
	want("decides what is gone", "ann", h.decides(h.ann, id), apperr.Conflict)
	for name, kind := range map[string]apperr.Kind{
		"ann": apperr.Forbidden, "helen": apperr.Forbidden, "auditor": apperr.Forbidden, "lena": apperr.NotFound, "ben": apperr.NotFound,
	} {
		want("confirms the end", name, h.service.ConfirmEnd(ctx, who[name], permission.Confirm{GrantID: id}), kind)
	}
	want("confirms what nobody saw", "dana", h.service.ConfirmEnd(ctx, h.coAdmin, permission.Confirm{GrantID: id, Version: 2}), apperr.Conflict)
	want("confirms the end", "dana", h.service.ConfirmEnd(ctx, h.coAdmin, permission.Confirm{GrantID: id}), 0)
	want("confirms again", "admin", h.service.ConfirmEnd(ctx, h.admin, permission.Confirm{GrantID: id}), apperr.Conflict)
	if n := h.one(`SELECT count(*) FROM event WHERE refused AND action = 'grant.end-confirmed'`); n != 3 {
		t.Errorf("%d events of three refused confirmations", n)
	}
}

func TestWhatIsSaidOfARemovalMustMakeSense(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.records(h.ann, permission.Freelance, 10)
	for within, in := range map[string]permission.DecideRemoval{
		"Say why":                {On: h.day(0)},
		"Choose a day":           {Reason: "x"},
		"still to come":          {On: h.day(-2), Reason: "x"},
		"not held yet":           {On: h.day(20), Reason: "x"},
		"This day is over":       {On: h.day(0), Reason: "x", DueOn: h.day(2)},
		"within 366 days":        {On: h.day(0), Reason: "x", DueOn: h.day(-400)},
		"a person of the list":   {On: h.day(0), Reason: "x", DueBy: h.ben.ID},
		"the day as 2026-06-16.": {On: h.day(0), Reason: "x", DueOn: "soon"},
	} {
		in.GrantID = id
		wantKind(t, h.service.DecideRemoval(ctx, h.helen, in), apperr.Invalid, within)
	}
	wantKind(t, h.service.End(ctx, h.helen, permission.End{GrantID: id, On: h.day(5), DecidedOn: h.day(1), Reason: "x"}), apperr.Invalid, "gone before it was decided")
	if err := h.service.End(ctx, h.helen, permission.End{GrantID: id, On: h.day(1), DecidedOn: h.day(5), Reason: "Both at once"}); err != nil {
		t.Fatal(err)
	}
	if g := h.stands(id); g.Removal.DecidedAt.Format(time.DateOnly) != h.day(5) || g.HeldUntil.Format(time.DateOnly) != h.day(1) {
		t.Errorf("both at once: %+v", g.Removal)
	}
}

func TestACorrectionCannotMakeARemovalGoAway(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.records(h.ann, permission.Freelance, 10)
	if err := h.decides(h.helen, id); err != nil {
		t.Fatal(err)
	}
	correct := func(a access.Actor, until string) {
		t.Helper()
		in := permission.Correct{GrantID: id, HeldFrom: h.day(10), HeldUntil: until, Reason: "Another day"}
		if err := h.service.Correct(ctx, a, in); err != nil {
			t.Fatal(err)
		}
	}
	correct(h.ann, h.day(3)) // an end by correction is executed, by whoever says so
	if r := h.stands(id).Removal; r.State != permission.Executed || r.ExecutedBy.Name != "Ann Berg" {
		t.Errorf("ended by a correction: %+v", r)
	}
	if err := h.service.ConfirmEnd(ctx, h.helen, permission.Confirm{GrantID: id}); err != nil {
		t.Fatal(err)
	}
	correct(h.helen, h.day(2)) // what was confirmed was the other day
	if r := h.stands(id).Removal; r.State != permission.Executed || r.ExecutedBy.Name != "Helen Okafor" || r.ConfirmedBy.Name != "" {
		t.Errorf("another day of the end: %+v", r)
	}
	correct(h.ann, "") // held after all: still decided
	if g := h.stands(id); g.Removal.State != permission.Decided || g.EndReason != "Leaves on Friday" || g.Removal.Grade != "" {
		t.Errorf("held after all: %+v", g.Removal)
	}
	if err := h.service.Correct(ctx, h.ann, permission.Correct{GrantID: id, NeverHeld: true, Reason: "By mistake"}); err != nil {
		t.Fatal(err)
	}
	if r := h.stands(id).Removal; r.State != permission.Executed || r.ExecutedBy.Name != "Ann Berg" {
		t.Errorf("taken back by her who held it: %+v", r)
	}
	if n := h.one(`SELECT count(*) FROM permission_grant g WHERE grant_id = $1 AND 1 <> (SELECT count(*) FROM event e
		WHERE e.subject_kind = 'grant' AND e.subject_id = $1::text AND NOT e.refused AND (e.after::json ->> 'version')::int = g.version
		AND (e.after::json ->> 'recorded_at')::timestamptz = g.recorded_at)`, id); n != 0 {
		t.Errorf("%d versions without exactly one event of theirs", n)
	}
}

func TestAnAdminDecidesEverythingThatSomebodyHoldsAtOnce(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	first := h.records(h.ann, permission.Freelance, 30)
	h.approved(h.acmeProd, 20, h.ann)
	h.approved("", 10, h.ann, h.ben)
	if err := h.decides(h.helen, first); err != nil {
		t.Fatal(err)
	}
	in := permission.DecideAll{MemberID: h.ann.ID, On: h.day(15), Reason: "Left", DueBy: h.helen.ID, DueOn: h.day(-7)}
	all := func(a access.Actor) error { _, err := h.service.DecideAll(ctx, a, in); return err }
	wantKind(t, all(h.helen), apperr.Forbidden, "Only an admin")
	wantKind(t, all(h.auditor), apperr.Forbidden, "Only an admin")
	wantKind(t, all(h.lena), apperr.NotFound, "")
	wantKind(t, all(h.ann), apperr.NotFound, "")
	n, err := h.service.DecideAll(ctx, h.admin, in)
	if err != nil || n != 2 {
		t.Fatalf("decided %d, %v; want 2", n, err)
	}
	wantKind(t, all(h.admin), apperr.Conflict, "Nothing is left to decide")
	if n := h.one(`SELECT count(*) FROM event WHERE action = 'grant.removal-decided' AND NOT refused AND subject_kind = 'grant'`); n != 3 {
		t.Errorf("%d events of three decisions", n)
	}
	if n := h.one(`SELECT count(*) FROM permission_grant WHERE superseded_at IS NULL AND removal_decided_at IS NOT NULL AND removal_decided_at >= held_from`); n != 3 {
		t.Errorf("%d removals are decided, none before it was held; want 3", n)
	}
	if n := h.one(`SELECT count(*) FROM permission_grant WHERE superseded_at IS NULL AND removal_decided_at IS NULL`); n != 1 {
		t.Errorf("Ben holds %d that are not to go", n)
	}
}

func TestPermissionInProductionComesOnlyFromAnApprovedRequestThatNamesTheAccount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for what, request := range map[string]string{
		"no request": "", "one that is open": h.request("", h.ann), "one that was rejected": h.request("rejected", h.ann),
		"one for somebody else": h.request("approved", h.ben),
	} {
		if err := h.grantInProduction(h.ann, request); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	taken := h.request("approved", h.ann)
	h.exec(`UPDATE production_request_account SET removed_at = now() WHERE request_id = $1`, taken)
	if err := h.grantInProduction(h.ann, taken); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("an account that was taken from the request: %v", err)
	}
	if n := h.one(`SELECT count(*) FROM permission_grant`); n != 0 {
		t.Errorf("%d grants", n)
	}
	if err := h.grantInProduction(h.ann, h.request("approved", h.ann)); err != nil {
		t.Fatal(err)
	}
}

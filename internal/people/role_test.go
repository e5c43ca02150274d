package people_test

import (
	"context"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
)

func TestAnActorHasTheRolesThatStand(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	if err := h.s.GrantRole(ctx, h.admin, people.GrantRole{MemberID: h.dev.ID, Role: people.Lead, TeamID: h.other.ID}); err != nil {
		t.Fatal(err)
	}
	a := h.actor(h.dev.ID)
	if !a.LeadsTeam(h.other.ID) || a.LeadsTeam(h.team.ID) || !a.InTeam(h.team.ID) || a.Admin || a.Auditor || a.Email != "priya@acme.example" {
		t.Errorf("got %+v", a)
	}
	h.wantEvents(2, audit.RoleGranted, h.dev.ID, false) // the first came with the member
	page, err := h.s.ListPeople(ctx, h.admin, people.Filter{Query: "PRIYA"})
	if err != nil || len(page.People) != 1 || len(page.People[0].Roles) != 2 {
		t.Fatalf("got %+v, %v", page, err)
	}
	if err := h.s.EndRole(ctx, h.admin, h.dev.ID, page.People[0].Roles[0].ID); err != nil {
		t.Fatal(err)
	}
	if a := h.actor(h.dev.ID); len(a.Leads) != 0 || len(a.Develops) != 1 {
		t.Errorf("the role has ended, got %+v", a)
	}
	h.wantEvents(1, audit.RoleEnded, h.dev.ID, false)
}

func TestARoleIsHeldOnceHoweverManyGiveIt(t *testing.T) {
	h := newHouse(t, false)
	errs := together(t.Context(), 20, func(ctx context.Context, _ int) error {
		return h.s.GrantRole(ctx, h.admin, people.GrantRole{MemberID: h.lead.ID, Role: people.Auditor})
	})
	if won(errs) != 1 {
		t.Errorf("%d of 20 gave the role, want 1", won(errs))
	}
	for _, err := range errs {
		if err != nil && !apperr.Is(err, apperr.Conflict) {
			t.Errorf("got %v, want a conflict", err)
		}
	}
}

func TestADeveloperAndALeadStartAJourneyAnAuditorDoesNot(t *testing.T) {
	h := newHouse(t, false)
	for who, want := range map[string]int{h.dev.ID: 1, h.lead.ID: 1, h.auditor.ID: 0, h.admin.ID: 0} {
		if got := h.count(`SELECT count(*) FROM member_journey WHERE member_id = $1 AND edition = 'zang-2020'`, who); got != want {
			t.Errorf("%s walks %d journeys, want %d", who, got, want)
		}
		h.wantEvents(want, audit.JourneyStarted, who, false)
	}
}

func TestARoleNeedsItsTeamAndNothingElse(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	for _, in := range []people.GrantRole{
		{MemberID: h.dev.ID, Role: people.Lead},
		{MemberID: h.dev.ID, Role: people.Lead, TeamID: "payments"},
		{MemberID: h.dev.ID, Role: people.Lead, TeamID: h.dev.ID},
		{MemberID: h.dev.ID, Role: people.Admin, TeamID: h.team.ID},
	} {
		wantField(t, h.s.GrantRole(ctx, h.admin, in), "team")
	}
	wantField(t, h.s.GrantRole(ctx, h.admin, people.GrantRole{MemberID: h.dev.ID, Role: "owner"}), "role")
	wantKind(t, h.s.GrantRole(ctx, h.admin, people.GrantRole{MemberID: h.team.ID, Role: people.Admin}), apperr.NotFound)
}

func TestOnlyAnAdminGivesAndEndsRoles(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	for _, who := range []access.Actor{h.lead, h.auditor} {
		wantKind(t, h.s.GrantRole(ctx, who, people.GrantRole{MemberID: who.ID, Role: people.Admin}), apperr.Forbidden)
		h.wantEvents(1, audit.RoleGranted, who.ID, true)
	}
	wantKind(t, h.s.GrantRole(ctx, h.dev, people.GrantRole{MemberID: h.dev.ID, Role: people.Admin}), apperr.NotFound)
	person, err := h.s.FindPerson(ctx, h.admin, h.dev.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantKind(t, h.s.EndRole(ctx, h.lead, h.dev.ID, person.Roles[0].ID), apperr.Forbidden)
	h.wantEvents(1, audit.RoleEnded, h.dev.ID, true)
	wantKind(t, h.s.EndRole(ctx, h.admin, h.lead.ID, person.Roles[0].ID), apperr.NotFound)
}

func TestTheLastAdminCannotBeLost(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	victor, err := h.s.FindPerson(ctx, h.admin, h.admin.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantKind(t, h.s.EndRole(ctx, h.admin, h.admin.ID, victor.Roles[0].ID), apperr.Conflict)
	wantKind(t, h.s.DisableMember(ctx, access.OperatorActor(), h.admin.ID), apperr.Conflict)
	// A second admin who is disabled does not count.
	second := h.member("second@acme.example", people.Admin, "")
	if err := h.s.DisableMember(ctx, h.admin, second.ID); err != nil {
		t.Fatal(err)
	}
	wantKind(t, h.s.EndRole(ctx, h.admin, h.admin.ID, victor.Roles[0].ID), apperr.Conflict)
}

func TestAdminsWhoRemoveEachOtherAtOnceLeaveOne(t *testing.T) {
	h := newHouse(t, false)
	admins := []access.Actor{h.admin}
	for _, name := range []string{"b", "c", "d", "e", "f"} {
		admins = append(admins, h.member(name+"@acme.example", people.Admin, ""))
	}
	roles := make([]string, len(admins))
	for i, a := range admins {
		p, err := h.s.FindPerson(t.Context(), h.admin, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		roles[i] = p.Roles[0].ID
	}
	together(t.Context(), 2*len(admins), func(ctx context.Context, i int) error {
		next := (i + 1) % len(admins)
		if i < len(admins) {
			return h.s.EndRole(ctx, admins[i%len(admins)], admins[next].ID, roles[next])
		}
		return h.s.DisableMember(ctx, admins[i%len(admins)], admins[next].ID)
	})
	left := h.count(`SELECT count(*) FROM member_role r JOIN member m ON m.id = r.member_id
		WHERE r.role = 'admin' AND r.ended_at IS NULL AND m.disabled_at IS NULL`)
	if left != 1 {
		t.Errorf("%d admins are left, want 1", left)
	}
}

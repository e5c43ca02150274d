package people_test

import (
	"context"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
)

func TestATeamGetsASlugThatIsItsOwnAndStays(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	for name, slug := range map[string]string{
		"Équipe Été": "equipe-ete", "R & D": "r-d", "経理": "team", "R-D!": "r-d-2", "Payments 2": "payments-2",
	} {
		if name == "R-D!" {
			continue // made below, after the one it must differ from
		}
		team, err := h.s.CreateTeam(ctx, h.admin, name)
		if err != nil || team.Slug != slug {
			t.Errorf("%q got %q, %v; want %q", name, team.Slug, err, slug)
		}
	}
	second, err := h.s.CreateTeam(ctx, h.admin, "R-D!")
	if err != nil || second.Slug != "r-d-2" {
		t.Fatalf("got %q, %v", second.Slug, err)
	}
	if err := h.s.RenameTeam(ctx, h.admin, people.RenameTeam{TeamID: second.ID, Name: "Research", Was: "R-D!"}); err != nil {
		t.Fatal(err)
	}
	renamed, err := h.s.TeamBySlug(ctx, h.admin, "r-d-2")
	if err != nil || renamed.Name != "Research" {
		t.Fatalf("got %+v, %v", renamed, err)
	}
	h.wantEvents(1, audit.TeamRenamed, second.ID, false)
}

func TestTwoTeamsCannotDifferByCaseAlone(t *testing.T) {
	h := newHouse(t, false)
	_, err := h.s.CreateTeam(t.Context(), h.admin, "PAYMENTS")
	wantField(t, err, "name")
	errs := together(t.Context(), 8, func(ctx context.Context, _ int) error {
		_, err := h.s.CreateTeam(ctx, h.admin, "Mobile")
		return err
	})
	if won(errs) != 1 {
		t.Errorf("%d of 8 made the same team, want 1", won(errs))
	}
}

func TestARenameDoesNotOverwriteAnotherOne(t *testing.T) {
	h := newHouse(t, false)
	errs := together(t.Context(), 10, func(ctx context.Context, i int) error {
		return h.s.RenameTeam(ctx, h.admin, people.RenameTeam{TeamID: h.team.ID, Name: "Payments " + string(rune('a'+i)), Was: "Payments"})
	})
	if won(errs) != 1 {
		t.Errorf("%d of 10 renamed the team, want 1", won(errs))
	}
	h.wantEvents(1, audit.TeamRenamed, h.team.ID, false)
}

func TestOnlyAnAdminMakesAndRenamesTeams(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	for _, who := range []access.Actor{h.lead, h.auditor} {
		_, err := h.s.CreateTeam(ctx, who, "Mobile")
		wantKind(t, err, apperr.Forbidden)
		wantKind(t, h.s.RenameTeam(ctx, who, people.RenameTeam{TeamID: h.team.ID, Name: "X", Was: "Payments"}), apperr.Forbidden)
	}
	_, err := h.s.CreateTeam(ctx, h.dev, "Mobile")
	wantKind(t, err, apperr.NotFound)
	h.wantEvents(2, audit.TeamRenamed, h.team.ID, true)
	if n := h.count(`SELECT count(*) FROM team WHERE name IN ('Mobile', 'X')`); n != 0 {
		t.Errorf("%d teams were made or renamed in spite of the refusal", n)
	}
}

func TestALeadSeesTheirOwnTeamsOnly(t *testing.T) {
	h := newHouse(t, false)
	teams, err := h.s.ListTeams(t.Context(), h.lead)
	if err != nil || len(teams) != 1 || teams[0].ID != h.team.ID || teams[0].Developers != 1 || teams[0].Leads != 1 {
		t.Errorf("got %+v, %v", teams, err)
	}
	_, err = h.s.TeamBySlug(t.Context(), h.lead, h.other.Slug)
	wantKind(t, err, apperr.NotFound)
	all, err := h.s.ListTeams(t.Context(), h.auditor)
	if err != nil || len(all) != 2 {
		t.Errorf("an auditor sees %d teams, %v; want 2", len(all), err)
	}
}

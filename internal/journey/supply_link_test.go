package journey

import (
	"context"
	"testing"

	"portico/internal/apperr"
)

func TestALeadSuppliesTheLinkThatTheVendorLeftOut(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, helen := context.Background(), s.actor(s.helen)
	if got := s.state("company").MissingLinks; len(got) != 1 || got[0].Key != "add-company-guide" {
		t.Fatalf("missing links = %+v", got)
	}
	s.must(s.SupplyLink(ctx, helen, SupplyLink{Key: "add-company-guide", URL: "https://help.acme.example/company"}))
	step := s.state("company")
	if len(step.MissingLinks) != 0 {
		t.Errorf("still missing: %+v", step.MissingLinks)
	}
	for _, l := range step.Links {
		if l.Key == "add-company-guide" && (l.URL != "https://help.acme.example/company" || l.SuppliedBy != s.helen) {
			t.Errorf("link = %+v", l)
		}
	}
	s.must(s.SupplyLink(ctx, helen, SupplyLink{Key: "add-company-guide", URL: "https://help.acme.example/company"}))
	s.must(s.SupplyLink(ctx, helen, SupplyLink{Key: "add-company-guide", URL: "https://help.acme.example/better"}))
	if n := s.linkEvents(false); n != 2 {
		t.Errorf("%d events, want one for each address that changed", n)
	}
}

func TestAnAddressThatMayNotStandOnEverybodysPageIsRefused(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	for _, bad := range []string{"", "http://help.acme.example", "javascript:alert(1)", "https://", "https://user:pass@acme.example", "https://acme.example/a b", "//acme.example", "https://localhost"} {
		wantKind(t, s.SupplyLink(ctx, s.actor(s.helen), SupplyLink{Key: "add-company-guide", URL: bad}), apperr.Invalid)
	}
	good := "https://help.acme.example"
	wantKind(t, s.SupplyLink(ctx, s.actor(s.priya), SupplyLink{Key: "add-company-guide", URL: good}), apperr.Forbidden)
	wantKind(t, s.SupplyLink(ctx, s.actor(s.helen), SupplyLink{Key: "no-such-link", URL: good}), apperr.NotFound)
	wantKind(t, s.SupplyLink(ctx, s.actor(s.helen), SupplyLink{Edition: "other", Key: "add-company-guide", URL: good}), apperr.NotFound)
	if n := s.linkEvents(true); n != 1 {
		t.Errorf("%d refusals in the trail, want 1", n)
	}
}

func (s *stage) linkEvents(refused bool) int {
	s.t.Helper()
	var n int
	s.must(s.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM event WHERE action = 'link.supplied' AND refused = $1`, refused).Scan(&n))
	return n
}

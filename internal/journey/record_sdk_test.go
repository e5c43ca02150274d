package journey

import (
	"context"
	"strings"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// atDashboard brings Priya to the Developer Dashboard.
func (s *stage) atDashboard() {
	s.t.Helper()
	acme := s.company("ACME", "acme.example", s.dana)
	s.roles(acme, s.priya)
	s.grant(s.priya, acme)
	s.complete("developer-dashboard")
}

func TestADownloadIsRecordedOnceAndTakenBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, me := context.Background(), s.actor(s.priya)
	s.atDashboard()
	in := RecordSDK{Platform: "javascript", Version: "2.0.28", FileName: "spaces.zip", SHA256: strings.Repeat("AB", 32)}
	s.must(s.RecordSDK(ctx, me, in))
	s.wantState("sdk", Done)
	wantKind(t, s.RecordSDK(ctx, me, in), apperr.Conflict)
	_, facts, _, err := s.Progress(ctx, me, s.priya.ID)
	s.must(err)
	if len(facts.SDKs) != 1 || facts.SDKs[0].SHA256 != strings.Repeat("ab", 32) {
		t.Fatalf("downloads = %+v", facts.SDKs)
	}
	id := facts.SDKs[0].ID
	wantKind(t, s.RemoveSDK(ctx, s.actor(s.helen), id), apperr.Forbidden)
	wantKind(t, s.RemoveSDK(ctx, s.actor(s.lena), id), apperr.NotFound)
	s.wantEvents(audit.SDKRemoved, s.priya, true, 1)
	s.must(s.RemoveSDK(ctx, me, id))
	wantKind(t, s.RemoveSDK(ctx, me, id), apperr.NotFound)
	wantKind(t, s.RemoveSDK(ctx, me, postgres.NewID()), apperr.NotFound)
	if got := s.state("sdk"); got.State.Settled() {
		t.Errorf("the step is %s without a download", got.State)
	}
	s.wantEvents(audit.SDKRecorded, s.priya, false, 1)
	s.wantEvents(audit.SDKRemoved, s.priya, false, 1)
	s.must(s.RecordSDK(ctx, me, in))
}

func TestADownloadWithoutADashboardIsRefused(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	err := s.RecordSDK(context.Background(), s.actor(s.priya), RecordSDK{Platform: "ios", Version: "1"})
	wantKind(t, err, apperr.Conflict)
	wantKind(t, s.RecordSDK(context.Background(), s.actor(s.ruth), RecordSDK{Platform: "ios", Version: "1"}), apperr.Forbidden)
	s.wantEvents(audit.SDKRecorded, s.ruth, true, 1)
}

func TestADownloadThatSaysNothingIsRefusedBesideItsFields(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for field, in := range map[string]RecordSDK{
		"platform": {Platform: "windows", Version: "1"},
		"version":  {Platform: "ios"},
		"sha256":   {Platform: "ios", Version: "1", SHA256: "abc"},
		"on":       {Platform: "ios", Version: "1", On: "2999-01-01"},
	} {
		err := s.RecordSDK(context.Background(), s.actor(s.priya), in)
		wantKind(t, err, apperr.Invalid)
		if err != nil && !strings.Contains(err.Error(), field+":") {
			t.Errorf("%v does not stand beside %s", err, field)
		}
	}
}

package journey

import (
	"context"
	"os"
	"strings"
	"testing"

	"portico/internal/access"
)

// TestAWholeOtherVendorIsAFile walks the journey of an invented vendor from its file to its end: no code knows it, proof is off,
// and no sentence of it names another vendor.
func TestAWholeOtherVendorIsAFile(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := context.Background()
	text, err := os.ReadFile("testdata/lanterna.yaml")
	if err != nil {
		t.Fatal(err)
	}
	ref, err := h.journeys.ImportEdition(ctx, h.helen, ImportEdition{Source: string(text)})
	if err != nil || ref != "lanterna@1" {
		t.Fatalf("imported as %q, %v", ref, err)
	}
	h.published("lanterna", 1)
	if err := h.journeys.ChooseDefault(ctx, access.Actor{Kind: access.Member, ID: h.helen.ID, Admin: true}, "lanterna"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.journeys.MovePeople(ctx, h.helen, MovePeople{To: ref, Members: []string{h.priya.ID}}); err != nil {
		t.Fatal(err)
	}
	if e := h.journeys.Walked(ctx, h.priya.ID); e.Client != "" || e.Vendor != "Lanterna" || len(e.Steps) != 5 {
		t.Fatalf("she walks %s of %s with client %q", e.Ref(), e.Vendor, e.Client)
	}
	for _, key := range []string{"open-account", "ask-for-key"} {
		h.must(h.CompleteStep(ctx, h.priya, CompleteStep{StepKey: key}))
	}
	_, _, p, err := h.journeys.Progress(ctx, h.priya, h.priya.ID)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := p.Step("key-arrives"); s.State != Waiting || s.WaitingOn.Name != "Lanterna" || s.Reason != "This comes from Lanterna. Say here when it has come." {
		t.Errorf("the key: %s for %q: %s", s.State, s.WaitingOn.Name, s.Reason)
	}
	if s, _ := p.Step("go-live"); s.State != CannotStart {
		t.Errorf("going live is %s", s.State)
	}
	h.must(h.SkipStep(ctx, h.priya, SkipStep{StepKey: "read-limits", Reason: "Dana told me"}))
	for _, key := range []string{"key-arrives", "go-live"} {
		h.must(h.CompleteStep(ctx, h.priya, CompleteStep{StepKey: key}))
	}
	_, _, p, err = h.journeys.Progress(ctx, h.priya, h.priya.ID)
	if err != nil || !p.Complete || p.Done != 4 || p.Skipped != 1 {
		t.Errorf("complete %v with %d done and %d skipped, %v", p.Complete, p.Done, p.Skipped, err)
	}
	if all := strings.Join(describe(p), "\n"); strings.Contains(all, "Avaya") || strings.Contains(all, "Spaces") || strings.Contains(all, "freelance") {
		t.Errorf("it speaks of another vendor:\n%s", all)
	}
}

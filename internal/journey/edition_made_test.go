package journey

import (
	"context"
	"errors"
	"strings"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// house is a stage with its people as they act.
type house struct {
	*stage
	journeys     *Service
	helen, priya access.Actor
}

func newHouse(t *testing.T) *house {
	t.Helper()
	s := newStage(t)
	return &house{stage: s, journeys: s.Service, helen: s.actor(s.stageHelen()), priya: s.actor(s.stagePriya())}
}

func (s *stage) stageHelen() Person { return s.helen }
func (s *stage) stagePriya() Person { return s.priya }

// expectEvents says which actions have an event.
func (h *house) expectEvents(actions ...audit.Action) {
	h.t.Helper()
	for _, a := range actions {
		var n int
		if err := h.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM event WHERE action = $1 AND NOT refused`, string(a)).Scan(&n); err != nil || n == 0 {
			h.t.Errorf("%d events %s, %v", n, a, err)
		}
	}
}

// copied makes a copy of an edition, by Helen, and gives its ref.
func (h *house) copied(from, key string) string {
	h.t.Helper()
	ref, err := h.journeys.CopyEdition(context.Background(), h.helen, CopyEdition{From: from, Key: key, Title: "ACME’s own"})
	if err != nil {
		h.t.Fatal(err)
	}
	return ref
}

func (h *house) published(key string, version int) string {
	h.t.Helper()
	ref, err := h.journeys.PublishEdition(context.Background(), h.helen, key, version)
	if err != nil {
		h.t.Fatal(err)
	}
	return ref
}

func TestACopyIsChangedPublishedAndWalkedByWhoeverBeginsAfterIt(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	if ref := h.copied("zang-2020", "acme-2026"); ref != "acme-2026@1" {
		t.Fatalf("the copy is %s", ref)
	}
	_, m, problems, err := h.journeys.ReadEdition(ctx, h.helen, "acme-2026@1")
	if err != nil || len(problems) > 0 || m.Is != Draft || !m.MayEdit || m.CopiedFrom != "zang-2020" || !strings.Contains(m.Source, "# The vendor’s guide") && !strings.Contains(m.Source, "# The vendor's guide") {
		t.Fatalf("read %+v, problems %v, %v", m, problems, err)
	}
	source, err := WithoutStep(m.Source, "sdk")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.journeys.ChangeEdition(ctx, h.helen, ChangeEdition{Key: "acme-2026", Version: 1, Source: source}); err != nil {
		t.Fatal(err)
	}
	if err := h.journeys.ChangeEdition(ctx, h.helen, ChangeEdition{Key: "acme-2026", Version: 1, Source: m.Source}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("an old version was taken: %v", err)
	}
	h.published("acme-2026", 2)
	if e := h.journeys.Edition("acme-2026@1"); e.Key != "acme-2026" || len(e.Steps) != 10 || e.Ref() != "acme-2026@1" {
		t.Errorf("the published edition is %s with %d steps", e.Ref(), len(e.Steps))
	}
	other := New(h.journeys.log, h.journeys.now, h.journeys.Editions())
	if e := other.Edition("acme-2026@1"); len(e.Steps) != 10 {
		t.Errorf("another process sees %d steps", len(e.Steps))
	}
	h.expectEvents(audit.EditionCopied, audit.EditionChanged, audit.EditionPublished)
}

func TestAPublishedRevisionIsNeverChanged(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	h.copied("zang-2020", "acme-2026")
	h.published("acme-2026", 1)
	if err := h.journeys.ChangeEdition(ctx, h.helen, ChangeEdition{Key: "acme-2026", Version: 2, Source: "key: acme-2026\n"}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a published edition was changed: %v", err)
	}
	if _, err := h.db.Pool().Exec(ctx, `UPDATE edition SET source = 'key: x' WHERE key = 'acme-2026'`); err == nil {
		t.Error("the database let a published edition change")
	}
	ref, err := h.journeys.BeginRevision(ctx, h.helen, "acme-2026")
	if err != nil || ref != "acme-2026@2" {
		t.Fatalf("the next revision is %s, %v", ref, err)
	}
	if _, err := h.journeys.BeginRevision(ctx, h.helen, "acme-2026"); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("two drafts of one edition: %v", err)
	}
	h.published("acme-2026", 1)
	_, first, _, err := h.journeys.ReadEdition(ctx, h.priya, "acme-2026@1")
	if err != nil || first.Is != Retired {
		t.Errorf("the first revision is %s, %v", first.Is, err)
	}
}

func TestWhatShipsIsNeverChangedAndADraftIsItsMakers(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	h.copied("zang-2020", "acme-2026")
	stranger := access.Actor{Kind: access.Member, ID: h.priya.ID, Name: "Priya", Leads: []string{"00000000-0000-4000-8000-000000000001"}}
	for name, c := range map[string]struct {
		err  error
		kind apperr.Kind
	}{
		"the shipped one":  {h.journeys.ChangeEdition(ctx, h.helen, ChangeEdition{Key: "zang-2020", Version: 1, Source: "key: zang-2020\n"}), apperr.Forbidden},
		"another's":        {h.journeys.ChangeEdition(ctx, stranger, ChangeEdition{Key: "acme-2026", Version: 1, Source: "key: acme-2026\n"}), apperr.Forbidden},
		"a developer":      {h.journeys.ChangeEdition(ctx, h.priya, ChangeEdition{Key: "acme-2026", Version: 1, Source: "key: acme-2026\n"}), apperr.Forbidden},
		"one that is none": {h.journeys.ChangeEdition(ctx, h.helen, ChangeEdition{Key: "nowhere", Version: 1}), apperr.NotFound},
		"a changed key":    {h.journeys.ChangeEdition(ctx, h.helen, ChangeEdition{Key: "acme-2026", Version: 1, Source: "key: other\n"}), apperr.Invalid},
		"no YAML":          {h.journeys.ChangeEdition(ctx, h.helen, ChangeEdition{Key: "acme-2026", Version: 1, Source: "key: [\n"}), apperr.Invalid},
	} {
		if !apperr.Is(c.err, c.kind) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if _, _, _, err := h.journeys.ReadEdition(ctx, h.priya, "acme-2026@1"); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a developer read a draft: %v", err)
	}
	if _, err := h.journeys.CopyEdition(ctx, h.helen, CopyEdition{From: "zang-2020", Key: "acme-2026", Title: "Again"}); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a key was taken twice: %v", err)
	}
	if err := h.journeys.ChangeEdition(ctx, h.helen, ChangeEdition{Key: "acme-2026", Version: 1, Source: "key: acme-2026\n"}); err != nil {
		t.Errorf("a draft that is not whole yet was refused: %v", err)
	}
	if _, err := h.journeys.PublishEdition(ctx, h.helen, "acme-2026", 2); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a broken draft was published: %v", err)
	}
}

func TestPeopleAreMovedWithAWordForEachAndBack(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	plan, err := h.journeys.PlanMove(ctx, h.helen, "avayacloud")
	if err != nil || len(plan.People) == 0 {
		t.Fatalf("the plan is %+v, %v", plan, err)
	}
	var priyas Move
	for _, m := range plan.People {
		if m.ID == h.priya.ID {
			priyas = m
		}
	}
	if len(priyas.Gone) != 1 || priyas.Gone[0].Step.Key != "company-roles" || len(priyas.New) != 0 {
		t.Errorf("new %v, gone %v", priyas.New, priyas.Gone)
	}
	moved, err := h.journeys.MovePeople(ctx, h.helen, MovePeople{To: "avayacloud", Members: []string{h.priya.ID}, Seen: map[string]string{h.priya.ID: "zang-2020"}})
	if err != nil || moved != 1 {
		t.Fatalf("moved %d, %v", moved, err)
	}
	if e, _, p, err := h.journeys.Progress(ctx, h.priya, h.priya.ID); err != nil || e.Key != "avayacloud" || p.Total != 10 {
		t.Errorf("she walks %s with %d steps, %v", e.Key, p.Total, err)
	}
	if _, err := h.journeys.MovePeople(ctx, h.helen, MovePeople{To: "avayacloud", Members: []string{h.priya.ID}, Seen: map[string]string{h.priya.ID: "zang-2020"}}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a move on an old view: %v", err)
	}
	if _, err := h.journeys.MovePeople(ctx, h.priya, MovePeople{To: "zang-2020", Members: []string{h.priya.ID}}); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a developer moved herself: %v", err)
	}
	if moved, err := h.journeys.MovePeople(ctx, h.helen, MovePeople{To: "zang-2020", Members: []string{h.priya.ID}}); err != nil || moved != 1 {
		t.Errorf("moved back %d, %v", moved, err)
	}
}

func TestOnlyAnAdminChoosesWhatNewJourneysBeginWith(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	admin := access.Actor{Kind: access.Member, ID: h.helen.ID, Name: "Admin", Admin: true}
	h.copied("zang-2020", "acme-2026")
	if err := h.journeys.ChooseDefault(ctx, h.helen, "avayacloud"); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a lead chose: %v", err)
	}
	if err := h.journeys.ChooseDefault(ctx, admin, "acme-2026"); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a draft was chosen: %v", err)
	}
	h.published("acme-2026", 1)
	if err := h.journeys.ChooseDefault(ctx, admin, "acme-2026"); err != nil {
		t.Fatal(err)
	}
	if err := h.journeys.RetireEdition(ctx, h.helen, "acme-2026"); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("the default was retired: %v", err)
	}
	all, chosen, err := h.journeys.Catalogue(ctx, h.helen)
	if err != nil || chosen.Key != "acme-2026" || len(all) != 4 {
		t.Errorf("%d editions, chosen %+v, %v", len(all), chosen, err)
	}
	live, err := h.journeys.Live(ctx)
	if err != nil || len(live) != 2 || live[0].Ref() != "acme-2026@1" {
		t.Errorf("live are %d, %v", len(live), err)
	}
}

func TestImportTakesWhatIsWholeAndNothingElse(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	whole, _ := shippedSource("zang-2020")
	bomb := "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
	for name, c := range map[string]struct{ source, says string }{
		"a bomb of aliases": {bomb, "anchors and aliases"},
		"a huge file":       {strings.Repeat("# long\n", 60_000), "larger than"},
		"a deep file":       {"key: " + strings.Repeat("[", 200) + strings.Repeat("]", 200), "deeper than"},
		"an unknown field":  {strings.Replace(whole, "vendor: Avaya\n", "vendor: Avaya\nowner: me\n", 1), `unknown key "owner"`},
		"no edition":        {"hello", "Line 1"},
		"a shipped key":     {whole, "ships an edition"},
		"two documents":     {strings.Replace(whole, "key: zang-2020", "key: mine", 1) + "\n---\nkey: two\n", "only one document"},
		"bytes":             {"key: \xff\xfe", "UTF-8"},
	} {
		_, err := h.journeys.ImportEdition(ctx, h.helen, ImportEdition{Source: c.source})
		var typed *apperr.Error
		if !errors.As(err, &typed) || !strings.Contains(typed.Fields["source"], c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ref, err := h.journeys.ImportEdition(ctx, h.helen, ImportEdition{Source: strings.Replace(whole, "key: zang-2020", "key: mine", 1)})
	if err != nil || ref != "mine@1" {
		t.Errorf("imported as %q, %v", ref, err)
	}
	h.expectEvents(audit.EditionImported)
}

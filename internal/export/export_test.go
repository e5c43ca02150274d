package export_test

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/export"
	"portico/internal/permission"
)

func TestAnExportOfTheWholeTrailChainsUpToItsSignedCheckpoint(t *testing.T) {
	t.Parallel()
	h := newHouse(t, true)
	h.holds(h.ann, 3)
	h.says(h.ben, "The mail came")
	e := h.make(h.auditor, export.Order{What: export.Trail, Format: export.CSV})
	h.says(h.ben, "Later than the export")
	h.holds(h.ben, 2)
	f := h.fetch(h.auditor, e)

	events := lines[seal.ExportedEvent](f, seal.EventsFile)
	if !f.manifest.Whole || len(events) != 2 || int64(len(events)) != f.manifest.Checkpoint.Size || f.manifest.Files[0].Rows != 2 {
		t.Fatalf("%d events, manifest %+v", len(events), f.manifest)
	}
	var head seal.Hash
	var tree seal.Tree
	for i, one := range events {
		if one.Seq != int64(i) || one.Proof != nil {
			t.Errorf("event %d: %+v", i, one)
		}
		leaf := seal.Leaf(one.Line)
		head = seal.Link(head, leaf)
		tree.Add(leaf)
		if hex.EncodeToString(head[:]) != one.Link {
			t.Errorf("the chain breaks at %d", i)
		}
	}
	text, err := seal.Open(string(f.parts[seal.CheckpointFile]), strings.TrimSpace(string(f.parts[seal.KeyFile])))
	if err != nil {
		t.Fatal(err)
	}
	c, err := seal.ParseCheckpoint(text)
	if err != nil || c.Root != tree.Root() || c.Size != 2 || f.manifest.Checkpoint != seal.ManifestCheckpointOf(c) {
		t.Errorf("the checkpoint is %+v, %v", c, err)
	}
	grants := lines[map[string]any](f, seal.GrantsFile)
	if len(grants) != 1 || grants[0]["member_id"] != h.ann.ID || grants[0]["evidence"] != nil {
		t.Errorf("the ledger of that moment is %v", grants)
	}
	if words := lines[seal.ExportedReason](f, seal.ReasonsFile); len(words) != 1 || *words[0].Words != "The mail came" || len(words[0].Salt) != 16 {
		t.Errorf("the reasons are %+v", words)
	}
	names := lines[seal.ExportedName](f, seal.NamesFile)
	if !slices.Contains(names, seal.ExportedName{ID: h.ann.ID, Kind: "member", Name: "Ann Berg"}) {
		t.Errorf("the names are %+v", names)
	}
	wantWholeManifest(t, f)
}

// wantWholeManifest holds every file of data against what the manifest says of it.
func wantWholeManifest(t *testing.T, f file) {
	t.Helper()
	data := 0
	for name := range f.parts {
		if !slices.Contains([]string{seal.ManifestFile, seal.StatementFile, seal.CheckpointFile, seal.KeyFile}, name) {
			data++
		}
	}
	if data != len(f.manifest.Files) {
		t.Errorf("%d files of data, %d in the manifest", data, len(f.manifest.Files))
	}
	for _, one := range f.manifest.Files {
		sum := sha256.Sum256(f.parts[one.Name])
		if hex.EncodeToString(sum[:]) != one.SHA256 || one.Bytes != int64(len(f.parts[one.Name])) {
			t.Errorf("%s is not what the manifest says", one.Name)
		}
	}
	checked, err := seal.VerifyExport(f.zip, []string{f.verifier}, nil)
	if err != nil || len(checked.Findings.Kept) != 0 || checked.Files != data {
		t.Errorf("whoever verifies it finds %+v, %v", checked, err)
	}
	lines, found, err := permission.VerifyExported(f.zip, f.manifest)
	if err != nil || len(found.Kept) != 0 || (lines == 0) == f.manifest.Whole {
		t.Errorf("of %d versions of grants whoever verifies them finds %+v, %v", lines, found, err)
	}
}

func TestEachEventOfANarrowedExportIsProvedToBeInTheTree(t *testing.T) {
	t.Parallel()
	h := newHouse(t, true)
	for range 20 {
		h.says(h.ann, "")
		h.says(h.ben, "")
	}
	e := h.make(h.lead, export.Order{What: export.Trail, Format: export.JSONLines, Trail: audit.Filter{Action: "step.completed"}})
	f := h.fetch(h.lead, e)
	events := lines[seal.ExportedEvent](f, seal.EventsFile)
	if len(events) != 20 || e.Rows != 20 || f.manifest.Whole || f.manifest.Filters["action"] != "step.completed" || f.parts["trail.csv"] != nil {
		t.Fatalf("%d events of %d expected: %+v", len(events), e.Rows, f.manifest)
	}
	root, _ := hex.DecodeString(f.manifest.Checkpoint.Root)
	for _, one := range events {
		var proof tlog.RecordProof
		for _, hash := range one.Proof {
			proof = append(proof, seal.Hash(hash))
		}
		if err := tlog.CheckRecord(proof, f.manifest.Checkpoint.Size, seal.Hash(root), one.Seq, seal.Leaf(one.Line)); err != nil {
			t.Errorf("event %d: %v", one.Seq, err)
		}
		if strings.Contains(one.Line, h.ben.ID) {
			t.Errorf("the lead's file holds an event of another team: %s", one.Line)
		}
	}
	wantWholeManifest(t, f)
}

func TestAFileReproducesTheScreenForEveryQuestion(t *testing.T) {
	t.Parallel()
	h := newHouse(t, true)
	h.holds(h.ann, 9)
	h.holds(h.ben, 5)
	h.holds(h.lead, 1)
	ctx := context.Background()
	for _, ask := range []permission.Question{
		{},
		{Environment: permission.Staging},
		{Environment: permission.Production},
		{Company: permission.Freelance},
		{Grade: permission.SelfReported},
		{Grade: permission.Verified},
	} {
		for _, who := range []access.Actor{h.ann, h.lead, h.auditor} {
			e := h.make(who, export.Order{What: export.Ledger, Format: export.CSV, Ledger: ask})
			screen, err := h.permissions.Holders(ctx, who, ask)
			if err != nil {
				t.Fatal(err)
			}
			h.exec(`UPDATE team SET name = 'Payments'`)
			var want []string
			for _, r := range screen.Rows {
				want = append(want, r.GrantID)
			}
			f := h.fetch(who, e)
			wantWholeManifest(t, f)
			rows := table(t, f, "ledger.csv")
			var got []string
			for _, row := range rows[1:] {
				got = append(got, row[16])
			}
			if !slices.Equal(got, want) || e.Rows != int64(len(want)) || f.manifest.Files[0].Rows != int64(len(want)) {
				t.Errorf("%s asks %+v: the file has %v, the screen %v, %d expected", who.Name, ask, got, want, e.Rows)
			}
		}
	}
	for _, filter := range []audit.Filter{{}, {Query: "Berg"}, {Action: "grant.recorded"}, {Member: h.ann.ID}, {RefusedOnly: true}, {Team: "payments"}} {
		for _, who := range []access.Actor{h.ann, h.lead, h.auditor} {
			screen, err := h.log.List(ctx, who, filter, "")
			if err != nil {
				t.Fatal(err)
			}
			f := h.fetch(who, h.make(who, export.Order{What: export.Trail, Format: export.CSV, Trail: filter}))
			var got, want []string
			for _, row := range table(t, f, "trail.csv")[1:] {
				got = append(got, row[2])
			}
			for _, line := range screen.Lines {
				want = append(want, line.Say(func(key string) string { return "Step " + key }))
			}
			if len(want) < 50 && !slices.Equal(got, want) {
				t.Errorf("%s reads %+v: the file has\n%v, the screen\n%v", who.Name, filter, got, want)
			}
		}
	}
}

func table(t *testing.T, f file, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(f.parts[name]), "\ufeff"))).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%s: %v", name, err)
	}
	return rows
}

func TestAnExportFetchedLaterAnswersByWhatWasKnownWhenItWasMade(t *testing.T) {
	t.Parallel()
	h := newHouse(t, true)
	h.holds(h.ann, 9)
	e := h.make(h.auditor, export.Order{What: export.Ledger, Format: export.JSONLines})
	first := h.fetch(h.auditor, e)
	h.holds(h.ben, 20)
	second := h.fetch(h.auditor, e)
	if string(first.parts[seal.RowsFile]) != string(second.parts[seal.RowsFile]) || string(first.parts[seal.ManifestFile]) != string(second.parts[seal.ManifestFile]) {
		t.Error("the same export gave two answers")
	}
	if n := h.count(`SELECT count(*) FROM event WHERE action = 'export.finished'`); n != 2 {
		t.Errorf("the trail knows of %d files that left", n)
	}
}

func TestOnlyTheMakerGetsTheFileAndOthersDoNotKnowOfIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t, true)
	e := h.make(h.ann, export.Order{What: export.Ledger, Format: export.CSV})
	ctx := context.Background()
	for _, c := range []struct {
		who  access.Actor
		kind apperr.Kind
	}{{h.ben, apperr.NotFound}, {h.lead, apperr.NotFound}, {h.auditor, apperr.Forbidden}, {h.admin, apperr.Forbidden}} {
		var out strings.Builder
		if err := h.service.Fetch(ctx, c.who, e.ID, &out); !apperr.Is(err, c.kind) || out.Len() > 0 {
			t.Errorf("%s fetches: %v, %d bytes", c.who.Name, err, out.Len())
		}
	}
	if err := h.service.Stop(ctx, h.auditor, e.ID); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("an auditor stops: %v", err)
	}
	if n := h.count(`SELECT count(*) FROM event WHERE refused AND action LIKE 'export.%'`); n != 3 {
		t.Errorf("%d refusals in the trail", n)
	}
	for _, c := range []struct {
		who  access.Actor
		want int
	}{{h.ann, 1}, {h.ben, 0}, {h.auditor, 1}} {
		if all, _, err := h.service.List(ctx, c.who); err != nil || len(all) != c.want {
			t.Errorf("%s lists %d, %v", c.who.Name, len(all), err)
		}
	}
}

func TestWithoutAKeyAnExportSaysThatItIsNotSigned(t *testing.T) {
	t.Parallel()
	h := newHouse(t, false)
	h.holds(h.ann, 3)
	f := h.fetch(h.auditor, h.make(h.auditor, export.Order{What: export.Trail, Format: export.JSONLines}))
	if !f.manifest.Unsigned || f.parts[seal.StatementFile] != nil || f.parts[seal.CheckpointFile] != nil || f.manifest.Checkpoint.Size != 1 {
		t.Errorf("%+v with %d parts", f.manifest, len(f.parts))
	}
}

func TestTheEventOfAnExportKeepsNoWordsThatWereSearchedFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t, true)
	e := h.make(h.auditor, export.Order{What: export.Trail, Format: export.CSV, Trail: audit.Filter{Query: "Ann Berg"}})
	if !strings.Contains(e.Query, "Ann+Berg") {
		t.Errorf("the query is %q", e.Query)
	}
	if h.count(`SELECT count(*) FROM event WHERE after LIKE '%Berg%'`) != 0 || h.count(`SELECT count(*) FROM event_reason WHERE words = 'Ann Berg'`) != 1 {
		t.Error("the words do not stand beside the event")
	}
}

package seal

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

const origin = "portico.acme.example/trail"

// parcel is an export as its files, with the keys of whoever made it.
type parcel struct {
	signer, verifier string
	manifest         Manifest
	files            map[string]string
}

// trail makes the lines of n events, of which the fourth has a reason.
func trail(t *testing.T, n int64) (lines []string, reason ExportedReason) {
	t.Helper()
	at := time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)
	words := "changed team"
	reason = ExportedReason{Event: 4, Salt: []byte("0123456789abcdef"), Words: &words}
	hash := hex.EncodeToString(ReasonHash(reason.Salt, words))
	for i := range n {
		l := Line{Version: LineVersion, Event: i + 1, At: FormatTime(at.Add(time.Duration(i) * time.Minute)), ActorKind: "system", Action: "team.created", SubjectKind: "team", Subject: "t"}
		if l.Event == reason.Event {
			l.Reason = &hash
		}
		text, err := l.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, text)
	}
	return lines, reason
}

func jsonLine(t *testing.T, v any) string {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(body) + "\n"
}

// parcelOf makes a signed export of the trail: whole, or events 3 to 5 of it.
func parcelOf(t *testing.T, whole bool) *parcel {
	t.Helper()
	signer, verifier, err := NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	p := &parcel{signer: signer, verifier: verifier, files: map[string]string{NamesFile: "", GrantsFile: ""}}
	lines, reason := trail(t, 7)
	p.files[ReasonsFile] = jsonLine(t, reason)
	var stored []Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]Hash, error) {
		var found []Hash
		for _, i := range indexes {
			found = append(found, stored[i])
		}
		return found, nil
	})
	for i, line := range lines {
		hashes, err := tlog.StoredHashes(int64(i), []byte(line), reader)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(7, reader)
	if err != nil {
		t.Fatal(err)
	}
	var link Hash
	for i, line := range lines {
		link = Link(link, Leaf(line))
		e := ExportedEvent{Seq: int64(i), Line: line, Link: hex.EncodeToString(link[:])}
		if !whole && (i < 2 || i > 4) {
			continue
		}
		if !whole {
			proof, err := tlog.ProveRecord(7, e.Seq, reader)
			if err != nil {
				t.Fatal(err)
			}
			for j := range proof {
				e.Proof = append(e.Proof, proof[j][:])
			}
		}
		p.files[EventsFile] += jsonLine(t, e)
	}
	c := Checkpoint{Origin: origin, Size: 7, Root: root}
	p.manifest = Manifest{What: ExportTrail, Whole: whole, MadeBy: "operator", Checkpoint: ManifestCheckpointOf(c)}
	p.files[KeyFile] = verifier + "\n"
	if p.files[CheckpointFile], err = Sign(c.Text(), signer); err != nil {
		t.Fatal(err)
	}
	p.sign(t)
	return p
}

// sign writes the manifest anew over the files as they are.
func (p *parcel) sign(t *testing.T) {
	t.Helper()
	p.manifest.Files = nil
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if name == KeyFile || name == CheckpointFile || name == ManifestFile || name == StatementFile {
			continue
		}
		body := p.files[name]
		sum := sha256.Sum256([]byte(body))
		p.manifest.Files = append(p.manifest.Files, ManifestEntry{
			Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(body)), Rows: int64(strings.Count(body, "\n")),
		})
	}
	body, statement, err := p.manifest.Sign(p.signer)
	if err != nil {
		t.Fatal(err)
	}
	p.files[ManifestFile], p.files[StatementFile] = string(body), statement
}

func (p *parcel) edit(name, old, new string) {
	p.files[name] = strings.Replace(p.files[name], old, new, 1)
}

func (p *parcel) verify(t *testing.T, keys []string, outside ...Known) *Exported {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p.files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out, err := VerifyExport(r, keys, outside)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAnExportThatNobodyTouchedHolds(t *testing.T) {
	for _, whole := range []bool{true, false} {
		p := parcelOf(t, whole)
		root, err := hex.DecodeString(p.manifest.Checkpoint.Root)
		if err != nil {
			t.Fatal(err)
		}
		kept := Known{Checkpoint: Checkpoint{Origin: origin, Size: 7, Root: Hash(root)}, Name: "the mail", Outside: true}
		out := p.verify(t, []string{p.verifier}, kept)
		want := int64(3)
		if whole {
			want = 7
		}
		if out.Findings.Count != 0 || out.Events != want || out.Outside != 1 || out.OwnKey || out.Files != 4 {
			t.Errorf("whole %v: %+v", whole, out)
		}
		if own := p.verify(t, nil); own.Findings.Count != 0 || !own.OwnKey || own.Key != p.verifier {
			t.Errorf("with its own key: %+v", own)
		}
	}
}

func TestAnExportThatWasTouchedIsFound(t *testing.T) {
	const line = `\"subject\":\"t\"`
	other, _, err := NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	resigned := func(t *testing.T, p *parcel) { p.sign(t) }
	for name, c := range map[string]struct {
		do   func(t *testing.T, p *parcel)
		part bool
		own  bool // checked with the key that it carries
		want string
	}{
		"a row is edited":                       {do: func(_ *testing.T, p *parcel) { p.edit(EventsFile, line, `\"subject\":\"u\"`) }, want: "event 1 (seq 0): the chain does not begin with it"},
		"a row of a part is edited":             {do: func(_ *testing.T, p *parcel) { p.edit(EventsFile, line, `\"subject\":\"u\"`) }, part: true, want: "event 3 (seq 2): it is not in the tree"},
		"a row is edited, said in the manifest": {do: func(t *testing.T, p *parcel) { p.edit(EventsFile, line, `\"subject\":\"u\"`); resigned(t, p) }, want: "event 1 (seq 0): the chain does not begin"},
		"a row is taken out": {do: func(t *testing.T, p *parcel) {
			_, p.files[EventsFile], _ = strings.Cut(p.files[EventsFile], "\n")
			resigned(t, p)
		}, want: "the one of seq 0: the chain has no line there"},
		"the last row is taken out": {do: func(t *testing.T, p *parcel) {
			s := p.files[EventsFile]
			p.files[EventsFile] = s[:strings.LastIndex(s[:len(s)-1], "\n")+1]
			resigned(t, p)
		}, want: "the one of seq 6: it is gone: the chain ends after 6 events"},
		"a row of a part comes twice": {do: func(t *testing.T, p *parcel) {
			first, _, _ := strings.Cut(p.files[EventsFile], "\n")
			p.files[EventsFile] = first + "\n" + p.files[EventsFile]
			resigned(t, p)
		}, part: true, want: "event 3 (seq 2): the export has it twice"},
		"a link is edited":                    {do: func(t *testing.T, p *parcel) { p.edit(EventsFile, `"link":"`, `"link":"00`); resigned(t, p) }, want: "event 1 (seq 0): its link is not a hash"},
		"the words of a reason are edited":    {do: func(t *testing.T, p *parcel) { p.edit(ReasonsFile, "changed", "left the"); resigned(t, p) }, want: "event 4 (seq 3): the words of its reason were changed"},
		"the words of a reason are taken out": {do: func(t *testing.T, p *parcel) { p.files[ReasonsFile] = ""; resigned(t, p) }, want: "event 4 (seq 3): the words of its reason are gone"},
		"words are put in": {do: func(t *testing.T, p *parcel) {
			p.files[ReasonsFile] += jsonLine(t, ExportedReason{Event: 99})
			resigned(t, p)
		}, want: "reasons.jsonl has words for event 99"},
		"the manifest is edited":   {do: func(_ *testing.T, p *parcel) { p.edit(ManifestFile, "operator", "somebody") }, want: "manifest.json was changed"},
		"the checkpoint is edited": {do: func(_ *testing.T, p *parcel) { p.edit(CheckpointFile, "\n7\n", "\n8\n") }, want: "the checkpoint of the export does not hold"},
		"the checkpoint is another one": {do: func(_ *testing.T, p *parcel) {
			p.files[CheckpointFile], _ = Sign(Checkpoint{Origin: origin, Size: 6}.Text(), p.signer)
		}, want: "checkpoint.txt is of 6 events, and the manifest speaks of 7"},
		"a file is taken out":                 {do: func(_ *testing.T, p *parcel) { delete(p.files, ReasonsFile) }, want: "the file reasons.jsonl is missing"},
		"a file is taken out of the manifest": {do: func(t *testing.T, p *parcel) { delete(p.files, GrantsFile); resigned(t, p) }, want: "does not name grants.jsonl"},
		"the signature is taken out":          {do: func(_ *testing.T, p *parcel) { delete(p.files, StatementFile) }, want: "the file manifest.txt is missing"},
		"a file is put in":                    {do: func(_ *testing.T, p *parcel) { p.files["more.csv"] = "x" }, want: `the file "more.csv" was put in`},
		"a file beside the rows is edited":    {do: func(_ *testing.T, p *parcel) { p.files[NamesFile] = "x\n" }, want: "the file names.jsonl was changed"},
		"the number of rows is edited": {do: func(t *testing.T, p *parcel) {
			p.manifest.Files[0].Rows = 9
			p.files[ManifestFile], p.files[StatementFile] = signedOver(t, p)
		}, want: "events.jsonl has 7 lines, and the manifest says 9"},
		"it carries another key": {do: func(_ *testing.T, p *parcel) { p.files[KeyFile], _ = VerifierOf(other) }, own: true, want: "the manifest does not hold"},
		"it is signed by somebody else": {do: func(t *testing.T, p *parcel) {
			p.signer = other
			p.files[KeyFile], _ = VerifierOf(other)
			resigned(t, p)
		}, want: "key.txt is not a key that you trust"},
		"the signatures are taken off it": {do: func(_ *testing.T, p *parcel) {
			p.manifest.Unsigned = true
			delete(p.files, KeyFile)
			delete(p.files, StatementFile)
			delete(p.files, CheckpointFile)
			body, _ := p.manifest.Body()
			p.files[ManifestFile] = string(body)
		}, want: "the export is not signed"},
		"a part says that it is the whole trail": {do: func(t *testing.T, p *parcel) { p.manifest.Whole = true; resigned(t, p) }, part: true, want: "the one of seq 0: the chain has no line there"},
	} {
		t.Run(name, func(t *testing.T) {
			p := parcelOf(t, !c.part)
			keys := []string{p.verifier}
			if c.own {
				keys = nil
			}
			c.do(t, p)
			out := p.verify(t, keys)
			all := ""
			for _, f := range out.Findings.Kept {
				all += f.String() + "\n"
			}
			if !strings.Contains(all, c.want) {
				t.Errorf("%d findings:\n%swant %q", out.Findings.Count, all, c.want)
			}
		})
	}
}

// signedOver signs the manifest as it stands.
func signedOver(t *testing.T, p *parcel) (body, statement string) {
	t.Helper()
	b, statement, err := p.manifest.Sign(p.signer)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), statement
}

func TestAnExportIsHeldAgainstCheckpointsFromOutside(t *testing.T) {
	for size, want := range map[int64]string{
		5: "one of seq 0 to 4: the mail (5 events) does not hold",
		9: "the one of seq 7: it is gone: the chain ends after 7 events, and the mail was signed over 9",
	} {
		p := parcelOf(t, true)
		out := p.verify(t, []string{p.verifier}, Known{Checkpoint: Checkpoint{Size: size}, Name: "the mail", Outside: true})
		if out.Findings.Count != 1 || !strings.Contains(fmt.Sprint(out.Findings.Kept), want) {
			t.Errorf("of %d: %v", size, out.Findings.Kept)
		}
	}
	p := parcelOf(t, false)
	if out := p.verify(t, []string{p.verifier}, Known{Checkpoint: Checkpoint{Size: 5}, Name: "the mail"}); out.NotHeld != 1 || out.Findings.Count != 0 {
		t.Errorf("a part says nothing of another size: %+v", out)
	}
	if out := p.verify(t, []string{p.verifier}, Known{Checkpoint: Checkpoint{Size: 7}, Name: "the mail"}); out.Findings.Count != 1 {
		t.Errorf("a part of another trail: %+v", out)
	}
}

func TestAFileThatIsNoExportIsRefused(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyExport(r, nil, nil); err == nil || !strings.Contains(err.Error(), "not an export of Portico") {
		t.Errorf("got %v", err)
	}
}

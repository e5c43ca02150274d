package seal

import (
	"archive/zip"
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"
)

// hostile makes a ZIP file of the parcel in which one file holds size times the letter a, of which the manifest knows nothing.
func (p *parcel) hostile(t *testing.T, bomb, before string, size int64) *zip.Reader {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range p.files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if name != bomb {
			_, err = io.WriteString(w, body)
		} else if _, err = io.WriteString(w, before); err == nil {
			_, err = io.CopyN(w, letters{}, size)
		}
		if err != nil {
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
	return r
}

// letters are as many as somebody reads.
type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestAnExportThatSwellsIsFoundAndFillsNoMemory(t *testing.T) {
	for _, name := range []string{ReasonsFile, EventsFile, KeyFile} {
		p := parcelOf(t, true)
		z := p.hostile(t, name, `{"event":4,"words":"`, 200<<20)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		out, err := VerifyExport(z, []string{p.verifier}, nil)
		runtime.ReadMemStats(&after)
		if err != nil || out.Findings.Count == 0 {
			t.Errorf("%s: %v, %d findings", name, err, out.Findings.Count)
			continue
		}
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 350 {
			t.Errorf("%s: %d MiB were asked for", name, took)
		}
		for _, f := range out.Findings.Kept {
			if len(f.What) > 2000 {
				t.Errorf("%s: a finding of %d bytes: %s", name, len(f.What), strings.ToValidUTF8(f.What[:80], ""))
			}
		}
	}
}

func TestACheckpointOfMoreEventsThanThereCanBeIsNone(t *testing.T) {
	p := parcelOf(t, false)
	c := Checkpoint{Origin: origin, Size: 1<<63 - 1}
	p.manifest.Checkpoint = ManifestCheckpointOf(c)
	var err error
	if p.files[CheckpointFile], err = Sign(c.Text(), p.signer); err != nil {
		t.Fatal(err)
	}
	p.sign(t)
	if p.verify(t, nil).Findings.Count == 0 {
		t.Error("it was let through by the key of its own export")
	}
}

func TestHostileNumbersInAnExportAreFoundAndStopNothing(t *testing.T) {
	for name, edit := range map[string]func(p *parcel){
		"a place before the first": func(p *parcel) { p.edit(EventsFile, `"seq":3`, `"seq":-9223372036854775808`) },
		"a place beyond all":       func(p *parcel) { p.edit(EventsFile, `"seq":3`, `"seq":9223372036854775807`) },
		"a proof of odd pieces":    func(p *parcel) { p.edit(EventsFile, `"proof":["`, `"proof":["AAAA","`) },
		"no UTF-8":                 func(p *parcel) { p.edit(EventsFile, `team.created`, "team\xff\xfe") },
	} {
		for _, whole := range []bool{true, false} {
			p := parcelOf(t, whole)
			if whole && strings.Contains(name, "proof") {
				continue
			}
			edit(p)
			p.sign(t)
			if out := p.verify(t, []string{p.verifier}); out.Findings.Count == 0 {
				t.Errorf("%s (whole %v) was let through", name, whole)
			}
		}
	}
	for name, change := range map[string]func(m *Manifest){
		"a file of less than nothing": func(m *Manifest) { m.Files[0].Bytes = -1 },
		"a file of ten gigabytes":     func(m *Manifest) { m.Files[0].Bytes = 10 << 30 },
		"the biggest file":            func(m *Manifest) { m.Files[0].Bytes = 1<<63 - 1 },
		"a path out of the directory": func(m *Manifest) { m.Files[0].Name = "../../etc/passwd" },
		"a tree of less than nothing": func(m *Manifest) { m.Unsigned, m.Checkpoint.Size = true, -1 },
		"the biggest tree":            func(m *Manifest) { m.Unsigned, m.Checkpoint.Size = true, 1<<63-1 },
	} {
		for _, whole := range []bool{true, false} {
			p := parcelOf(t, whole)
			change(&p.manifest)
			body, err := p.manifest.Body()
			if err != nil {
				t.Fatal(err)
			}
			p.files[ManifestFile] = string(body)
			if p.verify(t, []string{p.verifier}).Findings.Count == 0 {
				t.Errorf("%s (whole %v) was let through", name, whole)
			}
		}
	}
}

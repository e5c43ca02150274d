package seal

import (
	"archive/zip"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Exported is what a verification of an export found.
type Exported struct {
	Manifest Manifest
	// Key is the verifying key that was used; OwnKey says that it is the export's own, so that it vouches for itself.
	Key    string
	OwnKey bool
	// Files is how many files of data are as the manifest says, Events how many events are in the tree of the checkpoint.
	Files         int
	Events        int64
	First, Newest time.Time
	Checkpoint    Checkpoint
	// Outside counts the checkpoints from outside that hold, NotHeld those that a part of the trail says nothing about.
	Outside, NotHeld int64
	Findings         Findings
}

// VerifyExport checks an export with nothing but itself, the keys that are trusted (none is its own) and checkpoints that
// were kept outside: its signatures, each file, each event's place in the trail and each reason. What is wrong is in
// Exported.Findings; an error is a file that cannot be read as an export at all.
func VerifyExport(z *zip.Reader, keys []string, outside []Known) (*Exported, error) {
	x := &exportFile{zip: z, out: &Exported{}, entries: map[string]*zip.File{}}
	if err := x.open(); err != nil {
		return nil, err
	}
	if err := x.signatures(keys); err != nil {
		return nil, err
	}
	x.files()
	if x.out.Manifest.What == ExportTrail {
		if err := x.events(outside); err != nil {
			x.bad("%s cannot be read to its end: %v", EventsFile, err)
		}
	} else {
		x.compare(outside)
	}
	return x.out, nil
}

// exportFile is an export on its way through verification.
type exportFile struct {
	zip     *zip.Reader
	out     *Exported
	entries map[string]*zip.File
	// head says that the checkpoint's signature holds.
	head bool
}

func (x *exportFile) bad(format string, args ...any) { x.out.Findings.Add(Nowhere(format, args...)) }

func (x *exportFile) open() error {
	for _, f := range x.zip.File {
		if x.entries[f.Name] != nil {
			x.bad("the export has two files called %q", f.Name)
		}
		x.entries[f.Name] = f
	}
	if x.entries[ManifestFile] == nil {
		return fmt.Errorf("this is not an export of Portico: it has no %s", ManifestFile)
	}
	body, err := x.text(ManifestFile)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(body), &x.out.Manifest); err != nil {
		return fmt.Errorf("read %s: %w", ManifestFile, err)
	}
	return nil
}

// signatures checks who made the export: manifest, checkpoint and key.
func (x *exportFile) signatures(keys []string) error {
	m := &x.out.Manifest
	for _, name := range []string{StatementFile, CheckpointFile, KeyFile} {
		if x.entries[name] == nil && !m.Unsigned {
			x.bad("the file %s is missing", name)
		}
	}
	own, err := x.text(KeyFile)
	if err != nil {
		return err
	}
	own = strings.TrimSpace(own)
	x.out.OwnKey = len(keys) == 0
	switch {
	case m.Unsigned || (own == "" && x.out.OwnKey):
		x.bad("the export is not signed: nothing proves who made it, or that it is still what was made")
		return x.unsigned()
	case x.out.OwnKey:
		keys = []string{own}
	case own != "" && !contains(keys, own):
		x.bad("%s is not a key that you trust: it is %s", KeyFile, short(own))
	}
	x.out.Key = keys[0]
	return x.signed(keys)
}

func (x *exportFile) signed(keys []string) error {
	body, err := x.text(ManifestFile)
	if err != nil {
		return err
	}
	statement, err := x.text(StatementFile)
	if err != nil {
		return err
	}
	if _, err := OpenManifest([]byte(body), statement, keys...); err != nil && statement != "" {
		x.bad("the manifest does not hold: %v", err)
	}
	note, err := x.text(CheckpointFile)
	if err != nil || note == "" {
		return err
	}
	c, err := OpenCheckpoint(note, keys...)
	if err != nil {
		x.bad("the checkpoint of the export does not hold: %v", err)
		return x.unsigned()
	}
	x.out.Checkpoint, x.head = c, true
	if have := ManifestCheckpointOf(c); have != x.out.Manifest.Checkpoint {
		x.bad("%s is of %s events, and the manifest speaks of %s, or of another root", CheckpointFile, Number(c.Size), Number(x.out.Manifest.Checkpoint.Size))
	}
	return nil
}

// unsigned takes the head that the manifest names, to find what does not even agree with itself.
func (x *exportFile) unsigned() error {
	root, err := hex.DecodeString(x.out.Manifest.Checkpoint.Root)
	if err != nil || len(root) != len(x.out.Checkpoint.Root) {
		x.bad("the root in the manifest is not a hash: %q", short(x.out.Manifest.Checkpoint.Root))
		return nil
	}
	if size := x.out.Manifest.Checkpoint.Size; size < 0 || size > mostEvents {
		x.bad("no tree has %s events, as the manifest says", Number(size))
		return nil
	}
	x.out.Checkpoint.Size = x.out.Manifest.Checkpoint.Size
	copy(x.out.Checkpoint.Root[:], root)
	x.head = true
	return nil
}

// compare holds the head of an export without a chain of its own against checkpoints from outside.
func (x *exportFile) compare(outside []Known) {
	for _, k := range outside {
		switch {
		case k.Size != x.out.Checkpoint.Size || !x.head:
			x.out.NotHeld++
		case k.Root != x.out.Checkpoint.Root:
			x.bad("%s (%s events) is another one than that of the export", k.Name, Number(k.Size))
		default:
			x.out.Outside++
		}
	}
}

func contains(keys []string, key string) bool {
	for _, k := range keys {
		if k == key {
			return true
		}
	}
	return false
}

package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"portico/internal/access"
	"portico/internal/audit/seal"
)

// linesExpected is how many rows go through all files; 0 where that is not known.
func (e Export) linesExpected() int64 {
	passes := int64(2)
	if e.What == Trail {
		passes++
	}
	if e.Table() {
		passes++
	}
	return passes * max(e.Rows, 0)
}

func (s *Service) writeData(ctx context.Context, actor access.Actor, e Export, a *archive) error {
	if e.What == Ledger {
		return s.writeLedger(ctx, actor, e, a)
	}
	return s.writeTrail(ctx, actor, e, a)
}

// manifest says what the files of the archive so far are.
func (s *Service) manifest(actor access.Actor, e Export, files []seal.ManifestEntry) seal.Manifest {
	m := seal.Manifest{
		What: e.What, Whole: e.order.whole(actor), MadeAt: moment(e.MadeAt), MadeBy: e.MadeBy, Version: s.config.Version, Query: e.Query,
		AsOf: moment(e.AsOf), KnownAt: moment(e.KnownAt), Filters: filters(e.Query), Files: files,
		Checkpoint: seal.ManifestCheckpoint{Size: e.Head.Size, Root: hex.EncodeToString(e.Head.Root[:])},
		Unsigned:   e.Head.Note == "" || s.log.Verifier() == "",
	}
	if m.MadeBy == "" {
		m.MadeBy = string(access.Operator)
	}
	for _, f := range files {
		if f.Name == seal.RowsFile {
			m.Answer = f.SHA256
		}
	}
	return m
}

// writeManifest closes the archive with what it holds, signed where there is a key, and returns the manifest's fingerprint.
func (s *Service) writeManifest(actor access.Actor, e Export, a *archive) (string, error) {
	m := s.manifest(actor, e, a.files)
	body, err := m.Body()
	if err != nil {
		return "", err
	}
	if !m.Unsigned {
		if err := s.writeSigned(m, e, a); err != nil {
			return "", err
		}
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), a.text(seal.ManifestFile, string(body))
}

func (s *Service) writeSigned(m seal.Manifest, e Export, a *archive) error {
	statement, key, err := s.log.SignManifest(m)
	if err != nil {
		return err
	}
	for _, f := range []struct{ name, body string }{
		{seal.CheckpointFile, e.Head.Note}, {seal.KeyFile, key + "\n"}, {seal.StatementFile, statement},
	} {
		if err := a.text(f.name, f.body); err != nil {
			return err
		}
	}
	return nil
}

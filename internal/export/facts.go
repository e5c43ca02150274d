package export

import (
	"strconv"

	"portico/internal/access"
	"portico/internal/audit/seal"
)

// facts are what a workbook says beside its rows: the same as the manifest, as far as it is known by then.
func (s *Service) facts(actor access.Actor, e Export, files []seal.ManifestEntry, rows int64) [][2]string {
	m := s.manifest(actor, e, files)
	all := [][2]string{
		{"Export of the", m.What},
		{"Made at (UTC)", m.MadeAt},
		{"Made by", m.MadeBy},
		{"Portico", m.Version},
		{"Query", m.Query},
		{"As of (UTC)", m.AsOf},
		{"As known at (UTC)", m.KnownAt},
		{"Rows", strconv.FormatInt(rows, 10)},
		{"Events sealed", strconv.FormatInt(m.Checkpoint.Size, 10)},
		{"Head of the chain (SHA-256)", m.Checkpoint.Root},
	}
	if m.Answer != "" {
		all = append(all, [2]string{"Fingerprint of the answer (SHA-256)", m.Answer})
	}
	for _, f := range files {
		all = append(all, [2]string{"SHA-256 of " + f.Name, f.SHA256})
	}
	signed := "Signed: hold " + seal.StatementFile + ", beside this file, against " + seal.ManifestFile
	if m.Unsigned {
		signed = "Not signed: this Portico has no signing key"
	}
	return append(all, [2]string{"Signature", signed})
}

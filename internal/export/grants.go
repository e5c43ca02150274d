package export

import "context"

// writeGrants writes every version of the ledger that the sealed events speak of, and every one that no event speaks of: what
// was recorded after the export was made is left out.
func (s *Service) writeGrants(ctx context.Context, e Export, out *entry) error {
	for after := ""; ; {
		versions, err := s.grants(ctx, e.Head.Size, after)
		if err != nil || len(versions) == 0 {
			return err
		}
		for _, v := range versions {
			out.row()
			if _, err := out.WriteString(v.line + "\n"); err != nil {
				return err
			}
		}
		after = versions[len(versions)-1].id
	}
}

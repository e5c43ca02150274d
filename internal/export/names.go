package export

import "portico/internal/audit/seal"

// maxRemembered bounds what is kept in memory to write each name once; past it a name may be written again.
const maxRemembered = 50_000

// names writes a line for each name that is new.
type names struct {
	out  *entry
	seen map[string]struct{}
}

func newNames(out *entry) *names { return &names{out: out, seen: map[string]struct{}{}} }

func (n *names) add(name seal.ExportedName) error {
	if name.ID == "" {
		return nil
	}
	if _, known := n.seen[name.ID]; known {
		return nil
	}
	if len(n.seen) >= maxRemembered {
		clear(n.seen)
	}
	n.seen[name.ID] = struct{}{}
	n.out.rows++
	return n.out.line(name)
}

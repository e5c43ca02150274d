package export

import (
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"portico/internal/audit/seal"
)

// provenAtOnce is how many events share one look-up of hashes.
const provenAtOnce = 500

// flush proves and writes what waits.
func (p *prover) flush() error {
	if len(p.waiting) == 0 {
		return nil
	}
	var needed []int64
	collect := tlog.HashReaderFunc(func(indexes []int64) ([]seal.Hash, error) {
		needed = append(needed, indexes...)
		return make([]seal.Hash, len(indexes)), nil
	})
	for _, e := range p.waiting {
		if _, err := tlog.ProveRecord(p.size, e.Seq, collect); err != nil {
			return fmt.Errorf("prove event %d of %d: %w", e.Seq, p.size, err)
		}
	}
	slices.Sort(needed)
	stored, err := p.service.hashes(p.ctx, slices.Compact(needed))
	if err != nil {
		return err
	}
	for _, e := range p.waiting {
		proof, err := tlog.ProveRecord(p.size, e.Seq, readFrom(stored))
		if err != nil {
			return fmt.Errorf("prove event %d of %d: %w", e.Seq, p.size, err)
		}
		for i := range proof {
			e.Proof = append(e.Proof, proof[i][:])
		}
		p.out.row()
		if err := p.out.line(e); err != nil {
			return err
		}
	}
	p.waiting = p.waiting[:0]
	return nil
}

func readFrom(stored map[int64]seal.Hash) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]seal.Hash, error) {
		found := make([]seal.Hash, 0, len(indexes))
		for _, i := range indexes {
			h, known := stored[i]
			if !known {
				return nil, fmt.Errorf("the tree lacks its hash %d", i)
			}
			found = append(found, h)
		}
		return found, nil
	})
}

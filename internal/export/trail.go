package export

import (
	"context"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/audit/seal"
)

// stretch is how many events are read at once.
const stretch = 2000

// writeTrail reads the events once in the order of the chain: events go out, names and reasons wait beside them. A table is in
// the order of the screen, and so reads them once more.
func (s *Service) writeTrail(ctx context.Context, actor access.Actor, e Export, a *archive) error {
	each := func(newestFirst bool, yield func(audit.Sealed) error) error {
		part := audit.Stretch{Size: e.Head.Size, Limit: stretch, NewestFirst: newestFirst, ByChain: !newestFirst && e.order.whole(actor)}
		return Ahead(ctx, func(ctx context.Context, yield func(audit.Sealed) error) error {
			return s.log.EachSealed(ctx, actor, e.order.Trail, part, yield)
		}, yield)
	}
	err := s.writeEvents(ctx, e, a, e.order.whole(actor), func(yield func(audit.Sealed) error) error { return each(false, yield) })
	if err == nil && e.order.whole(actor) {
		err = a.data(seal.GrantsFile, func(out *entry) error { return s.writeGrants(ctx, e, out) })
	}
	if err != nil || !e.Table() {
		return err
	}
	sheet, err := a.table(e, TrailColumns())
	defer sheet.close()
	if err == nil {
		err = each(true, func(one audit.Sealed) error { return sheet.row(TrailCells(one.Line, s.config.Step)) })
	}
	if err != nil {
		return err
	}
	return s.endTable(actor, e, a, sheet)
}

func (s *Service) writeEvents(ctx context.Context, e Export, a *archive, whole bool, each func(func(audit.Sealed) error) error) error {
	named, err := a.aside(seal.NamesFile)
	defer named.close()
	if err != nil {
		return err
	}
	reasons, err := a.aside(seal.ReasonsFile)
	defer reasons.close()
	if err != nil {
		return err
	}
	names := newNames(&named.entry)
	err = a.data(seal.EventsFile, func(out *entry) error {
		p := &prover{ctx: ctx, service: s, size: e.Head.Size, out: out, whole: whole}
		if err := each(func(one audit.Sealed) error {
			named.read()
			for _, c := range one.Mentions() {
				if err := names.add(seal.ExportedName{ID: c.ID, Kind: c.Kind, Name: c.Name}); err != nil {
					return err
				}
			}
			if err := writeReason(&reasons.entry, one); err != nil {
				return err
			}
			return p.add(one)
		}); err != nil {
			return err
		}
		return p.flush()
	})
	if err == nil {
		err = a.join(named)
	}
	if err == nil {
		err = a.join(reasons)
	}
	return err
}

func writeReason(out *entry, one audit.Sealed) error {
	out.read()
	if len(one.Salt) == 0 {
		return nil
	}
	out.rows++
	r := seal.ExportedReason{Event: one.ID, Salt: one.Salt}
	if one.ErasedAt == nil {
		r.Words = &one.Reason
	}
	return out.line(r)
}

// prover writes events, each with the proof that it is in the tree; it looks up the hashes for many at once.
type prover struct {
	ctx     context.Context
	service *Service
	size    int64
	out     *entry
	whole   bool
	waiting []seal.ExportedEvent
}

func (p *prover) add(one audit.Sealed) error {
	e := seal.ExportedEvent{Seq: one.Seq, Line: one.Text, Link: one.Link}
	if p.whole {
		p.out.row()
		return p.out.line(e)
	}
	p.waiting = append(p.waiting, e)
	if len(p.waiting) < provenAtOnce {
		return nil
	}
	return p.flush()
}

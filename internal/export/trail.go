package export

import (
	"context"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/audit/seal"
)

// stretch is how many events are read at once.
const stretch = 2000

func (s *Service) writeTrail(ctx context.Context, actor access.Actor, e Export, a *archive) error {
	each := func(newestFirst bool, yield func(audit.Sealed) error) error {
		part := audit.Stretch{Size: e.Head.Size, Limit: stretch, NewestFirst: newestFirst, ByChain: !newestFirst && e.order.whole(actor)}
		return Ahead(ctx, func(ctx context.Context, yield func(audit.Sealed) error) error {
			return s.log.EachSealed(ctx, actor, e.order.Trail, part, yield)
		}, yield)
	}
	err := a.data(seal.EventsFile, func(out *entry) error {
		p := &prover{ctx: ctx, service: s, size: e.Head.Size, out: out, whole: e.order.whole(actor)}
		if err := each(false, p.add); err != nil {
			return err
		}
		return p.flush()
	})
	if err == nil {
		err = a.data(seal.NamesFile, func(out *entry) error {
			n := newNames(out)
			return each(false, func(one audit.Sealed) error {
				out.read()
				for _, c := range one.Mentions() {
					if err := n.add(seal.ExportedName{ID: c.ID, Kind: c.Kind, Name: c.Name}); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
	if err == nil {
		err = a.data(seal.ReasonsFile, func(out *entry) error {
			return each(false, func(one audit.Sealed) error { return writeReason(out, one) })
		})
	}
	if err == nil && e.order.whole(actor) {
		err = a.data(seal.GrantsFile, func(out *entry) error { return s.writeGrants(ctx, e, out) })
	}
	if err != nil {
		return err
	}
	return s.writeTable(actor, e, a, TrailColumns(), func(row func([]string) error) error {
		return each(true, func(one audit.Sealed) error { return row(TrailCells(one.Line, s.config.Step)) })
	})
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

package export

import (
	"context"

	"portico/internal/access"
	"portico/internal/audit/seal"
	"portico/internal/permission"
)

func (s *Service) writeLedger(ctx context.Context, actor access.Actor, e Export, a *archive) error {
	each := func(yield func(permission.Question, permission.Row) error) error {
		return s.EachRow(ctx, actor, e.order.Ledger, yield)
	}
	err := a.data(seal.RowsFile, func(out *entry) error {
		return each(func(_ permission.Question, r permission.Row) error {
			out.row()
			return out.line(r.Canonical())
		})
	})
	if err == nil {
		err = a.data(seal.NamesFile, func(out *entry) error {
			n := newNames(out)
			return each(func(_ permission.Question, r permission.Row) error {
				out.read()
				return addNames(n, r)
			})
		})
	}
	if err != nil {
		return err
	}
	return s.writeTable(actor, e, a, LedgerColumns(), func(row func([]string) error) error {
		return each(func(q permission.Question, r permission.Row) error { return row(LedgerCells(q, r)) })
	})
}

// EachRow calls yield for every row of an answer, as permission.Service.EachHolder does, and reads the next rows meanwhile.
func (s *Service) EachRow(ctx context.Context, actor access.Actor, ask permission.Question, yield func(permission.Question, permission.Row) error) error {
	type asked struct {
		question permission.Question
		row      permission.Row
	}
	return Ahead(ctx, func(ctx context.Context, yield func(asked) error) error {
		return s.permissions.EachHolder(ctx, actor, ask, func(q permission.Question, r permission.Row) error { return yield(asked{q, r}) })
	}, func(a asked) error { return yield(a.question, a.row) })
}

func addNames(n *names, r permission.Row) error {
	for _, name := range []seal.ExportedName{
		{ID: r.MemberID, Kind: "member", Name: r.Name, Detail: r.Email},
		{ID: r.CompanyID, Kind: "company", Name: r.Company},
		{ID: r.AppID, Kind: "app", Name: r.App, Detail: r.ClientID},
	} {
		if err := n.add(name); err != nil {
			return err
		}
	}
	return nil
}

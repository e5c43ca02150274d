package export

import (
	"context"

	"portico/internal/access"
	"portico/internal/audit/seal"
	"portico/internal/permission"
)

// writeLedger reads the rows once: the file of rows goes out, and names and table wait beside it.
func (s *Service) writeLedger(ctx context.Context, actor access.Actor, e Export, a *archive) error {
	named, err := a.aside(seal.NamesFile)
	defer named.close()
	if err != nil {
		return err
	}
	sheet, err := a.table(e, LedgerColumns())
	defer sheet.close()
	if err != nil {
		return err
	}
	names, cells := newNames(&named.entry), LedgerRows{}
	err = a.data(seal.RowsFile, func(out *entry) error {
		return s.EachRow(ctx, actor, e.order.Ledger, func(q permission.Question, r permission.Row) error {
			out.row()
			named.read()
			if err := out.line(r.Canonical()); err != nil {
				return err
			}
			if err := addNames(names, r); err != nil || !sheet.wanted() {
				return err
			}
			return sheet.row(cells.Of(q, r))
		})
	})
	if err == nil {
		err = a.join(named)
	}
	if err != nil {
		return err
	}
	return s.endTable(actor, e, a, sheet)
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

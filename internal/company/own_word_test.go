package company

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/apperr"
)

func TestALeadWhoOnlyCallsThemselvesOneOfItsPeopleHasNoSayOverACompany(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.acme()
	if err := w.record(w.gustav, id, "", Employee, Admin); err != nil {
		t.Fatal(err)
	}
	reset := func() error {
		return w.log.DB().Read(ctx, func(tx pgx.Tx) error {
			_, err := PreviewReset(ctx, tx, w.gustav, id)
			return err
		})
	}
	if err := reset(); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("may end everything at the company: %v", err)
	}
	if err := w.AddDomain(ctx, w.gustav, id, "gustav.example"); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("may add a domain: %v", err)
	}
	if v := w.get(w.gustav, id); v.MayChange() {
		t.Error("the page offers it")
	}
	if err := w.ConfirmRole(ctx, w.dana, id, mustFind(t, w.get(w.dana, id).Held, w.gustav.ID, Employee).ID); err != nil {
		t.Fatal(err)
	}
	if err := reset(); err != nil {
		t.Errorf("once Dana confirmed it: %v", err)
	}
	own, err := w.Create(ctx, w.gustav, NewCompany{Environment: Staging, Name: "Bridge", Domain: "bridge.example", CreatedOn: "2026-05-03"})
	if err != nil || !w.get(w.gustav, own).MayChange() {
		t.Errorf("who made it may not change it: %v", err)
	}
}

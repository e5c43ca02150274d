package permission_test

import (
	"context"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/permission"
)

func TestNobodyBeginsWithAVerifiedGrant(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	err := h.log.Change(context.Background(), h.ann, audit.GrantRecorded, func(tx *audit.Tx) (audit.Entry, error) {
		_, err := permission.RecordIn(context.Background(), tx, permission.NewGrant{
			MemberID: h.ann.ID, Environment: permission.Staging, HeldFrom: h.now.AddDate(0, 0, -1), Grade: permission.Verified,
		})
		return audit.Entry{Subject: audit.Subject{Kind: "member", ID: h.ann.ID}}, err
	})
	if !apperr.Is(err, apperr.Invalid) {
		t.Errorf("error = %v", err)
	}
	if n := h.one(`SELECT count(*) FROM permission_grant`); n != 0 {
		t.Errorf("%d grants", n)
	}
}

func TestAGrantThatIsHeldNoMoreIsNotRaised(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var grant string
	change := func(do func(tx *audit.Tx) error) {
		t.Helper()
		err := h.log.Change(context.Background(), h.ann, audit.ProofSucceeded, func(tx *audit.Tx) (audit.Entry, error) {
			return audit.Entry{Subject: audit.Subject{Kind: "proof", ID: h.ann.ID}}, do(tx)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	change(func(tx *audit.Tx) (err error) {
		grant, err = permission.RecordIn(context.Background(), tx, permission.NewGrant{
			MemberID: h.ann.ID, Environment: permission.Staging, HeldFrom: h.now.AddDate(0, 0, -2),
		})
		return err
	})
	if err := h.service.End(context.Background(), h.ann, permission.End{GrantID: grant, On: h.now.AddDate(0, 0, -1).Format("2006-01-02"), Reason: "Left"}); err != nil {
		t.Fatal(err)
	}
	change(func(tx *audit.Tx) error {
		raised, err := permission.VerifyIn(context.Background(), tx, grant, "")
		if raised {
			t.Error("a grant that ended was raised")
		}
		return err
	})
	if n := h.one(`SELECT count(*) FROM permission_grant WHERE grade = 'verified'`); n != 0 {
		t.Errorf("%d lines are verified", n)
	}
}

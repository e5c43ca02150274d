package permission_test

import (
	"testing"
	"time"

	"portico/internal/permission"
)

func TestALeadKeepsTheHistoryOfWhoLeftAndHearsNothingOfWhatTheyRecordElsewhere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.records(h.ann, permission.Freelance, 30)
	h.exec(`UPDATE member_role SET since = now() - interval '60 days' WHERE member_id = $1`, h.ann.ID)
	h.exec(`UPDATE member_role SET ended_at = clock_timestamp() WHERE member_id = $1 AND team_id = $2`, h.ann.ID, h.payments)
	h.ann.Develops = nil
	h.role(&h.ann, "developer", h.bridge)
	h.at(h.acme, h.ann, "admin")
	h.at(h.acme, h.ann, "employee")
	h.records(h.ann, h.acme, 20) // said of days before she left, to her new team
	before := permission.Question{AsOf: time.Now().Add(-48 * time.Hour)}
	if rows := h.ask(h.auditor, before).Rows; len(rows) != 2 {
		t.Fatalf("an auditor sees %q", names(rows))
	}
	a := h.ask(h.helen, before)
	if len(a.Rows) != 1 || a.Rows[0].CompanyID != "" || a.Counts.Lines != 1 {
		t.Errorf("the lead of before sees %d rows and counts %d lines", len(a.Rows), a.Counts.Lines)
	}
	before.What, before.Since = permission.Changed, time.Now().Add(-40*24*time.Hour)
	if a := h.ask(h.helen, before); len(a.Rows) != 1 || a.Counts.Gained != 1 {
		t.Errorf("of changes the lead of before sees %d rows", len(a.Rows))
	}
	h.now = time.Now()
	if rows := h.ask(h.helen, permission.Question{}).Rows; len(rows) != 0 {
		t.Errorf("of today the lead of before sees %q", names(rows))
	}
}

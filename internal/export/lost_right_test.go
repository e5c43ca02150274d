package export_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/internal/audit/seal"
	"portico/internal/export"
	"portico/internal/postgres"
)

// patient is a reader who takes the first bytes and then waits until somebody ends it.
type patient struct {
	first sync.Once
	begun func()
	ended chan struct{}
}

func (p *patient) Write(b []byte) (int, error) {
	p.first.Do(p.begun)
	select {
	case <-p.ended:
		return 0, errors.New("ended")
	case <-time.After(20 * time.Second):
		return len(b), nil
	}
}

func (p *patient) Interrupt() { close(p.ended) }

func TestAFileOnItsWayEndsWithTheRightToIt(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]string{
		"a role":     `UPDATE member_role SET ended_at = clock_timestamp() WHERE member_id = $1`,
		"an account": `UPDATE member SET disabled_at = now() WHERE id = $1`,
	} {
		h := newHouse(t, true)
		h.exec(`INSERT INTO member_role (id, member_id, role) VALUES ($1, $2, 'auditor')`, postgres.NewID(), h.auditor.ID)
		h.exec(`INSERT INTO event (actor_kind, action, subject_kind, subject_id, after)
			SELECT 'system', 'sample.loaded', 'sample', i::text, (SELECT string_agg(md5(random()::text || n), '') FROM generate_series(i, i + 20) n)
			FROM generate_series(1, 2000) i`)
		e := h.make(h.auditor, export.Order{What: export.Trail, Format: export.JSONLines})
		out := &patient{ended: make(chan struct{}), begun: func() { h.exec(lose, h.auditor.ID) }}
		began := time.Now()
		if err := h.service.Fetch(context.Background(), h.auditor, e.ID, out); err == nil || time.Since(began) > 10*time.Second {
			t.Errorf("who lost %s went on for %s: %v", name, time.Since(began), err)
		}
		if n := h.count(`SELECT count(*) FROM export_run WHERE state = 'broken'`); n != 1 {
			t.Errorf("who lost %s: %d runs broke off", name, n)
		}
		if n := h.count(`SELECT count(*) FROM event WHERE action = 'export.stopped' AND actor_id = $1`, h.auditor.ID); n != 1 {
			t.Errorf("who lost %s: %d events say that it broke off", name, n)
		}
	}
}

func TestAnExportThatOutlivesARightHoldsWhatItsMakerMaySeeNow(t *testing.T) {
	t.Parallel()
	h := newHouse(t, true)
	h.holds(h.ann, 5)
	h.holds(h.ben, 3)
	h.says(h.auditor, "looked at it")
	trail := h.make(h.auditor, export.Order{What: export.Trail, Format: export.CSV})
	ledger := h.make(h.auditor, export.Order{What: export.Ledger, Format: export.CSV})
	led := h.make(h.lead, export.Order{What: export.Ledger, Format: export.CSV})
	was, lead := h.auditor, h.lead
	was.Auditor, lead.Leads = false, nil
	f := h.fetch(was, trail)
	if f.manifest.Whole || len(f.parts[seal.GrantsFile]) > 0 || strings.Contains(string(f.parts[seal.EventsFile]), h.ann.ID) || strings.Contains(string(f.parts[seal.NamesFile]), "Ben Adams") {
		t.Errorf("who is no auditor any more gets the whole trail: %+v", f.manifest)
	}
	if !strings.Contains(string(f.parts[seal.ReasonsFile]), "looked at it") {
		t.Error("their own event is missing")
	}
	for who, f := range map[string]file{"auditor": h.fetch(was, ledger), "lead": h.fetch(lead, led)} {
		if rows := f.parts[seal.RowsFile]; len(rows) > 0 || strings.Contains(string(f.parts[seal.NamesFile]), "Ann Berg") {
			t.Errorf("who is no %s any more gets %s", who, rows)
		}
	}
}

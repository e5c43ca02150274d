package permission

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/testdb"
)

func TestEveryColumnOfTheLedgerButWordsIsHeldAgainstItsEvent(t *testing.T) {
	// Words can be erased; a version's own id says nothing, and since when its evidence stands follows from the versions.
	apart := []string{"version_id", "evidence", "end_reason", "end_evidence", "graded_at"}
	rows, err := testdb.New(t).Pool().Query(t.Context(),
		`SELECT attname::text FROM pg_attribute WHERE attrelid = 'permission_grant'::regclass AND attnum > 0 AND NOT attisdropped`)
	if err != nil {
		t.Fatal(err)
	}
	columns, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	var fields []string
	line := reflect.TypeFor[LedgerLine]()
	for i := range line.NumField() {
		fields = append(fields, line.Field(i).Tag.Get("json"))
	}
	for _, column := range columns {
		if !slices.Contains(fields, column) && !slices.Contains(apart, column) {
			t.Errorf("the column %s is not verified", column)
		}
	}
}

func TestALineOfTheLedgerFillsEveryFieldOfItsEvent(t *testing.T) {
	var l LedgerLine
	v := reflect.ValueOf(&l).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.String:
			f.SetString("x")
		case reflect.Int:
			f.SetInt(3)
		default:
			f.Set(reflect.ValueOf(time.Date(2026, 6, 16, 0, 0, 0, 0, time.UTC)))
		}
	}
	full, freelance := fieldsOf(l.state()), fieldsOf(LedgerLine{}.state())
	for _, name := range stateFields() {
		if full[name] == "" && freelance[name] == "" {
			t.Errorf("the field %s is never filled", name)
		}
	}
}

func TestAGrantIsHeldAgainstItsEventsOneByOne(t *testing.T) {
	at := time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)
	first := LedgerLine{GrantID: "g", Version: 1, MemberID: "m", RecordedBy: "m", Environment: Staging, Kind: SelfAssigned, HeldFrom: at, Grade: SelfReported, RecordedAt: at}
	said := grantEvent{
		seq: 3, id: 4, action: "grant.recorded", actor: "m", member: "m",
		after: `{"version":1,"environment":"staging","freelance":true,"kind":"self-assigned","held_from":"2026-06-16T11:00:00+02:00","grade":"self-reported","on":"2026-06-16"}`,
	}
	for name, c := range map[string]struct {
		change func(*LedgerLine, *grantEvent)
		want   string // empty for none
	}{
		"they agree, in another zone": {func(*LedgerLine, *grantEvent) {}, ""},
		"another wrote it into Portico": {func(l *LedgerLine, e *grantEvent) {
			l.RecordedBy = "lena"
			e.after = strings.Replace(e.after, "{", `{"recorded_by":"lena",`, 1)
		}, ""},
		"another grade":                   {func(l *LedgerLine, _ *grantEvent) { l.Grade = Verified }, "the event says grade self-reported, the ledger says verified"},
		"a company where it has none":     {func(l *LedgerLine, _ *grantEvent) { l.CompanyID = "c" }, "the event says company_id nothing, the ledger says c"},
		"an end that it does not say":     {func(l *LedgerLine, _ *grantEvent) { l.HeldUntil = at }, "held_until nothing"},
		"another member":                  {func(l *LedgerLine, _ *grantEvent) { l.MemberID = "n" }, "member m, the ledger says n"},
		"an action that records no first": {func(_ *LedgerLine, e *grantEvent) { e.action = "grant.ended" }, "it is grant.ended, and wrote version 1"},
		"no version":                      {func(_ *LedgerLine, e *grantEvent) { e.after = `{}` }, "it does not say which version"},
		"another version":                 {func(_ *LedgerLine, e *grantEvent) { e.after = `{"version":2}` }, "the ledger has no such line"},
	} {
		l, e := first, said
		c.change(&l, &e)
		found := verifyGrant("g", []LedgerLine{l}, []grantEvent{e})
		all := ""
		for _, f := range found {
			all += f.String() + "\n"
		}
		if (c.want == "" && all != "") || !strings.Contains(all, c.want) {
			t.Errorf("%s: found %q, want %q", name, all, c.want)
		}
	}
	if found := verifyGrant("g", []LedgerLine{first}, []grantEvent{said, said}); len(found) != 1 || !strings.Contains(found[0].What, "event 4 says so too") {
		t.Errorf("the same twice: %v", found)
	}
}

package permission

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"portico/internal/audit"
	"portico/internal/audit/seal"
)

// LedgerLine is a version of a grant with every column but words, by the names of the columns: as it is verified, and as an
// export has it.
type LedgerLine struct {
	GrantID          string    `json:"grant_id"`
	Version          int       `json:"version"`
	MemberID         string    `json:"member_id"`
	Environment      string    `json:"environment"`
	CompanyID        string    `json:"company_id"`
	Kind             string    `json:"kind"`
	HeldFrom         time.Time `json:"held_from"`
	HeldUntil        time.Time `json:"held_until"`
	Grade            string    `json:"grade"`
	ConfirmedBy      string    `json:"confirmed_by"`
	AppID            string    `json:"app_id"`
	RequestID        string    `json:"request_id"`
	RemovalDecidedAt time.Time `json:"removal_decided_at"`
	RemovalDecidedBy string    `json:"removal_decided_by"`
	RemovalDueOn     string    `json:"removal_due_on"`
	RemovalDueBy     string    `json:"removal_due_by"`
	EndGrade         string    `json:"end_grade"`
	EndExecutedBy    string    `json:"end_executed_by"`
	EndConfirmedBy   string    `json:"end_confirmed_by"`
	RecordedBy       string    `json:"recorded_by"`
	RecordedAt       time.Time `json:"recorded_at"`
	SupersededAt     time.Time `json:"superseded_at"`
}

// state is what the event of this version must say.
func (l LedgerLine) state() state {
	return state{
		Version: l.Version, Environment: l.Environment, CompanyID: l.CompanyID, Freelance: l.CompanyID == "", Kind: l.Kind,
		HeldFrom: utc(l.HeldFrom), HeldUntil: moment(utc(l.HeldUntil)), Grade: l.Grade, ConfirmedBy: l.ConfirmedBy, AppID: l.AppID,
		RequestID: l.RequestID, RemovalDecidedAt: moment(utc(l.RemovalDecidedAt)), RemovalDecidedBy: l.RemovalDecidedBy,
		RemovalDueOn: l.RemovalDueOn, RemovalDueBy: l.RemovalDueBy, EndGrade: l.EndGrade, EndExecutedBy: l.EndExecutedBy,
		EndConfirmedBy: l.EndConfirmedBy, RecordedAt: moment(utc(l.RecordedAt)),
	}
}

// grantEvent is an event that says that a version of a grant was written.
type grantEvent struct {
	seq    int64 // -1 where it is not sealed yet
	id     int64
	action string
	actor  string
	member string
	after  string
}

func (e grantEvent) bad(format string, args ...any) seal.Finding {
	return seal.Finding{Seq: e.seq, Event: e.id, What: fmt.Sprintf(format, args...)}
}

// isGrantAction says whether events of an action write a version of a grant.
func isGrantAction(action string) bool { return strings.HasPrefix(action, "grant.") }

// verifyGrant holds all that the ledger has of one grant against all events of it, in their order.
func verifyGrant(id string, lines []LedgerLine, events []grantEvent) []seal.Finding {
	var found []seal.Finding
	slices.SortFunc(lines, func(a, b LedgerLine) int { return a.Version - b.Version })
	spoken := map[int]int64{}
	for _, e := range events {
		said, err := readState(e.after)
		if err != nil || said.Version == 0 {
			found = append(found, e.bad("it does not say which version of grant %s it wrote", id))
			continue
		}
		if first, twice := spoken[said.Version]; twice {
			found = append(found, e.bad("it says that version %d of grant %s was written, and event %d says so too", said.Version, id, first))
			continue
		}
		spoken[said.Version] = e.id
		at := slices.IndexFunc(lines, func(l LedgerLine) bool { return l.Version == said.Version })
		if at < 0 {
			found = append(found, e.bad("it says that version %d of grant %s was written, and the ledger has no such line", said.Version, id))
			continue
		}
		found = append(found, agree(id, lines[at], e, said)...)
	}
	for i, l := range lines {
		if _, is := spoken[l.Version]; !is {
			found = append(found, seal.Nowhere("the ledger has version %d of grant %s, recorded %s, and no event says that it was written",
				l.Version, id, seal.Moment(l.RecordedAt)))
		}
		found = append(found, follows(id, lines, i)...)
	}
	return found
}

// agree compares a line of the ledger with its event, field by field.
func agree(id string, l LedgerLine, e grantEvent, said saidState) []seal.Finding {
	var found []seal.Finding
	differs := func(name, event, ledger string) {
		if event != ledger {
			found = append(found, e.bad("the ledger does not agree with it: of version %d of grant %s the event says %s %s, the ledger says %s",
				l.Version, id, name, orNothing(event), orNothing(ledger)))
		}
	}
	want := l.state()
	if said.RecordedAt == nil {
		want.RecordedAt = nil
	}
	event, ledger := fieldsOf(said.state), fieldsOf(want)
	for _, name := range stateFields() {
		differs(name, event[name], ledger[name])
	}
	differs("member", e.member, l.MemberID)
	differs("recorded by", cmp.Or(said.RecordedBy, e.actor), l.RecordedBy)
	if (l.Version == 1) != (e.action == string(audit.GrantRecorded)) {
		found = append(found, e.bad("it is %s, and wrote version %d of grant %s", e.action, l.Version, id))
	}
	return found
}

// follows checks that a line is superseded by the next one, when that was recorded, and that none is left out.
func follows(id string, lines []LedgerLine, i int) []seal.Finding {
	l := lines[i]
	switch {
	case l.Version != i+1:
		if i == 0 || lines[i-1].Version != l.Version-1 {
			return []seal.Finding{seal.Nowhere("the ledger has version %d of grant %s without the one before it", l.Version, id)}
		}
	case i+1 == len(lines) && !l.SupersededAt.IsZero():
		return []seal.Finding{seal.Nowhere("version %d of grant %s was superseded %s, and the ledger has no version after it",
			l.Version, id, seal.Moment(l.SupersededAt))}
	case i+1 < len(lines) && !l.SupersededAt.Equal(lines[i+1].RecordedAt):
		return []seal.Finding{seal.Nowhere("version %d of grant %s is not superseded when version %d was recorded, %s",
			l.Version, id, lines[i+1].Version, seal.Moment(lines[i+1].RecordedAt))}
	}
	return nil
}

// saidState is what an event says of a version. It names who recorded it only where that was not who did it here.
type saidState struct {
	state
	RecordedBy string `json:"recorded_by"`
}

// readState reads what an event wrote, with its moments as the ledger keeps them.
func readState(after string) (saidState, error) {
	var s saidState
	if err := json.Unmarshal([]byte(after), &s); err != nil {
		return s, err
	}
	s.HeldFrom = utc(s.HeldFrom)
	for _, at := range []*time.Time{s.HeldUntil, s.RemovalDecidedAt, s.RecordedAt} {
		if at != nil {
			*at = utc(*at)
		}
	}
	return s, nil
}

// fieldsOf gives each field of a state as its JSON.
func fieldsOf(s state) map[string]string {
	raw := map[string]json.RawMessage{}
	if body, err := json.Marshal(s); err == nil {
		_ = json.Unmarshal(body, &raw) // what was just written can be read
	}
	fields := make(map[string]string, len(raw))
	for name, value := range raw {
		fields[name] = string(bytes.Trim(value, `"`))
	}
	return fields
}

// stateFields names the fields of a state in their order.
func stateFields() []string {
	t := reflect.TypeFor[state]()
	names := make([]string, 0, t.NumField())
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

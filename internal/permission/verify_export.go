package permission

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"portico/internal/audit/seal"
)

// linesAtOnce is about how many lines of the ledger are held in memory while an export is verified: a bigger one is read
// several times, for some of its grants each.
const linesAtOnce = 200_000

// mostInPart bounds a part whose manifest speaks of fewer lines than there are, so that it fills no memory.
const mostInPart = 2 * linesAtOnce

var errTooMany = errors.New("there is far more about grants in it than the manifest says")

// VerifyExported holds every version of the ledger in an export of the whole trail against the one event that wrote it, and
// the other way round, as VerifyLedger does. Any other export has no such lines: then it returns zero. What cannot be read is
// a finding.
func VerifyExported(z *zip.Reader, m seal.Manifest) (lines int64, found seal.Findings, err error) {
	files := map[string]*zip.File{}
	for _, f := range z.File {
		files[f.Name] = f
	}
	ledger, events := files[seal.GrantsFile], files[seal.EventsFile]
	if m.What != seal.ExportTrail || !m.Whole || ledger == nil || events == nil {
		return 0, found, nil
	}
	parts := uint32(1)
	for _, f := range m.Files {
		if f.Name == seal.GrantsFile {
			// The manifest may lie: a part too many costs time, not truth.
			parts = uint32(min(max(f.Rows, 0)/linesAtOnce, 1000)) + 1
		}
	}
	for part := range parts {
		p := exportPart{part: part, of: parts, lines: map[string][]LedgerLine{}, events: map[string][]grantEvent{}}
		if err := seal.EachLine(ledger.Open, p.line); err != nil {
			found.Add(seal.Nowhere("%s cannot be read to its end: %v", seal.GrantsFile, err))
			return lines, found, nil
		}
		if err := seal.EachLine(events.Open, p.event); err != nil {
			found.Add(seal.Nowhere("%s cannot be read to its end: %v", seal.EventsFile, err))
			return lines, found, nil
		}
		lines += p.count
		found.Add(p.verify()...)
	}
	return lines, found, nil
}

// exportPart is what an export says of some of the grants.
type exportPart struct {
	part, of uint32
	// count is of lines, spoken of events.
	count, spoken int64
	lines         map[string][]LedgerLine
	events        map[string][]grantEvent
}

func (p *exportPart) mine(grant string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(grant)) // it cannot fail
	return h.Sum32()%p.of == p.part
}

func (p *exportPart) line(text []byte) error {
	var l LedgerLine
	if err := json.Unmarshal(text, &l); err != nil {
		return fmt.Errorf("a line is not a version of a grant: %w", err)
	}
	if p.mine(l.GrantID) {
		p.lines[l.GrantID] = append(p.lines[l.GrantID], l)
		if p.count++; p.count > mostInPart {
			return errTooMany
		}
	}
	return nil
}

// aboutGrant is in every line that is about a grant, and saves reading the others.
const aboutGrant = `\"subject_kind\":\"grant\"`

func (p *exportPart) event(text []byte) error {
	if !strings.Contains(string(text), aboutGrant) {
		return nil
	}
	var e seal.ExportedEvent
	if err := json.Unmarshal(text, &e); err != nil {
		return fmt.Errorf("a line is not an event: %w", err)
	}
	var l seal.Line
	if err := json.Unmarshal([]byte(e.Line), &l); err != nil || l.SubjectKind != "grant" || l.Refused || !isGrantAction(l.Action) || !p.mine(l.Subject) {
		return nil //nolint:nilerr // a line that cannot be read was found by whoever verifies the chain
	}
	if p.spoken++; p.spoken > mostInPart {
		return errTooMany
	}
	p.events[l.Subject] = append(p.events[l.Subject], grantEvent{
		seq: e.Seq, id: l.Event, action: l.Action, actor: value(l.Actor), member: value(l.Member), after: value(l.After),
	})
	return nil
}

func (p *exportPart) verify() []seal.Finding {
	var found []seal.Finding
	for _, grant := range slices.Sorted(maps.Keys(p.lines)) {
		found = append(found, verifyGrant(grant, p.lines[grant], p.events[grant])...)
	}
	for _, grant := range slices.Sorted(maps.Keys(p.events)) {
		if p.lines[grant] == nil {
			found = append(found, verifyGrant(grant, nil, p.events[grant])...)
		}
	}
	return found
}

package audit_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

func TestATrailThatNobodyTouchedHolds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	write(t, w.log, 2)
	trail, lines, found := w.verify(true)
	if found.Count != 0 {
		t.Errorf("found %v", found.Kept)
	}
	if trail.Events != 30 || trail.Stored != 3 || trail.Outside != 2 || lines != 6 || trail.Unsealed != 2 || trail.Newest.Before(trail.First) {
		t.Errorf("%d lines, %+v", lines, trail)
	}
}

// The six tamperings that an owner of the database can do, each as clumsily and as cleverly as it can be done without the key.
func TestWhatTheOwnerOfTheDatabaseDoesToTheTrailIsFound(t *testing.T) {
	const (
		edit   = `UPDATE event SET action = 'grant.ended' WHERE id = (SELECT event_id FROM seal WHERE seq = 16)`
		remove = `DELETE FROM event WHERE id = (SELECT event_id FROM seal WHERE seq = 16)`
		swap   = `UPDATE event a SET at = b.at, subject_id = b.subject_id FROM event b
			WHERE (a.id, b.id) IN (SELECT x.event_id, y.event_id FROM seal x, seal y WHERE (x.seq, y.seq) IN ((16, 17), (17, 16)))`
		swapSeals = `UPDATE seal SET seq = 1000 WHERE seq = 16; UPDATE seal SET seq = 16 WHERE seq = 17; UPDATE seal SET seq = 17 WHERE seq = 1000`
		insert    = `INSERT INTO event (at, tx, actor_kind, action, subject_kind, subject_id)
			SELECT at, tx, 'system', 'team.created', 'team', 'put in' FROM event WHERE id = (SELECT event_id FROM seal WHERE seq = 16)`
		insertSeal = `UPDATE seal SET seq = -seq WHERE seq > 16; UPDATE seal SET seq = 1 - seq WHERE seq < 0;
			INSERT INTO seal (seq, event_id, line, leaf, link) SELECT 17, (SELECT max(id) FROM event), line, leaf, link FROM seal WHERE seq = 16`
		cut         = `DELETE FROM event WHERE id IN (SELECT event_id FROM seal WHERE seq >= 27)`
		cutSeals    = `DELETE FROM seal WHERE seq >= 27`
		rewrite     = `UPDATE event SET request_id = 'another' WHERE subject_kind = 'team'`
		noneInside  = `DELETE FROM checkpoint`
		relaxedSeal = `ALTER TABLE seal DROP CONSTRAINT seal_seq_check`
	)
	for name, c := range map[string]struct {
		do      []string
		rechain bool
		resign  bool
		outside bool // a checkpoint was kept outside
		want    string
	}{
		"an event is edited":                                       {do: []string{edit}, want: "(seq 16): its action was changed: the seal says team.created, the table says grant.ended"},
		"an event and its sealed line are edited":                  {do: []string{edit, `UPDATE seal SET line = replace(line, 'team.created', 'grant.ended') WHERE seq = 16`}, want: "(seq 16): its sealed line was changed"},
		"an event, its line and its leaf are edited":               {do: []string{edit, `UPDATE seal SET line = replace(line, 'team.created', 'grant.ended') WHERE seq = 16`, `UPDATE seal SET leaf = sha256('\x00' || convert_to(line, 'UTF8')) WHERE seq = 16`}, want: "(seq 16): the chain breaks here"},
		"an event is edited and the chain worked out anew":         {do: []string{edit}, rechain: true, want: "one of seq 10 to 19: the stored checkpoint of"},
		"an event is edited, all anew and signed by another":       {do: []string{edit}, rechain: true, resign: true, want: "is not one of ours"},
		"an event is edited, all anew and no checkpoint left":      {do: []string{edit, noneInside}, rechain: true, outside: true, want: "one of seq 0 to 19: the mail of 20 (20 events) does not hold"},
		"an event is deleted":                                      {do: []string{remove}, want: "(seq 16): it is gone: it was sealed and is not in the table"},
		"an event and its seal are deleted":                        {do: []string{remove, `DELETE FROM seal WHERE seq = 16`}, want: "the one of seq 16: the chain has no line there"},
		"an event is deleted and the chain worked out anew":        {do: []string{remove}, rechain: true, want: "one of seq 10 to 19: the stored checkpoint of"},
		"two events change places":                                 {do: []string{swap}, want: "(seq 16): its time was changed"},
		"two events change places in the chain":                    {do: []string{swapSeals}, want: "(seq 16): the chain breaks here"},
		"two events change places and the chain is made anew":      {do: []string{swapSeals}, rechain: true, want: "one of seq 10 to 19: the stored checkpoint of"},
		"an event is put in":                                       {do: []string{insert}, want: "(not sealed): it was put there later"},
		"an event of long ago is put in at the end":                {do: []string{`INSERT INTO event (at, actor_kind, action, subject_kind, subject_id) VALUES (now() - interval '2 days', 'system', 'team.created', 'team', 'x')`}, want: "(not sealed): its time goes back"},
		"an event is put in, and the seal's position set back":     {do: []string{`UPDATE seal_position SET last_tx = '0', last_id = 0`, insert}, want: "(not sealed): it was put there later"},
		"an event is put in with a seal":                           {do: []string{relaxedSeal, insert, insertSeal}, want: "(seq 17): its sealed line speaks of event"},
		"an event is put in with a seal and the chain made anew":   {do: []string{relaxedSeal, insert, insertSeal}, rechain: true, want: "one of seq 10 to 19: the stored checkpoint of"},
		"the last events are cut off":                              {do: []string{cut}, want: "(seq 27): it is gone"},
		"the last events are cut off with their seals":             {do: []string{cut, cutSeals}, want: "the one of seq 27: it is gone: the chain ends after 27 events, and the stored checkpoint of"},
		"the last events are cut off and the checkpoint over them": {do: []string{cut, cutSeals, `DELETE FROM checkpoint WHERE size > 20`}, rechain: true, outside: true, want: "the one of seq 27: it is gone: the chain ends after 27 events, and the mail of 30 was signed over 30, so the last 3 were cut off"},
		"all is rewritten":                                         {do: []string{rewrite}, rechain: true, want: "one of seq 0 to 9: the stored checkpoint of"},
		"all is rewritten and no checkpoint left":                  {do: []string{rewrite, noneInside}, rechain: true, outside: true, want: "one of seq 0 to 19: the mail of 20"},
		"all is rewritten and signed with a replaced key":          {do: []string{rewrite}, rechain: true, resign: true, outside: true, want: "one of seq 0 to 19: the mail of 20"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.owner(c.do...)
			if c.rechain {
				w.rechain()
			}
			if c.resign {
				w.resign()
			}
			_, _, found := w.verify(c.outside)
			if found.Count == 0 || !strings.Contains(found.Kept[0].String(), c.want) {
				t.Errorf("the first of %d findings is %v, want %q", found.Count, found.Kept, c.want)
			}
		})
	}
}

func TestWhatDoesNotAgreeWithTheTrailIsFound(t *testing.T) {
	const second = `grant_id = (SELECT subject_id::uuid FROM event WHERE action = 'grant.confirmed' AND NOT refused ORDER BY id DESC LIMIT 1)`
	for name, c := range map[string]struct{ do, want string }{
		"a checkpoint is forged":                {`INSERT INTO checkpoint (size, root, note) SELECT 25, leaf, 'portico' FROM seal WHERE seq = 3`, "(25 events) is not one of ours"},
		"the row of a checkpoint is changed":    {`UPDATE checkpoint SET size = 21 WHERE size = 20`, "its row says 21 events, what was signed says 20"},
		"a node of the tree is changed":         {`UPDATE seal_node SET hash = sha256('x') WHERE idx = 2`, "one of seq 0 to 1: the stored tree is not"},
		"a line of the ledger is changed":       {`UPDATE permission_grant SET held_from = held_from - interval '9 days' WHERE version = 2 AND ` + second, "the ledger does not agree with it: of version 2 of grant"},
		"who holds it is changed":               {`UPDATE permission_grant SET member_id = (SELECT id FROM member WHERE name LIKE 'Helen%') WHERE version = 1 AND ` + second, "the event says member"},
		"when it was recorded is changed":       {`UPDATE permission_grant SET recorded_at = recorded_at - interval '9 days' WHERE version = 1 AND ` + second, "the event says recorded_at"},
		"who recorded it is changed":            {`UPDATE permission_grant SET recorded_by = NULL WHERE version = 1 AND ` + second, "the event says recorded by"},
		"a line has no event":                   {`SET session_replication_role = origin; INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, held_until, grade) SELECT gen_random_uuid(), gen_random_uuid(), 1, member_id, 'staging', 'self-assigned', '2020-01-01', '2020-01-02', 'confirmed' FROM permission_grant LIMIT 1`, "and no event says that it was written"},
		"a line is gone":                        {`DELETE FROM permission_grant WHERE version = 3 AND ` + second, "and the ledger has no such line"},
		"a line is no longer what is known":     {`UPDATE permission_grant SET superseded_at = now() WHERE version = 3 AND ` + second, "and the ledger has no version after it"},
		"a line is known again":                 {`UPDATE permission_grant SET superseded_at = superseded_at + interval '1 day' WHERE version = 1 AND ` + second, "is not superseded when version 2 was recorded"},
		"the words of a reason are changed":     {`UPDATE event_reason SET words = 'something else' WHERE words = 'changed team'`, "(seq 10): the words of its reason were changed"},
		"the words of a reason are taken away":  {`DELETE FROM event_reason WHERE words = 'changed team'`, "(seq 10): the words of its reason are gone"},
		"an event gets words that it never had": {`INSERT INTO event_reason (event_id, salt, words) SELECT event_id, sha256('x')::bytea, 'x' FROM seal WHERE seq = 3`, "(seq 3): words of a reason stand beside it"},
		"the hash of a reason is changed":       {`UPDATE event SET reason_hash = sha256('x') WHERE id = (SELECT event_id FROM seal WHERE seq = 10)`, "(seq 10): its hash of the reason was changed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			if strings.Contains(c.do, "sha256('x')::bytea") {
				w.owner(`ALTER TABLE event_reason DROP CONSTRAINT event_reason_salt_check`)
			}
			w.owner(c.do)
			_, _, found := w.verify(true)
			all := ""
			for _, f := range found.Kept {
				all += f.String() + "\n"
			}
			if !strings.Contains(all, c.want) {
				t.Errorf("%d findings:\n%swant %q", found.Count, all, c.want)
			}
		})
	}
}

func TestWordsThatWereErasedAreNoFinding(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.owner(`UPDATE event_reason SET words = NULL, erased_at = now() WHERE words = 'changed team'`)
	if _, _, found := w.verify(true); found.Count != 0 {
		t.Errorf("found %v", found.Kept)
	}
}

func TestAnEmptyTrailHoldsAndCheckpointsNeedAKey(t *testing.T) {
	t.Parallel()
	log := testdb.NewLog(t)
	address := log.DB().Pool().Config().ConnString()
	verify := func(v audit.Verification) (*audit.Verified, error) {
		var out *audit.Verified
		err := postgres.Inspect(t.Context(), address, func(tx pgx.Tx) error {
			var err error
			out, err = audit.Verify(t.Context(), tx, v)
			return err
		})
		return out, err
	}
	if out, err := verify(audit.Verification{}); err != nil || out.Events != 0 || out.Findings.Count != 0 {
		t.Errorf("an empty trail: %+v, %v", out, err)
	}
	write(t, signed(t, log), 3)
	if out, err := verify(audit.Verification{}); err != nil || out.Unsealed != 3 || out.Findings.Count != 0 {
		t.Errorf("nothing sealed yet: %+v, %v", out, err)
	}
	sealAll(t, log, 3)
	if _, err := log.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := verify(audit.Verification{}); err != audit.ErrNoKey { //nolint:errorlint // it is this very error
		t.Errorf("without a key: %v", err)
	}
}

func TestABreakOfContinuityIsFoundUnlessItIsKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	// A dump of before the last three events was restored, and the trail went on.
	w.owner(`DELETE FROM event WHERE id IN (SELECT event_id FROM seal WHERE seq >= 27)`, `DELETE FROM seal WHERE seq >= 27`,
		`DELETE FROM checkpoint WHERE size > 20`)
	w.rechain()
	lost := w.outside[1]
	if err := w.log.Change(t.Context(), access.SystemActor(), audit.ContinuityBroken, func(*audit.Tx) (audit.Entry, error) {
		return audit.Entry{
			Subject: audit.Subject{Kind: "trail", ID: "trail"}, Before: audit.Head{Size: lost.Size, Root: "x"}, After: audit.Head{Size: 27, Root: "y"},
		}, nil
	}); err != nil {
		t.Fatal(err)
	}
	write(t, w.log, 5)
	sealAll(t, w.log, 33)
	_, _, found := w.verify(true)
	if found.Count != 2 || !strings.Contains(found.Kept[0].String(), "it records a break of continuity: on") {
		t.Errorf("unknown to whoever asks: %v", found.Kept)
	}
	var out *audit.Verified
	err := postgres.Inspect(t.Context(), w.address, func(tx pgx.Tx) error {
		var err error
		out, err = audit.Verify(t.Context(), tx, audit.Verification{Keys: []string{w.key}, Outside: w.outside, BreaksKnown: true})
		return err
	})
	if err != nil || out.Findings.Count != 0 || len(out.Breaks) != 1 || out.Excused != 1 || out.Outside != 1 {
		t.Errorf("known: %+v, %v", out, err)
	}
	if !strings.Contains(out.Breaks[0], "it went on without the last 3") {
		t.Errorf("it says %q", out.Breaks[0])
	}
	w.owner(`UPDATE event SET action = 'x' WHERE id = (SELECT event_id FROM seal WHERE seq = 3)`)
	if _, _, found := w.verify(true); !strings.Contains(found.Kept[0].String(), "(seq 3): its action was changed") {
		t.Errorf("a change beside a break: %v", found.Kept)
	}
}

func TestFindingsKeepTheFirstOfManyInTheOrderOfTheChain(t *testing.T) {
	var f seal.Findings
	for seq := int64(500); seq > 0; seq-- {
		f.Add(seal.Finding{Seq: seq, Event: seq + 1, What: "bad"})
	}
	f.Add(seal.Nowhere("nobody knows where"), seal.Finding{Seq: -1, Event: 9, What: "not sealed"})
	if f.Count != 502 || len(f.Kept) != 50 || f.Kept[0].Seq != 1 || f.Kept[49].Seq != 50 {
		t.Errorf("%d kept of %d, from %v", len(f.Kept), f.Count, f.Kept[0])
	}
}

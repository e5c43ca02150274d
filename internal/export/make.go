package export

import (
	"context"
	"net/url"
	"time"

	"github.com/google/uuid"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// countWithin is how long counting the events of a filter may take; an export can do without.
const countWithin = 5 * time.Second

// Make settles what an export holds, seals the trail so far and writes down that the export was made. The rows are those that
// the actor may see. A form that was sent twice makes one. Kinds: Invalid for a question that makes no sense,
// Unauthenticated, Unavailable.
func (s *Service) Make(ctx context.Context, actor access.Actor, o Order) (Export, error) {
	if err := actor.Check(access.LedgerExport, access.Scope{}); err != nil {
		return Export{}, err
	}
	// Before the transaction: sealing and counting take connections of their own.
	e, err := s.settle(ctx, actor, o)
	if err != nil {
		return Export{}, err
	}
	e.ID = newID(actor)
	err = s.log.Change(ctx, actor, audit.ExportMade, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: e.subject(), MemberID: actor.ID}
		entry.After, entry.Reason = e.state()
		return entry, insert(ctx, tx, e)
	})
	if err != nil {
		return Export{}, err
	}
	return s.Show(ctx, actor, e.ID)
}

func (e Export) subject() audit.Subject { return audit.Subject{Kind: "export", ID: e.ID} }

// newID is the same for the same form, so that the second sending finds what the first one made.
func newID(a access.Actor) string {
	if a.Submission == "" {
		return postgres.NewID()
	}
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("portico:export:"+a.ID+":"+a.Submission)).String()
}

// settle fixes the moments of an order and counts its rows.
func (s *Service) settle(ctx context.Context, actor access.Actor, o Order) (Export, error) {
	e := Export{What: o.What, Format: o.Format, MadeBy: actor.ID, MadeAt: s.now().UTC().Truncate(time.Microsecond), order: o}
	if err := o.check(); err != nil {
		return e, err
	}
	head, err := s.log.Head(ctx)
	if err != nil {
		return e, err
	}
	e.Head = Head{Size: head.Size, Root: head.Root, Note: head.Note}
	if o.What == Ledger {
		err = s.settleLedger(ctx, actor, &e)
	} else {
		err = s.settleTrail(ctx, actor, &e)
	}
	e.Query = e.order.query()
	return e, err
}

func (s *Service) settleLedger(ctx context.Context, actor access.Actor, e *Export) error {
	ask := e.order.Ledger
	ask.Limit, ask.After = 1, ""
	answer, err := s.permissions.Holders(ctx, actor, ask)
	if err != nil {
		return err
	}
	e.order.Ledger = answer.Question
	e.order.Ledger.After = ""
	e.AsOf, e.KnownAt = answer.Question.AsOf, answer.Question.KnownAt
	e.Rows = int64(answer.Shown)
	if !answer.Ready {
		// Of a very long answer nobody counted the rows yet.
		e.Rows = -1
	}
	return nil
}

func (s *Service) settleTrail(ctx context.Context, actor access.Actor, e *Export) error {
	if err := s.log.Check(actor, e.order.Trail); err != nil {
		return err
	}
	if e.order.whole(actor) {
		e.Rows = e.Head.Size
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, countWithin)
	defer cancel()
	n, err := s.log.CountSealed(ctx, actor, e.order.Trail, e.Head.Size)
	if apperr.Is(err, apperr.Unavailable) {
		n, err = -1, nil
	}
	e.Rows = n
	return err
}

// state is what the event keeps. Words that were searched for may name a person, so they stand beside it.
func (e Export) state() (after map[string]any, words string) {
	query, _ := url.ParseQuery(e.Query)
	words = query.Get("q")
	query.Del("q")
	after = map[string]any{"what": e.What, "format": e.Format, "query": query.Encode(), "rows": e.Rows, "checkpoint": e.Head.Size}
	if words != "" {
		after["searched"] = true
	}
	return after, words
}

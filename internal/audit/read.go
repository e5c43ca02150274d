package audit

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
)

// Line is one event as a person reads it, with the names of whom and what it is about as they are today.
type Line struct {
	ID          int64
	At          time.Time
	ActorKind   string
	ActorID     string
	ActorName   string
	Action      Action
	SubjectKind string
	SubjectID   string
	MemberID    string
	MemberName  string
	TeamID      string
	TeamName    string
	TeamSlug    string
	// Before and After are the bytes that were written: JSON, or empty.
	Before string
	After  string
	Grade  string
	Reason string
	// ErasedAt is when the words of the reason were erased; nil for words that stand and for an event without.
	ErasedAt  *time.Time
	RequestID string
	Refused   bool
	// Sealed says that the event stands in the chain: a second after it was written, as a rule. The fields below are empty until
	// then; Seq is -1.
	Sealed   bool
	Seq      int64
	SealedAt *time.Time
	// Leaf is the hash of the event's canonical text, Link the head of the chain after it and LinkBefore the one before, empty
	// for the first event. In hexadecimal.
	Leaf, Link, LinkBefore string

	names map[string]string
}

// Page is a stretch of the trail, the newest event first. Older and Newer are the cursors of the stretches beside it, empty
// where there is none.
type Page struct {
	Lines []Line
	Older string
	Newer string
	// Bounds say where a search by words did not look.
	Bounds Bounds
}

// pageSize is how many events a page of the trail shows.
const pageSize = 50

// List reads a page of what the actor may see of the trail. cursor is one that a Page gave, or empty for the newest. Kinds:
// Invalid for a filter or cursor that is not one, Unauthenticated, Unavailable.
func (l *Log) List(ctx context.Context, actor access.Actor, f Filter, cursor string) (Page, error) {
	var page Page
	from, newer, err := parseCursor(cursor)
	if err != nil {
		return page, err
	}
	if err := actor.Check(access.LedgerRead, access.Scope{}); err != nil {
		return page, err
	}
	where, err := f.where(actor)
	if err != nil {
		return page, err
	}
	err = l.db.Read(ctx, func(tx pgx.Tx) error {
		lines, err := lines(ctx, tx, where.beyond(from, newer), newer, pageSize+1)
		if err != nil {
			return err
		}
		page = cut(lines, from, newer)
		if page.Bounds, err = f.bounds(ctx, tx, actor); err != nil {
			return err
		}
		return nameAll(ctx, tx, page.Lines)
	})
	return page, err
}

// cut takes the one line too many off a page: it only says that there is more.
func cut(lines []Line, from int64, newer bool) Page {
	more := len(lines) > pageSize
	if more {
		lines = lines[:pageSize]
	}
	if newer {
		slices.Reverse(lines)
	}
	page := Page{Lines: lines}
	if len(lines) == 0 {
		return page
	}
	if more || newer {
		page.Older = strconv.FormatInt(lines[len(lines)-1].ID, 10)
	}
	if (newer && more) || (!newer && from > 0) {
		page.Newer = newerPrefix + strconv.FormatInt(lines[0].ID, 10)
	}
	return page
}

// Each calls yield for every event that the filter leaves, the newest first, and stops at its first error. It reads in
// stretches, so that a slow reader holds no transaction open. Kinds: as List, and what yield returns.
func (l *Log) Each(ctx context.Context, actor access.Actor, f Filter, yield func(Line) error) error {
	if err := actor.Check(access.LedgerExport, access.Scope{}); err != nil {
		return err
	}
	where, err := f.where(actor)
	if err != nil {
		return err
	}
	for from := int64(0); ; {
		var batch []Line
		err := l.db.Read(ctx, func(tx pgx.Tx) error {
			var err error
			if batch, err = lines(ctx, tx, where.beyond(from, false), false, 500); err != nil {
				return err
			}
			return nameAll(ctx, tx, batch)
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, line := range batch {
			if err := yield(line); err != nil {
				return err
			}
		}
		from = batch[len(batch)-1].ID
	}
}

// Event reads one event by its number. Kinds: NotFound for one that does not exist or that the actor may not see.
func (l *Log) Event(ctx context.Context, actor access.Actor, id string) (Line, error) {
	number, newer, err := parseCursor(id)
	if err != nil || newer || number == 0 {
		return Line{}, apperr.Missing()
	}
	if err := actor.Check(access.LedgerRead, access.Scope{}); err != nil {
		return Line{}, err
	}
	var found []Line
	err = l.db.Read(ctx, func(tx pgx.Tx) error {
		where := scoped(actor)
		where.narrow = true
		where.and("e.id = ?", number)
		if found, err = lines(ctx, tx, where, false, 1); err != nil {
			return err
		}
		return nameAll(ctx, tx, found)
	})
	if err == nil && len(found) == 0 {
		err = apperr.Missing()
	}
	if err != nil {
		return Line{}, err
	}
	return found[0], nil
}

const newerPrefix = "newer-"

var cursorForm = regexp.MustCompile(`^(newer-)?[1-9][0-9]{0,17}$`)

// parseCursor reads the number of an event, and whether what is newer than it is wanted. Kind: Invalid.
func parseCursor(cursor string) (from int64, newer bool, err error) {
	if cursor == "" {
		return 0, false, nil
	}
	if !cursorForm.MatchString(cursor) {
		return 0, false, apperr.New(apperr.Invalid, "This is not a page of the trail.")
	}
	digits, newer := strings.CutPrefix(cursor, newerPrefix)
	from, err = strconv.ParseInt(digits, 10, 64)
	return from, newer, err
}

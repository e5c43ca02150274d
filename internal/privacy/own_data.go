package privacy

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// Section is one table of what is held about a person.
type Section struct {
	Table string
	Title string
	// Rows is how many there are.
	Rows int
}

// Own takes what is held about a person: Begin is called for each table before its rows, Row with each row as a JSON object;
// of events the newest first. An error of either ends the reading.
type Own struct {
	Begin func(Section) error
	Row   func(json.RawMessage) error
	// Most is how many rows of a table are read; 0 is all.
	Most int
}

// OwnData reads everything that is held about the actor, across all tables, in one snapshot: also what others recorded about
// them, and events by them and about them. Other people stand there by their ids, their words about others stay out, and so
// does what lets people in. Kinds: Unauthenticated, Unavailable, and what the functions return.
func (s *Service) OwnData(ctx context.Context, actor access.Actor, own Own) error {
	if err := actor.Check(access.SignedIn, access.Scope{MemberID: actor.ID}); err != nil {
		return err
	}
	return s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		for _, h := range HeldAbout() {
			section := Section{Table: h.Table, Title: h.Title}
			rows, err := countOwn(ctx, tx, h, actor.ID)
			if err != nil {
				return err
			}
			section.Rows = rows
			if err := own.Begin(section); err != nil {
				return err
			}
			if rows == 0 {
				continue
			}
			if err := eachOwn(ctx, tx, h, actor.ID, own.Most, own.Row); err != nil {
				return err
			}
		}
		return nil
	})
}

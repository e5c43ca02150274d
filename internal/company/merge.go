package company

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// MaxReason is how many characters of a reason are kept.
const MaxReason = 2000

// Named is a company by its id and name.
type Named struct{ ID, Name string }

// Merge is one entry that was found to be the same company as another, while that stands.
type Merge struct {
	ID         string
	From, Into Named
	Reason     string
	// By is who merged them, by name.
	By string
	At time.Time
	// Domains, Roles, Grants and Apps are what came from From.
	Domains             []string
	Roles, Grants, Apps int
}

// Merging is a merge under way, in one change: both entries are held, and Keep remembers what else was moved.
type Merging struct {
	ID         string
	From, Into Company
	at         time.Time
	from, into state
	done       []item
}

// MayClose says whether the actor may merge or end a company with these people: an admin of Portico, or a lead of one of
// them. Kinds: NotFound, Forbidden.
func (c state) mayClose(actor access.Actor) error {
	return actor.Check(access.CompanyClose, scopeOf(actor, c.held, c.CreatedBy))
}

// BeginMerge finds and holds two entries of one environment and checks that the actor may merge the first into the second.
// Kinds: NotFound, Forbidden, Invalid beside into, Conflict when one of them no longer takes part.
func BeginMerge(ctx context.Context, tx *audit.Tx, fromID, intoID string, at time.Time) (*Merging, error) {
	from, into, invalid := lockedPair(ctx, tx, fromID, intoID)
	m := &Merging{ID: postgres.NewID(), From: from.Company, Into: into.Company, at: at, from: from, into: into}
	if invalid == nil {
		return m, mayMerge(tx.Actor(), from, into)
	}
	if from.ID != "" {
		// Whoever may not is told so before what they sent is read.
		if err := from.mayClose(tx.Actor()); err != nil {
			return m, err
		}
	}
	return m, invalid
}

func mayMerge(actor access.Actor, from, into state) error {
	for _, c := range []state{from, into} {
		if err := c.mayClose(actor); err != nil {
			return err
		}
	}
	switch {
	case from.Closed():
		return closedSentence(from.Company)
	case into.Closed():
		return closedSentence(into.Company)
	case from.ID == into.ID:
		return apperr.Field("into", "Choose another entry: this one is itself.")
	case from.Environment != into.Environment:
		return apperr.Field("into", "Staging and production are separate systems. Choose an entry in "+from.Environment+".")
	}
	return nil
}

// lockedPair holds two companies, always in the same order, so that two merges cannot wait for each other.
func lockedPair(ctx context.Context, tx *audit.Tx, fromID, intoID string) (from, into state, err error) {
	if !postgres.IsID(fromID) {
		return from, into, apperr.Missing()
	}
	if !postgres.IsID(intoID) {
		if from, err = locked(ctx, tx, fromID); err == nil {
			err = apperr.Field("into", "Choose the entry that stays.")
		}
		return from, into, err
	}
	ids := []string{strings.ToLower(fromID), strings.ToLower(intoID)}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		c, lost := locked(ctx, tx, id)
		if apperr.Is(lost, apperr.NotFound) && id != strings.ToLower(fromID) {
			err = apperr.Field("into", "This company is not known here. Choose one of the list.")
			continue
		}
		if lost != nil {
			return from, into, lost
		}
		if id == strings.ToLower(fromID) {
			from = c
		}
		if id == strings.ToLower(intoID) {
			into = c
		}
	}
	return from, into, err
}

// Keep remembers one more thing that the merge did: a grant (with the version that it wrote) or an app.
func (m *Merging) Keep(kind, id, how string, version int) {
	m.done = append(m.done, item{kind, id, how, version})
}

// mergeEvent is what the trail keeps of a merge: what went where, by id.
type mergeEvent struct {
	Into       string   `json:"into"`
	Domains    []string `json:"domains,omitempty"`
	Exclusions []string `json:"exclusions,omitempty"`
	Roles      []string `json:"roles,omitempty"`
	Asks       []string `json:"asks,omitempty"`
	Refusals   []string `json:"refusals,omitempty"`
	Grants     []string `json:"grants,omitempty"`
	Apps       []string `json:"apps,omitempty"`
}

// Finish closes the entry that went, keeps what was moved and describes the event company.merged. The reason has been
// checked.
func (m *Merging) Finish(ctx context.Context, tx *audit.Tx, reason string) (audit.Entry, error) {
	entry := audit.Entry{Subject: subject(m.From.ID), After: m.event(), Reason: reason}
	merge := Merge{ID: m.ID, From: Named{ID: m.From.ID}, Into: Named{ID: m.Into.ID}, Reason: reason, At: m.at}
	if err := insertMerge(ctx, tx, merge, tx.Actor().ID); err != nil {
		return entry, err
	}
	for _, i := range m.done {
		if err := insertItem(ctx, tx, m.ID, i); err != nil {
			return entry, err
		}
	}
	return entry, closeCompany(ctx, tx, m.From.ID, m.at, m.Into.ID, time.Time{})
}

func (m *Merging) event() mergeEvent { return eventOfItems(m.Into.ID, m.done) }

func eventOfItems(into string, items []item) mergeEvent {
	e := mergeEvent{Into: into}
	for _, i := range items {
		list := map[string]*[]string{
			"domain": &e.Domains, "exclusion": &e.Exclusions, "role": &e.Roles, "ask": &e.Asks, "refusal": &e.Refusals, "grant": &e.Grants, "app": &e.Apps,
		}[i.kind]
		*list = append(*list, i.id)
	}
	return e
}

// CheckReason reads a reason that must be given. Kind: Invalid, beside reason.
func CheckReason(problems *apperr.Fields, reason string) {
	switch {
	case strings.TrimSpace(reason) == "":
		problems.Add("reason", "Say why, in a few words.")
	case utf8.RuneCountInString(reason) > MaxReason:
		problems.Add("reason", "Say it in at most 2000 characters.")
	}
}

// MergePreview is what a merge would move, and what speaks against it.
type MergePreview struct {
	From, Into Company
	Domains    []string
	// Roles are those that would move; Doubled are people with a role that both entries know.
	Roles   []Held
	Doubled []Held
	Asks    int
	// Known says whom of all these the actor may see by name.
	Known Known
	// WhyNot is why the actor cannot merge these two, in words; empty when they can.
	WhyNot string
}

// PreviewMerge is what the actor would move by merging one entry into another. Kinds: NotFound, Forbidden.
func PreviewMerge(ctx context.Context, tx pgx.Tx, actor access.Actor, fromID, intoID string) (MergePreview, error) {
	from, err := stateOf(ctx, tx, fromID)
	if err != nil {
		return MergePreview{}, err
	}
	p := MergePreview{From: from.Company}
	if err := from.mayClose(actor); err != nil || intoID == "" {
		return p, err
	}
	into, err := stateOf(ctx, tx, intoID)
	if apperr.Is(err, apperr.NotFound) {
		p.WhyNot = "This company is not known here. Choose one of the list."
		return p, nil
	}
	if err != nil {
		return p, err
	}
	p.Into, p.Domains = into.Company, from.Domains
	if err := mayMerge(actor, from, into); err != nil {
		p.WhyNot = sentenceOf(err, "into")
		return p, nil
	}
	for _, h := range from.held {
		if _, both := find(into.held, h.Member.ID, h.Role); both {
			p.Doubled = append(p.Doubled, h)
		} else {
			p.Roles = append(p.Roles, h)
		}
	}
	asks, err := asksOpen(ctx, tx, from.ID)
	if err != nil {
		return p, err
	}
	p.Asks = len(asks)
	p.Known, err = knownTo(ctx, tx, actor, from)
	return p, err
}

// stateOf reads a company with its roles without holding it. Kind: NotFound.
func stateOf(ctx context.Context, tx pgx.Tx, id string) (state, error) {
	if !postgres.IsID(id) {
		return state{}, apperr.Missing()
	}
	c, err := byID(ctx, tx, id)
	if err != nil {
		return state{}, err
	}
	held, err := rolesHeld(ctx, tx, id)
	return state{c, held}, err
}

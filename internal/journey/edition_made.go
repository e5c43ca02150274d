package journey

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"sort"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
)

// EditionState says how a revision that was made here stands.
type EditionState string

// The states. A draft is changed in place; a published revision never is; a retired one is walked by those who are under way
// and begun by nobody; a dropped draft is history.
const (
	Draft     EditionState = "draft"
	Published EditionState = "published"
	Retired   EditionState = "retired"
	Dropped   EditionState = "dropped"
)

// Made is one revision of an edition, with what is known of its making. Revision 0 is one that the program carries.
type Made struct {
	Key      string
	Revision int
	Title    string
	Number   int
	Source   string
	SHA256   string
	Is       EditionState
	// Version counts the changes of a draft, so that two people do not overwrite each other.
	Version     int
	CopiedFrom  string
	MadeBy      Person
	MadeAt      time.Time
	ChangedBy   string
	ChangedAt   time.Time
	PublishedBy string
	PublishedAt time.Time
	RetiredBy   string
	RetiredAt   time.Time
	// Walkers are how many people walk it; Default that new journeys begin with it.
	Walkers int
	Default bool
	// MayEdit says that the reader may change, publish and retire it.
	MayEdit bool
}

// Ref names the revision.
func (m Made) Ref() string { return RefOf(m.Key, m.Revision) }

// Choice is an admin's choice of the edition for new journeys; the zero Choice means that nobody chose.
type Choice struct {
	Key string
	By  string
	At  time.Time
}

func hashOf(source string) string {
	sum := sha256.Sum256([]byte(source))
	return hex.EncodeToString(sum[:])
}

// shippedSource is the text of an edition that the program carries.
func shippedSource(key string) (string, bool) {
	text, err := fs.ReadFile(embedded, "editions/"+key+".yaml")
	return string(text), err == nil
}

// Catalogue lists every edition that the actor may know: those of the program and what is published, the retired ones that
// somebody walks, and, for who may change editions, drafts and the rest. Kind: Unauthenticated.
func (s *Service) Catalogue(ctx context.Context, actor access.Actor) ([]Made, Choice, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return nil, Choice{}, err
	}
	var out []Made
	var chosen Choice
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		all, err := madeEditions(ctx, tx)
		if err != nil {
			return err
		}
		counts, err := countWalkers(ctx, tx)
		if err != nil {
			return err
		}
		var begins string
		if begins, chosen, err = defaultEdition(ctx, tx); err != nil {
			return err
		}
		writes := actor.May(access.EditionWrite, access.Scope{})
		for _, m := range append(s.shipped(), all...) {
			m.Walkers, m.Default = counts[m.Ref()], m.Ref() == begins
			m.MayEdit = mayEdit(actor, m.Revision, m.MadeBy.ID)
			if m.Is == Published || writes || m.Is == Retired && m.Walkers > 0 {
				out = append(out, m)
			}
		}
		return nil
	})
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := out[i], out[j]; a.Number != b.Number {
			return a.Number < b.Number
		}
		return out[i].Key < out[j].Key || out[i].Key == out[j].Key && out[i].Revision > out[j].Revision
	})
	return out, chosen, err
}

// shipped are the editions of the program as lines of the catalogue.
func (s *Service) shipped() []Made {
	var out []Made
	for _, e := range s.library.shipped {
		source, _ := shippedSource(e.Key)
		out = append(out, Made{Key: e.Key, Title: e.Title, Number: e.Number, Is: Published, Source: source, SHA256: hashOf(source)})
	}
	return out
}

// mayEdit says who may change what was made here: whoever made it, while they may make editions at all, or an admin.
func mayEdit(actor access.Actor, revision int, makerID string) bool {
	return revision > 0 && actor.May(access.EditionWrite, access.Scope{}) && (actor.Admin || makerID != "" && makerID == actor.ID)
}

// ReadEdition reads one revision with its text. The Edition is whole unless there are problems, which only a draft has. Kinds:
// NotFound, also for a draft that the actor may not see; Unauthenticated.
func (s *Service) ReadEdition(ctx context.Context, actor access.Actor, ref string) (Edition, Made, []Problem, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return Edition{}, Made{}, nil, err
	}
	key, revision, ok := SplitRef(ref)
	if !ok {
		return Edition{}, Made{}, nil, apperr.Missing()
	}
	var m Made
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		counts, err := countWalkers(ctx, tx)
		if err != nil {
			return err
		}
		begins, _, err := defaultEdition(ctx, tx)
		if err != nil {
			return err
		}
		if m, err = s.find(ctx, tx, actor, key, revision); err != nil {
			return err
		}
		m.Walkers, m.Default = counts[m.Ref()], m.Ref() == begins
		return nil
	})
	if err != nil {
		return Edition{}, Made{}, nil, err
	}
	e, problems := ParseEdition(m.Source)
	e.Revision, e.PublishedAt = m.Revision, m.PublishedAt
	return e.WithHosts(s.library.hosts), m, problems, nil
}

// find reads a revision that the actor may see. A key alone is an edition of the program, or the newest revision of one made here.
func (s *Service) find(ctx context.Context, tx pgx.Tx, actor access.Actor, key string, revision int) (Made, error) {
	if revision == 0 {
		for _, m := range s.shipped() {
			if m.Key == key {
				return m, nil
			}
		}
		known, err := latest(ctx, tx, key)
		if err != nil {
			return Made{}, err
		}
		if revision = known.published; revision == 0 {
			revision = known.newest
		}
	}
	m, err := madeEdition(ctx, tx, key, revision)
	if err != nil {
		return Made{}, err
	}
	if (m.Is == Draft || m.Is == Dropped) && !actor.May(access.EditionWrite, access.Scope{}) {
		return Made{}, apperr.Missing()
	}
	known, err := latest(ctx, tx, key)
	m.MayEdit = mayEdit(actor, m.Revision, known.maker)
	return m, err
}

// DraftOf is the ref of the draft of a key; ok is false when there is none. Kind: Unavailable.
func (s *Service) DraftOf(ctx context.Context, actor access.Actor, key string) (ref string, ok bool, err error) {
	all, _, err := s.Catalogue(ctx, actor)
	for _, m := range all {
		if m.Key == key && m.Is == Draft {
			return m.Ref(), true, err
		}
	}
	return "", false, err
}

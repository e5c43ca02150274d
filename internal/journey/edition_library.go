package journey

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// library holds the editions that this process has read. A published revision is never changed again, so one that was read
// once is good for ever, and a new one is found under its own ref: no process has to hear of another's publishing.
type library struct {
	shipped Editions
	hosts   map[string]string
	mu      sync.RWMutex
	made    map[string]Edition
	// looked is when the editions in use were last read for the title of a step that nobody knew.
	looked time.Time
}

// known is the edition of a ref, as far as it needs no database.
func (l *library) known(ref string) (Edition, bool) {
	if e, ok := l.shipped.Get(ref); ok {
		return e, true
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	e, ok := l.made[ref]
	return e, ok
}

func (l *library) keep(e Edition) Edition {
	e = e.WithHosts(l.hosts)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.made == nil {
		l.made = map[string]Edition{}
	}
	l.made[e.Ref()] = e
	return e
}

// readTime is how long a single edition may take to come from the database.
const readTime = 5 * time.Second

// ServeHosts puts other addresses in the place of the vendor's in every edition that is read from now on: see Edition.WithHosts.
// It is called once, before the service is used.
func (s *Service) ServeHosts(hosts map[string]string) { s.library.hosts = hosts }

// Editions are the editions that the program carries. Live has those that were made here too.
func (s *Service) Editions() Editions { return s.library.shipped }

// Edition is the edition with this ref: a key, or "key@revision" for one that was made here. The default one of the program
// stands in where nobody knows the ref any more.
func (s *Service) Edition(ref string) Edition {
	if e, ok := s.library.known(ref); ok {
		return e
	}
	var found Edition
	ok := false
	if _, revision, isRef := SplitRef(ref); isRef && revision > 0 {
		ctx, cancel := context.WithTimeout(context.Background(), readTime)
		defer cancel()
		_ = s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
			found, ok, err = s.made(ctx, tx, ref)
			return err
		})
	}
	if ok {
		return found
	}
	e, _ := s.library.shipped.Get(DefaultEdition)
	return e
}

// EditionIn is Edition inside of a transaction that is open already, for reads of whole teams.
func (s *Service) EditionIn(ctx context.Context, tx pgx.Tx, ref string) (Edition, error) {
	if e, ok := s.library.known(ref); ok {
		return e, nil
	}
	if _, revision, isRef := SplitRef(ref); isRef && revision > 0 {
		e, ok, err := s.made(ctx, tx, ref)
		if ok || err != nil {
			return e, err
		}
	}
	e, _ := s.library.shipped.Get(DefaultEdition)
	return e, nil
}

// made reads a published revision of an edition that was made here, and keeps it.
func (s *Service) made(ctx context.Context, tx pgx.Tx, ref string) (Edition, bool, error) {
	key, revision, _ := SplitRef(ref)
	source, published, ok, err := editionSource(ctx, tx, key, revision)
	if err != nil || !ok {
		return Edition{}, false, err
	}
	e, problems := ParseEdition(source)
	if len(problems) > 0 {
		// It was whole when it was published: the program has become stricter since.
		return Edition{}, false, nil
	}
	e.Revision, e.PublishedAt = revision, published
	if published.IsZero() {
		return e.WithHosts(s.library.hosts), true, nil
	}
	return s.library.keep(e), true, nil
}

// Live are the editions whose links matter: those that people walk, those that are published here, and the one that new
// journeys begin with. Each is there once, the oldest of the vendor's first. Kind: Unavailable.
func (s *Service) Live(ctx context.Context) (Editions, error) {
	var out Editions
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		refs, err := liveRefs(ctx, tx)
		if err != nil {
			return err
		}
		seen := map[string]bool{}
		for _, ref := range refs {
			e, err := s.EditionIn(ctx, tx, ref)
			if err != nil {
				return err
			}
			if !seen[e.Ref()] {
				seen[e.Ref()] = true
				out = append(out, e)
			}
		}
		return nil
	})
	return out, err
}

// Walked is the edition that a member walks, and for somebody who walks none the one that new journeys begin with.
func (s *Service) Walked(ctx context.Context, memberID string) Edition {
	var e Edition
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		ref, err := refOfMember(ctx, tx, memberID)
		if err == nil && ref == "" {
			ref, _, err = defaultEdition(ctx, tx)
		}
		if err != nil {
			return err
		}
		e, err = s.EditionIn(ctx, tx, ref)
		return err
	})
	if err != nil {
		return s.Edition("")
	}
	return e
}

// StepTitle is what a step is called in any edition, for a trail that names steps of all of them; the program's default goes
// first. It is empty for a key that no edition has.
func (s *Service) StepTitle(key string) string {
	if title, ok := s.library.title(key); ok || !s.library.mayLook(s.now()) {
		return title
	}
	ctx, cancel := context.WithTimeout(context.Background(), readTime)
	defer cancel()
	if _, err := s.Live(ctx); err != nil {
		return ""
	}
	title, _ := s.library.title(key)
	return title
}

// title looks among the editions that this process has read.
func (l *library) title(key string) (string, bool) {
	if e, ok := l.shipped.Get(DefaultEdition); ok {
		if step, ok := e.Step(key); ok {
			return step.Title, true
		}
	}
	for _, e := range l.shipped {
		if step, ok := e.Step(key); ok {
			return step.Title, true
		}
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	newest := Edition{}
	for _, e := range l.made {
		if step, ok := e.Step(key); ok && e.PublishedAt.After(newest.PublishedAt) {
			newest = Edition{Title: step.Title, PublishedAt: e.PublishedAt}
		}
	}
	return newest.Title, newest.Title != ""
}

// mayLook says whether the editions in use may be read once more: every few seconds, however many unknown keys are asked for.
func (l *library) mayLook(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.looked) < readTime {
		return false
	}
	l.looked = now
	return true
}

package journey

import (
	"context"
	"fmt"
	"strconv"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/secret"
)

// CopyEdition asks for a draft that begins as a copy of another edition.
type CopyEdition struct {
	// From is the ref of what is copied; Key and Title are the copy's own.
	From, Key, Title string
}

// CopyEdition makes the draft and gives its ref. Any lead or admin may; the copy is theirs. Kinds: Invalid, NotFound, Forbidden,
// Conflict for a key that is taken.
func (s *Service) CopyEdition(ctx context.Context, actor access.Actor, in CopyEdition) (ref string, err error) {
	err = s.log.Change(ctx, actor, audit.EditionCopied, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "edition", ID: in.From}}
		if err := actor.Check(access.EditionWrite, access.Scope{}); err != nil {
			return entry, err
		}
		if err := s.checkNewKey(ctx, tx, in.Key, in.Title); err != nil {
			return entry, err
		}
		key, revision, ok := SplitRef(in.From)
		if !ok {
			return entry, apperr.Missing()
		}
		from, err := s.find(ctx, tx, actor, key, revision)
		if err != nil {
			return entry, err
		}
		source, err := WithHead(from.Source, map[string]string{"key": in.Key, "title": in.Title})
		if err != nil {
			return entry, err
		}
		m := s.draft(in.Key, 1, source, actor)
		m.CopiedFrom = from.Ref()
		ref = m.Ref()
		entry.Subject.ID = ref
		entry.After = editionSays{Copied: m.CopiedFrom, SHA256: m.SHA256}
		return entry, insertEdition(ctx, tx, m)
	})
	return ref, err
}

// editionSays is what an event keeps of an edition: never its words.
type editionSays struct {
	Copied  string       `json:"copied_from,omitempty"`
	State   EditionState `json:"state,omitempty"`
	Version int          `json:"version,omitempty"`
	SHA256  string       `json:"sha256,omitempty"`
}

// draft is a row to be written; title and number come out of the text.
func (s *Service) draft(key string, revision int, source string, actor access.Actor) Made {
	e, _ := ParseEdition(source)
	m := Made{Key: key, Revision: revision, Source: source, SHA256: hashOf(source), Title: cut(e.Title, 300), Number: e.Number}
	m.MadeBy.ID = actor.ID
	if m.Number < 0 || m.Number > maxRevision {
		m.Number = 0
	}
	return m
}

// cut is the text as far as it fits into so many characters.
func cut(text string, limit int) string {
	if r := []rune(text); len(r) > limit {
		return string(r[:limit])
	}
	return text
}

// checkNewKey is nil for a key that an edition here may take. Kinds: Invalid, Conflict.
func (s *Service) checkNewKey(ctx context.Context, tx *audit.Tx, key, title string) error {
	var problems apperr.Fields
	if _, shipped := s.library.shipped.Get(key); shipped {
		problems.Add("key", "Portico ships an edition with this key. Choose another one.")
	} else if len(key) > maxKey || !keyShape.MatchString(key) {
		problems.Add("key", "Write the key in lower-case letters and digits joined by hyphens, such as acme-2026.")
	} else if known, err := latest(ctx, tx, key); err != nil {
		return err
	} else if known.newest > 0 {
		problems.Add("key", "This key is taken. Choose another one.")
	}
	if n := utf8.RuneCountInString(title); n == 0 || n > 120 {
		problems.Add("title", "Give it a title of at most 120 characters.")
	}
	return problems.Err()
}

// BeginRevision makes the draft of the next revision of an edition that is published or retired, and gives its ref. Kinds:
// NotFound, Forbidden, Conflict where there is a draft already.
func (s *Service) BeginRevision(ctx context.Context, actor access.Actor, key string) (ref string, err error) {
	err = s.log.Change(ctx, actor, audit.EditionCopied, func(tx *audit.Tx) (audit.Entry, error) {
		entry, err := s.ownEdition(ctx, tx, actor, key)
		if err != nil {
			return entry, err
		}
		known, err := latest(ctx, tx, key)
		if err != nil {
			return entry, err
		}
		from, err := madeEdition(ctx, tx, key, max(known.kept, 1))
		if err != nil {
			return entry, err
		}
		m := s.draft(key, known.newest+1, from.Source, actor)
		m.CopiedFrom, ref = from.Ref(), m.Ref()
		entry.Subject.ID = ref
		entry.After = editionSays{Copied: m.CopiedFrom, SHA256: m.SHA256}
		return entry, insertEdition(ctx, tx, m)
	})
	if apperr.Is(err, apperr.Conflict) {
		err = apperr.New(apperr.Conflict, "There is a draft of this edition already. Open it to go on.")
	}
	return ref, err
}

// ownEdition is how every task on an edition made here begins: the key is known and the actor may change it.
func (s *Service) ownEdition(ctx context.Context, tx *audit.Tx, actor access.Actor, key string) (audit.Entry, error) {
	entry := audit.Entry{Subject: audit.Subject{Kind: "edition", ID: key}}
	if len(key) > maxKey || !keyShape.MatchString(key) {
		return audit.Entry{}, apperr.Missing()
	}
	if err := actor.Check(access.EditionWrite, access.Scope{}); err != nil {
		return entry, err
	}
	if _, shipped := s.library.shipped.Get(key); shipped {
		return entry, apperr.Refused("This edition ships with Portico and is never changed. Copy it, and change the copy.")
	}
	known, err := latest(ctx, tx, key)
	if err != nil {
		return entry, err
	}
	if known.newest == 0 {
		return audit.Entry{}, apperr.Missing()
	}
	if !mayEdit(actor, known.newest, known.maker) {
		return entry, apperr.Refused("Whoever made this edition, or an admin, may change it. You can copy it.")
	}
	return entry, nil
}

// ChangeEdition is a new text for a draft.
type ChangeEdition struct {
	Key string
	// Version is the one that was read; another one means that somebody changed it meanwhile.
	Version int
	Source  string
}

// ChangeEdition puts a new text in the place of a draft's. A text that breaks the rules is kept too, so that work can go on
// later, as long as it can be read at all; publishing asks for a whole one. Kinds: Invalid, NotFound, Forbidden, Conflict.
func (s *Service) ChangeEdition(ctx context.Context, actor access.Actor, in ChangeEdition) error {
	return s.log.Change(ctx, actor, audit.EditionChanged, func(tx *audit.Tx) (audit.Entry, error) {
		entry, err := s.ownEdition(ctx, tx, actor, in.Key)
		if err != nil {
			return entry, err
		}
		if err := checkSource(in.Source, in.Key); err != nil {
			return entry, err
		}
		held, err := s.hold(ctx, tx, in.Key, in.Version)
		if err != nil {
			return entry, err
		}
		next := s.draft(in.Key, held.Revision, in.Source, actor)
		if next.Version = held.Version; next.SHA256 == held.SHA256 {
			return entry, audit.ErrNoChange
		}
		entry.Subject.ID = held.Ref()
		entry.Before = editionSays{Version: held.Version, SHA256: held.SHA256}
		entry.After = editionSays{Version: held.Version + 1, SHA256: next.SHA256}
		return entry, updateEdition(ctx, tx, next, actor.ID)
	})
}

// hold locks the draft of a key and compares what was read of it. Kinds: NotFound, Conflict.
func (s *Service) hold(ctx context.Context, tx *audit.Tx, key string, version int) (Made, error) {
	held, err := heldDraft(ctx, tx, key)
	if apperr.Is(err, apperr.NotFound) {
		return held, apperr.New(apperr.Conflict, "There is no draft of this edition any more: it was published or thrown away. Begin the next revision.")
	}
	if err == nil && held.Version != version {
		err = apperr.New(apperr.Conflict, "Somebody changed this draft after you opened it. What you typed is still here; open the draft beside it, and save again.")
	}
	return held, err
}

// checkSource is nil for a text that can be read as an edition with this key, whole or not. Kind: Invalid, about "source".
func checkSource(source, key string) error {
	if secret.In(source) {
		return apperr.Field("source", secret.Advice)
	}
	e, problems := ParseEdition(source)
	for _, p := range problems {
		if len(p.Path) == 0 {
			return apperr.Field("source", fmt.Sprintf("Line %d: %s.", p.Line, p.Say))
		}
	}
	if e.Key != key {
		return apperr.Field("source", "The key has to stay "+key+". To give it another one, copy the edition.")
	}
	return nil
}

// ImportEdition is a text that comes from outside.
type ImportEdition struct{ Source string }

// ImportEdition makes a draft of the text under the text's own key: the first of a new edition, or the next one of an edition
// that the actor may change. Only a text that is whole comes in. Kinds: Invalid about "source", Forbidden, Conflict.
func (s *Service) ImportEdition(ctx context.Context, actor access.Actor, in ImportEdition) (ref string, err error) {
	err = s.log.Change(ctx, actor, audit.EditionImported, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "edition", ID: "import"}}
		if err := actor.Check(access.EditionWrite, access.Scope{}); err != nil {
			return entry, err
		}
		e, problems := ParseEdition(in.Source)
		if len(problems) > 0 {
			p := problems[0]
			more := ""
			if n := len(problems) - 1; n > 0 {
				more = " And " + strconv.Itoa(n) + " more."
			}
			return entry, apperr.Field("source", fmt.Sprintf("Line %d: %s.%s", p.Line, p.Say, more))
		}
		if err := checkSource(in.Source, e.Key); err != nil {
			return entry, err
		}
		known, err := latest(ctx, tx, e.Key)
		if err != nil {
			return entry, err
		}
		if _, shipped := s.library.shipped.Get(e.Key); shipped {
			return entry, apperr.Field("source", "Portico ships an edition with the key "+e.Key+". Give this one another key.")
		}
		if known.newest > 0 {
			if entry, err = s.ownEdition(ctx, tx, actor, e.Key); err != nil {
				return entry, err
			}
		}
		m := s.draft(e.Key, known.newest+1, in.Source, actor)
		ref = m.Ref()
		entry.Subject.ID, entry.After = ref, editionSays{SHA256: m.SHA256}
		return entry, insertEdition(ctx, tx, m)
	})
	if apperr.Is(err, apperr.Conflict) {
		err = apperr.Field("source", "There is a draft of this edition already. Publish it or throw it away first.")
	}
	return ref, err
}

package journey

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// SDKFile is how the file of a download compares with what others downloaded for the same platform and version.
type SDKFile struct {
	// Same is how many others have the same file, Other how many have another one.
	Same, Other int
	// Odd says that more people have one other file than have this one: it is this one that should be looked at.
	Odd bool
	// Common is the SHA-256 of the file that most others have, and Most how many they are, for an odd one.
	Common string
	Most   int
}

// JudgeFile compares a file's SHA-256 with the ones that others have, each with how many people.
func JudgeFile(sum string, others map[string]int) SDKFile {
	f := SDKFile{Same: others[sum]}
	most := 0
	for other, people := range others {
		if other == sum {
			continue
		}
		f.Other += people
		if people > most || people == most && other < f.Common {
			most, f.Common = people, other
		}
	}
	if f.Odd, f.Most = most > f.Same+1, most; !f.Odd {
		f.Common, f.Most = "", 0
	}
	return f
}

// SDKFiles compares every download of a member that has a fingerprint, by the id of the download; where nobody else has the
// same platform and version it is left out. Kinds: NotFound, Forbidden for whom the actor may not read.
func (s *Service) SDKFiles(ctx context.Context, actor access.Actor, memberID string) (map[string]SDKFile, error) {
	all := map[string]SDKFile{}
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		w, err := s.situation(ctx, tx, memberID)
		if err != nil {
			return err
		}
		if err := actor.Check(access.JourneyRead, w.scope()); err != nil {
			return err
		}
		others, err := filesOfOthers(ctx, tx, memberID)
		if err != nil {
			return err
		}
		for i := range w.Facts.SDKs {
			d := &w.Facts.SDKs[i]
			if known := others[d.ID]; d.SHA256 != "" && len(known) > 0 {
				all[d.ID] = JudgeFile(d.SHA256, known)
			}
		}
		return nil
	})
	return all, err
}

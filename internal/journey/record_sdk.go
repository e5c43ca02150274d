package journey

import (
	"context"
	"regexp"
	"strings"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// RecordSDK is a download that a member tells of.
type RecordSDK struct {
	// Platform is javascript, android or ios.
	Platform string
	Version  string
	FileName string
	// SHA256 is the file's fingerprint in hex; may be empty. Co-workers compare it.
	SHA256 string
	// On is the day as 2026-06-16; empty means today.
	On string
}

// RecordSDK notes an SDK that the actor downloaded from the Developer Dashboard. Kinds: Invalid, Forbidden for someone who
// walks no journey, Conflict when it is recorded already or the step cannot start yet.
func (s *Service) RecordSDK(ctx context.Context, actor access.Actor, in RecordSDK) error {
	in.SHA256 = strings.ToLower(strings.Join(strings.Fields(in.SHA256), ""))
	var problems apperr.Fields
	on := readDay(&problems, "on", in.On, zoneOf(actor), s.now())
	in.check(&problems)
	return s.log.Change(ctx, actor, audit.SDKRecorded, func(tx *audit.Tx) (audit.Entry, error) {
		key := s.sdkKey()
		_, step, entry, err := s.own(ctx, tx, actor, key)
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return entry, err
		}
		if err := opened(step); err != nil {
			return entry, err
		}
		d := SDKDownload{ID: postgres.NewID(), Platform: in.Platform, Version: in.Version, FileName: in.FileName, SHA256: in.SHA256, OnDay: on}
		entry.Subject = audit.Subject{Kind: "sdk", ID: d.ID}
		entry.After, entry.Grade = stateOfSDK(d, key), string(SelfReported)
		return entry, addSDK(ctx, tx, actor.ID, d)
	})
}

var sha256Form = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (in RecordSDK) check(problems *apperr.Fields) {
	if platformName(in.Platform) == in.Platform {
		problems.Add("platform", "Choose JavaScript, Android or iOS.")
	}
	switch {
	case in.Version == "":
		problems.Add("version", "Write the version, as the file or its documentation says it.")
	case utf8.RuneCountInString(in.Version) > 60:
		problems.Add("version", "Say it in at most 60 characters.")
	}
	readWords(problems, "file_name", in.FileName, 300)
	if in.SHA256 != "" && !sha256Form.MatchString(in.SHA256) {
		problems.Add("sha256", "A SHA-256 has 64 characters, 0 to 9 and a to f. Leave it empty if you do not have it.")
	}
}

// sdkKey is the key of the step for the SDK.
func (s *Service) sdkKey() string {
	step, _ := s.Edition(DefaultEdition).StepBy(RuleSDK)
	return step.Key
}

// RemoveSDK takes back a download of the actor's own. Kinds: NotFound, also for one taken back already; Forbidden for
// somebody else's that the actor may see.
func (s *Service) RemoveSDK(ctx context.Context, actor access.Actor, id string) error {
	return s.log.Change(ctx, actor, audit.SDKRemoved, func(tx *audit.Tx) (audit.Entry, error) {
		if !postgres.IsID(id) {
			return audit.Entry{}, apperr.Missing()
		}
		d, memberID, err := sdkByID(ctx, tx, id)
		if err != nil {
			return audit.Entry{}, err
		}
		w, err := s.situation(ctx, tx, memberID)
		if err != nil {
			return audit.Entry{}, err
		}
		entry := w.entry(s.sdkKey())
		entry.Subject = audit.Subject{Kind: "sdk", ID: id}
		if err := actor.Check(access.JourneyWrite, w.scope()); err != nil {
			return entry, err
		}
		entry.Before = stateOfSDK(d, s.sdkKey())
		return entry, removeSDK(ctx, tx, id)
	})
}

// sdkState is what an event keeps of a download.
type sdkState struct {
	Step     string `json:"step"`
	Platform string `json:"platform"`
	Version  string `json:"version"`
	SHA256   string `json:"sha256,omitempty"`
}

func stateOfSDK(d SDKDownload, stepKey string) sdkState {
	return sdkState{Step: stepKey, Platform: d.Platform, Version: d.Version, SHA256: d.SHA256}
}

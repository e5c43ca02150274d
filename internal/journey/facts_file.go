package journey

import (
	"time"

	"portico/internal/setting"
)

// EvidenceFile is a file that shows something about a step. Its body is with package evidence.
type EvidenceFile struct {
	ID      string
	StepKey string
	AppID   string
	// ConfirmationID is the word that it came with; empty for one that the member added.
	ConfirmationID string
	Name           string
	Size           int
	SHA256         string
	By             Person
	At             time.Time
}

// FilesOf are the files of a step, the oldest first.
func (f Facts) FilesOf(s StepProgress) []EvidenceFile {
	var out []EvidenceFile
	for _, file := range f.Files {
		if file.StepKey == s.Step.Key && (file.AppID == "" || file.AppID == s.AppID) {
			out = append(out, file)
		}
	}
	return out
}

func (r rows) addFiles(all map[string]*loaded) {
	for _, f := range r.files {
		edit(all, f.MemberID, func(l *loaded) {
			l.Files = append(l.Files, EvidenceFile{
				ID: f.ID, StepKey: f.StepKey, AppID: orZero(f.AppID), ConfirmationID: orZero(f.ConfirmationID), Name: f.Name, Size: int(f.Size),
				SHA256: f.Sha256, By: Person{f.UploadedBy, f.UploaderName, f.UploaderEmail}, At: f.At,
			})
		})
	}
}

// decided reads what an admin decided of the numbers that journeys go by.
func (r rows) decided() setting.Values {
	values := make(setting.Values, len(r.settings))
	for _, s := range r.settings {
		if s.Value != nil {
			values[setting.Key(s.Key)] = int(*s.Value)
		}
	}
	return values
}

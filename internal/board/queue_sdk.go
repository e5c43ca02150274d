package board

import (
	"portico/internal/journey"
)

// oddFiles finds the SDK downloads whose file is not the one that most of the team have, for the same platform and version.
func oddFiles(all []Developer) []Item {
	var items []Item
	for i, d := range all {
		for _, file := range d.Facts.SDKs {
			if file.SHA256 == "" {
				continue
			}
			if seen := journey.JudgeFile(file.SHA256, filesOfOthers(all, i, file)); seen.Odd {
				step, _ := d.sdkStep()
				items = append(items, Item{
					Title: possessive(d.First()) + " SDK file is not the one that " + number(seen.Most, "other has", "others have"),
					Line:  platform(file.Platform) + " " + file.Version + ": the same version, another SHA-256", MemberID: d.ID, StepKey: step,
				})
			}
		}
	}
	return items
}

// filesOfOthers counts the people of the team, but one, by the file that they have of a platform and version.
func filesOfOthers(all []Developer, but int, file journey.SDKDownload) map[string]int {
	people := map[string]int{}
	for i, d := range all {
		had := map[string]bool{}
		for _, other := range d.Facts.SDKs {
			if i == but || other.SHA256 == "" || other.Platform != file.Platform || other.Version != file.Version || had[other.SHA256] {
				continue
			}
			had[other.SHA256] = true
			people[other.SHA256]++
		}
	}
	return people
}

func (d Developer) sdkStep() (string, bool) {
	for _, sp := range d.Progress.Steps {
		if sp.Step.Rule == journey.RuleSDK {
			return sp.Step.Key, true
		}
	}
	return "", false
}

package setting

import "strconv"

// Key names a setting, in addresses and in the database.
type Key string

// Every setting there is.
const (
	// ProofAge is after how many days a proof grows stale.
	ProofAge Key = "proof-age"
	// EvidenceSize is how large one file of evidence may be, in KiB.
	EvidenceSize Key = "evidence-size"
	// EvidenceTotal is how much all files of evidence about one person may take, in MiB.
	EvidenceTotal Key = "evidence-total"
)

// Setting is one number that an admin may change.
type Setting struct {
	Key Key
	// Title and Text stand on the page: what it is, and what follows from it.
	Title, Text string
	// Unit is the word after the number: "days". One is its singular.
	Unit, One string
	// Default counts until somebody changes it; Least and Most are its bounds.
	Default, Least, Most int
}

// All lists every setting in the order in which they are shown.
func All() []Setting {
	return []Setting{
		{
			Key: ProofAge, Title: "Age of a proof", Unit: "days", One: "day", Default: 90, Least: 7, Most: 3650,
			Text: "A step that was verified longer ago is marked, and can be proved again. Its grade stays: what was proved was true on that day. The ledger's question about old proofs begins with the same number.",
		},
		{
			Key: EvidenceSize, Title: "Size of a file of evidence", Unit: "KiB", One: "KiB", Default: 2048, Least: 64, Most: 3584,
			Text: "A larger file is refused. 1,024 KiB are 1 MiB.",
		},
		{
			Key: EvidenceTotal, Title: "Files of evidence about one person", Unit: "MiB", One: "MiB", Default: 50, Least: 1, Most: 2000,
			Text: "What all of them may take together, withdrawn ones too: those are kept.",
		},
	}
}

// Of finds a setting; false for a key that nobody declared.
func Of(key Key) (Setting, bool) {
	for _, s := range All() {
		if s.Key == key {
			return s, true
		}
	}
	return Setting{}, false
}

// Say is a value with its unit: "90 days".
func (s Setting) Say(value int) string {
	if value == 1 {
		return "1 " + s.One
	}
	return strconv.Itoa(value) + " " + s.Unit
}

// Values are the settings that somebody changed.
type Values map[Key]int

// Get is what counts: the value that was set, while it lies within the bounds, else the default. A key that nobody declared is 0.
func (v Values) Get(key Key) int {
	s, known := Of(key)
	if set, changed := v[key]; changed && set >= s.Least && set <= s.Most {
		return set
	}
	if !known {
		return 0
	}
	return s.Default
}

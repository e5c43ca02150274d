package audit

import "time"

// sealTrouble is what kept the sealer of this process from sealing, since when.
type sealTrouble struct {
	text  string
	since time.Time
}

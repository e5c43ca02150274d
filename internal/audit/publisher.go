package audit

import (
	"context"
	"time"
)

// Publisher takes checkpoints to a place that the owner of the database does not rule.
type Publisher interface {
	// Target names the place where deliveries are recorded and shown. It holds no secret.
	Target() string
	// Every is the shortest time between two deliveries that arrived; zero takes each checkpoint.
	Every() time.Duration
	// Publish delivers one checkpoint, in 15 seconds at most. The same one may come twice.
	Publish(ctx context.Context, c Signed) error
}

// Outside is a place whose checkpoints can be read back, to compare the database with them.
type Outside interface {
	// Notes are the signed texts of the newest checkpoints there: the one that came last and the one of the biggest tree.
	// A place where nothing was put yet has none.
	Notes() ([]string, error)
}

// holder is a place that knows itself what it holds: each process has its own, whatever the database says was delivered.
type holder interface {
	Holds(c Signed) bool
}

package pgprivate

import (
	"context"
	"fmt"
)

// Programs is the folder that holds the programs of an installed PostgreSQL, such as pg_dump and pg_restore. Nothing is
// installed or fetched.
func Programs(ctx context.Context) (string, error) {
	dir, err := DefaultDataDir()
	if err != nil {
		return "", err
	}
	s := &Server{at: newLayout(dir)}
	found := installed(ctx, s.bindirs())
	if len(found) == 0 {
		return "", fmt.Errorf("no PostgreSQL %d or newer is installed here", oldest)
	}
	return found[0].dir, nil
}

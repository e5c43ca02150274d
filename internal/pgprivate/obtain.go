package pgprivate

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// obtain gets PostgreSQL onto a machine that has none: as root on a Debian-like
// system from the distribution, else a build for trial in our own folder. major
// is the version the data needs, 0 where there is none.
func (s *Server) obtain(ctx context.Context, major int) (binaries, error) {
	if aptGet, err := exec.LookPath("apt-get"); err == nil && os.Geteuid() == 0 && major == 0 {
		s.cfg.Say("PostgreSQL is not installed here: installing the package postgresql with apt-get")
		err := s.aptInstall(ctx, aptGet)
		if found := installed(ctx, s.bindirs()); len(found) > 0 {
			return found[0], nil
		}
		s.cfg.Log.Warn("apt-get brought no PostgreSQL", "err", err)
		s.cfg.Say("apt-get brought no PostgreSQL; getting a build for trial instead")
	}
	if err := s.fetch(ctx); err != nil {
		return binaries{}, fmt.Errorf("no PostgreSQL %d or newer is installed here, and getting a build for trial failed; "+
			"install PostgreSQL (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17) or set DATABASE_URL: %w", oldest, err)
	}
	found := installed(ctx, []string{filepath.Join(s.at.fetched, "native", "bin")})
	if len(found) == 0 {
		return binaries{}, errors.New("the build of PostgreSQL for trial does not run on this system; install PostgreSQL or set DATABASE_URL")
	}
	return found[0], nil
}

// aptInstall installs the distribution's server. An old list of packages is the
// usual cause of a failure, so it is renewed first.
func (s *Server) aptInstall(ctx context.Context, aptGet string) error {
	for _, args := range [][]string{{"update", "-qq"}, {"install", "-y", "-qq", "--no-install-recommends", "postgresql"}} {
		cmd := exec.CommandContext(ctx, aptGet, args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("apt-get %s: %w: %s", strings.Join(args, " "), err, lastLines(string(out), 3))
		}
	}
	return nil
}

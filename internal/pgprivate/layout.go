package pgprivate

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// maxSocketPath keeps the socket's path, in bytes, below the least limit of the
// systems we run on (104 on macOS, 108 on Linux).
const maxSocketPath = 100

// layout names every file that the private server uses.
type layout struct {
	dataDir string // the program's data directory
	home    string // <dataDir>/postgres, ours alone
	data    string // the cluster
	initial string // the cluster while initdb writes it
	lock    string // held while a server is there; see doc.go
	owner   string // held by the program that started the server
	log     string // what the server prints
	socketN string // holds the socket's folder, where it is not home/run
	fetched string // a build of PostgreSQL for trial, where there was none
}

func newLayout(dataDir string) layout {
	home := filepath.Join(dataDir, "postgres")
	return layout{
		fetched: filepath.Join(dataDir, "postgresql-"+fetchVersion),
		dataDir: dataDir,
		home:    home,
		data:    filepath.Join(home, "data"),
		initial: filepath.Join(home, "data.init"),
		lock:    filepath.Join(home, "lock"),
		owner:   filepath.Join(home, "owner"),
		log:     filepath.Join(home, "server.log"),
		socketN: filepath.Join(home, "socket-dir"),
	}
}

// DefaultDataDir is where the program keeps its data when nobody says: for root
// /var/lib/portico, because the server runs as another user that cannot enter
// root's home; else a folder in the home of the user.
func DefaultDataDir() (string, error) {
	if os.Geteuid() == 0 {
		return "/var/lib/portico", nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "portico"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no home directory to keep data in; set PORTICO_DATA_DIR: %w", err)
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "Portico"), nil
	}
	return filepath.Join(home, ".local", "share", "portico"), nil
}

// make creates the folders. The data directory of root must let the server's
// user pass; the one inside is for that user alone.
func (at layout) make() error {
	if err := os.MkdirAll(at.dataDir, folderMode()); err != nil {
		return at.explain(err)
	}
	if err := os.Mkdir(at.home, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return at.explain(err)
	}
	if _, err := os.ReadDir(at.home); err != nil {
		return at.explain(err)
	}
	return nil
}

func folderMode() fs.FileMode {
	if os.Geteuid() == 0 {
		return 0o755
	}
	return 0o700
}

// explain adds what a person can do about a folder that is not theirs.
func (at layout) explain(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("the data directory %s belongs to another user; run as that user or set PORTICO_DATA_DIR to a folder of your own: %w", at.dataDir, err)
	}
	return fmt.Errorf("data directory %s: %w", at.dataDir, err)
}

// hasCluster reports whether the first start came to its end.
func (at layout) hasCluster() bool { return fileExists(filepath.Join(at.data, "PG_VERSION")) }

// socket is the folder of the server's socket: inside home, or, where that path
// is too long for a socket, a short one that a file in home remembers. It is the
// same for every process on this data directory once the server has started.
func (at layout) socket() string {
	if dir := filepath.Join(at.home, "run"); fitsSocket(dir) {
		return dir
	}
	if remembered, err := os.ReadFile(at.socketN); err == nil {
		return strings.TrimSpace(string(remembered))
	}
	sum := sha256.Sum256([]byte(at.home))
	name := "portico-" + hex.EncodeToString(sum[:6])
	if dir := filepath.Join(os.TempDir(), name); fitsSocket(dir) {
		return dir
	}
	return filepath.Join("/tmp", name)
}

func fitsSocket(dir string) bool { return len(filepath.Join(dir, socketName)) < maxSocketPath }

// makeSocketDir creates the socket's folder and refuses one that somebody else
// made: whoever owns it could pose as our database.
func (at layout) makeSocketDir(as account) error {
	dir := at.socket()
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("socket folder: %w", err)
	}
	if err := as.own(dir); err != nil {
		return fmt.Errorf("socket folder: %w", err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return fmt.Errorf("socket folder: %w", err)
	}
	if strings.HasPrefix(dir, at.home) {
		return nil
	}
	return os.WriteFile(at.socketN, []byte(dir+"\n"), 0o600)
}

// fileExists reports whether there is anything at path.
func fileExists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

package pgprivate

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the user the server runs as. The zero value means: as ourselves.
// PostgreSQL refuses to run as root, so root lends the server another user.
type account struct {
	name     string
	uid, gid uint32
}

func (a account) other() bool { return a.name != "" }

// serverAccount picks the user: ourselves when we are not root, else the owner
// of the data, else postgres, else nobody. initdb wants a user with an entry in
// the user database, so a made-up number would not do.
func serverAccount(data string) (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	if info, err := os.Stat(data); err == nil {
		if st, ok := info.Sys().(*syscall.Stat_t); ok && st.Uid != 0 {
			return account{name: "the owner of " + data, uid: st.Uid, gid: st.Gid}, nil
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		if a, err := lookUp(name); err == nil {
			return a, nil
		}
	}
	return account{}, errors.New("PostgreSQL does not run as root, and this machine has neither the user postgres nor nobody; start as an ordinary user")
}

func lookUp(name string) (account, error) {
	u, err := user.Lookup(name)
	if err != nil {
		return account{}, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return account{}, fmt.Errorf("user %s: %w", name, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return account{}, fmt.Errorf("user %s: %w", name, err)
	}
	return account{name: name, uid: uint32(uid), gid: uint32(gid)}, nil
}

// own gives path to the account and checks that it is a real folder of that
// user and not a link that somebody planted.
func (a account) own(path string) error {
	if a.other() {
		if err := os.Lchown(path, int(a.uid), int(a.gid)); err != nil {
			return err
		}
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	want := uint32(os.Geteuid())
	if a.other() {
		want = a.uid
	}
	if st, ok := info.Sys().(*syscall.Stat_t); !info.IsDir() || !ok || st.Uid != want {
		return fmt.Errorf("%s is not a folder of the server's user; remove it and start again", path)
	}
	return nil
}

// canReach refuses a folder whose parents keep the account out, with what to do
// about it: PostgreSQL's own words for it do not name the cause.
func (a account) canReach(path string) error {
	if !a.other() {
		return nil
	}
	for dir := path; ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return err
		}
		if st, ok := info.Sys().(*syscall.Stat_t); ok && !a.mayEnter(info.Mode(), st) {
			return fmt.Errorf("PostgreSQL runs as %s, not as root, and %s keeps that user out of %s; set PORTICO_DATA_DIR to a folder such as /var/lib/portico", a.name, dir, path)
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

func (a account) mayEnter(mode fs.FileMode, st *syscall.Stat_t) bool {
	switch {
	case st.Uid == a.uid:
		return mode&0o100 != 0
	case st.Gid == a.gid:
		return mode&0o010 != 0
	default:
		return mode&0o001 != 0
	}
}

// attributes starts a program under the account, in a process group of its own:
// a Ctrl-C at the terminal must reach us, who stop the server when the work is
// done, and not the server itself.
func (a account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if a.other() {
		attr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
	}
	return attr
}

package spacestest

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"portico/internal/spaces"
)

// kept is what outlives a restart.
type kept struct {
	Version   int
	Addresses map[string]string
	Worlds    map[spaces.Environment]*world
	Requests  []*Request
}

// keptVersion grows when an old file cannot be read any more.
const keptVersion = 1

// world is one environment.
type world struct {
	Accounts  []*account
	Companies []*company
	Apps      []*app
	Letters   []*Letter
	// Permitted are the mail addresses that a reviewer has let in: the permission of production.
	Permitted []string
}

type account struct {
	// ID is how the identity host counts people, SpacesID how the API does.
	ID, SpacesID string
	Mail, Name   string
	// Salt and Hash are of the person's own password; an account without them opens with Password.
	Salt, Hash []byte
	// Invitation opens the account, until InvitedTill; the account cannot sign in before.
	Invitation  string
	InvitedTill time.Time
	Open        bool
	// Freelance is the check-box without a company.
	Freelance bool
	// Unseen means that the permission was ticked and the page not reloaded since.
	Unseen bool
}

type company struct {
	ID, Name string
	Domains  []string
	// The mail addresses of its people, and of those who ticked its check-box.
	Admins, Employees, Developers []string
}

type app struct {
	ID, Name, ClientID, Secret string
	// Company is an id; empty is Freelance.
	Company      string
	RedirectURIs []string
	Owners       []string
	Public       bool
}

// Letter is a mail that the vendor sent.
type Letter struct {
	To, Subject, Text, Link string
	At                      time.Time
}

func newKept() kept {
	return kept{Version: keptVersion, Addresses: map[string]string{}, Worlds: map[spaces.Environment]*world{spaces.Staging: {}, spaces.Production: {}}}
}

// readKept reads the file. One of another version, or that is none, is set aside beside it.
func readKept(file string) (kept, error) {
	if file == "" {
		return newKept(), nil
	}
	body, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return newKept(), nil
	}
	if err != nil {
		return kept{}, fmt.Errorf("the stand-in's file: %w", err)
	}
	k := newKept()
	if json.Unmarshal(body, &k) != nil || k.Version != keptVersion || k.Worlds[spaces.Staging] == nil || k.Worlds[spaces.Production] == nil || k.Addresses == nil {
		if err := os.Rename(file, file+".old"); err != nil {
			return kept{}, fmt.Errorf("the stand-in's file: %w", err)
		}
		return newKept(), nil
	}
	return k, nil
}

// save writes the file as a whole. The first failure is told by Close too.
func (v *Vendor) save() error {
	if v.options.File == "" {
		return nil
	}
	body, err := json.MarshalIndent(v.kept, "", "\t")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(v.options.File), folderMode())
	}
	if err == nil {
		err = os.WriteFile(v.options.File+".new", body, 0o600)
	}
	if err == nil {
		err = os.Rename(v.options.File+".new", v.options.File)
	}
	if err != nil {
		err = fmt.Errorf("the stand-in's file: %w", err)
		v.broken = err
	}
	return err
}

// folderMode lets the user of a private PostgreSQL through to its own folder, where root makes the one above.
func folderMode() os.FileMode {
	if os.Geteuid() == 0 {
		return 0o755
	}
	return 0o700
}

func key(mail string) string { return strings.ToLower(strings.TrimSpace(mail)) }

func has(list []string, mail string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return key(s) == key(mail) })
}

// with is the list with the address in it once, or without it.
func with(list []string, mail string, in bool) []string {
	list = slices.DeleteFunc(list, func(s string) bool { return key(s) == key(mail) })
	if in {
		list = append(list, mail)
	}
	return list
}

func (w *world) account(mail string) *account {
	for _, a := range w.Accounts {
		if key(a.Mail) == key(mail) {
			return a
		}
	}
	return nil
}

func (w *world) company(id string) *company {
	for _, c := range w.Companies {
		if c.ID == id {
			return c
		}
	}
	return nil
}

func (w *world) companyOf(domain string) *company {
	for _, c := range w.Companies {
		if has(c.Domains, domain) {
			return c
		}
	}
	return nil
}

func (w *world) app(clientID string) *app {
	for _, a := range w.Apps {
		if a.ClientID == clientID {
			return a
		}
	}
	return nil
}

// developer says that the account has the developer permission, ticked in staging or given in production.
func (w *world) developer(a *account) bool {
	if a.Freelance || has(w.Permitted, a.Mail) {
		return true
	}
	return slices.ContainsFunc(w.Companies, func(c *company) bool { return has(c.Developers, a.Mail) && c.both(a.Mail) })
}

// both says that somebody is admin and employee.
func (c *company) both(mail string) bool { return has(c.Admins, mail) && has(c.Employees, mail) }

// developsFor says that the account may make apps for the company: its check-box is ticked, or a reviewer has let the account
// in; admin and employee it is in either case.
func (w *world) developsFor(a *account, c *company) bool {
	return c != nil && c.both(a.Mail) && (has(c.Developers, a.Mail) || has(w.Permitted, a.Mail))
}

// sees says that the account may open the app in its Developer Dashboard: its owners, and the developers of its company.
func (w *world) sees(a *account, p *app) bool {
	if !w.developer(a) {
		return false
	}
	return has(p.Owners, a.Mail) || w.developsFor(a, w.company(p.Company))
}

// newAccount makes an account that waits for its password.
func (w *world) newAccount(env spaces.Environment, mail, name string) *account {
	sum := sha256.Sum256([]byte(string(env) + "\n" + key(mail)))
	id := hex.EncodeToString(sum[:])
	a := &account{ID: "agx" + id[:32], SpacesID: id[32:56], Mail: strings.TrimSpace(mail), Name: name}
	w.Accounts = append(w.Accounts, a)
	return a
}

func (a *account) setPassword(password string) {
	a.Salt = make([]byte, 16)
	_, _ = rand.Read(a.Salt)
	a.Hash = hashed(password, a.Salt)
}

func (a *account) opens(password string) bool {
	if len(a.Hash) == 0 {
		return subtle.ConstantTimeCompare([]byte(password), []byte(Password)) == 1
	}
	return subtle.ConstantTimeCompare(hashed(password, a.Salt), a.Hash) == 1
}

func hashed(password string, salt []byte) []byte {
	sum, err := pbkdf2.Key(sha256.New, password, salt, 10_000, 32)
	if err != nil {
		return nil
	}
	return sum
}

// random is n random bytes in hexadecimal.
func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return hex.EncodeToString(b)
}

func domainOf(mail string) string {
	_, domain, _ := strings.Cut(key(mail), "@")
	return domain
}

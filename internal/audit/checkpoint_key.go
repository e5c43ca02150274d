package audit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"portico/internal/audit/seal"
)

// Names of the files of the keys in the data directory.
const (
	SignerFile   = "checkpoint.key"
	VerifierFile = "checkpoint.pub"
)

// KeyIn reads the signing key that was made in dir; empty where none was.
func KeyIn(dir string) (string, error) {
	body, err := os.ReadFile(filepath.Join(dir, SignerFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the key of checkpoints: %w", err)
	}
	signer := strings.TrimSpace(string(body))
	if _, err := seal.VerifierOf(signer); err != nil {
		return "", fmt.Errorf("%s: %w", filepath.Join(dir, SignerFile), err)
	}
	return signer, nil
}

// MakeKeyIn makes a pair of keys for the trail named origin in dir, unless there is one, and reports whether it did. Several
// processes may call it at once: one makes the pair, all return the same. Only the user can read the signing key.
func MakeKeyIn(dir, origin string) (signer string, made bool, err error) {
	if signer, err = KeyIn(dir); err != nil || signer != "" {
		return signer, false, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", false, fmt.Errorf("make a key of checkpoints: %w", err)
	}
	if signer, _, err = seal.NewKey(origin); err != nil {
		return "", false, fmt.Errorf("make a key of checkpoints: %w", err)
	}
	temporary, err := writeTemporary(dir, []byte(signer+"\n"), 0o600)
	if err != nil {
		return "", false, fmt.Errorf("make a key of checkpoints: %w", err)
	}
	defer func() { _ = os.Remove(temporary) }()
	// A link is made only where nothing is: the first of several processes wins.
	err = os.Link(temporary, filepath.Join(dir, SignerFile))
	switch {
	case errors.Is(err, fs.ErrExist):
	case err != nil:
		return "", false, fmt.Errorf("make a key of checkpoints: %w", err)
	default:
		made = true
	}
	if signer, err = KeyIn(dir); err != nil {
		return "", false, err
	}
	verifier, err := seal.VerifierOf(signer)
	if err != nil {
		return "", false, err
	}
	if err := writeWhole(dir, VerifierFile, []byte(verifier+"\n"), 0o644); err != nil {
		return "", false, fmt.Errorf("write the verifying key: %w", err)
	}
	return signer, made, nil
}

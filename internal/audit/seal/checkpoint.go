package seal

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Checkpoint is the head of the tree at a size: whoever holds one can tell whether the events up to there are still the same.
type Checkpoint struct {
	// Origin names the trail; it is the name of the key.
	Origin string
	Size   int64
	Root   Hash
}

// Text is the checkpoint in the form of C2SP (https://c2sp.org/tlog-checkpoint): origin, size and root, a line each.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// mostEvents is more than any trail has. Proofs are not worked out beyond it: near the end of what a number can hold they
// would never end.
const mostEvents = 1 << 50

// ParseCheckpoint reads the text of a checkpoint, without its signatures. Further lines are allowed and left alone.
func ParseCheckpoint(text string) (Checkpoint, error) {
	var c Checkpoint
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] == "" || lines[len(lines)-1] != "" {
		return c, fmt.Errorf("this is not a checkpoint: it has origin, size and root, a line each")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || size > mostEvents || strconv.FormatInt(size, 10) != lines[1] {
		return c, fmt.Errorf("the size of the checkpoint is not a number of events: %q", short(lines[1]))
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != len(c.Root) {
		return c, fmt.Errorf("the root of the checkpoint is not a hash: %q", lines[2])
	}
	c.Origin, c.Size = lines[0], size
	copy(c.Root[:], root)
	return c, nil
}

// NewKey makes the pair of keys for a trail named origin (a host and a path, without blanks or plus signs): the one that signs
// and must be kept outside the database, and the one that verifies and is given to everyone. Ed25519.
func NewKey(origin string) (signer, verifier string, err error) {
	return note.GenerateKey(rand.Reader, origin)
}

// Sign signs a text that ends with a line break by the signing key. Checkpoints and manifests are signed in this form.
func Sign(text, signer string) (string, error) {
	s, err := note.NewSigner(signer)
	if err != nil {
		return "", fmt.Errorf("the signing key is not one: %w", err)
	}
	signed, err := note.Sign(&note.Note{Text: text}, s)
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return string(signed), nil
}

// Open returns the text of a signed note after its signature by one of the verifying keys held.
func Open(signed string, verifiers ...string) (string, error) {
	var known []note.Verifier
	for _, key := range verifiers {
		v, err := note.NewVerifier(key)
		if err != nil {
			return "", fmt.Errorf("the verifying key is not one: %w", err)
		}
		known = append(known, v)
	}
	n, err := note.Open([]byte(signed), note.VerifierList(known...))
	if err != nil {
		return "", fmt.Errorf("the signature does not hold: %w", err)
	}
	return n.Text, nil
}

// VerifierOf is the verifying key that belongs to a signing key: of the form PRIVATE+KEY+name+hash+key, where the key is a
// byte for the algorithm and the seed.
func VerifierOf(signer string) (string, error) {
	if _, err := note.NewSigner(signer); err != nil {
		return "", fmt.Errorf("the signing key is not one: %w", err)
	}
	parts := strings.SplitN(signer, "+", 5)
	key, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil {
		return "", fmt.Errorf("the signing key is not one: %w", err)
	}
	public, ok := ed25519.NewKeyFromSeed(key[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return "", fmt.Errorf("the signing key is not one of Ed25519")
	}
	return note.NewEd25519VerifierKey(parts[2], public)
}

// KeyName is the name that a signing or verifying key carries: the origin of the trail.
func KeyName(key string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(key, "PRIVATE+KEY+"), "+")
	return name
}

package proof

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"sync"
	"time"

	"portico/internal/apperr"
	"portico/internal/spaces"
)

// onItsWay is what this process remembers of a proof until the person is back: never anywhere else, for Grace at most.
type onItsWay struct {
	proofID, memberID, appID string
	// submission is the key of the form that started it, so that the same form sent twice finds the same page.
	submission, url  string
	state            [sha256.Size]byte
	path             [sha256.Size]byte
	secret, verifier []byte
	clientID         string
	redirectURI      string
	hosts            spaces.Hosts
	until            time.Time
	taken            bool
	timer            *time.Timer
}

// Format keeps it out of logs and crash output, whatever verb asks.
func (*onItsWay) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "a proof on its way") }

func (h *onItsWay) wipe() {
	clear(h.secret)
	clear(h.verifier)
	h.secret, h.verifier, h.url = nil, nil, ""
	if h.timer != nil {
		h.timer.Stop()
	}
}

// mostKept is how many proofs of one process can be on their way at a time; a person has one for each app.
const mostKept = 2000

// keeper is that memory. Its zero value is not ready: newKeeper makes one.
type keeper struct {
	mu  sync.Mutex
	all map[[sha256.Size]byte]*onItsWay
}

func newKeeper() *keeper { return &keeper{all: map[[sha256.Size]byte]*onItsWay{}} }

// put remembers a proof until its time is over. An older one of the same person and app is forgotten. Kind: Unavailable
// when too many are on their way.
func (k *keeper) put(h *onItsWay) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	for state, old := range k.all {
		if old.memberID == h.memberID && old.appID == h.appID && !old.taken {
			k.forget(state)
		}
	}
	if len(k.all) >= mostKept {
		return apperr.New(apperr.Unavailable, "Too many people are at the vendor's page just now. Nothing was started; try again in a few minutes.")
	}
	k.all[h.state] = h
	h.timer = time.AfterFunc(Grace, func() { k.drop(h.state) })
	return nil
}

// found says what the memory knew of a state.
type found int

const (
	nothing found = iota
	ready
	beingAsked
)

// take hands a proof out once, to the person who started it, within its time. A second one who asks while the first is at
// it hears beingAsked.
func (k *keeper) take(state [sha256.Size]byte, memberID string, now time.Time) (*onItsWay, found) {
	k.mu.Lock()
	defer k.mu.Unlock()
	h, ok := k.all[state]
	if !ok || h.memberID != memberID || subtle.ConstantTimeCompare(h.state[:], state[:]) != 1 {
		return nil, nothing
	}
	if h.taken {
		return nil, beingAsked
	}
	if now.After(h.until) {
		k.forget(state)
		return nil, nothing
	}
	h.taken = true
	return h, ready
}

// again finds the proof that the same form of the same person started.
func (k *keeper) again(memberID, submission string) (Started, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, h := range k.all {
		if submission != "" && h.submission == submission && h.memberID == memberID && !h.taken {
			return Started{ProofID: h.proofID, URL: h.url}, true
		}
	}
	return Started{}, false
}

// drop wipes what was remembered of a state.
func (k *keeper) drop(state [sha256.Size]byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forget(state)
}

// dropProof wipes what was remembered of a proof, unless the vendor is being asked: then its answer comes too late anyway.
func (k *keeper) dropProof(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for state, h := range k.all {
		if h.proofID == id && !h.taken {
			k.forget(state)
		}
	}
}

func (k *keeper) forget(state [sha256.Size]byte) {
	if h, ok := k.all[state]; ok {
		h.wipe()
		delete(k.all, state)
	}
}

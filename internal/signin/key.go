package signin

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strings"

	"portico/internal/people"
)

// signInKey is the name of the server's key for counters and device cookies.
const signInKey = "sign-in"

// key gives the server's key: random, kept in the database, shared by all processes.
func (s *Service) key(ctx context.Context) ([]byte, error) {
	if known := s.serverKey.Load(); known != nil {
		return *known, nil
	}
	fresh := make([]byte, 32)
	_, _ = rand.Read(fresh) // never fails: it ends the process instead
	key, err := serverKey(ctx, s.log.DB(), signInKey, fresh)
	if err != nil {
		return nil, err
	}
	s.serverKey.Store(&key)
	return key, nil
}

// mac is a keyed hash over parts that cannot run into each other.
func mac(key []byte, parts ...string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(strings.Join(parts, "\x00")))
	return h.Sum(nil)
}

// counter names a counter without naming the person or the machine that it counts.
func counter(key []byte, parts ...string) string {
	return parts[0] + ":" + hex.EncodeToString(mac(key, append([]string{"counter"}, parts...)...))
}

// accountName is what an address counts as, however it is written: an alias of the spelling is no new account.
func accountName(email string) string {
	key, err := people.EmailKey(email)
	if err != nil {
		return "no address " + strings.ToLower(strings.TrimSpace(email))
	}
	return key
}

// network is what a client's address counts as: an IPv4 address itself, an IPv6 address by the 64 bits that one household
// is given, since it can take any of them.
func network(address string) string {
	ip, err := netip.ParseAddr(strings.TrimSpace(address))
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return ip.String()
	}
	return prefix.String()
}

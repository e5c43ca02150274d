package signin

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"strings"
)

// A device cookie says that this browser has signed in to this account before. It opens nothing: it gives guesses from that
// browser a budget of their own, so that a stranger who spends the account's budget does not lock its owner out.

func newDevice(key []byte, account string) string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: it ends the process instead
	nonce := base64.RawURLEncoding.EncodeToString(b[:])
	return nonce + "." + base64.RawURLEncoding.EncodeToString(mac(key, "device", account, nonce))
}

// deviceOf gives the name of the browser whose cookie this is; empty unless the cookie was made for this account.
func deviceOf(key []byte, account, cookie string) string {
	nonce, signature, found := strings.Cut(cookie, ".")
	if !found || len(cookie) > 200 {
		return ""
	}
	given, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil || !hmac.Equal(given, mac(key, "device", account, nonce)) {
		return ""
	}
	return nonce
}

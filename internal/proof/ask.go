package proof

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"regexp"
	"strings"
	"time"

	"portico/internal/people"
	"portico/internal/spaces"
)

// answer is what came of a proof: nothing in it lets anybody in.
type answer struct {
	outcome     Outcome
	code        string
	seenAs      string
	fingerprint []byte
	// colleagues are the keys of the mail addresses that the vendor listed.
	colleagues []string
	// revoked is nil where there was no token.
	revoked *bool
}

// askFor is how long the vendor may take for everything; giving the token back has its own time. Together they stay below
// what a page may take.
const (
	askFor    = 7 * time.Second
	revokeFor = 2 * time.Second
)

// ask turns what came back into an answer: one exchange, who it is, with whom they work, and the token given back. No
// transaction is open meanwhile.
func (s *Service) ask(ctx context.Context, h *onItsWay, in ReturnInput, emailKey string) answer {
	path := sha256.Sum256([]byte(in.Path))
	switch {
	case in.Error != "":
		return saidNo(in.Error)
	case subtle.ConstantTimeCompare(path[:], h.path[:]) != 1:
		return answer{outcome: ExchangeFailed, code: "other_address"}
	case in.Code == "" || len(in.Code) > 4096:
		return answer{outcome: ExchangeFailed, code: "no_code"}
	}
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	token, err := s.vendor.Exchange(ctx, h.hosts, spaces.ExchangeRequest{
		ClientID: h.clientID, Secret: string(h.secret), RedirectURI: h.redirectURI, Code: in.Code, Verifier: string(h.verifier),
	})
	if err != nil {
		return failed(err)
	}
	a := s.look(ctx, h, token, emailKey)
	back, done := context.WithTimeout(context.WithoutCancel(ctx), revokeFor)
	defer done()
	revoked := s.vendor.Revoke(back, h.hosts, token, h.clientID) == nil
	a.revoked = &revoked
	return a
}

// look asks whose token it is and whether the vendor knows colleagues. A list that cannot be had takes nothing away.
func (s *Service) look(ctx context.Context, h *onItsWay, token spaces.Token, emailKey string) answer {
	account, err := s.vendor.Me(ctx, h.hosts, token)
	if err != nil {
		return failed(err)
	}
	if account.Guest {
		return answer{outcome: Guest}
	}
	if account.Username == "" {
		return answer{outcome: VendorDown, code: "malformed"}
	}
	a := answer{outcome: Succeeded, seenAs: account.Username, fingerprint: s.fingerprint(h, account)}
	if addressKey(account.Username) != emailKey {
		a.outcome = OtherAccount
	}
	colleagues, err := s.vendor.Colleagues(ctx, h.hosts, token, "")
	if err != nil {
		return a
	}
	for _, c := range colleagues {
		a.colleagues = append(a.colleagues, addressKey(c.Username))
	}
	return a
}

// addressKey is what makes two mail addresses the same: case and the way a domain is written do not count.
func addressKey(address string) string {
	key, err := people.EmailKey(address)
	if err != nil {
		return strings.ToLower(strings.TrimSpace(address))
	}
	return key
}

// fingerprint is a SHA-256 of what the vendor showed and when, with the hash of the state in it: nobody can guess an address
// by trying.
func (s *Service) fingerprint(h *onItsWay, account spaces.Account) []byte {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		hex.EncodeToString(h.state[:]), h.hosts.Identity, h.clientID, h.redirectURI, account.ID, addressKey(account.Username),
		s.clock().Format(time.RFC3339Nano),
	}, "\x00")))
	return sum[:]
}

var codeForm = regexp.MustCompile(`^[a-z_]{1,40}$`)

// saidNo reads the error that the vendor sent the person back with. Only what the standard knows is kept: it comes in an
// address that anybody can write.
func saidNo(code string) answer {
	switch code {
	case "access_denied":
		return answer{outcome: Denied, code: code}
	case "server_error", "temporarily_unavailable":
		return answer{outcome: VendorDown, code: code}
	case "invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_scope", "invalid_client", "invalid_grant":
		return answer{outcome: ExchangeFailed, code: code}
	}
	return answer{outcome: ExchangeFailed, code: "other"}
}

// failed reads an error of the vendor's client: what kind it is and the vendor's own code, never its text.
func failed(err error) answer {
	a := answer{outcome: VendorDown}
	var said *spaces.Error
	if errors.As(err, &said) {
		a.code = said.Code
		if a.code == "" {
			a.code = string(said.Kind)
		}
		if said.Kind == spaces.Refused {
			a.outcome = ExchangeFailed
		}
	}
	if !codeForm.MatchString(a.code) {
		a.code = "down"
	}
	return a
}

package linkwatch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"portico/internal/outbound"
)

// State is how a link is.
type State string

// The states of a link.
const (
	Well  State = "well"
	Moved State = "moved"
	Dead  State = "dead"
)

// Why a call failed, as it is kept.
const (
	failNoName      = "no-such-host"
	failNoAnswer    = "no-answer"
	failSlow        = "too-slow"
	failCertificate = "certificate"
	failRefused     = "not-allowed"
	failStatus      = "status"
	failAddress     = "bad-address"
)

// result is what came of asking a link once.
type result struct {
	state   State
	status  int
	took    time.Duration
	movedTo string
	failure string
	// tlsUntil is when the certificate ends; zero without one.
	tlsUntil time.Time
}

// ask asks a link up to tries times, and believes the first good answer. pause lies between two.
func (s *Service) ask(ctx context.Context, t Target) result {
	var r result
	for try := range s.cfg.Tries {
		if try > 0 {
			select {
			case <-ctx.Done():
				return r
			case <-time.After(s.cfg.Pause):
			}
		}
		if r = s.askOnce(ctx, t); r.state != Dead || r.failure == failRefused || r.failure == failAddress {
			return r
		}
	}
	return r
}

// askOnce asks for the head, and for the page where the head is refused or not there: not every server knows HEAD.
func (s *Service) askOnce(ctx context.Context, t Target) result {
	r := s.call(ctx, http.MethodHead, t)
	if r.status >= 400 || (r.failure == failNoAnswer && ctx.Err() == nil) {
		r = s.call(ctx, http.MethodGet, t)
	}
	return r
}

func (s *Service) call(ctx context.Context, method string, t Target) result {
	request, err := http.NewRequestWithContext(ctx, method, t.URL, nil)
	if err != nil {
		return result{state: Dead, failure: failAddress}
	}
	request.Header.Set("User-Agent", "Portico link watch")
	request.Header.Set("Accept", "text/html,*/*;q=0.5")
	began := time.Now()
	answer, err := s.client.Do(request)
	if err != nil {
		return result{state: Dead, failure: why(err), took: time.Since(began)}
	}
	defer func() { _ = answer.Body.Close() }()
	r := result{state: Well, status: answer.StatusCode, took: time.Since(began)}
	// A little is read, so that the connection can be used again; what it says does not matter.
	_, _ = io.CopyN(io.Discard, answer.Body, 4096)
	if answer.TLS != nil && len(answer.TLS.PeerCertificates) > 0 {
		r.tlsUntil = answer.TLS.PeerCertificates[0].NotAfter
	}
	switch {
	case r.status >= 500, (r.status == http.StatusNotFound || r.status == http.StatusGone) && !t.HostOnly:
		r.state, r.failure = Dead, failStatus
	case r.status >= 300 && r.status < 400:
		if to := movedTo(request.URL, answer.Header.Get("Location")); to != "" {
			r.state, r.movedTo = Moved, to
		}
	}
	return r
}

// movedTo is the other host that a redirect leads to, or "" where it stays.
func movedTo(from *url.URL, location string) string {
	to, err := from.Parse(location)
	if err != nil || to.Hostname() == "" || strings.EqualFold(to.Hostname(), from.Hostname()) || len(to.Host) > 260 {
		return ""
	}
	return strings.ToLower(to.Host)
}

// why tells kinds of failure apart, without the words of the error: they can hold the whole address.
func why(err error) string {
	var refused *outbound.Refused
	var name *net.DNSError
	var timeout net.Error
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verification *tls.CertificateVerificationError
	switch {
	case errors.As(err, &refused), errors.Is(err, outbound.ErrCredentials):
		return failRefused
	case errors.As(err, &verification), errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		return failCertificate
	case errors.As(err, &name) && name.IsNotFound:
		return failNoName
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return failSlow
	}
	return failNoAnswer
}

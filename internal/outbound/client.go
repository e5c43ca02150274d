package outbound

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"
)

// Limits of a call that asks for no others.
const (
	defaultTimeout = 15 * time.Second
	defaultBody    = 1 << 20
	connectWithin  = 10 * time.Second
	headerBytes    = 64 << 10
	idleFor        = 90 * time.Second
)

// ErrTooLarge is what reading an answer ends with when it is longer than the limit.
var ErrTooLarge = errors.New("the answer is longer than allowed")

// ErrCredentials refuses an address that carries a name and a password: they would be sent along.
var ErrCredentials = errors.New("an address with a name or password in it is not called")

// Options are the limits of a client; the zero value is the strictest.
type Options struct {
	// Allow is what may be reached although it is private or has another port.
	Allow Allow
	// Timeout is for a whole call, reading the answer included. Default 15 seconds.
	Timeout time.Duration
	// MaxBody is how many bytes of an answer can be read before ErrTooLarge. Default 1 MiB.
	MaxBody int64
	// Resolver looks names up. Default: the system's.
	Resolver *net.Resolver
}

// New is a client that calls public addresses and what Options allow, on ports 80 and 443 unless they allow others. It
// follows no redirect by itself: the answer that redirects is the answer. Errors are Refused, ErrTooLarge, ErrCredentials
// and those of the network, wrapped by net/http in a *url.Error that holds the whole address.
func New(o Options) *http.Client {
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.MaxBody <= 0 {
		o.MaxBody = defaultBody
	}
	return &http.Client{
		Timeout:       o.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &limited{max: o.MaxBody, next: &http.Transport{
			DialContext:            o.dial,
			ForceAttemptHTTP2:      true,
			MaxIdleConns:           32,
			MaxIdleConnsPerHost:    4,
			IdleConnTimeout:        idleFor,
			TLSHandshakeTimeout:    connectWithin,
			ResponseHeaderTimeout:  o.Timeout,
			MaxResponseHeaderBytes: headerBytes,
		}},
	}
}

// dial connects, and has each address judged that the name led to, just before the connection is made.
func (o Options) dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := &net.Dialer{Timeout: connectWithin, Resolver: o.Resolver}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if !o.Allow.hasHost(host, port) {
		dialer.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error { return o.Allow.judge(address) }
	}
	return dialer.DialContext(ctx, network, address)
}

// limited refuses what no call may carry and cuts answers at their limit.
type limited struct {
	next http.RoundTripper
	max  int64
}

// RoundTrip sends one request.
func (l *limited) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.User != nil {
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return nil, ErrCredentials
	}
	answer, err := l.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = &cut{ReadCloser: answer.Body, left: l.max}
	return answer, nil
}

// CloseIdleConnections ends what is kept open for the next call.
func (l *limited) CloseIdleConnections() {
	if next, ok := l.next.(interface{ CloseIdleConnections() }); ok {
		next.CloseIdleConnections()
	}
}

// cut is a body that may be as long as its limit and no longer.
type cut struct {
	io.ReadCloser
	left int64
}

// Read gives one byte more than the limit a chance, to tell an answer that just fits from one that does not.
func (c *cut) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, ErrTooLarge
	}
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.ReadCloser.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return n - 1, ErrTooLarge
	}
	return n, err
}

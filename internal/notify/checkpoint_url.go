package notify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"portico/internal/audit"
)

// CheckpointURL posts checkpoints of the trail to an address that the operator names.
type CheckpointURL struct {
	address string
	target  string
	client  *http.Client
}

// urlPatience is how long one delivery may take in all.
const urlPatience = 10 * time.Second

// NewCheckpointURL makes a CheckpointURL for an address of http or https. It fails for what is none.
func NewCheckpointURL(address string) (*CheckpointURL, error) {
	at, err := url.Parse(address)
	if err != nil || at.Host == "" {
		return nil, errors.New("the address that checkpoints are posted to is not one")
	}
	transport := &http.Transport{
		Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true,
		TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: urlPatience, MaxResponseHeaderBytes: 16 << 10,
	}
	return &CheckpointURL{
		address: address,
		// A password or a token in the address is not written down anywhere.
		target: "post to " + at.Scheme + "://" + at.Host + at.EscapedPath(),
		client: &http.Client{
			Transport: transport, Timeout: urlPatience,
			// It goes where it was sent to and nowhere else.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// Target names the address without what may be secret in it.
func (u *CheckpointURL) Target() string { return u.target }

// Every is zero: each checkpoint is posted.
func (u *CheckpointURL) Every() time.Duration { return 0 }

// Publish posts the signed checkpoint as plain text. An answer from 200 to 299 means that it arrived.
func (u *CheckpointURL) Publish(ctx context.Context, c audit.Signed) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, u.address, strings.NewReader(c.Note))
	if err != nil {
		return errors.New("the address that checkpoints are posted to is not one")
	}
	request.Header.Set("Content-Type", "text/plain; charset=utf-8")
	request.Header.Set("User-Agent", "Portico")
	answer, err := u.client.Do(request)
	if err != nil {
		var failed *url.Error
		if errors.As(err, &failed) { // it repeats the whole address
			err = failed.Err
		}
		return fmt.Errorf("post the checkpoint: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.CopyN(io.Discard, answer.Body, 4<<10)
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("post the checkpoint: it was answered with %s", answer.Status)
	}
	return nil
}

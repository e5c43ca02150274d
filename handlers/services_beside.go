package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"portico/internal/config"
	"portico/internal/installation"
	"portico/internal/job"
	"portico/internal/linkwatch"
	"portico/internal/outbound"
)

// linksWithin is how long a check of all links may take.
const linksWithin = 3 * time.Minute

// outboundClient is the one way out: what stands for the vendor may be called, and what the operator allows.
func outboundClient(cfg config.Config) (*http.Client, error) {
	allow, err := outbound.ParseAllow(slices.Concat(cfg.OutboundAllow, cfg.Vendor.Reachable()))
	if err != nil {
		return nil, fmt.Errorf("PORTICO_OUTBOUND_ALLOW: %w", err)
	}
	return outbound.New(outbound.Options{Allow: allow}), nil
}

// workBeside wires what runs by the clock, in the process that comes to it.
func (s *Services) workBeside(now func() time.Time, client *http.Client, cfg config.Config) error {
	s.Links = linkwatch.New(s.Trail, now, client, s.Journeys, linkwatch.Config{Every: cfg.LinksEvery, Mails: cfg.SMTP.Host != ""})
	s.Installation = installation.New(s.Trail.DB(), cfg, now())
	jobs, err := job.New(s.Trail, job.Task{
		Kind: linkwatch.Kind, Title: "Link watch", Every: cfg.LinksEvery, Timeout: linksWithin, Attempts: 3, Run: s.Links.Check,
	})
	if err != nil {
		return err
	}
	s.Jobs = jobs
	s.Links.WorkIn(jobs)
	s.Post.TellOfLinks(s.Links)
	return nil
}

package handlers

import (
	"fmt"
	"time"

	"portico/internal/audit"
	"portico/internal/board"
	"portico/internal/company"
	"portico/internal/config"
	"portico/internal/evidence"
	"portico/internal/export"
	"portico/internal/installation"
	"portico/internal/job"
	"portico/internal/journey"
	"portico/internal/linkwatch"
	"portico/internal/notify"
	"portico/internal/oauthapp"
	"portico/internal/people"
	"portico/internal/permission"
	"portico/internal/privacy"
	"portico/internal/proof"
	"portico/internal/prose"
	"portico/internal/setting"
	"portico/internal/signin"
	"portico/internal/spaces"
)

// Services are the features' doors.
type Services struct {
	People      *people.Service
	SignIn      *signin.Service
	Companies   *company.Service
	Permissions *permission.Service
	Apps        *oauthapp.Service
	Journeys    *journey.Service
	Boards      *board.Service
	// Prose writes the texts of editions as HTML.
	Prose    *prose.Writer
	Privacy  *privacy.Service
	Evidence *evidence.Service
	Proofs   *proof.Service
	Settings *setting.Service
	Exports  *export.Service
	Trail    *audit.Log
	Links    *linkwatch.Service
	// Installation is this process: its settings, its disk and its database.
	Installation *installation.Service
	// Jobs is the queue of what is due by the clock or was asked for; the server works it beside the pages.
	Jobs *job.Queue
	// Post sends the letters that are due; the server runs it beside the pages.
	Post *notify.Post
}

// NewServices wires the features to one trail and one clock. It fails when an embedded file is broken.
func NewServices(trail *audit.Log, now func() time.Time, cfg config.Config) (Services, error) {
	if trail == nil {
		return Services{}, fmt.Errorf("services need a trail")
	}
	editions, err := journey.Default()
	if err != nil {
		return Services{}, fmt.Errorf("read the journeys: %w", err)
	}
	hosts, err := cfg.Vendor.Addresses()
	if err != nil {
		return Services{}, err
	}
	editions = editions.WithHosts(hosts)
	edition, ok := editions.Get(journey.DefaultEdition)
	if !ok {
		return Services{}, fmt.Errorf("the journey %s is missing", journey.DefaultEdition)
	}
	client, err := outboundClient(cfg)
	if err != nil {
		return Services{}, err
	}
	vendor := spaces.New(client, spaces.Options{Scopes: cfg.Vendor.Scopes})
	mails := cfg.SMTP.Host != ""
	mailer, err := mailerFor(cfg.SMTP)
	if err != nil {
		return Services{}, err
	}
	members := people.New(trail, now, people.Config{
		InvitationLifetime: cfg.InvitationLifetime, Edition: edition.Key, Mails: mails, FreeMail: company.IsFreeMail,
	})
	permissions := permission.New(trail, now)
	journeys := journey.New(trail, now, editions)
	journeys.ServeHosts(hosts)
	entry := signin.New(trail, members, now, signin.Config{Mails: mails})
	s := Services{
		Trail:       trail,
		People:      members,
		SignIn:      entry,
		Post:        notify.NewPost(members, entry, mailer, cfg.BaseURL),
		Companies:   company.New(trail, now),
		Permissions: permissions,
		Exports:     export.New(trail, permissions, now, export.Config{Step: journeys.StepTitle}),
		Apps:        oauthapp.New(trail, now),
		Journeys:    journeys,
		Prose:       prose.New(),
		Privacy:     privacy.New(trail, now),
		Evidence:    evidence.New(trail, now),
		Proofs:      proof.New(trail, now, vendor, journeys, proof.Config{BaseURL: cfg.BaseURL}),
		Settings:    setting.New(trail, now),
		Boards:      board.New(trail, journeys, now),
	}
	return s, s.workBeside(now, client, cfg)
}

// mailerFor is the way to the mail server, or none where none is set.
func mailerFor(s config.SMTP) (notify.Mailer, error) {
	if s.Host == "" {
		return notify.None{}, nil
	}
	return notify.NewServer(notify.SMTP(s), nil)
}

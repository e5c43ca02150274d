package handlers

import (
	"fmt"
	"time"

	"portico/internal/audit"
	"portico/internal/config"
	"portico/internal/people"
)

// Services are the features' doors.
type Services struct {
	People *people.Service
}

// NewServices wires the features to one trail and one clock. It fails when an embedded file is broken.
func NewServices(trail *audit.Log, now func() time.Time, cfg config.Config) (Services, error) {
	if trail == nil {
		return Services{}, fmt.Errorf("services need a trail")
	}
	return Services{
		People: people.New(trail, now, people.Config{InvitationLifetime: cfg.InvitationLifetime, Edition: "zang-2020", Mails: cfg.SMTP.Host != ""}),
	}, nil
}

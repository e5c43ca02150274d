package handlers

import (
	"fmt"
	"time"

	"portico/internal/audit"
	"portico/internal/config"
	"portico/internal/journey"
	"portico/internal/people"
)

// Services are the features' doors.
type Services struct {
	People   *people.Service
	Journeys *journey.Service
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
	return Services{
		Journeys: journey.New(trail, now, editions),
		People:   people.New(trail, now, people.Config{InvitationLifetime: cfg.InvitationLifetime, Edition: "zang-2020", Mails: cfg.SMTP.Host != ""}),
	}, nil
}

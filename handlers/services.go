package handlers

import (
	"portico/internal/people"
)

// Services are the features' doors.
type Services struct {
	People *people.Service
}

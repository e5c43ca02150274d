package main

import (
	"log/slog"
	"os"
)

// newLog writes JSON, a line an event, unless a person is looking: a terminal gets short lines, and only those that matter.
func newLog() *slog.Logger {
	if info, err := os.Stderr.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("PORTICO_LOG") != "json" {
		return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, nil))
}

package job

import (
	"context"
	"log/slog"
)

// quiet lets warnings and errors of River through, and none of its own news: what runs is on the health page.
func quiet(say *slog.Logger) *slog.Logger { return slog.New(warnings{say.Handler()}) }

type warnings struct{ slog.Handler }

func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attrs)}
}
func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }

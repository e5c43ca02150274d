package components

import "portico/static"

// iconURL is the address of one shape in the sprite; names are those of the
// sprite without their "i-" ("verified", "arrow-right").
func iconURL(name string) string {
	return static.URL("icons.svg") + "#i-" + name
}

// statusIcon is the shape of a status or an evidence grade. The shape carries the
// meaning first, so a status without its own shape falls back to "todo", never to none.
func statusIcon(kind string) string {
	switch kind {
	case "progress", "waiting", "locked", "skipped", "done", "problem", "verified", "confirmed", "rejected":
		return kind
	case "self-reported":
		return "done"
	case "stale":
		return "refresh"
	}
	return "todo"
}

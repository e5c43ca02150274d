package static

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed css/*.css js/*.js img/*.svg
var files embed.FS

// sheets lists the files under css/ in the order in which they are joined into
// app.css. Within a layer a later rule wins over an earlier one of equal weight,
// so the order is part of the style sheet.
func sheets() []string {
	return []string{
		"layers", "reset", "tokens", "base",
		"shell", "page", "gate",
		"tone", "button", "field", "status", "envpill", "chip", "avatar", "notice", "popover", "stat",
		"colonnade", "journey", "instructions", "evidence", "track", "queue",
		"table", "matrix", "matrix-narrow", "drawer", "dialog", "timeline",
		"ledger", "edition", "export", "held", "proof", "trail", "company", "review", "chart", "health", "empty", "pager",
		"utilities", "print",
	}
}

// source returns every asset by its plain name ("app.css", "app.js", "icons.svg").
// It fails only when the binary was built from an incomplete tree.
func source() (map[string][]byte, error) {
	out := make(map[string][]byte)
	var sheet bytes.Buffer
	for _, name := range sheets() {
		data, err := files.ReadFile("css/" + name + ".css")
		if err != nil {
			return nil, fmt.Errorf("style sheet %s: %w", name, err)
		}
		sheet.Write(data)
		sheet.WriteByte('\n')
	}
	out["app.css"] = sheet.Bytes()
	for _, dir := range []string{"js", "img"} {
		entries, err := fs.ReadDir(files, dir)
		if err != nil {
			return nil, fmt.Errorf("folder %s: %w", dir, err)
		}
		for _, entry := range entries {
			data, err := files.ReadFile(path.Join(dir, entry.Name()))
			if err != nil {
				return nil, fmt.Errorf("asset %s: %w", entry.Name(), err)
			}
			out[entry.Name()] = data
		}
	}
	return out, nil
}

// contentType names the type of an asset by its ending; the set is closed, so no
// guessing table of the operating system is asked.
func contentType(name string) string {
	switch {
	case strings.HasSuffix(name, ".css"):
		return "text/css; charset=utf-8"
	case strings.HasSuffix(name, ".js"):
		return "text/javascript; charset=utf-8"
	case strings.HasSuffix(name, ".svg"):
		return "image/svg+xml"
	}
	return "application/octet-stream"
}

package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"sync"
)

// Prefix is where the assets live in the address space; it ends in a slash.
const Prefix = "/static/"

// hashLen is the number of hexadecimal digits of the hash in a name: 48 bits,
// far more than two versions of one file need to be told apart.
const hashLen = 12

// asset is one file as it is served.
type asset struct {
	plain []byte
	gzip  []byte // empty where compressing does not make it smaller
	kind  string
	tag   string
}

// catalogue knows every asset by its hashed name, and the hashed name by the plain one.
type catalogue struct {
	byHashed map[string]asset
	hashed   map[string]string
}

// assets makes the catalogue on first use, so that subcommands which never serve
// a page do not pay for compressing.
var assets = sync.OnceValue(func() catalogue {
	data, err := source()
	if err != nil {
		// The files are embedded: this can only be a broken build, and every test sees it.
		panic("static: " + err.Error())
	}
	c := catalogue{byHashed: make(map[string]asset, len(data)), hashed: make(map[string]string, len(data))}
	for name, body := range data {
		sum := sha256.Sum256(body)
		tag := hex.EncodeToString(sum[:])[:hashLen]
		ext := path.Ext(name)
		hashed := strings.TrimSuffix(name, ext) + "." + tag + ext
		c.hashed[name] = hashed
		c.byHashed[hashed] = asset{plain: body, gzip: compress(body), kind: contentType(name), tag: tag}
	}
	return c
})

// compress returns the gzip form of body, or nothing where that is not smaller.
func compress(body []byte) []byte {
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := w.Write(body); err != nil {
		return nil
	}
	if err := w.Close(); err != nil || buf.Len() >= len(body) {
		return nil
	}
	return buf.Bytes()
}

// URL returns the address of an asset by its plain name: URL("app.css") is
// "/static/app.<hash>.css". A name that does not exist gives an address that
// answers 404, so a slip shows in the page and not as a crash.
func URL(name string) string {
	if hashed, ok := assets().hashed[name]; ok {
		return Prefix + hashed
	}
	return Prefix + name
}

package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"portico/internal/apperr"
	"portico/internal/secret"
)

// Field is the name of the form's field that the sentences about a file stand beside.
const Field = "file"

// maxName is how many characters of a file's name are kept.
const maxName = 120

// Upload is a file as somebody sent it. The zero Upload is no file.
type Upload struct {
	Name string
	Body []byte
}

// None says that no file was sent.
func (u Upload) None() bool { return u.Name == "" && len(u.Body) == 0 }

// File is a file that may be kept.
type File struct {
	// Name is clean: one word of a path, without anything that a disk, a header or a reader could stumble over.
	Name      string
	MediaType string
	SHA256    string
	// Metadata says that a picture carries more than what is seen, such as the camera and the place.
	Metadata bool
	body     []byte
}

// Size is in bytes.
func (f File) Size() int { return len(f.body) }

// kind is a type of file: by its endings and by how it begins.
type kind struct {
	mediaType string
	endings   []string
	begins    []byte
}

// kinds are the types that are taken. Pages, drawings and archives are not: they can carry scripts, or anything.
var kinds = []kind{
	{"application/pdf", []string{".pdf"}, []byte("%PDF-")},
	{"image/png", []string{".png"}, []byte("\x89PNG\r\n\x1a\n")},
	{"image/jpeg", []string{".jpg", ".jpeg"}, []byte("\xff\xd8\xff")},
	{"text/csv", []string{".csv"}, nil},
	{"text/plain", []string{".txt", ".log"}, nil},
}

// Endings are those of the files that are taken, for a form.
func Endings() []string {
	var all []string
	for _, k := range kinds {
		all = append(all, k.endings...)
	}
	return all
}

const wrongKind = "Choose a PDF file, a picture (PNG or JPEG) or a text (TXT, LOG or CSV)."

// Check judges a file: its size (limit is in bytes), its type by its ending and by its content, which have to agree, and a text
// also by whether it holds something like a credential. Kind: Invalid, with a sentence for Field.
func Check(u Upload, limit int) (File, error) {
	name := Clean(u.Name)
	k, known := kindOf(name)
	switch {
	case len(u.Body) == 0:
		return File{}, apperr.Field(Field, "This file is empty.")
	case len(u.Body) > limit:
		return File{}, apperr.Field(Field, fmt.Sprintf("This file is larger than %s. Nothing of it was kept.", Bytes(limit)))
	case !known:
		return File{}, apperr.Field(Field, "A file of this type is not kept. "+wrongKind)
	case !k.fits(u.Body):
		return File{}, apperr.Field(Field, "This file is not what its name says. "+wrongKind)
	case strings.HasPrefix(k.mediaType, "text/") && secret.In(string(u.Body)), secret.In(name):
		return File{}, apperr.Field(Field, secret.Advice)
	}
	sum := sha256.Sum256(u.Body)
	return File{Name: name, MediaType: k.mediaType, SHA256: hex.EncodeToString(sum[:]), Metadata: metadata(k.mediaType, u.Body), body: u.Body}, nil
}

func kindOf(name string) (kind, bool) {
	ending := strings.ToLower(path.Ext(name))
	for _, k := range kinds {
		if slices.Contains(k.endings, ending) {
			return k, true
		}
	}
	return kind{}, false
}

func (k kind) fits(body []byte) bool {
	if k.begins != nil {
		return bytes.HasPrefix(body, k.begins)
	}
	return plain(body)
}

// plain says whether it is text to read, and not a page or a drawing under another name.
func plain(body []byte) bool {
	text := string(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if !utf8.ValidString(text) || strings.HasPrefix(strings.TrimSpace(text), "<") {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
	})
}

// metadata finds the blocks in which cameras and programs write who, when and where.
func metadata(mediaType string, body []byte) bool {
	blocks := map[string][]string{
		"image/jpeg": {"Exif\x00\x00", "http://ns.adobe.com/xap/"},
		"image/png":  {"eXIf", "tEXt", "iTXt", "zTXt"},
	}
	return slices.ContainsFunc(blocks[mediaType], func(block string) bool { return bytes.Contains(body, []byte(block)) })
}

// Clean is the last part of a path without what a disk, a header or a reader stumbles over. A name of which nothing is left is
// "file" with its ending.
func Clean(name string) string {
	name = strings.ToValidUTF8(name, "")
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs), r == utf8.RuneError:
			return -1 // also what turns the direction of reading around
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune(`"'<>:|?*;%&`, r):
			return '_'
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	ending := path.Ext(name)
	stem := strings.Trim(strings.TrimSuffix(name, ending), " .")
	if letters := []rune(stem); len(letters) > maxName-len(ending) {
		stem = strings.Trim(string(letters[:max(maxName-len(ending), 1)]), " .")
	}
	if stem == "" {
		stem = "file"
	}
	if len(ending) > 10 {
		ending = ""
	}
	return stem + ending
}

// Bytes says a size: "340 KiB", "2 MiB".
func Bytes(n int) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", (n+1023)>>10)
	case n == 1:
		return "1 byte"
	}
	return fmt.Sprintf("%d bytes", n)
}

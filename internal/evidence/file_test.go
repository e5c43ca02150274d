package evidence

import (
	"strings"
	"testing"

	"portico/internal/apperr"
)

const (
	png  = "\x89PNG\r\n\x1a\nrest of a picture"
	jpeg = "\xff\xd8\xff\xe0rest of a picture"
	pdf  = "%PDF-1.7\nrest of a document"
)

func TestAFileIsTakenWhenItsEndingAndItsContentAgree(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body, mediaType string
	}{
		{"shot.png", png, "image/png"},
		{"photo.JPG", jpeg, "image/jpeg"},
		{"photo.jpeg", jpeg, "image/jpeg"},
		{"mail.pdf", pdf, "application/pdf"},
		{"out.txt", "It worked.\n", "text/plain"},
		{"out.log", "\xef\xbb\xbf12:00 started\tok\r\n", "text/plain"},
		{"people.csv", "name,day\nPriya,2026-06-08\n", "text/csv"},
	} {
		f, err := Check(Upload{c.name, []byte(c.body)}, 1000)
		if err != nil || f.MediaType != c.mediaType || len(f.SHA256) != 64 || f.Size() != len(c.body) {
			t.Errorf("%s: %+v, %v", c.name, f, err)
		}
	}
}

func TestAFileThatCouldCarryAnythingElseIsRefused(t *testing.T) {
	t.Parallel()
	for name, u := range map[string]Upload{
		"empty":                     {"a.txt", nil},
		"too large":                 {"a.txt", []byte(strings.Repeat("a", 1001))},
		"a page":                    {"a.html", []byte("<html>")},
		"a drawing":                 {"a.svg", []byte("<svg onload=alert(1)>")},
		"an archive":                {"a.zip", []byte("PK\x03\x04")},
		"no ending":                 {"a", []byte("words")},
		"a page called text":        {"a.txt", []byte("  <!doctype html><script>alert(1)</script>")},
		"a drawing called picture":  {"a.png", []byte("<svg>")},
		"a program called document": {"a.pdf", []byte("MZ\x90\x00")},
		"bytes called text":         {"a.txt", []byte("a\x00b")},
		"UTF-16 called text":        {"a.csv", []byte("\xff\xfea\x00")},
		"two endings":               {"a.png.html", []byte(png)},
		"a secret in a text":        {"a.txt", []byte("id 1\nclient_secret = 0123456789abcdef0123456789abcdef01234567\n")},
		"a token in a table":        {"a.csv", []byte("name,token\nx,eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln\n")},
		"a secret in the name":      {"0123456789abcdef0123456789abcdef01234567.png", []byte(png)},
	} {
		if f, err := Check(u, 1000); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

func TestTheNameOfAFileIsCleaned(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		`C:\Users\me\shot.png`:             "shot.png",
		"../../etc/passwd.txt":             "passwd.txt",
		"a\r\nSet-Cookie: x.txt":           "aSet-Cookie_ x.txt",
		"gpj.\u202eexe.png":                "gpj.exe.png",
		`say "hi"; filename=x.pdf`:         "say _hi__ filename=x.pdf",
		".png":                             "file.png",
		"   two   words .csv":              "two words.csv",
		"über uns – 8. Mai.pdf":            "über uns – 8. Mai.pdf",
		"":                                 "file",
		"a.averyveryverylongending":        "a",
		"bad\xffbytes.txt":                 "badbytes.txt",
		strings.Repeat("x", 300) + ".jpeg": strings.Repeat("x", maxName-5) + ".jpeg",
	} {
		if got := Clean(given); got != want {
			t.Errorf("%q is %q, want %q", given, got, want)
		}
	}
}

func TestAPictureWithMoreThanIsSeenIsTold(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{jpeg: false, jpeg + "Exif\x00\x00place": true, jpeg + "http://ns.adobe.com/xap/1.0/": true} {
		if f, err := Check(Upload{"a.jpg", []byte(body)}, 1000); err != nil || f.Metadata != want {
			t.Errorf("%q: %v, %v", body, f.Metadata, err)
		}
	}
	if f, err := Check(Upload{"a.png", []byte(png + "tEXtAuthor")}, 1000); err != nil || !f.Metadata {
		t.Errorf("a text in a PNG file: %v, %v", f.Metadata, err)
	}
}

func TestASizeIsSaidInOneUnit(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "1 byte", 900: "900 bytes", 1024: "1 KiB", 1500: "2 KiB", 2 << 20: "2 MiB", 5 << 19: "2.5 MiB"} {
		if got := Bytes(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

package handlers

import (
	"errors"
	"fmt"
	"mime"
	"mime/multipart"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"portico/internal/apperr"
	"portico/internal/secret"
)

// maxText is the longest text one field may carry, in bytes, unless its tag says max:"...".
const maxText = 10_000

// maxMemory is how much of an upload is held in memory.
const maxMemory = 4 << 20

// onceField carries the key of a form.
const onceField = "once"

func trim(s string) string { return strings.TrimSpace(s) }

// bind fills in (a pointer to a struct with form:"name" tags of string, []string, bool, int or *multipart.FileHeader) from
// the body. A field that the struct does not name is refused, so nothing takes effect that was not meant to. Text is
// trimmed, must be readable and is refused when it looks like a credential, unless its tag says secret:"allowed". Kind:
// Invalid, with a sentence beside each field.
func (c *call) bind(in any) error {
	form, files, err := c.body()
	if err != nil {
		return err
	}
	if keys := form[onceField]; len(keys) == 1 && len(keys[0]) >= 8 && len(keys[0]) <= 100 {
		c.formKey = keys[0]
		c.actor.Submission = keys[0]
	}
	var problems apperr.Fields
	known := []string{onceField}
	target := reflect.ValueOf(in).Elem()
	for i := range target.NumField() {
		field := target.Type().Field(i)
		name := field.Tag.Get("form")
		if name == "" {
			continue
		}
		known = append(known, name)
		if field.Type == reflect.TypeFor[*multipart.FileHeader]() {
			if len(files[name]) > 0 {
				target.Field(i).Set(reflect.ValueOf(files[name][0]))
			}
			continue
		}
		if sentence := set(target.Field(i), field.Tag, form[name]); sentence != "" {
			problems.Add(name, sentence)
		}
	}
	for name := range form {
		if !slices.Contains(known, name) {
			return apperr.New(apperr.Invalid, "This form has a field that is not expected here. Reload the page and try again.")
		}
	}
	for name := range files {
		if !slices.Contains(known, name) {
			return apperr.New(apperr.Invalid, "This form has a file that is not expected here. Reload the page and try again.")
		}
	}
	return problems.Err()
}

func (c *call) body() (map[string][]string, map[string][]*multipart.FileHeader, error) {
	r := c.Request()
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/x-www-form-urlencoded", "":
		err = r.ParseForm()
	case "multipart/form-data":
		err = r.ParseMultipartForm(maxMemory)
	default:
		return nil, nil, apperr.New(apperr.Invalid, "This address takes forms only.")
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, nil, err
	case err != nil:
		return nil, nil, apperr.Wrap(apperr.Invalid, "The form could not be read. Reload the page and try again.", err)
	case r.MultipartForm != nil:
		return r.MultipartForm.Value, r.MultipartForm.File, nil
	}
	return r.PostForm, nil, nil
}

// set stores the values of one field and answers with a sentence when they cannot be taken.
func set(v reflect.Value, tag reflect.StructTag, values []string) string {
	limit := maxText
	if m, err := strconv.Atoi(tag.Get("max")); err == nil {
		limit = m
	}
	cleaned := make([]string, 0, len(values))
	for _, text := range values {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		if tag.Get("trim") != "no" {
			text = trim(text)
		}
		switch {
		case len(text) > limit:
			return fmt.Sprintf("This is longer than the %d characters that are kept.", limit)
		case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
			return "This has characters that cannot be read. Type it again."
		case tag.Get("secret") != "allowed" && secret.In(text):
			// What was typed must not come back on the page either.
			return secret.Advice
		}
		cleaned = append(cleaned, text)
	}
	if v.Kind() == reflect.Slice {
		v.Set(reflect.ValueOf(cleaned))
		return ""
	}
	if len(cleaned) == 0 {
		return ""
	}
	last := cleaned[len(cleaned)-1]
	switch v.Kind() {
	case reflect.String:
		v.SetString(last)
	case reflect.Bool:
		v.SetBool(last == "on" || last == "true" || last == "1" || last == "yes")
	case reflect.Int:
		n, err := strconv.Atoi(last)
		if last != "" && err != nil {
			return "This must be a whole number."
		}
		v.SetInt(int64(n))
	default:
		return "This cannot be taken."
	}
	return ""
}

package config

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Setting is one setting as it stands, without a secret in it.
type Setting struct {
	// Name is its variable of the environment.
	Name string
	// Value is empty where it is not set; a secret that is set is "set, not shown".
	Value string
	// Default says that it stands as it came.
	Default bool
}

// notShown stands in the place of a secret.
const notShown = "set, not shown"

// secretNames are parts of the names of settings whose values let somebody in.
func secretNames() []string { return []string{"PASSWORD", "KEY", "SECRET", "TOKEN"} }

// Settings lists every setting by its name. What could let somebody in is not shown: passwords and keys by their names, and
// in addresses everything but scheme, host and path.
func (c Config) Settings() []Setting {
	var all []Setting
	collect(reflect.ValueOf(c), &all)
	slices.SortFunc(all, func(a, b Setting) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func collect(v reflect.Value, all *[]Setting) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		name := field.Tag.Get("env")
		if name == "" {
			if field.Type.Kind() == reflect.Struct {
				collect(v.Field(i), all)
			}
			continue
		}
		value := shown(name, v.Field(i))
		*all = append(*all, Setting{Name: name, Value: value, Default: value == field.Tag.Get("default") || v.Field(i).IsZero()})
	}
}

func shown(name string, v reflect.Value) string {
	text := fmt.Sprint(v.Interface())
	if d, ok := v.Interface().(time.Duration); ok {
		// "15m" as it is written, where Go says "15m0s".
		if text = strings.TrimSuffix(d.String(), "m0s"); text != d.String() {
			text = strings.TrimSuffix(text+"m", "h0m")
			if !strings.HasSuffix(text, "m") {
				text += "h"
			}
		}
		return text
	}
	if list, ok := v.Interface().([]string); ok {
		parts := make([]string, len(list))
		for i, one := range list {
			parts[i] = withoutSecret(one)
		}
		return strings.Join(parts, ", ")
	}
	if text == "" {
		return ""
	}
	for _, part := range secretNames() {
		if strings.Contains(name, part) {
			return notShown
		}
	}
	return withoutSecret(text)
}

// withoutSecret takes out of an address who signs in with it and what is asked there. What looks like one and cannot be read is
// not shown at all.
func withoutSecret(text string) string {
	if !strings.Contains(text, "://") {
		// A database can be named without a scheme too, word by word.
		if strings.Contains(strings.ToLower(text), "password") {
			return notShown
		}
		return text
	}
	before, rest, found := strings.Cut(text, "=")
	if !found || strings.Contains(before, "/") {
		before, rest = "", text
	} else {
		before += "="
	}
	u, err := url.Parse(rest)
	if err != nil || u.Opaque != "" {
		return notShown
	}
	hidden := u.User != nil || u.RawQuery != "" || u.Fragment != ""
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	if hidden {
		return before + u.String() + " (the rest is not shown)"
	}
	return before + u.String()
}

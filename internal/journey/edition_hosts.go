package journey

import (
	"net/url"
	"reflect"
	"sort"
	"strings"
)

// WithHosts is the edition with other addresses in the place of the vendor's: hosts maps a name ("loganstaging.esna.com") to
// a base URL ("http://localhost:8091"). Links, hosts and every text change alike: an address under the name gets the base URL,
// the bare name its host and port. Names are taken whole, so that no part of a longer name changes. The edition itself is left
// as it is; a base URL that is no address changes nothing.
func (e Edition) WithHosts(hosts map[string]string) Edition {
	var swaps []hostSwap
	for name, base := range hosts {
		u, err := url.Parse(base)
		if err != nil || u.Host == "" || name == "" {
			continue
		}
		swaps = append(swaps, hostSwap{name: name, base: strings.TrimRight(base, "/"), bare: u.Host})
	}
	if len(swaps) == 0 {
		return e
	}
	// The longer name first, and always in the same order.
	sort.Slice(swaps, func(i, j int) bool {
		if len(swaps[i].name) != len(swaps[j].name) {
			return len(swaps[i].name) > len(swaps[j].name)
		}
		return swaps[i].name < swaps[j].name
	})
	return rewritten(reflect.ValueOf(e), swaps).Interface().(Edition)
}

// WithHosts is Edition.WithHosts for all of them.
func (es Editions) WithHosts(hosts map[string]string) Editions {
	if len(hosts) == 0 {
		return es
	}
	out := make(Editions, len(es))
	for i, e := range es {
		out[i] = e.WithHosts(hosts)
	}
	return out
}

// hostSwap is a name of the vendor and what stands for it: base in addresses, bare in sentences.
type hostSwap struct{ name, base, bare string }

// rewritten is a deep copy of v in which every text has been through the swaps. It walks by reflection, so that a text which
// editions get later is not forgotten.
func rewritten(v reflect.Value, swaps []hostSwap) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(swapAll(v.String(), swaps))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(rewritten(v.Field(i), swaps))
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			break
		}
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(rewritten(v.Index(i), swaps))
		}
	case reflect.Map:
		if v.IsNil() {
			break
		}
		out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		for _, key := range v.MapKeys() {
			out.SetMapIndex(key, rewritten(v.MapIndex(key), swaps))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(rewritten(v.Elem(), swaps))
		}
	}
	return out
}

func swapAll(text string, swaps []hostSwap) string {
	// One walk through the text: what a swap has put in is not looked at again.
	var b strings.Builder
	for i := 0; i < len(text); {
		s, start, end := found(text, i, swaps)
		if s == nil {
			b.WriteByte(text[i])
			i++
			continue
		}
		if start == i {
			b.WriteString(s.bare)
		} else {
			b.WriteString(s.base)
		}
		i = end
	}
	return b.String()
}

// found looks for a name that begins at i, with a scheme before it (start lies behind i then) or without.
func found(text string, i int, swaps []hostSwap) (swap *hostSwap, start, end int) {
	if i > 0 && inName(text[i-1]) {
		return nil, 0, 0
	}
	start = i
	for _, scheme := range []string{"https://", "http://"} {
		if strings.HasPrefix(text[i:], scheme) {
			start = i + len(scheme)
		}
	}
	for n := range swaps {
		end = start + len(swaps[n].name)
		if end <= len(text) && strings.EqualFold(text[start:end], swaps[n].name) && ends(text[end:]) {
			return &swaps[n], start, end
		}
	}
	return nil, 0, 0
}

// ends says that a host's name is over: a point is part of it only where the name goes on.
func ends(rest string) bool {
	if rest == "" {
		return true
	}
	if rest[0] == '.' {
		return len(rest) == 1 || !inName(rest[1])
	}
	return !inName(rest[0]) && rest[0] != ':' || strings.HasPrefix(rest, ": ")
}

func inName(c byte) bool {
	return c == '-' || c == '.' || c == '@' || c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

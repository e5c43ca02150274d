package audit

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Difference is one value of an event, before and after. Name is how it is written, Label how it is read.
type Difference struct {
	Name   string
	Label  string
	Before string
	After  string
}

// Changed reports whether the event changed this value.
func (d Difference) Changed() bool { return d.Before != d.After }

// Differences sets before and after side by side, by name; an id stands with what it is called today.
func (l Line) Differences() []Difference {
	all := l.differences()
	for i, d := range all {
		all[i].Before, all[i].After = l.withName(d.Before), l.withName(d.After)
	}
	return all
}

// differences are the values as they were written.
func (l Line) differences() []Difference {
	before, after := flatten(l.Before), flatten(l.After)
	names := slices.Collect(maps.Keys(before))
	for name := range after {
		if _, both := before[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	all := make([]Difference, 0, len(names))
	for _, name := range names {
		all = append(all, Difference{Name: name, Label: labelOf(name), Before: before[name], After: after[name]})
	}
	return all
}

func (l Line) withName(value string) string {
	if name := l.names[value]; name != "" {
		return name + " (" + value + ")"
	}
	return value
}

func label(name string) string {
	words := strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(name, "_id"), "_", " "), ".", ", ")
	if words == "" {
		return "value"
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

func flattenInto(flat map[string]string, name string, v any) {
	join := func(part string) string {
		if name == "" {
			return part
		}
		return name + "." + part
	}
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			flattenInto(flat, join(key), inner)
		}
	case []any:
		var parts []string
		for i, inner := range v {
			switch inner.(type) {
			case map[string]any, []any:
				flattenInto(flat, join(strconv.Itoa(i+1)), inner)
			default:
				parts = append(parts, plain(inner))
			}
		}
		if len(parts) > 0 || len(v) == 0 {
			flat[name] = strings.Join(parts, ", ")
		}
	default:
		flat[name] = plain(v)
	}
}

func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return v.String()
	}
	return fmt.Sprint(v)
}

package journey

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

//go:embed editions/*.yaml
var embedded embed.FS

// DefaultEdition is the key of the edition that a new journey walks.
const DefaultEdition = "zang-2020"

// ClientSpaces is the one vendor's client there is, as Edition.Client names it.
const ClientSpaces = "spaces"

// Default loads the editions that the program carries. The error names file and line.
func Default() (Editions, error) {
	dir, err := fs.Sub(embedded, "editions")
	if err != nil {
		return nil, fmt.Errorf("editions: %w", err)
	}
	return Load(dir)
}

// Load reads every *.yaml file at the top of files as an edition, ordered by number. One broken file refuses all of them: the
// error joins everything that is wrong, each as "zang-2020.yaml:57: what is wrong". No file at all is an error too.
func Load(files fs.FS) (Editions, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("editions: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("editions: there is no *.yaml file")
	}
	var all Editions
	var broken []error
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			broken = append(broken, fmt.Errorf("%s: %w", name, err))
			continue
		}
		edition, err := parse(name, text)
		if err != nil {
			broken = append(broken, err)
			continue
		}
		if _, twice := all.Get(edition.Key); twice {
			broken = append(broken, fmt.Errorf("%s:1: another file has the key %q too", name, edition.Key))
			continue
		}
		all = append(all, edition)
	}
	if len(broken) > 0 {
		return nil, errors.Join(broken...)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Number < all[j].Number })
	return all, nil
}

// parse reads one file; the error joins everything that is wrong.
func parse(name string, text []byte) (Edition, error) {
	file, problems := readFile(text)
	if len(problems) > 0 {
		var found []error
		for _, p := range problems {
			found = append(found, fmt.Errorf("%s:%d: %s", name, p.Line, p.Say))
		}
		return Edition{}, errors.Join(found...)
	}
	return file.edition(), nil
}

// lineOf finds the line number in what yaml says.
var lineOf = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

// unknownField is how yaml names a key that a type does not have; the Go type's name is of no use to whoever writes editions.
var unknownField = regexp.MustCompile(`^field (\S+) not found in type .*$`)

// atLine turns yaml's errors into problems with their lines.
func atLine(err error) []Problem {
	said := []string{err.Error()}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		said = typed.Errors
	}
	var out []Problem
	for _, s := range said {
		line, what := 1, strings.TrimPrefix(s, "yaml: ")
		if m := lineOf.FindStringSubmatch(s); m != nil {
			line, _ = strconv.Atoi(m[1])
			what = m[2]
		}
		out = append(out, Problem{Line: line, Say: unknownField.ReplaceAllString(what, `unknown key "$1"`)})
	}
	return out
}

// lastLine is the greatest line number in a tree.
func lastLine(n *yaml.Node) int {
	last := n.Line
	for _, child := range n.Content {
		last = max(last, lastLine(child))
	}
	return last
}

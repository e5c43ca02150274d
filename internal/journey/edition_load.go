package journey

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"sort"
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

// parse reads one file. The text is read twice: as typed values, which finds unknown keys and wrong kinds, and as a tree,
// which knows the line of everything that the rules refuse.
func parse(name string, text []byte) (Edition, error) {
	var file editionFile
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		if errors.Is(err, io.EOF) {
			return Edition{}, fmt.Errorf("%s:1: the file is empty", name)
		}
		return Edition{}, atLine(name, err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return Edition{}, atLine(name, err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return Edition{}, fmt.Errorf("%s:%d: only one document belongs in a file", name, lastLine(&root)+1)
	}
	c := checker{file: name, root: &root}
	c.edition(&file)
	if len(c.found) > 0 {
		return Edition{}, errors.Join(c.found...)
	}
	return file.edition(), nil
}

// lineOf finds the line number in what yaml says.
var lineOf = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

// unknownField is how yaml names a key that a type does not have; the Go type's name is of no use to whoever writes editions.
var unknownField = regexp.MustCompile(`^field (\S+) not found in type .*$`)

// atLine turns yaml's errors into "file:line: what".
func atLine(name string, err error) error {
	said := []string{err.Error()}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		said = typed.Errors
	}
	var out []error
	for _, s := range said {
		line, what := "1", strings.TrimPrefix(s, "yaml: ")
		if m := lineOf.FindStringSubmatch(s); m != nil {
			line, what = m[1], m[2]
		}
		what = unknownField.ReplaceAllString(what, `unknown key "$1"`)
		out = append(out, fmt.Errorf("%s:%s: %s", name, line, what))
	}
	return errors.Join(out...)
}

// lastLine is the greatest line number in a tree.
func lastLine(n *yaml.Node) int {
	last := n.Line
	for _, child := range n.Content {
		last = max(last, lastLine(child))
	}
	return last
}

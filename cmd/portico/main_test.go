package main

import (
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func TestEveryFlagHasAnEnvironmentVariableThatIsWrittenDown(t *testing.T) {
	written, err := os.ReadFile("../../docs/deploy.md")
	if err != nil {
		t.Fatal(err)
	}
	parser, err := kong.New(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range parser.Model.Leaves(false) {
		for _, group := range command.AllFlags(false) {
			for _, flag := range group {
				switch {
				case flag.Name == "help":
				case len(flag.Envs) == 0:
					t.Errorf("portico %s --%s has no environment variable", command.Path(), flag.Name)
				case !strings.Contains(string(written), "`"+flag.Envs[0]+"`"):
					t.Errorf("%s, of portico %s --%s, is not in docs/deploy.md", flag.Envs[0], command.Path(), flag.Name)
				}
			}
		}
	}
}

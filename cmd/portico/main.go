// Command portico is the whole product: the web server, its migrations, a demo, and what an operator does at the command
// line. One file a sub-command; nothing here is a rule, it reads settings, wires and stops.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"portico/internal/config"
)

// version is set when a release is built.
var version = "dev"

// Exit codes of the contract.
const (
	exitFailed = 1
	exitUsage  = 2
)

type cli struct {
	Serve       serveCmd       `cmd:"" help:"Serve the web pages. Without DATABASE_URL a private PostgreSQL is started."`
	Demo        demoCmd        `cmd:"" help:"Serve with sample data and one account for each role."`
	Migrate     migrateCmd     `cmd:"" help:"Bring the database's tables up to date and stop."`
	Admin       adminCmd       `cmd:"" help:"Make an admin, or a link for a new password."`
	Audit       auditCmd       `cmd:"" help:"Check the trail."`
	Import      importCmd      `cmd:"" help:"Invite many people from a file."`
	Export      exportCmd      `cmd:"" help:"Write the ledger or the trail as a file that can be checked without Portico."`
	Healthcheck healthcheckCmd `cmd:"" help:"Ask a running server whether it is ready; for containers."`
	Views       viewsCmd       `cmd:"" hidden:"" help:"Serve every view with sample models."`
	Version     versionCmd     `cmd:"" help:"Print the version."`
}

func main() {
	if err := config.ExpandFiles(os.Environ(), os.Setenv); err != nil {
		fail(exitUsage, err)
	}
	var c cli
	parser, err := kong.New(&c, kong.Name("portico"),
		kong.Description("Brings a team's developers through a vendor's developer-access procedure, and keeps a trail an auditor can trust."),
		kong.UsageOnError())
	if err != nil {
		fail(exitFailed, err)
	}
	parsed, err := parser.Parse(os.Args[1:])
	if err != nil {
		fail(exitUsage, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parsed.BindTo(ctx, (*context.Context)(nil))
	if err := parsed.Run(); err != nil {
		stop()
		var usage usageError
		if errors.As(err, &usage) {
			fail(exitUsage, err)
		}
		fail(exitFailed, err)
	}
}

// usageError is a mistake in how the command was called.
type usageError struct{ error }

func fail(code int, err error) {
	fmt.Fprintln(os.Stderr, "portico:", err)
	os.Exit(code)
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	_, err := fmt.Println("portico", version)
	return err
}

// Command testserver runs another command with a throwaway PostgreSQL beside it, whose address it hands over in
// PORTICO_TEST_DATABASE_URL: `go run ./internal/testdb/testserver go test ./...`. It stops and forgets the server afterwards
// and exits as the command did. A server that is named there already is used as it is.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"portico/internal/pgprivate"
	"portico/internal/testdb"
)

func main() {
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "testserver:", err)
	}
	os.Exit(code)
}

func run(args []string) (int, error) {
	if len(args) == 0 {
		return 2, errors.New("say which command to run")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if os.Getenv(testdb.EnvURL) != "" {
		return command(ctx, args, nil)
	}
	dir, err := os.MkdirTemp("", "portico-test-")
	if err != nil {
		return 1, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	// The server of root runs as another user, who has to get through.
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // an empty folder for one test run
		return 1, err
	}
	server, err := pgprivate.Start(ctx, pgprivate.Config{
		DataDir: dir, Throwaway: true, Say: func(line string) { fmt.Fprintln(os.Stderr, line) },
	})
	if err != nil {
		return 1, err
	}
	defer func() {
		ending, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := server.Stop(ending); err != nil {
			fmt.Fprintln(os.Stderr, "testserver:", err)
		}
	}()
	return command(ctx, args, []string{testdb.EnvURL + "=" + server.URL()})
}

func command(ctx context.Context, args, env []string) (int, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // running what it is told is what it is for
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), env...)
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}

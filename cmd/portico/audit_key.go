package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/config"
)

type auditKeyCmd struct {
	config.Config
	New    bool   `env:"PORTICO_AUDIT_KEY_NEW" help:"Make a new pair of keys and print both, instead of showing the verifying key in use."`
	Origin string `env:"PORTICO_AUDIT_KEY_ORIGIN" help:"What the trail of a new pair is called, for example portico.acme.example/trail. Default: from the base URL."`
}

// Run prints the key that verifies checkpoints, or makes a pair.
func (a *auditKeyCmd) Run(ctx context.Context) error { return a.run(ctx, os.Stdout) }

func (a *auditKeyCmd) run(_ context.Context, out io.Writer) error {
	if err := a.Complete(a.Addr); err != nil {
		return usageError{err}
	}
	if a.New {
		return a.make(out)
	}
	signer, err := signingKey(&a.Config)
	if err != nil {
		return err
	}
	if signer == "" {
		return audit.ErrNoKey
	}
	verifier, err := seal.VerifierOf(signer)
	if err != nil {
		return usageError{fmt.Errorf("PORTICO_CHECKPOINT_KEY: %w", err)}
	}
	_, err = fmt.Fprintln(out, verifier)
	return err
}

// make prints a new pair; nothing is kept.
func (a *auditKeyCmd) make(out io.Writer) error {
	name := a.Origin
	if name == "" {
		name = origin(&a.Config)
	}
	signer, verifier, err := seal.NewKey(name)
	if err != nil {
		return usageError{err}
	}
	if again, err := seal.VerifierOf(signer); err != nil || again != verifier || seal.KeyName(signer) != name {
		return usageError{errors.New("an origin is a host and a path, without blanks and plus signs")}
	}
	_, err = fmt.Fprintf(out, "Signing key, secret, for PORTICO_CHECKPOINT_KEY or its _FILE:\n%s\n\nVerifying key, for everyone:\n%s\n", signer, verifier)
	return err
}

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"portico/internal/access"
	"portico/internal/config"
)

type adminCmd struct {
	Create        adminCreateCmd `cmd:"" help:"Make an admin and print a one-time link to choose a password."`
	ResetPassword adminResetCmd  `cmd:"" name:"reset-password" help:"Print a one-time link to choose a new password."`
}

type adminCreateCmd struct {
	config.Config
	Email string `required:"" env:"PORTICO_ADMIN_EMAIL" help:"Address of the admin. A member with this address gets the role."`
	Name  string `env:"PORTICO_ADMIN_NAME" help:"Name of a new admin."`
}

// Run makes an admin.
func (a *adminCreateCmd) Run(ctx context.Context) error { return a.run(ctx, os.Stdout) }

func (a *adminCreateCmd) run(ctx context.Context, out io.Writer) error {
	return withSite(ctx, &a.Config, func(s *site) error {
		made, err := s.services.SignIn.CreateAdmin(ctx, access.OperatorActor(), a.Email, a.Name)
		if err != nil {
			return plain(err)
		}
		if made.Token == "" {
			_, err = fmt.Fprintf(out, "%s was a member already and is an admin now.\n", a.Email)
			return err
		}
		_, err = fmt.Fprintf(out, "%s is an admin. Choose the password here, once, within a day:\n%s/reset/%s\n", a.Email, a.BaseURL, made.Token)
		return err
	})
}

type adminResetCmd struct {
	config.Config
	Email string `required:"" env:"PORTICO_ADMIN_EMAIL" help:"Address of the member."`
}

// Run prints a link for a new password.
func (a *adminResetCmd) Run(ctx context.Context) error { return a.run(ctx, os.Stdout) }

func (a *adminResetCmd) run(ctx context.Context, out io.Writer) error {
	return withSite(ctx, &a.Config, func(s *site) error {
		member, err := s.services.People.MemberByAddress(ctx, a.Email)
		if err != nil {
			return plain(err)
		}
		token, expires, err := s.services.SignIn.MakeReset(ctx, access.OperatorActor(), member.ID)
		if err != nil {
			return plain(err)
		}
		_, err = fmt.Fprintf(out, "Choose a new password for %s here, once, until %s:\n%s/reset/%s\n",
			a.Email, expires.Format(time.RFC3339), a.BaseURL, token)
		return err
	})
}

// withSite opens everything but the listener for one task of an operator, and closes it.
func withSite(ctx context.Context, c *config.Config, task func(*site) error) error {
	log := newLog()
	if err := c.Complete(c.Addr); err != nil {
		return usageError{err}
	}
	server, err := database(ctx, c, log)
	if err != nil {
		return err
	}
	defer server.stop()
	s, err := open(ctx, c, log)
	if err != nil {
		return err
	}
	defer s.db.Close()
	return task(s)
}

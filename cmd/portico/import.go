package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/config"
	"portico/internal/people"
)

type importCmd struct {
	People importPeopleCmd `cmd:"" help:"Invite the people of a CSV file (name, e-mail, team, role) and print their links."`
}

type importPeopleCmd struct {
	config.Config
	File     string `arg:"" help:"CSV file, or - for the standard input."`
	DryRun   bool   `name:"dry-run" env:"PORTICO_IMPORT_DRY_RUN" help:"Show what would become of each row and write nothing."`
	WithLook bool   `name:"with-look" env:"PORTICO_IMPORT_WITH_LOOK" help:"Invite also the rows that need a look, such as addresses that are no company's."`
}

// Run invites the good rows and prints what became of each. It fails when a row was not imported.
func (i *importPeopleCmd) Run(ctx context.Context) error { return i.run(ctx, os.Stdin, os.Stdout) }

func (i *importPeopleCmd) run(ctx context.Context, in io.Reader, out io.Writer) error {
	text, err := i.read(in)
	if err != nil {
		return usageError{err}
	}
	return withSite(ctx, &i.Config, func(s *site) error {
		if i.DryRun {
			return i.dryRun(ctx, s, text, out)
		}
		rows, err := s.services.People.CommitImport(ctx, access.OperatorActor(), text, i.WithLook)
		if err != nil {
			return plain(err)
		}
		return i.print(rows, out)
	})
}

func (i *importPeopleCmd) read(in io.Reader) (string, error) {
	if i.File != "-" {
		file, err := os.Open(i.File)
		if err != nil {
			return "", fmt.Errorf("open the list: %w", err)
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	body, err := io.ReadAll(io.LimitReader(in, people.MaxImportBytes+1))
	return string(body), err
}

func (i *importPeopleCmd) dryRun(ctx context.Context, s *site, text string, out io.Writer) error {
	check, err := s.services.People.CheckImport(ctx, access.OperatorActor(), text)
	if err != nil {
		return plain(err)
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, r := range check.Rows {
		fmt.Fprintf(w, "row %d\t%s\t%s\t%s\n", r.Row, r.Email, r.Fate, r.Reason)
	}
	fmt.Fprintf(w, "%d good, %d to look at, %d cannot be imported. Nothing was written.\n", check.Good, check.Look, check.Bad)
	return w.Flush()
}

func (i *importPeopleCmd) print(rows []people.ImportedRow, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	left := 0
	for _, r := range rows {
		switch {
		case r.Invited.ID == "":
			left++
			fmt.Fprintf(w, "row %d\t%s\tnot invited\t%s\n", r.Row, r.Email, r.Reason)
		case r.Invited.ByMail:
			fmt.Fprintf(w, "row %d\t%s\tinvited\tby mail\n", r.Row, r.Email)
		default:
			fmt.Fprintf(w, "row %d\t%s\tinvited\t%s/invitations/%s\n", r.Row, r.Email, i.BaseURL, r.Invited.Token)
		}
	}
	fmt.Fprintf(w, "%d invited, %d not.\n", len(rows)-left, left)
	if err := w.Flush(); err != nil {
		return err
	}
	if left > 0 {
		return fmt.Errorf("%d rows were not imported: mend them and import the same file again; nobody is invited twice", left)
	}
	return nil
}

// plain is what an operator reads of an error: its sentences, without the kind that stands before them in a log.
func plain(err error) error {
	var typed *apperr.Error
	if !errors.As(err, &typed) || typed.Kind == apperr.Internal || typed.Kind == apperr.Unavailable {
		return err
	}
	if typed.Kind == apperr.NotFound {
		return errors.New("there is no member with this address")
	}
	for _, sentence := range typed.Fields {
		return errors.New(sentence)
	}
	return errors.New(typed.Message)
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/config"
	"portico/internal/export"
	"portico/internal/permission"
)

type exportCmd struct {
	Ledger exportLedgerCmd `cmd:"" help:"Who holds developer permission, as of a day, as a file that can be checked."`
	Trail  exportTrailCmd  `cmd:"" help:"The events of the trail, or all of it, as a file that can be checked."`
}

// exportFile is where a file goes and in which form.
type exportFile struct {
	Format string `env:"PORTICO_EXPORT_FORMAT" enum:"csv,xlsx,jsonl" default:"jsonl" help:"Table beside the JSON Lines that every export has: csv, xlsx, or jsonl for none."`
	Out    string `required:"" env:"PORTICO_EXPORT_OUT" help:"ZIP file to write, or - for the standard output. A file that is there already is not written over."`
}

type exportLedgerCmd struct {
	config.Config
	exportFile
	Company     string `env:"PORTICO_EXPORT_COMPANY" help:"Id of a company, or freelance."`
	Environment string `env:"PORTICO_EXPORT_ENVIRONMENT" enum:"staging,production," default:"" help:"staging or production. Default: both."`
	AsOf        string `env:"PORTICO_EXPORT_AS_OF" name:"as-of" help:"Day (its end, in UTC) or moment that is asked about, as 2026-06-16 or 2026-06-16T09:41:07Z. Default: now."`
	KnownAt     string `env:"PORTICO_EXPORT_KNOWN_AT" name:"known-at" help:"Leave out what was recorded after this day or moment. Default: now."`
	What        string `env:"PORTICO_EXPORT_WHAT" enum:"changed,unproven,should-not,end-unconfirmed," default:"" help:"changed (gained, lost or corrected), unproven (on their own word only), should-not (hold it and should not) or end-unconfirmed (said to be gone, not confirmed). Default: who holds it."`
	Since       string `env:"PORTICO_EXPORT_SINCE" help:"Day or moment that changed compares with."`
	Days        int    `env:"PORTICO_EXPORT_DAYS" default:"90" help:"How old evidence may be, for should-not."`
	Grade       string `env:"PORTICO_EXPORT_GRADE" enum:"verified,confirmed,self-reported," default:"" help:"Only rows whose evidence is verified, confirmed or self-reported."`
}

type exportTrailCmd struct {
	config.Config
	exportFile
	Action  string `env:"PORTICO_EXPORT_ACTION" help:"Only events of one action, such as grant.recorded."`
	Team    string `env:"PORTICO_EXPORT_TEAM" help:"Only what happened in a team, by the short name in its address, and what concerns its members."`
	Member  string `env:"PORTICO_EXPORT_MEMBER" help:"Only what concerns the member with this id."`
	Actor   string `env:"PORTICO_EXPORT_ACTOR" help:"Only what the member with this id did, or system, operator, anonymous."`
	Subject string `env:"PORTICO_EXPORT_SUBJECT" help:"Only what is about one thing, such as grant:0198..."`
	From    string `env:"PORTICO_EXPORT_FROM" help:"From this day (in UTC) or moment on."`
	To      string `env:"PORTICO_EXPORT_TO" help:"Up to this day, with it, or before this moment."`
	Request string `env:"PORTICO_EXPORT_REQUEST" help:"Only what came of one request."`
	Refused bool   `env:"PORTICO_EXPORT_REFUSED" help:"Only what was refused."`
}

// Run writes an export of the ledger.
func (c *exportLedgerCmd) Run(ctx context.Context) error {
	o := export.Order{What: export.Ledger, Format: c.Format, Ledger: permission.Question{
		Company: c.Company, Environment: c.Environment, Grade: c.Grade, What: c.What,
	}}
	if c.What == permission.ShouldNot {
		o.Ledger.Days = c.Days
	}
	var err error
	if o.Ledger.Since, err = dayOrMoment("--since", c.Since, true); err != nil {
		return err
	}
	if o.Ledger.AsOf, err = dayOrMoment("--as-of", c.AsOf, true); err != nil {
		return err
	}
	if o.Ledger.KnownAt, err = dayOrMoment("--known-at", c.KnownAt, true); err != nil {
		return err
	}
	return c.export(ctx, &c.Config, o)
}

// Run writes an export of the trail.
func (c *exportTrailCmd) Run(ctx context.Context) error {
	o := export.Order{What: export.Trail, Format: c.Format, Trail: audit.Filter{
		Action: c.Action, Team: c.Team, Member: c.Member, Actor: c.Actor, Subject: c.Subject, Request: c.Request, RefusedOnly: c.Refused,
	}}
	var err error
	if o.Trail.From, err = dayOrMoment("--from", c.From, false); err != nil {
		return err
	}
	if o.Trail.To, err = dayOrMoment("--to", c.To, true); err != nil {
		return err
	}
	if len(c.To) == len(time.DateOnly) {
		// The last moment of the day counts too.
		o.Trail.To = o.Trail.To.Add(time.Microsecond)
	}
	return c.export(ctx, &c.Config, o)
}

// dayOrMoment reads a day in UTC, at its beginning or its end, or a moment; nothing is the zero time.
func dayOrMoment(flag, text string, atEnd bool) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		if atEnd {
			// A day that is not over has no end yet: now, at the most.
			return earlier(day.AddDate(0, 0, 1).Add(-time.Microsecond), time.Now().UTC()), nil
		}
		return day, nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return at, usageError{fmt.Errorf("%s: write a day as 2026-06-16 or a moment as 2026-06-16T09:41:07Z", flag)}
	}
	return at, nil
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// export makes the export as an operator and writes its file. What is not whole never stands under the final name.
func (f *exportFile) export(ctx context.Context, c *config.Config, o export.Order) error {
	if err := hasDatabase(c); err != nil {
		return err
	}
	out, err := f.open()
	if err != nil {
		return err
	}
	defer out.drop()
	return withSite(ctx, c, func(s *site) error {
		exports := s.services.Exports.Named(version)
		made, err := exports.Make(ctx, access.OperatorActor(), o)
		if err != nil {
			return plain(err)
		}
		stop := follow(ctx, exports, made.ID)
		err = exports.Fetch(ctx, access.OperatorActor(), made.ID, out)
		stop()
		switch {
		case errors.Is(err, export.ErrStopped):
			return errors.New("the export was stopped from its page; nothing was kept")
		case ctx.Err() != nil:
			return errors.New("stopped; nothing was kept")
		case err != nil:
			return plain(err)
		}
		if made.Head.Note == "" {
			fmt.Fprintln(os.Stderr, "The file is not signed: no key is set.")
		}
		return out.keep()
	})
}

// outFile is a file on its way to its name, or the standard output.
type outFile struct {
	io.Writer
	file *os.File
	name string
}

func (f *exportFile) open() (*outFile, error) {
	if f.Out == "-" {
		// What else is said on the way, by a private PostgreSQL that starts, must not stand in the file.
		out := os.Stdout
		os.Stdout = os.Stderr
		return &outFile{Writer: out}, nil
	}
	if _, err := os.Lstat(f.Out); err == nil {
		return nil, usageError{fmt.Errorf("%s is there already: choose another name, or move it away", f.Out)}
	}
	file, err := os.OpenFile(f.Out+".part", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("begin the file: %w", err)
	}
	return &outFile{Writer: file, file: file, name: f.Out}, nil
}

// keep gives the whole file its name.
func (o *outFile) keep() error {
	if o.file == nil {
		return nil
	}
	if err := errors.Join(o.file.Sync(), o.file.Close()); err != nil {
		return fmt.Errorf("end the file: %w", err)
	}
	// A link fails where the name was taken meanwhile; a rename would write over it.
	if err := os.Link(o.name+".part", o.name); err != nil {
		return fmt.Errorf("name the file: %w", err)
	}
	return nil
}

// drop takes away what is not under the final name.
func (o *outFile) drop() {
	if o.file != nil {
		_ = o.file.Close()
		_ = os.Remove(o.name + ".part")
	}
}

// follow says on a terminal how far a file is. The caller calls what it returns when the file has ended.
func follow(ctx context.Context, exports *export.Service, id string) (stop func()) {
	if info, err := os.Stderr.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
				if e, err := exports.Show(ctx, access.OperatorActor(), id); err == nil {
					fmt.Fprintf(os.Stderr, "\r%d of %d lines, %.1f MB ", e.Run.Lines, e.Run.LinesExpected, float64(e.Run.Bytes)/(1<<20))
				}
			}
		}
		fmt.Fprintln(os.Stderr)
	}()
	return func() { cancel(); <-ended }
}

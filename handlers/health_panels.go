package handlers

import (
	"fmt"
	"time"

	"portico/internal/job"
	"portico/views/components"
	view "portico/views/health"
)

// From here on something is wrong.
const (
	// jobLate is how long a job may be due before it is late.
	jobLate = 5 * time.Minute
	// diskShare is how much of a disk should be free: one part in so many.
	diskShare = 10
	// connectionShare is how many of the database's connections may be taken before it is said, in hundredths.
	connectionShare = 80
)

// panels are the parts for admins, and what is wrong in them, each as half a sentence.
func (m healthMapping) panels() ([]view.Panel, []string) {
	var all []view.Panel
	var trouble []string
	for _, make := range []func() (view.Panel, string){m.chain, m.mail, m.jobs, m.database, m.process} {
		p, wrong := make()
		if all = append(all, p); wrong != "" {
			trouble = append(trouble, wrong)
		}
	}
	return all, trouble
}

func (m healthMapping) chain() (view.Panel, string) {
	s := *m.h.seal
	words := sealWords(s, true, m.now, m.zone)
	p := view.Panel{ID: "chain", Title: "Audit chain", Status: "verified", StatusText: "Intact", Notes: words.Lines}
	p.Facts = []components.Fact{
		{Name: "Events sealed", Value: count(s.Size)},
		{Name: "Not sealed yet", Value: itoa(s.Unsealed)},
		{Name: "Last sealed", Value: m.momentOr(s.SealedAt, "never")},
		{Name: "Last checkpoint", Value: m.momentOr(s.Checkpoint.At, "none")},
	}
	if s.Size > 0 {
		p.Facts = append(p.Facts, components.Fact{Name: "Head", Value: shortHash(fmt.Sprintf("%x", s.Link)), Mono: true})
	}
	for _, b := range words.Breaks {
		p.Notes = append(p.Notes, b.Text)
	}
	switch {
	case len(s.Breaks) > 0:
		p.Status, p.StatusText = "problem", countOf(len(s.Breaks), "break", "breaks")
		return p, "the audit chain has " + countOf(len(s.Breaks), "break", "breaks")
	case words.Status == "problem":
		p.Status, p.StatusText = "problem", "Sealing has stopped"
		if s.Trouble != "" {
			p.Notes = append([]string{"Since " + m.moment(s.TroubleAt) + ": " + s.Trouble}, p.Notes...)
		}
		return p, "sealing has stopped"
	case s.Size == 0:
		p.Status, p.StatusText = "waiting", "Nothing sealed yet"
	case s.Verifier == "":
		p.Status, p.StatusText = "waiting", "No signing key"
	}
	for _, d := range s.Deliveries {
		if d.Error != "" {
			p.Status, p.StatusText = "waiting", "A checkpoint did not arrive"
			return p, "a checkpoint did not reach " + d.Target
		}
	}
	return p, ""
}

// shortHash shows the beginning of a hash in groups.
func shortHash(hex string) string {
	if len(hex) < 12 {
		return hex
	}
	return hex[:4] + " " + hex[4:8] + " " + hex[8:12]
}

func (m healthMapping) mail() (view.Panel, string) {
	s := *m.h.mail
	p := view.Panel{ID: "mail", Title: "Mail", Status: "confirmed", StatusText: "All sent"}
	if s.Server == "" {
		p.Status, p.StatusText = "skipped", "Not set up"
		p.Notes = []string{"No mail server is set: links are shown to be copied. PORTICO_SMTP_HOST names one."}
		return p, ""
	}
	p.Facts = []components.Fact{
		{Name: "Sent, last 24 hours", Value: itoa(s.Sent)},
		{Name: "Waiting", Value: itoa(s.Waiting)},
		{Name: "Refused", Value: itoa(s.Refused)},
		{Name: "Given up", Value: itoa(s.GivenUp)},
		{Name: "Server", Value: s.Server},
	}
	switch {
	case s.GivenUp > 0:
		p.Status, p.StatusText = "problem", itoa(s.GivenUp)+" given up"
		return p, countOf(s.GivenUp, "mail could not be delivered", "mails could not be delivered")
	case s.Refused > 0:
		p.Status, p.StatusText = "waiting", itoa(s.Refused)+" refused"
		return p, countOf(s.Refused, "mail was refused", "mails were refused")
	case s.Waiting > 0:
		p.Status, p.StatusText = "waiting", itoa(s.Waiting)+" waiting"
	}
	return p, ""
}

func (m healthMapping) jobs() (view.Panel, string) {
	s := *m.h.jobs
	p := view.Panel{ID: "jobs", Title: "Jobs", Status: "confirmed", StatusText: "On time"}
	for _, t := range s.Tasks {
		p.Facts = append(p.Facts, components.Fact{Name: t.Title, Value: m.taskWords(t)})
	}
	p.Facts = append(p.Facts,
		components.Fact{Name: "Waiting", Value: itoa(s.Waiting)}, components.Fact{Name: "Running", Value: itoa(s.Running)},
		components.Fact{Name: "To be tried again", Value: itoa(s.Retrying)}, components.Fact{Name: "Given up, last 24 hours", Value: itoa(s.GivenUp)},
	)
	switch {
	case !s.MayWork:
		p.Status, p.StatusText = "problem", "Not worked here"
		p.Notes = []string{"The database gives this process no right to work the queue: jobs wait for a process that has it."}
		return p, "jobs are not worked by this process"
	case s.GivenUp > 0:
		p.Status, p.StatusText = "problem", itoa(s.GivenUp)+" given up"
		return p, countOf(s.GivenUp, "job failed", "jobs failed")
	case s.OldestWaiting != nil && m.now.Sub(*s.OldestWaiting) > jobLate:
		p.Status, p.StatusText = "problem", "Late"
		return p, "jobs are late"
	case s.LedSince.IsZero():
		p.Status, p.StatusText = "waiting", "No process leads"
		p.Notes = []string{"Nothing runs by the clock until a process leads. After a start it takes some seconds."}
	case s.Retrying > 0:
		p.Status, p.StatusText = "waiting", itoa(s.Retrying)+" to be tried again"
	}
	return p, ""
}

func (m healthMapping) taskWords(t job.TaskState) string {
	words := m.momentOr(t.LastBegan, "not run yet")
	if t.State == "running" {
		words += ", running"
	}
	if t.Every > 0 {
		words += ", every " + spanWords(t.Every)
	}
	return words
}

func (m healthMapping) database() (view.Panel, string) {
	d := m.h.process.Database
	p := view.Panel{ID: "db", Title: "Database", Status: "confirmed", StatusText: "Ready", Facts: []components.Fact{
		{Name: "Server", Value: "PostgreSQL " + d.Version},
		{Name: "Migrations", Value: fmt.Sprintf("%d of %d, at %05d", d.Count, d.Total, d.Applied)},
		{Name: "Size", Value: bytesWords(uint64(max(d.Bytes, 0)))},
		{Name: "Connections", Value: fmt.Sprintf("%d of %d", d.Connections, d.MaxConnections)},
		{Name: "Of this process", Value: fmt.Sprintf("%d of %d in use", d.InUse, d.PoolMax)},
	}}
	if !d.Restricted {
		p.Status, p.StatusText = "waiting", "No role of its own"
		p.Notes = []string{"The database did not let Portico work under the role portico_app. The triggers still protect the trail; give the owner CREATEROLE and start again."}
	}
	switch {
	case d.Count < d.Total:
		p.Status, p.StatusText = "problem", "Migrations are missing"
		return p, "the database lacks migrations"
	case d.MaxConnections > 0 && d.Connections*100 > d.MaxConnections*connectionShare:
		p.Status, p.StatusText = "problem", "Few connections left"
		return p, "the database has few connections left"
	}
	return p, ""
}

func (m healthMapping) process() (view.Panel, string) {
	v := m.h.process
	p := view.Panel{ID: "process", Title: "This process", Facts: []components.Fact{
		{Name: "Version", Value: m.version}, {Name: "Running since", Value: m.moment(v.StartedAt)},
	}}
	if v.Size == 0 {
		p.Notes = []string{"It keeps nothing on its own disk: everything is in the database."}
		return p, ""
	}
	p.Facts = append(p.Facts, components.Fact{Name: "Disk", Value: bytesWords(v.Free) + " of " + bytesWords(v.Size) + " free"}, components.Fact{Name: "Data directory", Value: v.DataDir})
	if v.Free*diskShare < v.Size {
		p.Status, p.StatusText = "problem", "Disk nearly full"
		return p, "the disk is nearly full"
	}
	return p, ""
}

func (m healthMapping) momentOr(t time.Time, never string) string {
	if t.IsZero() {
		return never
	}
	return m.moment(t)
}

// failed lists jobs that failed, with a way to have each tried again.
func (m healthMapping) failed(once string) []view.FailedJob {
	var all []view.FailedJob
	for _, f := range m.h.jobs.Failed {
		one := view.FailedJob{Title: f.Title, When: fmt.Sprintf("%s, attempt %d of %d", m.moment(f.At), f.Attempt, f.Attempts), Error: f.Error, Next: "Given up"}
		if !f.GivenUp {
			one.Next = "Tried again at " + m.moment(f.Next)
		}
		id := fmt.Sprint(f.ID)
		one.Retry = components.PostModel{
			Action: "/health/jobs/" + id + "/retry", Once: once + "-job-" + id, Button: components.ButtonModel{Text: "Try again", Label: "Try again: " + f.Title, Size: "small"},
		}
		all = append(all, one)
	}
	return all
}

func (m healthMapping) settings() []view.Setting {
	var all []view.Setting
	for _, s := range m.h.process.Settings {
		all = append(all, view.Setting{Name: s.Name, Value: s.Value, Default: s.Default})
	}
	return all
}

// bytesWords writes a size as people say it: "86 MB", "1.4 GB".
func bytesWords(n uint64) string {
	units := []string{"bytes", "kB", "MB", "GB", "TB"}
	size, unit := float64(n), 0
	for size >= 1000 && unit < len(units)-1 {
		size, unit = size/1000, unit+1
	}
	if unit == 0 || size >= 10 {
		return fmt.Sprintf("%.0f %s", size, units[unit])
	}
	return fmt.Sprintf("%.1f %s", size, units[unit])
}

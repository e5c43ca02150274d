package linkwatch

import (
	"context"
	"time"

	"portico/internal/access"
)

// certificateSoon is how long before its end a certificate is spoken of.
const certificateSoon = 21 * 24 * time.Hour

// Checked is one check of a link.
type Checked struct {
	At    time.Time
	State State
}

// Line is a link on the page.
type Line struct {
	Watched
	// Asked is false for a link that was not checked yet.
	Asked bool
	// Recent are the checks of the last seven days, the oldest first.
	Recent []Checked
	// CertificateDays are the days that its certificate is still good; CertificateSoon that there are 21 or fewer.
	CertificateDays int
	CertificateSoon bool
}

// View is the page's part about links.
type View struct {
	Lines   []Line
	Missing []Missing
	// CheckedAt is the newest check; zero before the first. Every is how often links are checked by the clock.
	CheckedAt time.Time
	Every     time.Duration
	// Dead and Moved count links.
	Dead, Moved int
	// MayAct says that the actor may have links checked and replace them.
	MayAct bool
}

// Links reads how all links of the editions in use do. Leads, auditors and admins may. Kinds: Forbidden, Unavailable.
func (s *Service) Links(ctx context.Context, actor access.Actor) (View, error) {
	if err := actor.Check(access.HealthRead, access.Scope{}); err != nil {
		return View{}, err
	}
	now := s.now()
	all, lacking, err := s.targets(ctx)
	if err != nil {
		return View{}, err
	}
	states, checks, err := readAll(ctx, s.log.DB(), now.AddDate(0, 0, -7))
	if err != nil {
		return View{}, err
	}
	v := View{Missing: lacking, Every: s.cfg.Every, MayAct: actor.May(access.LinkSupply, access.Scope{})}
	for _, t := range all {
		l := Line{Watched: Watched{Target: t}}
		if w, ok := states[t.URL]; ok {
			l.Asked, l.Watched, l.Recent = true, w, checks[t.URL]
			l.Target = t
		}
		if !l.TLSUntil.IsZero() {
			l.CertificateDays = int(l.TLSUntil.Sub(now) / (24 * time.Hour))
			l.CertificateSoon = l.TLSUntil.Sub(now) <= certificateSoon
		}
		if l.CheckedAt.After(v.CheckedAt) {
			v.CheckedAt = l.CheckedAt
		}
		switch l.State {
		case Dead:
			v.Dead++
		case Moved:
			v.Moved++
		}
		v.Lines = append(v.Lines, l)
	}
	return v, nil
}

package notify

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"portico/internal/linkwatch"
	"portico/internal/people"
	"portico/internal/signin"
)

// Post takes the letters that features have due to people. The features keep what is due in the database, so a letter is not
// lost when a process dies, and several processes share the work.
type Post struct {
	people  *people.Service
	signin  *signin.Service
	links   *linkwatch.Service
	mailer  Mailer
	baseURL string
}

// NewPost makes a Post whose links lead to baseURL.
func NewPost(p *people.Service, s *signin.Service, m Mailer, baseURL string) *Post {
	return &Post{people: p, signin: s, mailer: m, baseURL: strings.TrimRight(baseURL, "/")}
}

// lookEvery is how long a letter waits at most before it is looked at.
const lookEvery = 3 * time.Second

// finishFor is how long the letter that is on its way when the end comes has to arrive and to be recorded.
const finishFor = 20 * time.Second

// Run sends what is due until ctx ends, and returns when the letter that was on its way then is recorded. Without a mail server
// it returns at once.
func (p *Post) Run(ctx context.Context, log *slog.Logger) {
	if _, none := p.mailer.(None); none {
		return
	}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if _, err := p.SendDue(ctx); err != nil && ctx.Err() == nil {
			log.Error("letters could not be looked at", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// SendDue sends every letter that is due now and gives their number. What became of each is recorded by its feature. When ctx
// ends no other letter is begun, but the one on its way is finished: a letter that left unrecorded would leave twice.
func (p *Post) SendDue(ctx context.Context) (int, error) {
	sent := 0
	for _, next := range []func(context.Context) (bool, error){
		func(ctx context.Context) (bool, error) { return p.people.MailNext(ctx, p.invitation) },
		func(ctx context.Context) (bool, error) { return p.signin.MailNextReset(ctx, p.reset) },
		p.nextLink,
	} {
		for {
			if err := ctx.Err(); err != nil {
				return sent, err
			}
			found, err := finish(ctx, next)
			if err != nil {
				return sent, err
			}
			if !found {
				break
			}
			sent++
		}
	}
	return sent, nil
}

func finish(ctx context.Context, next func(context.Context) (bool, error)) (bool, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishFor)
	defer cancel()
	return next(ctx)
}

func (p *Post) invitation(ctx context.Context, l people.Letter) error {
	m, err := write("invitation", Mail{To: l.Email, Name: l.Name}, letter{
		Name: l.Name, By: l.InvitedBy, Team: l.TeamName, Role: strings.ToLower(l.Role.Label()), Email: l.Email,
		Link: p.baseURL + "/invitations/" + url.PathEscape(l.Token), Until: until(l.ExpiresAt), Host: p.host(),
	})
	if err != nil {
		return err
	}
	return p.mailer.Send(ctx, m)
}

func (p *Post) reset(ctx context.Context, l signin.ResetLetter) error {
	m, err := write("reset", Mail{To: l.Email, Name: l.Name}, letter{
		Name: l.Name, Email: l.Email, Link: p.baseURL + "/reset/" + url.PathEscape(l.Token), Until: until(l.ExpiresAt), Host: p.host(),
	})
	if err != nil {
		return err
	}
	return p.mailer.Send(ctx, m)
}

func (p *Post) host() string {
	_, host, _ := strings.Cut(p.baseURL, "://")
	return host
}

package notify

import (
	"context"
	"time"

	"portico/internal/linkwatch"
)

// TellOfLinks has the letters about links that do not answer sent too. It is called once, before Run.
func (p *Post) TellOfLinks(l *linkwatch.Service) { p.links = l }

// nextLink sends the next letter about links.
func (p *Post) nextLink(ctx context.Context) (bool, error) {
	if p.links == nil {
		return false, nil
	}
	return p.links.MailNext(ctx, p.deadLinks)
}

// linkLine is a link in a letter.
type linkLine struct{ URL, Since string }

func (p *Post) deadLinks(ctx context.Context, l linkwatch.Letter) error {
	filled := letter{Name: l.Name, Email: l.Email, Link: p.baseURL + "/health", Host: p.host()}
	zone, err := time.LoadLocation(l.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	for _, dead := range l.Links {
		filled.Links = append(filled.Links, linkLine{dead.URL, dead.Since.In(zone).Format("2 January 2006, 15:04 MST")})
	}
	m, err := write("links", Mail{To: l.Email, Name: l.Name}, filled)
	if err != nil {
		return err
	}
	return p.mailer.Send(ctx, m)
}

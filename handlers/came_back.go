package handlers

import (
	"net/url"
	"strings"

	"portico/internal/journey"
)

// formFamily is the key that all forms of a page share; each adds a word of its own, so that sending one of them twice has
// one effect and sending two has two.
func formFamily(c *call) string {
	const length = len("0190b7a4-8f3e-7c11-9d52-2f6a1c9be001")
	key := c.once()
	return key[:min(len(key), length)]
}

// journeyStepOf says which step of the journey a person came from, by the address to return to.
func (s *Server) journeyStepOf(c *call, back string) (key string, ok bool) {
	u, err := url.Parse(back)
	if err != nil {
		return "", false
	}
	key, found := strings.CutPrefix(u.Path, "/journey/steps/")
	if !found || !c.actor.HasJourney() {
		return "", false
	}
	_, known := s.walked(c).Step(key)
	return key, known
}

// vendorHost is one of the vendor's addresses by its key; an empty one where the edition names none.
func (s *Server) vendorHost(c *call, key string) journey.Host {
	for _, host := range s.walked(c).Hosts {
		if host.Key == key {
			return host
		}
	}
	return journey.Host{}
}

// onward is where a person goes after something was recorded: the head of the journey, which says what comes next, when
// they came from one of its steps; else the own path that the form asks to return to, else the fallback.
func (s *Server) onward(c *call, back, fallback string) string {
	if _, ok := s.journeyStepOf(c, back); ok {
		return "/journey"
	}
	return ownPath(back, fallback)
}

package proof

import (
	"slices"

	"portico/internal/journey"
	"portico/internal/spaces"
)

// hostsOf are the addresses that a journey names for an environment. They are words of whoever wrote it: only those that
// trusts knows get a secret.
func hostsOf(edition journey.Edition, environment string) spaces.Hosts {
	identity, _ := edition.HostURL(journey.Environment(environment), "identity")
	api, _ := edition.HostURL(journey.Environment(environment), "api")
	return spaces.Hosts{Identity: identity, API: api}
}

// trusts says whether secrets go to these addresses, and what they answer is believed: only where an edition that the program
// carries names them for the same environment, as PORTICO_VENDOR_HOSTS has them. Any lead can publish an edition, and one
// with addresses of their own would take the secrets of everybody who walks it and prove whatever they like.
func (s *Service) trusts(environment string, h spaces.Hosts) bool {
	var identities, apis []string
	for _, e := range s.journeys.Editions() {
		if e.Client != client {
			continue
		}
		known := hostsOf(e, environment)
		identities, apis = append(identities, known.Identity), append(apis, known.API)
	}
	return h.Identity != "" && h.API != "" && slices.Contains(identities, h.Identity) && slices.Contains(apis, h.API)
}

// offFor says why an app cannot be proved on this journey; empty where it can.
func (s *Service) offFor(edition journey.Edition, a app) string {
	if why := offFor(edition, a); why != "" {
		return why
	}
	if !s.trusts(a.environment, hostsOf(edition, a.environment)) {
		return "This journey names addresses of " + vendorOf(edition) + " for " + a.environment + " that whoever runs Portico has not set. " +
			"A client secret goes to no such address, so nothing can be proved there; PORTICO_VENDOR_HOSTS sets them."
	}
	return ""
}

// Trusts says whether steps of a journey can be proved as far as its addresses go: in one environment at least.
func (s *Service) Trusts(edition journey.Edition) bool {
	return s.trusts(staging, hostsOf(edition, staging)) || s.trusts(production, hostsOf(edition, production))
}

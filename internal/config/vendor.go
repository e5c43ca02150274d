package config

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// Vendor is what an installation says about the vendor's systems; what they are is in the editions.
type Vendor struct {
	Hosts  []string `env:"PORTICO_VENDOR_HOSTS" help:"Other addresses for the vendor's hosts, as host=base URL, comma separated: for a stand-in, or when the vendor has moved."`
	Scopes []string `env:"PORTICO_VENDOR_SCOPES" default:"email,profile,spaces" help:"What a proof asks the vendor for at sign-in, comma separated."`
}

// Addresses are the base URLs that stand for the vendor's hosts, by host. The error names the setting.
func (v Vendor) Addresses() (map[string]string, error) {
	out := map[string]string{}
	for _, text := range v.Hosts {
		host, base, ok := strings.Cut(strings.TrimSpace(text), "=")
		u, err := url.Parse(base)
		if !ok || host == "" || strings.ContainsAny(host, "/:@ ") || err != nil || (u.Scheme != "http" && u.Scheme != "https") ||
			u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
			return nil, fmt.Errorf("PORTICO_VENDOR_HOSTS: %q is not like host.example=https://other.example", text)
		}
		if out[host] != "" {
			return nil, fmt.Errorf("PORTICO_VENDOR_HOSTS names %s twice", host)
		}
		out[host] = strings.TrimRight(base, "/")
	}
	return out, nil
}

// check looks at the settings; scopes are words without spaces.
func (v Vendor) check() error {
	for _, s := range v.Scopes {
		if s == "" || strings.ContainsAny(s, " \t\"\\") {
			return fmt.Errorf("PORTICO_VENDOR_SCOPES: %q is not a scope: words, with a comma between them", s)
		}
	}
	_, err := v.Addresses()
	return err
}

// Reachable are those addresses as "host:port": whoever names them wants them to be called, private or not.
func (v Vendor) Reachable() []string {
	all, _ := v.Addresses()
	var out []string
	for _, base := range all {
		u, err := url.Parse(base)
		if err != nil {
			continue
		}
		port := u.Port()
		if port == "" {
			port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
		}
		out = append(out, net.JoinHostPort(u.Hostname(), port))
	}
	slices.Sort(out)
	return out
}

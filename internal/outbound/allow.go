package outbound

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// Allow is what may be reached although it would be refused: ranges of addresses, and hosts by their name. The zero value
// allows nothing of the kind.
type Allow struct {
	ranges []netip.Prefix
	// hosts holds names in lower case, "name" for every port of it, "name:port" for that one.
	hosts map[string]bool
}

// ParseAllow reads entries such as "10.0.0.0/8", "127.0.0.1", "vendor.acme.example" or "vendor.acme.example:8443". A range
// and a host without a port are allowed with every port. An error names the entry.
func ParseAllow(entries []string) (Allow, error) {
	a := Allow{hosts: map[string]bool{}}
	for _, entry := range entries {
		entry = strings.TrimSpace(entry)
		if entry == "" {
			continue
		}
		if r, err := netip.ParsePrefix(entry); err == nil {
			a.ranges = append(a.ranges, r.Masked())
			continue
		}
		if ip, err := netip.ParseAddr(strings.Trim(entry, "[]")); err == nil {
			ip = ip.Unmap()
			a.ranges = append(a.ranges, netip.PrefixFrom(ip, ip.BitLen()))
			continue
		}
		name, err := hostEntry(entry)
		if err != nil {
			return Allow{}, err
		}
		a.hosts[name] = true
	}
	return a, nil
}

// hostEntry checks the name of a host, with or without a port.
func hostEntry(entry string) (string, error) {
	name := strings.ToLower(entry)
	host, port, err := net.SplitHostPort(name)
	if err != nil {
		host, port = name, "80"
	}
	if _, err := netip.ParseAddr(host); err == nil {
		host = "address" // one address on one port: "[::1]:8443"
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil || host == "" || strings.ContainsAny(host, "/:@*? ") {
		return "", fmt.Errorf("%q is neither an address range like 10.0.0.0/8 nor a host like vendor.acme.example", entry)
	}
	return name, nil
}

// hasHost reports whether a host is allowed by its name, whatever address it has.
func (a Allow) hasHost(host, port string) bool {
	host = strings.ToLower(host)
	return a.hosts[host] || a.hosts[net.JoinHostPort(host, port)]
}

func (a Allow) hasAddress(ip netip.Addr) bool {
	for _, r := range a.ranges {
		if r.Contains(ip) {
			return true
		}
	}
	return false
}

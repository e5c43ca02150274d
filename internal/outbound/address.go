package outbound

import "net/netip"

// Refused says that an address or a port is not one that Portico calls. It names no more than that, so that it can be shown.
type Refused struct {
	// Address is what the name led to, as "address:port".
	Address string
	// Why is half a sentence.
	Why string
}

// Error says which address, and why.
func (r *Refused) Error() string { return r.Address + " is not called: " + r.Why }

// Half sentences of Refused.
const (
	whyInside = "it lies in a private or reserved network, see PORTICO_OUTBOUND_ALLOW"
	whyPort   = "only ports 80 and 443 are, see PORTICO_OUTBOUND_ALLOW"
)

// publicV6 is all of IPv6 that is handed out to the public; whatever lies outside is special, with translated (NAT64),
// compatible, local and link-local addresses among it.
var publicV6 = netip.MustParsePrefix("2000::/3")

// reserved are the ranges that IANA's special-purpose registries take out of the public ones.
var reserved = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

func prefixes(texts ...string) []netip.Prefix {
	list := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		list[i] = netip.MustParsePrefix(text)
	}
	return list
}

// isPublic reports whether an address belongs to the public network. An IPv4 address inside an IPv6 one is judged as what
// it is.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap()
	if ip.Zone() != "" || (ip.Is6() && !publicV6.Contains(ip)) {
		return false
	}
	for _, r := range reserved {
		if r.Contains(ip) {
			return false
		}
	}
	return true
}

// judge says whether a connection to an address may be made; nil lets it.
func (a Allow) judge(address string) error {
	target, err := netip.ParseAddrPort(address)
	if err != nil {
		return &Refused{Address: address, Why: whyInside}
	}
	ip := target.Addr().Unmap()
	switch {
	case a.hasAddress(ip):
		return nil
	case !isPublic(ip):
		return &Refused{Address: address, Why: whyInside}
	case target.Port() != 80 && target.Port() != 443:
		return &Refused{Address: address, Why: whyPort}
	}
	return nil
}

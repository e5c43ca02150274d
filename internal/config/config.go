package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"
)

// Config is what `portico serve` and its siblings run with. The tags are read by the command line; each flag has an
// environment variable, and a value can come from a file named by the same variable with _FILE.
type Config struct {
	Addr           string   `env:"PORTICO_ADDR" default:"127.0.0.1:8080" help:"Address to listen on."`
	DatabaseURL    string   `env:"DATABASE_URL" name:"database-url" help:"PostgreSQL to use. Without it, a private one is started in the data directory."`
	OwnerURL       string   `env:"PORTICO_OWNER_URL" name:"owner-url" help:"PostgreSQL as the owner of the tables, for migrations only. Default: the database URL."`
	BaseURL        string   `env:"PORTICO_BASE_URL" name:"base-url" help:"Address under which people reach Portico; links in mails are made from it. Default: http:// and the listening address."`
	DataDir        string   `env:"PORTICO_DATA_DIR" name:"data-dir" help:"Where the private PostgreSQL keeps its data. Default: a folder of the user, /var/lib/portico for root."`
	PostgresBin    string   `env:"PORTICO_POSTGRES_BIN" name:"postgres-bin" help:"Folder with the PostgreSQL programs for the private server. Default: found by itself."`
	MetricsAddr    string   `env:"PORTICO_METRICS_ADDR" name:"metrics-addr" help:"Separate address for /metrics without sign-in. Default: none; /metrics then asks for an admin."`
	TrustedProxies []string `env:"PORTICO_TRUSTED_PROXIES" name:"trusted-proxies" help:"Address ranges of proxies whose X-Forwarded-For is believed, comma separated."`
	OutboundAllow  []string `env:"PORTICO_OUTBOUND_ALLOW" name:"outbound-allow" help:"Private address ranges and hosts, also as host:port, that outbound calls may reach, comma separated. Default: public addresses only, ports 80 and 443."`

	LinksEvery         time.Duration `env:"PORTICO_LINKS_EVERY" name:"links-every" default:"15m" help:"How often the links of journeys are checked; 0 turns the periodic check off."`
	SessionLifetime    time.Duration `env:"PORTICO_SESSION_LIFETIME" name:"session-lifetime" default:"12h" help:"How long a sign-in lasts at most."`
	SessionIdle        time.Duration `env:"PORTICO_SESSION_IDLE" name:"session-idle" default:"1h" help:"How long a sign-in lasts without a request."`
	DrainDelay         time.Duration `env:"PORTICO_DRAIN_DELAY" name:"drain-delay" default:"300ms" help:"How long /readyz says 503 before a stop closes the door; give it a little more than a load balancer's probe takes."`
	InvitationLifetime time.Duration `env:"PORTICO_INVITATION_LIFETIME" name:"invitation-lifetime" default:"168h" help:"How long an invitation is good for."`

	SMTP       SMTP       `embed:"" prefix:"smtp-"`
	Checkpoint Checkpoint `embed:"" prefix:"checkpoint-"`
	Vendor     Vendor     `embed:"" prefix:"vendor-"`
}

// SMTP is the mail server. Without a host no mail is sent and links are shown to be copied.
type SMTP struct {
	Host     string `env:"PORTICO_SMTP_HOST" help:"Mail server. Without it links are shown to be copied instead of mailed."`
	Port     int    `env:"PORTICO_SMTP_PORT" default:"587" help:"Port of the mail server."`
	User     string `env:"PORTICO_SMTP_USER" help:"User at the mail server."`
	Password string `env:"PORTICO_SMTP_PASSWORD" help:"Password at the mail server; better given by PORTICO_SMTP_PASSWORD_FILE."`
	From     string `env:"PORTICO_SMTP_FROM" help:"Sender of mails, for example \"Portico <portico@acme.example>\"."`
	TLS      string `env:"PORTICO_SMTP_TLS" enum:"starttls,tls,none" default:"starttls" help:"starttls, tls or none."`
}

// checkpointFile is a setting whose own name ends as if it named a file with another's value.
const checkpointFile = "PORTICO_CHECKPOINT_FILE"

// ExpandFiles reads each variable that is named with _FILE into the variable without it, unless that is set already. The
// names are taken from environ ("NAME=value" lines); set stores a value. A setting that is itself a file's name is left alone.
func ExpandFiles(environ []string, set func(name, value string) error) error {
	have := map[string]string{}
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		have[name] = value
	}
	for name, path := range have {
		plain, isFile := strings.CutSuffix(name, "_FILE")
		if !isFile || path == "" || name == checkpointFile || (!strings.HasPrefix(plain, "PORTICO_") && plain != "DATABASE_URL") {
			continue
		}
		if have[plain] != "" {
			return fmt.Errorf("both %s and %s are set: keep one", plain, name)
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read the file that %s names: %w", name, err)
		}
		if err := set(plain, strings.TrimRight(string(body), "\r\n")); err != nil {
			return err
		}
	}
	return nil
}

// Complete fills what follows from other settings and checks the rest. addr is where the server really listens.
func (c *Config) Complete(addr string) error {
	if c.BaseURL == "" {
		host, port, err := net.SplitHostPort(addr)
		if err != nil {
			return fmt.Errorf("PORTICO_ADDR: %w", err)
		}
		if ip, err := netip.ParseAddr(host); host == "" || (err == nil && ip.IsUnspecified()) {
			host = "localhost"
		}
		c.BaseURL = "http://" + net.JoinHostPort(host, port)
	}
	base, err := url.Parse(c.BaseURL)
	if err != nil || (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" || strings.Trim(base.Path, "/") != "" {
		return fmt.Errorf("PORTICO_BASE_URL %q is not an address like https://portico.acme.example", c.BaseURL)
	}
	c.BaseURL = base.Scheme + "://" + base.Host
	if c.SMTP.Host != "" && c.SMTP.From == "" {
		return fmt.Errorf("PORTICO_SMTP_HOST is set and PORTICO_SMTP_FROM is not: say who mails come from")
	}
	if err := c.Checkpoint.check(c.SMTP.Host != ""); err != nil {
		return err
	}
	if err := c.Vendor.check(); err != nil {
		return err
	}
	_, err = c.Proxies()
	return err
}

// Proxies are the ranges whose X-Forwarded-For is believed.
func (c *Config) Proxies() ([]*net.IPNet, error) {
	var ranges []*net.IPNet
	for _, text := range c.TrustedProxies {
		if !strings.Contains(text, "/") {
			if ip := net.ParseIP(text); ip != nil && ip.To4() != nil {
				text += "/32"
			} else {
				text += "/128"
			}
		}
		_, r, err := net.ParseCIDR(text)
		if err != nil {
			return nil, fmt.Errorf("PORTICO_TRUSTED_PROXIES: %w", err)
		}
		ranges = append(ranges, r)
	}
	return ranges, nil
}

// Secure reports whether people reach Portico by https.
func (c *Config) Secure() bool { return strings.HasPrefix(c.BaseURL, "https://") }

// MigrateURL is the database as the owner of the tables.
func (c *Config) MigrateURL() string {
	if c.OwnerURL != "" {
		return c.OwnerURL
	}
	return c.DatabaseURL
}

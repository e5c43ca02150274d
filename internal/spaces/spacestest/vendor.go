package spacestest

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"sync"
	"time"

	"portico/internal/spaces"
)

// The vendor's hosts, as its guide names them.
const (
	StagingWeb         = "loganstaging.esna.com"
	StagingIdentity    = "onesnastaging.esna.com"
	StagingAPI         = "loganstagingapis.esna.com"
	ProductionWeb      = "spaces.avayacloud.com"
	ProductionIdentity = "accounts.avayacloud.com"
	ProductionAPI      = "spacesapis.avayacloud.com"
	RequestForm        = "onecare.avaya.com"
)

// Password opens every account that was added without one of its own.
const Password = "columns under a lintel"

// Options are settings of a stand-in.
type Options struct {
	// Addresses are where to listen, by the vendor's host: "127.0.0.1:8091". Hosts that are not named, or whose address is
	// taken, get the one that File remembers, else any free one.
	Addresses map[string]string
	// File keeps accounts, companies, apps, letters and requests over a restart, readable by its owner alone; codes, tokens and
	// sign-ins are forgotten. Without it everything is.
	File string
	// PublicClients lets apps that are marked public exchange without a secret.
	PublicClients bool
	// CodeLifetime is how long a code is good for; 0 means a minute.
	CodeLifetime time.Duration
	// SlowFor is how long the fault Slow holds an answer back; 0 means thirty seconds.
	SlowFor time.Duration
	// CallsPerMinute and CallsPerFiveMinutes limit a caller, the first at each call; 0 means 60 and 600.
	CallsPerMinute, CallsPerFiveMinutes int
	// Now is the clock; nil means the real one.
	Now func() time.Time
}

// place is one host of the vendor.
type place struct {
	name string
	env  spaces.Environment
	part string
}

// The parts of the vendor.
const (
	partWeb      = "web"
	partIdentity = "identity"
	partAPI      = "api"
	partForm     = "form"
)

func places() []place {
	return []place{
		{StagingWeb, spaces.Staging, partWeb},
		{StagingIdentity, spaces.Staging, partIdentity},
		{StagingAPI, spaces.Staging, partAPI},
		{ProductionWeb, spaces.Production, partWeb},
		{ProductionIdentity, spaces.Production, partIdentity},
		{ProductionAPI, spaces.Production, partAPI},
		{RequestForm, spaces.Production, partForm},
	}
}

// Vendor is a running stand-in.
type Vendor struct {
	options Options
	now     func() time.Time
	hosts   map[string]string
	servers []*http.Server
	pages   map[string]*template.Template
	// closing ends what waits.
	closing chan struct{}

	// mu guards what follows: a page runs under it as a whole.
	mu     sync.Mutex
	kept   kept
	live   map[spaces.Environment]*live
	faults map[string]map[Fault]bool
	mended chan struct{}
	calls  map[string]*window
	broken error
}

// Start listens on loopback and serves until Close. It fails where nothing can be listened on or File cannot be read.
func Start(o Options) (*Vendor, error) {
	o.CodeLifetime = or(o.CodeLifetime, time.Minute)
	o.SlowFor = or(o.SlowFor, 30*time.Second)
	o.CallsPerMinute = or(o.CallsPerMinute, 60)
	o.CallsPerFiveMinutes = or(o.CallsPerFiveMinutes, 600)
	v := &Vendor{
		options: o, now: o.Now, hosts: map[string]string{}, closing: make(chan struct{}), mended: make(chan struct{}),
		faults: map[string]map[Fault]bool{}, calls: map[string]*window{},
		live: map[spaces.Environment]*live{spaces.Staging: newLive(), spaces.Production: newLive()},
	}
	if v.now == nil {
		v.now = time.Now
	}
	var err error
	if v.pages, err = readPages(); err != nil {
		return nil, err
	}
	if v.kept, err = readKept(o.File); err != nil {
		return nil, err
	}
	if err := v.open(); err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return v, v.save()
}

// open listens for every host, and serves once all of them are known: each page names others.
func (v *Vendor) open() error {
	var listeners []net.Listener
	for _, p := range places() {
		listener, err := v.listen(p.name)
		if err != nil {
			for _, l := range listeners {
				_ = l.Close()
			}
			return err
		}
		listeners = append(listeners, listener)
		_, port, _ := net.SplitHostPort(listener.Addr().String())
		v.kept.Addresses[p.name] = listener.Addr().String()
		// Another name than Portico's own 127.0.0.1: to a browser the vendor is another site, as in earnest.
		v.hosts[p.name] = "http://localhost:" + port
	}
	for i, p := range places() {
		server := &http.Server{Handler: v.handler(p), ReadHeaderTimeout: 5 * time.Second, MaxHeaderBytes: 64 << 10}
		v.servers = append(v.servers, server)
		go func() { _ = server.Serve(listeners[i]) }()
	}
	return nil
}

func or[T comparable](given, usual T) T {
	var zero T
	if given == zero {
		return usual
	}
	return given
}

// listen takes the address that is asked for, else the one of the last time, else any.
func (v *Vendor) listen(host string) (net.Listener, error) {
	var failed error
	for _, address := range []string{v.kept.Addresses[host], v.options.Addresses[host], "127.0.0.1:0"} {
		if name, _, err := net.SplitHostPort(address); err != nil || !net.ParseIP(name).IsLoopback() {
			continue
		}
		listener, err := net.Listen("tcp", address)
		if err == nil {
			return listener, nil
		}
		failed = err
	}
	return nil, fmt.Errorf("the stand-in for %s cannot listen: %w", host, failed)
}

// Hosts are the base URLs here, by the vendor's host.
func (v *Vendor) Hosts() map[string]string {
	out := map[string]string{}
	for name, base := range v.hosts {
		out[name] = base
	}
	return out
}

// Spaces are the base URLs of an environment, as the client wants them.
func (v *Vendor) Spaces(env spaces.Environment) spaces.Hosts {
	return spaces.Hosts{Identity: v.base(env, partIdentity), API: v.base(env, partAPI)}
}

func (v *Vendor) base(env spaces.Environment, part string) string {
	for _, p := range places() {
		if p.env == env && p.part == part {
			return v.hosts[p.name]
		}
	}
	return ""
}

// Close stops listening. What File keeps stays.
func (v *Vendor) Close() error {
	v.mu.Lock()
	select {
	case <-v.closing:
	default:
		close(v.closing)
	}
	failed := v.broken
	v.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	for _, s := range v.servers {
		if s.Shutdown(ctx) != nil {
			failed = errors.Join(failed, s.Close())
		}
	}
	return failed
}

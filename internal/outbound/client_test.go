package outbound

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// allow is what a test lets through.
func allow(t *testing.T, entries ...string) Allow {
	t.Helper()
	a, err := ParseAllow(entries)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAPrivateAddressIsNotCalled(t *testing.T) {
	client := New(Options{Timeout: 2 * time.Second})
	for _, host := range []string{
		"127.0.0.1", "127.8.9.1", "0.0.0.0", "169.254.169.254", "10.1.2.3", "172.16.0.1", "172.31.255.254", "192.168.1.1", "100.64.0.1",
		"192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "localhost",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]",
		"[64:ff9b:1::1]", "[::127.0.0.1]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2002:7f00:1::]", "[2001::1]",
		"[2001:db8::1]",
	} {
		_, err := client.Get("http://" + host + "/")
		var refused *Refused
		if errors.As(err, &refused) {
			continue
		}
		// A machine without IPv6 does not come as far as the judge, which is then asked by itself.
		if bare := strings.Trim(host, "[]"); bare == host || !errors.As(Allow{}.judge(net.JoinHostPort(bare, "80")), &refused) {
			t.Errorf("%s was called: %v", host, err)
		}
	}
}

func TestANumberThatIsNoAddressToGoIsANameNobodyHas(t *testing.T) {
	client := New(Options{Timeout: 2 * time.Second, Resolver: answering(t, [4]byte{127, 0, 0, 1})})
	for _, host := range []string{"2130706433", "0x7f000001", "0177.0.0.1"} {
		if _, err := client.Get("http://" + host + "/"); err == nil {
			t.Errorf("%s was called", host)
		}
	}
}

func TestAPublicAddressIsCalledOnItsTwoPorts(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34:443": true, "93.184.216.34:80": true, "[2606:4700::1]:443": true, "[::ffff:93.184.216.34]:443": true,
		"93.184.216.34:22": false, "93.184.216.34:8080": false, "[2606:4700::1]:6379": false, "nonsense": false,
	} {
		if err := (Allow{}).judge(address); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestWhatIsAllowedIsCalledOnEveryPort(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "here") }))
	defer site.Close()
	_, port, _ := net.SplitHostPort(site.Listener.Addr().String())
	for _, c := range []struct{ entry, url string }{
		{"127.0.0.0/8", site.URL},
		{"127.0.0.1", site.URL},
		{"::1", ""},
		{"localhost", "http://LocalHost:" + port},
		{"localhost:" + port, "http://localhost:" + port},
		{"localhost:1", ""},
		{"127.0.0.1:" + port, site.URL},
		{"127.0.0.1:1", ""},
		{"[::1]:" + port, ""},
		{"10.0.0.0/8", ""},
		{"vendor.example", ""},
	} {
		url := c.url
		if url == "" {
			url = site.URL
		}
		answer, err := New(Options{Allow: allow(t, c.entry)}).Get(url)
		if err == nil {
			_ = answer.Body.Close()
		}
		if (err == nil) != (c.url != "") {
			t.Errorf("allowed %s, %s called: %v", c.entry, url, err)
		}
	}
}

func TestAnEntryThatMeansNothingIsNamed(t *testing.T) {
	for _, entry := range []string{"http://vendor.example", "10.0.0.0/99", "*", "a b", "me@host", ":80"} {
		if _, err := ParseAllow([]string{"10.0.0.0/8", entry}); err == nil || !strings.Contains(err.Error(), entry) {
			t.Errorf("%q: %v", entry, err)
		}
	}
	if a, err := ParseAllow([]string{"", " 10.0.0.0/8 "}); err != nil || len(a.ranges) != 1 {
		t.Errorf("blanks: %v, %v", a, err)
	}
}

func TestANameThatLeadsInsideIsNotCalled(t *testing.T) {
	for name, ip := range map[string][4]byte{"loopback.example.": {127, 0, 0, 1}, "metadata.example.": {169, 254, 169, 254}, "office.example.": {10, 0, 0, 7}} {
		resolver := answering(t, ip)
		_, err := New(Options{Resolver: resolver, Timeout: 5 * time.Second}).Get("http://" + name + "/")
		var refused *Refused
		if !errors.As(err, &refused) {
			t.Errorf("%s was called: %v", name, err)
		}
	}
}

// answering is a resolver for which every name is ip.
func answering(t *testing.T, ip [4]byte) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	go func() {
		packet := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(packet)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(packet[:n]) != nil || len(m.Questions) == 0 {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 1}, Body: &dnsmessage.AResource{A: ip}}}
			}
			if answer, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(answer, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func TestARedirectIsTheAnswer(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			t.Error("the redirect was followed")
		}
		http.Redirect(w, r, "/inside", http.StatusFound)
	}))
	defer site.Close()
	answer, err := New(Options{Allow: allow(t, "127.0.0.1")}).Get(site.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusFound || answer.Header.Get("Location") != "/inside" {
		t.Errorf("answered %d to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
}

func TestAnAnswerLongerThanAllowedIsCut(t *testing.T) {
	for size, want := range map[int]error{0: nil, 99: nil, 100: nil, 101: ErrTooLarge, 5 << 20: ErrTooLarge} {
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write(bytes.Repeat([]byte("x"), size))
		}))
		answer, err := New(Options{Allow: allow(t, "127.0.0.1"), MaxBody: 100}).Get(site.URL)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if !errors.Is(err, want) || len(body) != min(size, 100) {
			t.Errorf("of %d bytes %d were read: %v", size, len(body), err)
		}
		_ = answer.Body.Close()
		site.Close()
	}
}

func TestASlowAnswerEndsWithTheTimeout(t *testing.T) {
	done := make(chan struct{})
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			_, _ = io.WriteString(w, "a little")
			w.(http.Flusher).Flush()
		}
		<-done
	}))
	defer site.Close()
	defer close(done)
	client := New(Options{Allow: allow(t, "127.0.0.1"), Timeout: 150 * time.Millisecond})
	for _, path := range []string{"/head", "/body"} {
		began := time.Now()
		answer, err := client.Get(site.URL + path)
		if err == nil {
			_, err = io.ReadAll(answer.Body)
			_ = answer.Body.Close()
		}
		if took := time.Since(began); err == nil || took > 5*time.Second {
			t.Errorf("%s ended after %s with %v", path, took, err)
		}
	}
}

func TestCredentialsAndOtherSchemesAreNotSent(t *testing.T) {
	client := New(Options{Allow: allow(t, "127.0.0.1")})
	if _, err := client.Get("http://me:secret@127.0.0.1/"); !errors.Is(err, ErrCredentials) {
		t.Errorf("credentials: %v", err)
	}
	for _, url := range []string{"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"} {
		if _, err := client.Get(url); err == nil {
			t.Errorf("%s was called", url)
		}
	}
}

func TestNoProxyOfTheEnvironmentIsUsed(t *testing.T) {
	transport, ok := New(Options{}).Transport.(*limited).next.(*http.Transport)
	if !ok || transport.Proxy != nil {
		t.Error("a proxy would be judged instead of the address")
	}
}

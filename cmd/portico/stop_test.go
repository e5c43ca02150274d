package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"portico/internal/testdb"
)

// A request that is half sent when the stop begins is answered; meanwhile /readyz says 503 so that nothing new is sent here.
func TestAStopLetsRequestsFinishAndSaysNotReadyFirst(t *testing.T) {
	t.Parallel()
	r := start(t, testdb.NewURL(t))
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	body := "email=nobody%40acme.example&password=a+long+enough+password"
	half := len(body) / 2
	fmt.Fprintf(conn, "POST /sign-in HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		strings.TrimPrefix(r.url, "http://"), len(body), body[:half])
	ready := func() (int, error) {
		response, err := (&http.Client{Timeout: time.Second}).Get(r.url + "/readyz")
		if err != nil {
			return 0, err
		}
		return response.StatusCode, response.Body.Close()
	}
	if status, err := ready(); err != nil || status != http.StatusOK {
		t.Fatalf("before the stop: %d, %v", status, err)
	}
	stopped := make(chan struct{})
	go func() { defer close(stopped); r.stop() }()
	seen := map[int]bool{}
	for {
		status, err := ready()
		if err != nil {
			break // the door is closed
		}
		seen[status] = true
	}
	if !seen[http.StatusServiceUnavailable] {
		t.Errorf("/readyz answered %v while stopping, never 503", seen)
	}
	if _, err := io.WriteString(conn, body[half:]); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("the request that was under way was dropped: %v", err)
	}
	defer func() { _ = response.Body.Close() }()
	page, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(page), "</html>") {
		t.Errorf("status %d, %d bytes, %v", response.StatusCode, len(page), err)
	}
	<-stopped
}

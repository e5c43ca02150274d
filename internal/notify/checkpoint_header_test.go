package notify_test

import (
	"strings"
	"testing"

	"portico/internal/notify"
)

func TestNoNameOfAnAuditorAddsAHeader(t *testing.T) {
	c, verifier := checkpoint(t)
	for _, address := range []string{"=?utf-8?q?Ada=0D=0ABcc:_eve@evil.example?= <ada@acme.example>", "\"Ada\r\nBcc: eve@evil.example\" <ada@acme.example>"} {
		box := newMailbox(t, "")
		to, err := notify.NewPost(nil, nil, server(t, box, ""), "https://portico.acme.example/").CheckpointMail(address, 0, verifier)
		if err != nil {
			continue
		}
		if err := to.Publish(t.Context(), c); err != nil {
			continue
		}
		for _, m := range box.all() {
			header, _, html := read(t, m.body)
			if header.Get("Bcc") != "" || m.to != "ada@acme.example" || strings.Contains(m.body, "\r\nBcc: eve") && !strings.Contains(html, "Bcc: eve") {
				t.Errorf("%q went to %s with %v", address, m.to, header)
			}
		}
	}
}

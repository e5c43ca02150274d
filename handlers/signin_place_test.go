package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/internal/people"
)

func TestTheDaysOfANewMemberBeginWhereTheirBrowserIs(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	for sent, kept := range map[string]string{"Pacific/Auckland": "Pacific/Auckland", "": "UTC", "Local": "UTC", "Nowhere/At_All": "UTC"} {
		email := "new" + strings.ToLower(strings.NewReplacer("/", "", "_", "").Replace(sent)) + "@acme.example"
		path, _ := s.invitation(email, people.Developer, "payments")
		b := s.anonymous()
		page := b.get(path).wantStatus(http.StatusOK)
		b.submit(page, "form", url.Values{"name": {"New"}, "password": {testPassword}, "time_zone": {sent}}).wantStatus(http.StatusSeeOther)
		if s.count(`SELECT count(*) FROM member WHERE email = $1 AND time_zone = $2`, email, kept) != 1 {
			t.Errorf("%q is not kept as %s", sent, kept)
		}
	}
}

func TestABrowserThatCannotSpellItsNameComesInToo(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.password("dev")
	q := s.formRequest("/sign-in", url.Values{"email": {"dev@acme.example"}, "password": {testPassword}})
	q.Header.Set("User-Agent", "Brows\xffer")
	b := s.anonymous()
	b.send(q).wantStatus(http.StatusSeeOther)
	b.get("/me").wantStatus(http.StatusOK)
}

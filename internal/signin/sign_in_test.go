package signin_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/signin"
)

func TestTheRightPasswordSignsInHoweverTheAddressIsWritten(t *testing.T) {
	h := newHouse(t)
	for _, email := range []string{"victor@acme.example", " Victor@ACME.Example "} {
		in, err := h.try(email, goodPassword, here, "")
		if err != nil || in.MemberID != h.admin.ID || in.Device == "" {
			t.Errorf("%q: %+v, %v", email, in, err)
		}
	}
	h.wantEvents(2, audit.SignedIn, h.admin.ID, false)
	if n := h.count(`SELECT count(*) FROM member WHERE id = $1 AND last_seen_at = $2`, h.admin.ID, h.now); n != 1 {
		t.Error("it is not kept when the member was seen")
	}
}

func TestKnownAndUnknownAccountsAnswerAlikeForTheSameWork(t *testing.T) {
	h := newHouse(t)
	disabled := h.member("gone@acme.example", "auditor", "")
	h.give(disabled.ID, goodPassword)
	if err := h.people.DisableMember(t.Context(), h.admin, disabled.ID); err != nil {
		t.Fatal(err)
	}
	sentences := map[string]bool{}
	for _, try := range [][2]string{
		{"victor@acme.example", "wrong password here"},
		{"nobody@acme.example", goodPassword},
		{"gone@acme.example", goodPassword},
		{"helen@acme.example", goodPassword},
		{"not an address", goodPassword},
		{"", ""},
		{"victor@acme.example", strings.Repeat("x", 9000)},
	} {
		before := h.s.Hashes()
		_, err := h.try(try[0], try[1], here, "")
		wantKind(t, err, apperr.Invalid)
		sentences[err.Error()] = true
		if work := h.s.Hashes() - before; work != 1 {
			t.Errorf("%q cost %d hashes, want 1", try[0], work)
		}
	}
	if len(sentences) != 1 {
		t.Errorf("the answers differ: %v", sentences)
	}
	// The same holds once the budget is spent: no hash for either.
	for _, email := range []string{"victor@acme.example", "nobody@acme.example"} {
		for i := range 10 {
			_, _ = h.try(email, "wrong password here", fmt.Sprintf("192.0.2.%d", i), "")
		}
		before := h.s.Hashes()
		_, err := h.try(email, "wrong password here", "203.0.113.1", "")
		wantKind(t, err, apperr.TooMany)
		if h.s.Hashes() != before {
			t.Errorf("%q was hashed in spite of the limit", email)
		}
	}
}

func TestGuessesAtAnAccountAreLimitedFromEverywhereTogether(t *testing.T) {
	h := newHouse(t)
	spellings := []string{"victor@acme.example", "VICTOR@acme.example", " victor@ACME.example", "Victor@acme.EXAMPLE"}
	errs := together(t.Context(), 50, func(ctx context.Context, i int) error {
		_, err := h.s.SignIn(ctx, access.AnonymousActor(), signin.SignIn{
			Email: spellings[i%4], Password: "guess number one hundred", Address: fmt.Sprintf("192.0.2.%d", i),
		})
		return err
	})
	judged := 0
	for _, err := range errs {
		if apperr.Is(err, apperr.Invalid) {
			judged++
		}
	}
	if judged != 10 {
		t.Errorf("%d of 50 guesses at once were judged, want 10", judged)
	}
	_, err := h.try("victor@acme.example", goodPassword, "203.0.113.9", "")
	wantKind(t, err, apperr.TooMany)
	h.now = h.now.Add(15*time.Minute + time.Second)
	if _, err := h.try("victor@acme.example", goodPassword, "203.0.113.9", ""); err != nil {
		t.Errorf("the window has passed: %v", err)
	}
}

func TestGuessesFromOneAddressAreLimitedWhateverTheAccount(t *testing.T) {
	h := newHouse(t)
	judged := 0
	for i := range 60 {
		// One household has a whole /64: taking another address out of it resets nothing.
		address := fmt.Sprintf("2001:db8:1:2::%x", i)
		_, err := h.try(fmt.Sprintf("someone%d@acme.example", i), "guess number one hundred", address, "")
		if apperr.Is(err, apperr.Invalid) {
			judged++
		}
	}
	if judged != 50 {
		t.Errorf("%d of 60 guesses from one address were judged, want 50", judged)
	}
	// The address has spent its own budget and nobody else's.
	if _, err := h.try("victor@acme.example", goodPassword, here, ""); err != nil {
		t.Errorf("another address is held up: %v", err)
	}
}

func TestNobodyCanLockAnotherOut(t *testing.T) {
	h := newHouse(t)
	in, err := h.try("victor@acme.example", goodPassword, here, "")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		_, _ = h.try("victor@acme.example", "wrong password here", fmt.Sprintf("192.0.2.%d", i), "")
	}
	_, err = h.try("victor@acme.example", goodPassword, "203.0.113.9", "")
	wantKind(t, err, apperr.TooMany)
	again, err := h.try("Victor@acme.example", goodPassword, here, in.Device)
	if err != nil || again.MemberID != h.admin.ID {
		t.Fatalf("the browser that knows the account is held up: %v", err)
	}
	// A stolen or made-up cookie has its own ten guesses and no more, and is good for its own account only.
	judged := 0
	for range 20 {
		if _, err := h.try("victor@acme.example", "wrong password here", here, in.Device); apperr.Is(err, apperr.Invalid) {
			judged++
		}
	}
	if judged != 10 {
		t.Errorf("%d guesses with the cookie were judged, want 10", judged)
	}
	_, err = h.try("victor@acme.example", goodPassword, here, in.Device)
	wantKind(t, err, apperr.TooMany)
	if _, err := h.try("victor@acme.example", goodPassword, here, again.Device); err != nil {
		t.Errorf("another known browser is held up by the stolen cookie: %v", err)
	}
	for _, forged := range []string{"x.y", in.Device + "A", strings.ToUpper(in.Device), "." + in.Device, strings.Repeat("a", 5000)} {
		_, err := h.try("victor@acme.example", goodPassword, here, forged)
		wantKind(t, err, apperr.TooMany)
	}
	for range 12 {
		_, err = h.try("helen@acme.example", "wrong password here", "203.0.113.77", again.Device)
	}
	wantKind(t, err, apperr.TooMany)
}

func TestSigningInWellSpendsNoBudget(t *testing.T) {
	h := newHouse(t)
	for i := range 15 {
		if _, err := h.try("victor@acme.example", goodPassword, here, ""); err != nil {
			t.Fatalf("sign-in %d: %v", i, err)
		}
	}
}

func TestCountersAndKeysNameNobody(t *testing.T) {
	h := newHouse(t)
	_, _ = h.try("victor@acme.example", "wrong password here", here, "")
	if n := h.count(`SELECT count(*) FROM sign_in_attempt WHERE key LIKE '%victor%' OR key LIKE '%' || $1 || '%'`, here); n != 0 {
		t.Error("a counter names a person or a machine")
	}
	if n := h.count(`SELECT count(*) FROM server_key WHERE length(key) = 32`); n != 1 {
		t.Errorf("%d server keys, want 1", n)
	}
	// A second process shares key and counters.
	other := signin.New(h.log, h.people, func() time.Time { return h.now }, signin.Config{})
	in, err := h.try("victor@acme.example", goodPassword, here, "")
	if err != nil {
		t.Fatal(err)
	}
	for range 12 {
		_, err = other.SignIn(t.Context(), access.AnonymousActor(), signin.SignIn{Email: "victor@acme.example", Password: "wrong password here", Address: here})
	}
	wantKind(t, err, apperr.TooMany)
	_, err = other.SignIn(t.Context(), access.AnonymousActor(), signin.SignIn{
		Email: "victor@acme.example", Password: goodPassword, Address: here, Device: in.Device,
	})
	if err != nil {
		t.Errorf("the other process does not know the cookie: %v", err)
	}
}

func TestWorkingDataIsCleanedAwayAndNothingElse(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	_, _ = h.try("victor@acme.example", "wrong password here", here, "")
	h.session(h.admin.ID)
	if err := h.s.AskReset(ctx, "victor@acme.example", here); err != nil {
		t.Fatal(err)
	}
	if _, err := h.log.DB().Pool().Exec(ctx, `INSERT INTO submission (key, at) VALUES ('12345678', $1)`, h.now); err != nil {
		t.Fatal(err)
	}
	events := h.count(`SELECT count(*) FROM event`)
	left := func() int {
		return h.count(`SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM sign_in_attempt) + (SELECT count(*) FROM submission) + (SELECT count(*) FROM reset_wish)`)
	}
	before := left()
	if err := h.s.Clean(ctx); err != nil {
		t.Fatal(err)
	}
	if left() != before {
		t.Error("live working data was cleaned away")
	}
	h.now = h.now.Add(8 * 24 * time.Hour)
	if err := h.s.Clean(ctx); err != nil {
		t.Fatal(err)
	}
	if n := left(); n != 0 {
		t.Errorf("%d rows of old working data are left", n)
	}
	if h.count(`SELECT count(*) FROM event`) != events {
		t.Error("the trail changed")
	}
}

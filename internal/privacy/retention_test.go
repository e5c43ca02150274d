package privacy

import (
	"testing"
	"time"

	"portico/internal/apperr"
	"portico/internal/postgres"
)

func TestAChangeOfTheRetentionIsAnEventWithBothNumbers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	change := func(class Class, days int) error {
		return h.s.ChangeRetention(t.Context(), h.admin, ChangeRetention{Class: class, Days: days})
	}
	for _, c := range []struct {
		class Class
		days  int
	}{{Invitations, 30}, {Invitations, ForEver}, {Invitations, ForEver}, {MembersLeft, 365}} {
		if err := change(c.class, c.days); err != nil {
			t.Errorf("%s %d: %v", c.class, c.days, err)
		}
	}
	h.want(`SELECT string_agg(before || after, ' ' ORDER BY id) FROM event WHERE action = 'retention.changed'`,
		`{"class":"invitations","days":90}{"class":"invitations","days":30} {"class":"invitations","days":30}{"class":"invitations","days":null} `+
			`{"class":"members-left","days":null}{"class":"members-left","days":365}`)
	for _, c := range []struct {
		class Class
		days  int
		kind  apperr.Kind
	}{
		{Sessions, 0, apperr.Invalid},
		{Sessions, 366, apperr.Invalid},
		{FormKeys, 2, apperr.Invalid},
		{Invitations, 6, apperr.Invalid},
		{MembersLeft, 29, apperr.Invalid},
		{MembersLeft, -1, apperr.Invalid},
		{"trail", 10, apperr.NotFound},
		{"", 10, apperr.NotFound},
	} {
		if err := change(c.class, c.days); !apperr.Is(err, c.kind) {
			t.Errorf("%s %d: %v, want %s", c.class, c.days, err, c.kind)
		}
	}
	if err := h.s.ChangeRetention(t.Context(), h.lead, ChangeRetention{Class: Sessions, Days: 5}); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a lead: %v", err)
	}
	if _, err := h.s.Retentions(t.Context(), h.lead); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a lead reads: %v", err)
	}
	list, err := h.s.Retentions(t.Context(), h.admin)
	if err != nil || len(list) != len(Classes()) || list[5].Days != 365 || list[5].ChangedBy != "Victor Lindqvist" || list[0].Days != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestOldInvitationsLoseNameAndAddress(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	old, young := h.now.AddDate(0, 0, -91), h.now.AddDate(0, 0, -89)
	invite := func(email, column string, at time.Time) {
		id := postgres.NewID()
		h.sql(`INSERT INTO invitation (id, email, email_key, name, role, token_hash, expires_at) VALUES ($1, $2, $2, 'Somebody', 'auditor', $3, now() + interval '1 day')`, id, email, []byte(id))
		if column != "" {
			h.sql(`UPDATE invitation SET `+column+` = $2 WHERE id = $1`, id, at)
		}
	}
	for _, column := range []string{"accepted_at", "revoked_at", "expires_at"} {
		invite(column+"-old@x.example", column, old)
		invite(column+"-young@x.example", column, young)
	}
	invite("open@x.example", "", old)
	for range 2 {
		if err := h.s.Clean(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	h.want(`SELECT count(*) FROM invitation WHERE email = '' AND email_key = '' AND name = ''`, "3")
	h.want(`SELECT count(*) FROM invitation WHERE email LIKE '%young@%' OR email LIKE 'open@%'`, "4")
	h.want(`SELECT string_agg(actor_kind || after, '|') FROM event WHERE action = 'invitation.cleared'`, `system{"days":90,"invitations":3}`)
}

func TestPeopleWhoLeftAreErasedWhereAnAdminWantsIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	busy := h.member("Busy Person", "busy@acme.example", "developer")
	back := h.member("Back Again", "back@acme.example", "")
	h.sql(`UPDATE member SET disabled_at = $1 WHERE id = ANY ($2)`, h.now.AddDate(0, 0, -40), []string{h.gone, busy})
	h.sql(`UPDATE member SET disabled_at = $1 WHERE id = $2`, h.now.AddDate(0, 0, -20), back)
	h.sql(`INSERT INTO password_reset (id, member_id, token_hash, expires_at) VALUES ($1, $2, 'x', $3)`, postgres.NewID(), back, h.now.AddDate(0, 0, -91))
	if err := h.s.Clean(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.want(`SELECT count(*) FROM member WHERE erased_at IS NOT NULL`, "0")
	h.want(`SELECT count(*) FROM password_reset`, "0")
	if err := h.s.ChangeRetention(t.Context(), h.admin, ChangeRetention{Class: MembersLeft, Days: 30}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := h.s.Clean(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	h.want(`SELECT string_agg(id::text, ',') FROM member WHERE erased_at IS NOT NULL`, h.gone)
	h.want(`SELECT string_agg(e.actor_kind || ': ' || r.words, '|') FROM event e JOIN event_reason r ON r.event_id = e.id WHERE e.action = 'member.erased'`,
		"system: The account was closed on "+h.now.AddDate(0, 0, -40).Format(time.DateOnly)+", and people who left are erased after 30 days.")
}

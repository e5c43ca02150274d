package people_test

import (
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
	"portico/internal/postgres"
)

func TestADisabledMemberIsNobodyAndTheirSessionsStayEnded(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	_, err := h.log.DB().Pool().Exec(ctx, `INSERT INTO session (token, id, data, expires_at, member_id) VALUES ('t', $1, '', $2, $3)`,
		postgres.NewID(), time.Now().Add(time.Hour), h.dev.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.s.DisableMember(ctx, h.admin, h.dev.ID); err != nil {
		t.Fatal(err)
	}
	_, err = h.s.ActorFor(ctx, h.dev.ID)
	wantKind(t, err, apperr.NotFound)
	h.wantEvents(1, audit.MemberDisabled, h.dev.ID, false)
	if err := h.s.EnableMember(ctx, h.admin, h.dev.ID); err != nil {
		t.Fatal(err)
	}
	if n := h.count(`SELECT count(*) FROM session WHERE member_id = $1 AND revoked_at IS NULL`, h.dev.ID); n != 0 {
		t.Error("a session from before came back")
	}
	if a := h.actor(h.dev.ID); len(a.Develops) != 1 {
		t.Errorf("the roles are as before, got %+v", a)
	}
	// Twice is once.
	if err := h.s.EnableMember(ctx, h.admin, h.dev.ID); err != nil {
		t.Fatal(err)
	}
	h.wantEvents(1, audit.MemberEnabled, h.dev.ID, false)
}

func TestOnlyAnAdminDisablesAndNeverThemselves(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	for _, who := range []access.Actor{h.lead, h.auditor} {
		wantKind(t, h.s.DisableMember(ctx, who, h.dev.ID), apperr.Forbidden)
		wantKind(t, h.s.EnableMember(ctx, who, h.dev.ID), apperr.Forbidden)
	}
	h.wantEvents(2, audit.MemberDisabled, h.dev.ID, true)
	wantKind(t, h.s.DisableMember(ctx, h.dev, h.lead.ID), apperr.NotFound)
	h.member("second@acme.example", people.Admin, "")
	wantKind(t, h.s.DisableMember(ctx, h.admin, h.admin.ID), apperr.Conflict)
	wantKind(t, h.s.DisableMember(ctx, h.admin, postgres.NewID()), apperr.NotFound)
}

func TestAMemberChangesTheirOwnProfile(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	if err := h.s.UpdateProfile(ctx, h.dev, people.UpdateProfile{Name: "  Priya   Raman ", TimeZone: "Europe/Prague"}); err != nil {
		t.Fatal(err)
	}
	if a := h.actor(h.dev.ID); a.Name != "Priya Raman" || a.TimeZone != "Europe/Prague" {
		t.Errorf("got %+v", a)
	}
	h.wantEvents(1, audit.MemberChanged, h.dev.ID, false)
	if n := h.count(`SELECT count(*) FROM event WHERE coalesce(before, '') || coalesce(after, '') LIKE '%Raman%'`); n != 0 {
		t.Error("the trail holds a person's name")
	}
	for _, zone := range []string{"", "Local", "Europe/Nowhere", "../../etc/passwd", "/etc/localtime"} {
		wantField(t, h.s.UpdateProfile(ctx, h.dev, people.UpdateProfile{Name: "P", TimeZone: zone}), "time_zone")
	}
	wantField(t, h.s.UpdateProfile(ctx, h.dev, people.UpdateProfile{Name: " ", TimeZone: "UTC"}), "name")
	wantKind(t, h.s.UpdateProfile(ctx, access.AnonymousActor(), people.UpdateProfile{Name: "P", TimeZone: "UTC"}), apperr.Unauthenticated)
}

func TestAListIsPagedByNameAndNarrowedToWhatOneMaySee(t *testing.T) {
	h := newHouse(t, false)
	ctx := t.Context()
	for i := range 60 {
		h.member("dev"+string(rune('a'+i%26))+string(rune('a'+i/26))+"@acme.example", people.Developer, h.other.ID)
	}
	seen, after, pages := map[string]bool{}, "", 0
	for {
		page, err := h.s.ListPeople(ctx, h.auditor, people.Filter{After: after})
		if err != nil {
			t.Fatal(err)
		}
		pages++
		for _, p := range page.People {
			if seen[p.ID] {
				t.Fatalf("%s came twice", p.Name)
			}
			seen[p.ID] = true
		}
		if after = page.Next; after == "" {
			if page.Counts.All != 64 || page.Counts.ByRole[people.Developer] != 61 || page.Counts.ByRole[people.Admin] != 1 {
				t.Errorf("got %+v", page.Counts)
			}
			break
		}
	}
	if len(seen) != 64 || pages != 2 {
		t.Errorf("saw %d people on %d pages, want 64 on 2", len(seen), pages)
	}
	own, err := h.s.ListPeople(ctx, h.lead, people.Filter{})
	if err != nil || len(own.People) != 2 || own.Counts.All != 2 {
		t.Errorf("a lead sees %d people, %+v, %v; want the 2 of the own team", len(own.People), own.Counts, err)
	}
	if peek, err := h.s.ListPeople(ctx, h.lead, people.Filter{TeamID: h.other.ID}); err != nil || len(peek.People) != 0 {
		t.Errorf("a lead sees %d people of another team, %v", len(peek.People), err)
	}
	_, err = h.s.ListPeople(ctx, h.dev, people.Filter{})
	wantKind(t, err, apperr.NotFound)
	_, err = h.s.FindPerson(ctx, h.lead, h.admin.ID)
	wantKind(t, err, apperr.NotFound)
	for _, q := range []string{"%", "' OR 1=1 --", "_"} {
		if page, err := h.s.ListPeople(ctx, h.admin, people.Filter{Query: q, After: "x'y", Role: "nobody"}); err != nil || len(page.People) != 0 {
			t.Errorf("%q finds %d people, %v", q, len(page.People), err)
		}
	}
}

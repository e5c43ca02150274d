package board

import (
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/permission"
)

func TestWhatIsLeftOpenIsCounted(t *testing.T) {
	left := time.Date(2026, 6, 2, 9, 0, 0, 0, time.UTC)
	held, decided, gone := LeavingGrant{}, LeavingGrant{State: permission.Decided}, LeavingGrant{State: permission.Removed}
	for what, c := range map[string]struct {
		l                      Leaving
		open, alone, undecided int
	}{
		"nothing":                             {Leaving{}, 0, 0, 0},
		"a permission that is held":           {Leaving{Grants: []LeavingGrant{held}}, 1, 0, 1},
		"one whose removal is decided":        {Leaving{Grants: []LeavingGrant{decided}}, 1, 0, 0},
		"one that went, not confirmed":        {Leaving{Grants: []LeavingGrant{{State: permission.Executed}}}, 1, 0, 0},
		"one that is gone":                    {Leaving{Grants: []LeavingGrant{gone, gone, held}}, 1, 0, 1},
		"the only admin of a company":         {Leaving{CompanyRoles: []LeavingCompanyRole{{Role: "admin"}, {Role: "employee"}}}, 2, 1, 0},
		"an admin beside another":             {Leaving{CompanyRoles: []LeavingCompanyRole{{Role: "admin", OtherAdmins: []string{"Ann"}}}}, 1, 0, 0},
		"an admin no more":                    {Leaving{CompanyRoles: []LeavingCompanyRole{{Role: "admin", Ended: true}}}, 0, 0, 0},
		"the only owner of an app":            {Leaving{Apps: []LeavingApp{{}, {OtherOwners: []string{"Ann"}}}}, 2, 1, 0},
		"an owner no more":                    {Leaving{Apps: []LeavingApp{{Ended: true, OtherOwners: []string{"Ann"}}}}, 0, 0, 0},
		"a request":                           {Leaving{Requests: []LeavingRequest{{}}}, 1, 0, 0},
		"a role of somebody who is here":      {Leaving{Roles: []LeavingRole{{Role: "developer"}}}, 1, 0, 0},
		"a role of somebody who left":         {Leaving{LeftAt: left, Roles: []LeavingRole{{Role: "developer"}, {Role: "lead", Others: 1}}}, 0, 0, 0},
		"the last lead of a team, who left":   {Leaving{LeftAt: left, Roles: []LeavingRole{{Role: "lead"}}}, 1, 1, 0},
		"the last admin, whose role has gone": {Leaving{LeftAt: left, Roles: []LeavingRole{{Role: "admin", Ended: true}}}, 0, 0, 0},
	} {
		if c.l.Open() != c.open || c.l.Alone() != c.alone || c.l.Undecided() != c.undecided {
			t.Errorf("%s: %d open, %d alone, %d undecided; want %d, %d and %d", what, c.l.Open(), c.l.Alone(), c.l.Undecided(), c.open, c.alone, c.undecided)
		}
	}
}

func (f fixture) exec(sql string, args ...any) {
	f.t.Helper()
	if _, err := f.db.Pool().Exec(f.t.Context(), sql, args...); err != nil {
		f.t.Fatalf("%s: %v", sql, err)
	}
}

func (f fixture) leaving(a access.Actor, id string) Leaving {
	f.t.Helper()
	l, err := f.Leaving(f.t.Context(), a, id)
	if err != nil {
		f.t.Fatal(err)
	}
	return l
}

func TestWhoeverLeavesShowsWhatTheyHoldAndHoldAlone(t *testing.T) {
	f := withSample(t)
	hugo, admin := f.member("Hugo Lambert"), f.actors()["admin"]
	l := f.leaving(admin, hugo)
	if l.Name != "Hugo Lambert" || !l.LeftAt.IsZero() || !l.CanDecide || len(l.Grants) == 0 || len(l.Leads) != 1 || l.Leads[0] != "Lena Hartmann" {
		t.Errorf("before he left: %+v", l)
	}
	alone := 0
	for _, a := range l.Apps {
		if a.Name == "Meeting Notes" && a.Alone() {
			alone++
		}
	}
	if alone != 1 {
		t.Error("Meeting Notes has one owner, and that is not told")
	}
	before := len(l.Grants)
	f.exec(`UPDATE member SET disabled_at = $2 WHERE id = $1`, hugo, pictured)
	f.exec(`UPDATE app_owner SET ended_at = $2 WHERE member_id = $1 AND app_id = (SELECT id FROM app WHERE name = 'Meeting Notes')`, hugo, pictured.Add(time.Hour))
	l = f.leaving(admin, hugo)
	if !l.LeftAt.Equal(pictured) || len(l.Grants) != before {
		t.Errorf("after he left: %+v", l)
	}
	for _, a := range l.Apps {
		if a.Name == "Meeting Notes" && (!a.Ended || a.Alone()) {
			t.Errorf("taken from the owners, and still %+v", a)
		}
	}
	for _, r := range l.Removers {
		if r.ID == hugo {
			t.Error("somebody whose account is disabled is to see to it")
		}
	}
}

func TestWhoLeavesIsReadByLeadsAuditorsAndAdminsAlone(t *testing.T) {
	f := withSample(t)
	actors, hugo := f.actors(), f.member("Hugo Lambert")
	for who, want := range map[string]apperr.Kind{"stranger": 0, "auditor": 0, "admin": 0, "lead": apperr.NotFound, "developer": apperr.NotFound} {
		l, err := f.Leaving(t.Context(), actors[who], hugo)
		if (want == 0) != (err == nil) || err != nil && !apperr.Is(err, want) {
			t.Errorf("%s: %v, want %v", who, err, want)
		}
		if l.CanDecide != (who == "admin") || err == nil && (l.WhyNot == "") != (who == "admin") {
			t.Errorf("%s may decide: %v, %q", who, l.CanDecide, l.WhyNot)
		}
	}
	self := access.Actor{Kind: access.Member, ID: hugo, Develops: []string{f.team("integration-platform")}}
	if _, err := f.Leaving(t.Context(), self, hugo); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a developer reads about themselves: %v", err)
	}
	for _, id := range []string{"01900000-0000-7000-8000-000000000001", "nonsense"} {
		if _, err := f.Leaving(t.Context(), actors["admin"], id); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("nobody: %v", err)
		}
	}
}

func TestThoseWhoLeftAreListedUntilNothingIsOpen(t *testing.T) {
	f := withSample(t)
	actors, hugo := f.actors(), f.member("Hugo Lambert")
	listed := func(who string) (found LeftPerson, ok bool) {
		t.Helper()
		all, err := f.LeftWithOpenWork(t.Context(), actors[who])
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range all {
			if p.ID == hugo {
				return p, true
			}
		}
		return found, false
	}
	if _, ok := listed("admin"); ok {
		t.Error("somebody who is here is listed")
	}
	f.exec(`UPDATE member SET disabled_at = $2 WHERE id = $1`, hugo, pictured)
	l := f.leaving(actors["admin"], hugo)
	for _, who := range []string{"admin", "auditor", "stranger"} {
		p, ok := listed(who)
		if !ok || p.Permissions+p.Others != l.Open() || !p.LeftAt.Equal(pictured) {
			t.Errorf("%s finds %+v, want %d open", who, p, l.Open())
		}
	}
	if _, ok := listed("lead"); ok {
		t.Error("a lead of another team finds him")
	}
	if _, err := f.LeftWithOpenWork(t.Context(), actors["developer"]); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a developer: %v", err)
	}
	f.exec(`UPDATE permission_grant SET superseded_at = now() WHERE member_id = $1 AND superseded_at IS NULL`, hugo)
	f.exec(`UPDATE company_role SET ended_at = now() WHERE member_id = $1 AND ended_at IS NULL`, hugo)
	f.exec(`UPDATE app_owner SET ended_at = now() WHERE member_id = $1 AND ended_at IS NULL`, hugo)
	if p, ok := listed("admin"); ok {
		t.Errorf("nothing is open, and he is listed: %+v", p)
	}
}

package journey

import "testing"

// shipped is an edition that the program carries.
func shipped(t testing.TB, key string) Edition {
	t.Helper()
	all, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	ed, ok := all.Get(key)
	if !ok {
		t.Fatalf("there is no edition %s", key)
	}
	return ed
}

func TestTheThreeEditionsAreNumberedFromTheOldest(t *testing.T) {
	all, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 3 || all[0].Key != "support-mail" || all[1].Key != "zang-2020" || all[2].Key != "avayacloud" {
		t.Fatalf("editions are %v", all)
	}
	for i, e := range all {
		if e.Number != i+1 || e.Source.ReadOn.IsZero() || e.Source.Title == "" || e.Client != ClientSpaces {
			t.Errorf("%s: number %d, source %+v, client %q", e.Key, e.Number, e.Source, e.Client)
		}
		for _, part := range []string{"identity", "api"} {
			for _, env := range []Environment{Staging, Production} {
				if _, ok := e.HostURL(env, part); !ok {
					t.Errorf("%s has no %s host in %s", e.Key, part, env)
				}
			}
		}
	}
}

func TestInTheNewestEditionThePermissionComesBeforeTheCompany(t *testing.T) {
	permitted := both(account(), ticked("", june(12), SelfReported))
	tryEdition(t, shipped(t, "avayacloud"), []walkCase{
		{"the password is enough for the check-box: no company is asked for", []fact{account()}, []string{
			"at = developer-permission", "developer-permission = In progress, 5 days over", "company = Cannot start yet: Needs the developer permission of step 3",
		}},
		{"the one check-box is ticked: nobody is a freelancer by that", []fact{permitted}, []string{
			"developer-permission = Done 12 June, self-reported: Check-box for your account", "no freelance", "at = developer-dashboard",
			"holds your account in staging, self-reported",
		}},
		{"a company is offered after the permission", []fact{permitted, mark("developer-dashboard", MarkDone, june(12))}, []string{
			"at = company", "company = In progress, due 17 June",
		}},
		{"a co-worker's company settles the step, and no roles are asked for", []fact{permitted, acme()}, []string{
			"company = Skipped: ACME was created by Dana Ruiz on 3 May", "no ask of",
		}},
		{"a free-mail address needs no company and keeps its permission", []fact{permitted, mail("priya@gmail.com")}, []string{
			"company = Skipped: gmail.com gives addresses to everybody, so no company matches it", "developer-permission = Done 12 June, self-reported: Check-box for your account",
		}},
		{"the app needs the dashboard and not the company", []fact{permitted, mark("developer-dashboard", MarkDone, june(12)), app("pay", june(15))}, []string{
			"oauth-app = Done 15 June, self-reported",
		}},
		{"production is asked for only after the tests", []fact{permitted, mark("developer-dashboard", MarkDone, june(12)), app("pay", june(15))}, []string{
			"production-request = Cannot start yet: Needs your staging tests, confirmed by Helen Okafor",
		}},
		{"to the end", []fact{
			permitted, mark("developer-dashboard", MarkDone, june(12)), mark("company", MarkSkipped, june(12), "not needed"), mark("sdk", MarkSkipped, june(12), "REST alone"),
			confirm("staging-tested", helen, june(15)), func(f *Facts) {
				f.Grants = append(f.Grants, Grant{ID: "p", Environment: Production, Kind: VendorApproved, HeldFrom: june(15), RequestID: "pay-r1", Grade: SelfReported, RecordedAt: june(16)})
			}, app("pay", june(12), results("pp", june(12)), commit(june(12)), attempt(1, june(15), sent(june(15)), decided(Approved, june(16), ""))),
		}, []string{
			"summary = 8 of 10 steps done, 2 skipped. Nothing is left to do.", "complete = 16 June 2026",
		}},
	})
}

func TestInTheOldestEditionAMailBringsTheClientID(t *testing.T) {
	asked := both(account(), mark("client-id-mail", MarkDone, june(11)))
	tryEdition(t, shipped(t, "support-mail"), []walkCase{
		{"the mail is the third step, and nothing speaks of a permission", []fact{account()}, []string{
			"at = client-id-mail", "client-id-mail misses Write to Spaces Support", "oauth-app = Cannot start yet: Needs step 3", "no developer-permission",
		}},
		{"a lead supplied the address of support", []fact{account(), link("support-address", "https://support.acme.example/spaces")}, []string{
			"at = client-id-mail", "no client-id-mail misses",
		}},
		{"the mail was sent: the client ID is waited for, and those are the vendor's days", []fact{asked}, []string{
			"oauth-app = Waiting for Avaya, 3 days: The client ID comes from Avaya. Register it here when you have it.",
			"oauth-app waits on vendor Avaya: client ID has not come", "at = oauth-app", "days = ours 3, vendor's 3",
		}},
		{"it came", []fact{asked, app("pay", june(15))}, []string{"oauth-app = Done 15 June, self-reported", "at = staging-tested"}},
		{"somebody who has an app has an account and needed no permission", []fact{app("pay", june(15))}, []string{
			"staging-sign-up = Done 15 June, self-reported: Follows from the app pay", "no freelance",
		}},
		{"the same mail asks for production, after the tests", []fact{asked, app("pay", june(12), results("pp", june(15)), commit(june(15))), confirm("staging-tested", helen, june(15))}, []string{
			"at = production-request", "production-review = Cannot start yet: Starts when the request is sent",
		}},
		{"to the end, without a line in the ledger", []fact{
			asked, confirm("staging-tested", helen, june(15)),
			app("pay", june(12), results("pp", june(12)), commit(june(12)), attempt(1, june(15), sent(june(15)), decided(Approved, june(16), ""), func(r *Request) { r.Accounts = nil })),
		}, []string{
			"summary = All 7 steps are done.", "complete = 16 June 2026",
		}},
	})
}

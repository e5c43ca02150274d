package journey

import "testing"

func TestWhoMustAddTheCompanyIsToldSoAndNobodyElse(t *testing.T) {
	try(t, []walkCase{
		{"nobody knows the domain: the member is asked to add the company, or to say that they go without", []fact{account()}, []string{
			"company = In progress, 3 days over", "company misses How to add a company", "at = company", "button = Continue: add your company",
			"company-roles = Cannot start yet: Needs the company of step 3",
			"developer-permission = Cannot start yet: Needs the company of step 3, or your word that you go on without one",
			"gate of developer-permission = company, you", "no match",
		}},
		{"a lead supplied the vendor's missing link: it is missing no more", []fact{account(), link("add-company-guide", "https://help.acme.example/add")}, []string{
			"at = company", "no company misses",
		}},
		{"whoever made the company is done with it and has the roles at once", []fact{account(), aCompany("ACME", priya, "acme.example")}, []string{
			"company = Done 3 May, self-reported: You created ACME", "match = ACME by created",
			"company-roles = Skipped: You created ACME, which made you admin and employee", "at = developer-permission",
		}},
		{"a lead confirmed the company: it is known that well", []fact{account(), aCompany("ACME", priya, "acme.example"), confirm("company", helen, june(9))}, []string{
			"company = Done 3 May, confirmed: You created ACME", "company confirmed by Helen Okafor",
		}},
		{"whoever made the company lost the admin role: the step opens for them again", []fact{
			account(),
			aCompany("ACME", priya, "acme.example", role(priya, CompanyAdmin, may(3), SelfReported, priya, june(9)), role(tomasz, CompanyAdmin, may(5), Confirmed, priya)),
		}, []string{
			"company = Done 3 May, self-reported: You created ACME", "title of company-roles = Ask Tomasz to make you an admin too",
			"company-roles = In progress, 3 days over: You are employee of ACME, but not yet admin",
		}},
		{"the second person of a domain skips the company and is shown whom to ask", []fact{account(), acme()}, []string{
			"company = Skipped: ACME was created by Dana Ruiz on 3 May", "match = ACME by exact",
			"hint of company = Your e-mail ends in acme.example, and that domain already belongs to ACME",
			"title of company-roles = Ask Dana to make you admin and employee", "company-roles waits on you you: ask Dana Ruiz for the roles in ACME",
			"ask also of company-roles = Tomasz Nowak", "at = company-roles", "button = Continue: ask Dana to make you admin and employee",
			"developer-permission = Cannot start yet: Needs Dana Ruiz to make you admin and employee of ACME", "gate of developer-permission = company-roles, Dana",
			"otherwise developer-permission = Or skip step 4 and take the Freelance permission",
			"developer-dashboard = Cannot start yet: Needs the developer permission of step 5, which waits for Dana Ruiz",
			"summary = 2 of 11 steps done, 1 skipped. You can go on with step 4.",
		}},
		{"a match is known on the first day, before there is an account", []fact{acme()}, []string{
			"company = Skipped: ACME was created by Dana Ruiz on 3 May", "at = staging-sign-up",
			"company-roles = Cannot start yet: Needs the password of step 2", "gate of company-roles = staging-sign-up, you",
		}},
		{"a company whose maker nobody remembers is still a match", []fact{account(), aCompany("ACME", Person{}, "acme.example", role(tomasz, CompanyAdmin, may(5), Confirmed, helen))}, []string{
			"company = Skipped: ACME exists since 3 May", "title of company-roles = Ask Tomasz to make you admin and employee",
		}},
		{"a sub-domain of the company's domain matches", []fact{mail("priya@bridge.acme.example"), account(), acme()}, []string{
			"company = Skipped: ACME was created by Dana Ruiz on 3 May", "match = ACME by subdomain",
			"hint of company = Your e-mail ends in bridge.acme.example, which lies below acme.example of ACME",
		}},
		{"an exact domain goes before a sub-domain, however old the other company is", []fact{
			mail("priya@bridge.acme.example"), account(), acme(),
			aCompany("Bridge", tomasz, "bridge.acme.example"), func(f *Facts) { f.Companies[1].CreatedOn = on(june(1)) },
		}, []string{
			"match = Bridge by exact", "company = Skipped: Bridge was created by Tomasz Nowak on 1 June",
		}},
		{"of two companies above the member's domain, the nearer is taken", []fact{
			mail("priya@a.bridge.acme.example"), account(), acme(),
			aCompany("Bridge", tomasz, "bridge.acme.example"), func(f *Facts) { f.Companies[1].CreatedOn = on(june(1)) },
		}, []string{"match = Bridge by subdomain"}},
		{"what belongs to a company that the member refused is not the one above it either", []fact{
			mail("priya@bridge.acme.example"), account(), acme(), aCompany("Bridge", tomasz, "bridge.acme.example"), refuse("bridge", june(9)),
		}, []string{"no match", "at = company"}},
		{"a domain that is said not to count is no match", []fact{mail("priya@a.labs.acme.example"), account(), acme(), excluded("labs.acme.example")}, []string{
			"no match", "at = company",
		}},
		{"a domain below one that does not count is a match again where it was added", []fact{
			mail("priya@new.labs.acme.example"), account(), acme(), excluded("labs.acme.example"),
			func(f *Facts) { f.Companies[0].Domains = append(f.Companies[0].Domains, "new.labs.acme.example") },
		}, []string{"match = ACME by exact"}},
		{"a company that was merged matches nobody", []fact{account(), acme(), func(f *Facts) { f.Companies[0].ClosedAt = june(10) }}, []string{"no match", "at = company"}},
		{"a company that was reset is nobody's any more, not even its maker's", []fact{acme(letIn(june(9))...), func(f *Facts) {
			f.Companies[0].CreatedBy, f.Companies[0].ClosedAt, f.Companies[0].ResetOn = priya, june(12), on(june(12))
		}, ticked("acme", june(10), Verified, june(12))}, []string{"no match", "at = staging-sign-up"}},
		{"a company below the member's domain is no match", []fact{account(), aCompany("Bridge", tomasz, "bridge.acme.example")}, []string{"no match", "at = company"}},
		{"two companies under one public suffix have nothing to do with each other", []fact{mail("priya@acme.co.uk"), account(), aCompany("Other", dana, "other.co.uk")}, []string{
			"no match", "at = company",
		}},
		{"an IDN domain matches however it is written", []fact{mail("priya@BÜCHER.example"), account(), aCompany("Bücher", dana, "xn--bcher-kva.example")}, []string{
			"match = Bücher by exact", "company = Skipped: Bücher was created by Dana Ruiz on 3 May",
		}},
		{"a company in production says nothing about staging", []fact{account(), acme(), func(f *Facts) { f.Companies[0].Environment = Production }}, []string{"no match", "at = company"}},
		{"an address without a domain matches nothing and breaks nothing", []fact{mail("priya"), account(), acme()}, []string{"no match", "at = company"}},
		{"a match was refused: the member adds their own", []fact{account(), acme(), refuse("acme", june(9))}, []string{
			"no match", "company = In progress, 3 days over", "hint of company = You said that ACME is not your company", "at = company",
		}},
		{"a refused match does not count against roles that the member came to hold", []fact{account(), acme(letIn(june(10))...), refuse("acme", june(9))}, []string{
			"match = ACME by roles", "company-roles = Done 10 June, confirmed: You are admin and employee of ACME",
		}},
		{"somebody of another domain who was let in belongs to the company", []fact{mail("priya@contractor.example"), account(), acme(letIn(june(10))...)}, []string{
			"company = Skipped: ACME was created by Dana Ruiz on 3 May", "hint of company = You belong to ACME", "at = developer-permission",
		}},
		{"a member of two companies follows the one where they hold both roles", []fact{
			account(), acme(),
			aCompany("Bridge", tomasz, "bridge.acme.example", role(priya, CompanyAdmin, june(9), Confirmed, tomasz), role(priya, CompanyEmployee, june(10), Confirmed, tomasz)),
		}, []string{
			"match = Bridge by roles", "company-roles = Done 10 June, confirmed: You are admin and employee of Bridge", "company-roles confirmed by Tomasz Nowak",
		}},
		{"the maker took the company back: it counts no longer", []fact{account(), aCompany("ACME", priya, "acme.example"), mark("company", MarkUndone, june(9))}, []string{
			"no match", "company = In progress, 2 days over",
		}},
	})
}

func TestAFreelancerGoesWithoutACompany(t *testing.T) {
	try(t, []walkCase{
		{"a free-mail address leads to the Freelance permission and says what is limited", []fact{mail("priya@gmail.com"), account()}, []string{
			"company = Skipped: gmail.com gives addresses to everybody, so no company matches it",
			"company-roles = Skipped: Only a company’s check-box needs it, and you go on with the Freelance permission",
			"freelance = Without a company the Spaces features available to you are limited. You can still get the Freelance developer permission, create apps and build against the API.",
			"at = developer-permission", "head = developer-permission, 6 days, 5 over, you: 5 days over",
		}},
		{"a free-mail provider is no company, whoever wrote it down", []fact{mail("priya@gmail.com"), account(), aCompany("Friends", dana, "gmail.com")}, []string{
			"no match", "at = developer-permission",
		}},
		{"somebody with a free-mail address wants a company after all", []fact{mail("priya@gmail.com"), account(), mark("company", MarkUndone, june(9))}, []string{
			"at = company", "no freelance", "company = In progress, 2 days over",
		}},
		{"the company is skipped with a reason: the way leads to Freelance", []fact{account(), mark("company", MarkSkipped, june(9), "I work for myself")}, []string{
			"company = Skipped: I work for myself", "at = developer-permission", "no match",
			"company-roles = Skipped: Only a company’s check-box needs it, and you go on with the Freelance permission",
		}},
		{"a company that comes up later does not close the way of who chose to go without", []fact{account(), mark("company", MarkSkipped, june(9), "I work for myself"), acme()}, []string{
			"company = Skipped: I work for myself", "hint of company = ACME was created by Dana Ruiz on 3 May. Undo this skip to join it", "at = developer-permission",
		}},
		{"the skip was undone: the company matches again", []fact{account(), mark("company", MarkSkipped, june(9), "I work for myself"), mark("company", MarkUndone, june(10)), acme()}, []string{
			"company = Skipped: ACME was created by Dana Ruiz on 3 May", "at = company-roles",
		}},
		{"the Freelance check-box is ticked although a company matches: roles are not needed", []fact{account(), acme(), ticked("", june(10), SelfReported)}, []string{
			"company-roles = Skipped: You hold the Freelance permission, which needs no company", "developer-permission = Done 10 June, self-reported: Check-box for Freelance",
			"at = developer-dashboard", "holds Freelance in staging, self-reported",
		}},
		{"a freelancer who asked for roles anyway waits, and is not stopped", []fact{account(), acme(), ask(dana, june(11)), ticked("", june(10), SelfReported)}, []string{
			"company-roles = Waiting for Dana, 3 days: You asked Dana Ruiz on 11 June. You hold the permission, so this no longer stops you. Dana’s answer closes it",
			"company-roles does not block", "at = developer-dashboard",
		}},
		{"the roles are skipped with a reason: the Freelance way opens", []fact{account(), acme(), mark("company-roles", MarkSkipped, june(10), "Freelance is enough for me")}, []string{
			"company-roles = Skipped: Freelance is enough for me", "at = developer-permission",
		}},
		{"a freelancer who is on time hears so", []fact{startedAt(june(15)), mail("priya@gmx.de"), mark("staging-sign-up", MarkDone, june(15)), mark("password", MarkDone, june(16))}, []string{
			"head = developer-permission, 0 days, 0 over, you: on time, freelance permission",
		}},
	})
}

func TestRolesAreAskedOfANamedAdmin(t *testing.T) {
	try(t, []walkCase{
		{"the admin was asked: the step waits for them by name and the next one says so", []fact{account(), acme(), ask(dana, june(10))}, []string{
			"company-roles = Waiting for Dana, 4 days: You asked Dana Ruiz on 10 June", "company-roles waits on company-admin Dana: make admin and employee",
			"gate of developer-permission = company-roles, Dana", "at = company-roles", "button = ", "ask also of company-roles = Tomasz Nowak",
			"head = company-roles, 4 days, 2 over, Dana: make admin and employee", "summary = 2 of 11 steps done, 1 skipped, 1 waiting for Dana. Step 4 waits for Dana.",
			"stage staging = 2 of 6 done, 1 skipped, 1 waiting",
		}},
		{"admin but not employee: only the missing role is asked for", []fact{account(), acme(role(priya, CompanyAdmin, june(9), Confirmed, dana))}, []string{
			"company-roles = In progress, 4 days over: You are admin of ACME, but not yet employee", "title of company-roles = Ask Dana to make you an employee too", "at = company-roles",
		}},
		{"employee but not admin: only the missing role is asked for", []fact{account(), acme(role(priya, CompanyEmployee, june(9), Confirmed, dana))}, []string{
			"title of company-roles = Ask Dana to make you an admin too", "gate of developer-permission = company-roles, Dana",
			"developer-permission = Cannot start yet: Needs Dana Ruiz to make you an admin too of ACME",
		}},
		{"the only admin is the member: they let themselves in", []fact{account(), aCompany("ACME", Person{}, "acme.example", role(priya, CompanyAdmin, june(9), SelfReported, priya))}, []string{
			"title of company-roles = Make yourself employee of ACME", "company-roles waits on you you: become employee of ACME",
		}},
		{"both roles are there, one of them on the member's own word: it is known as well as that", []fact{
			account(),
			acme(role(priya, CompanyAdmin, june(9), Confirmed, dana), role(priya, CompanyEmployee, june(10), SelfReported, priya)),
		}, []string{
			"company-roles = Done 10 June, self-reported: You are admin and employee of ACME", "at = developer-permission",
		}},
		{"a member cannot confirm their own roles", []fact{account(), acme(role(priya, CompanyAdmin, june(9), Confirmed, priya), role(priya, CompanyEmployee, june(10), Confirmed, priya))}, []string{
			"company-roles = Done 10 June, self-reported: You are admin and employee of ACME",
		}},
		{"the admin declined: that is a problem, with another admin to ask", []fact{account(), acme(), ask(dana, june(10), RoleDeclined)}, []string{
			"company-roles = There is a problem: asked Dana Ruiz, who declined: Dana Ruiz declined on 11 June: ask the new admin", "ask also of company-roles = Tomasz Nowak", "at = company-roles",
		}},
		{"the request was withdrawn: nobody was asked", []fact{account(), acme(), ask(dana, june(10), RoleWithdrawn)}, []string{
			"company-roles = In progress, 4 days over: You are not yet admin and employee of ACME", "company-roles waits on you you: ask Dana Ruiz for the roles in ACME",
		}},
		{"the admin said yes but no role is recorded yet: the member looks", []fact{account(), acme(), ask(dana, june(10), RoleGranted)}, []string{
			"company-roles = In progress, 1 day over: Dana Ruiz said yes on 11 June. Look whether ACME stands in your User Settings", "at = company-roles",
		}},
		{"another admin was asked after the first: the step waits for the second", []fact{account(), acme(), ask(dana, june(9), RoleWithdrawn), ask(tomasz, june(12))}, []string{
			"company-roles = Waiting for Tomasz, 2 days: You asked Tomasz Nowak on 12 June", "ask also of company-roles = Dana Ruiz",
		}},
		{"the admin who was asked has left: ask the next one", []fact{
			account(), ask(dana, june(10)),
			aCompany("ACME", dana, "acme.example", role(dana, CompanyAdmin, may(3), Confirmed, helen, june(12)), role(tomasz, CompanyAdmin, may(5), Confirmed, dana)),
		}, []string{
			"company-roles = There is a problem: ask Tomasz Nowak instead of Dana Ruiz: Dana Ruiz is no longer admin of ACME. Ask Tomasz Nowak",
		}},
		{"the one admin has left: the lead has to find another", []fact{account(), ask(dana, june(10)), aCompany("ACME", dana, "acme.example", role(dana, CompanyAdmin, may(3), Confirmed, helen, june(12)))}, []string{
			"company-roles = Waiting for Helen, 4 days: Dana Ruiz is no longer admin of ACME, and no other admin is known here", "company-roles waits on lead Helen: find an admin of ACME",
		}},
		{"no admin is known and nobody was asked: the lead has to find one", []fact{account(), aCompany("ACME", Person{}, "acme.example")}, []string{
			"company-roles waits on lead Helen: find an admin of ACME", "developer-permission = Cannot start yet: Needs the roles of step 4, which waits for Helen Okafor",
			"gate of developer-permission = company-roles, Helen",
		}},
		{"the check-box could be ticked: the question of roles is answered by that", []fact{account(), acme(), ticked("acme", june(12), SelfReported)}, []string{
			"company-roles = Done 12 June, self-reported: You could tick the ACME check-box, which shows only to an admin and employee", "at = developer-dashboard",
		}},
		{"the check-box is ticked while the admin still owes an answer: it stops nobody", []fact{account(), acme(), ask(dana, june(11)), ticked("acme", june(12), SelfReported)}, []string{
			"company-roles = Waiting for Dana, 3 days: You asked Dana Ruiz on 11 June. You hold the permission, so this no longer stops you. Dana’s answer closes it",
			"company-roles does not block", "at = developer-dashboard", "summary = 3 of 11 steps done, 1 skipped, 1 waiting for Dana. You can go on with step 6.",
		}},
		{"a verified permission closes the question that nobody answered", []fact{account(), acme(), ask(dana, june(11)), ticked("acme", june(12), Verified)}, []string{
			"company-roles = Done 12 June, verified: You could tick the ACME check-box, which shows only to an admin and employee",
			"staging-sign-up = Done 8 June, verified: Follows from the developer permission for ACME",
		}},
		{"a role was lost after the tick: the step opens again and stops nobody", []fact{
			account(), ticked("acme", june(10), SelfReported), mark("developer-dashboard", MarkDone, june(10)),
			acme(role(priya, CompanyAdmin, june(9), Confirmed, dana), role(priya, CompanyEmployee, june(9), Confirmed, dana, june(12))),
		}, []string{
			"company-roles = Not started: You are admin of ACME, but not yet employee", "company-roles does not block", "at = oauth-app",
		}},
	})
}

// excluded says that a domain does not count as the first company.
func excluded(domain string) fact {
	return func(f *Facts) { f.Companies[0].Excluded = append(f.Companies[0].Excluded, domain) }
}

package sample

// app is an OAuth2 application at the vendor.
type app struct {
	key, environment, name, client, company string
	uris                                    []string
	owners                                  []string
	// sharing waits for a lead's yes.
	sharing     string
	on          string
	place       string
	description string
	staging     string
	// tests is how many the list has, passed how many came out well; the days are of the first and the last result.
	tests, passed    int
	testedFrom, till string
	failed           bool
	// committed and confirmed are days; confirmed is the lead's word on the tests.
	committed, confirmed, lead string
	requests                   []request
	// rotated and rotate are the days on which the secret was made anew, and by which it is to be.
	rotated, rotate string
}

// request is one attempt at production.
type request struct {
	key                  string
	drafted, sent, heard string
	contact              string
	// asked is what the vendor wrote when it made contact; answered the day on which answer was written back.
	asked, answered, answer string
	decided, decision       string
	reason                  string
	confirmed               string
	accounts                []string
}

const localhost = "http://localhost:3000/"

func apps() []app {
	return append(append(paymentsApps(), platformApps()...), liveApps()...)
}

func paymentsApps() []app {
	vault := "Vault, payments/spaces/staging"
	return []app{
		{
			key: "dana", environment: "staging", name: "acme-payments-dana-staging", client: "5d0c71e2b94a08f36d7e", company: "acme", uris: []string{localhost},
			owners: []string{"dana"}, on: "4 May", place: vault, description: "Opens a Spaces meeting from a payment dispute.",
			tests: 10, passed: 10, testedFrom: "6 May", till: "12 May", committed: "12 May", confirmed: "13 May", lead: "helen",
			requests: []request{{key: "dana", drafted: "13 May", sent: "14 May", heard: "21 May", contact: "K. Lindgren, Avaya", decided: "28 May", decision: "approved", confirmed: "14 May", accounts: []string{"dana"}}},
		},
		{
			key: "tomasz", environment: "staging", name: "acme-payments-tomasz-staging", client: "b1730fa6c8d24e959d31", company: "acme", uris: []string{localhost},
			owners: []string{"tomasz", "dana"}, on: "7 May", place: vault, description: "Settles a payment dispute by video.",
			tests: 11, passed: 11, testedFrom: "8 May", till: "19 May", committed: "19 May", confirmed: "20 May", lead: "helen",
			requests: []request{{key: "tomasz", drafted: "20 May", sent: "21 May", heard: "29 May", contact: "K. Lindgren, Avaya", decided: "9 Jun", decision: "approved", confirmed: "21 May", accounts: []string{"tomasz"}}},
		},
		{
			key: "aisha", environment: "staging", name: "acme-payments-aisha-staging", client: "7e21d95c04ab38f71b60", company: "acme", uris: []string{"http://localhost:8080/back"},
			owners: []string{"aisha"}, on: "8 May", place: vault, description: "ACME Refund Desk: agents talk a refund over with a customer.",
			tests: 12, passed: 12, testedFrom: "12 May", till: "26 May", committed: "26 May", confirmed: "27 May", lead: "helen",
			requests: []request{{key: "aisha", drafted: "27 May", sent: "29 May", heard: "5 Jun", contact: "K. Lindgren, Avaya", asked: "Are meetings recorded?", answered: "8 Jun", answer: "The app keeps no recordings", confirmed: "29 May", accounts: []string{"aisha"}}},
		},
		{
			key: "thuy", environment: "staging", name: "acme-payments-thuy-staging", client: "c4b8e06f12d79a53e0f4", company: "acme", uris: []string{localhost},
			owners: []string{"thuy"}, on: "11 May", place: vault, description: "Invoices explained in a meeting.",
			tests: 9, passed: 9, testedFrom: "13 May", till: "26 May", committed: "26 May", confirmed: "27 May", lead: "helen",
			requests: []request{{
				key: "thuy", drafted: "27 May", sent: "28 May", heard: "4 Jun", contact: "K. Lindgren, Avaya", decided: "11 Jun", decision: "rejected",
				reason: "Avaya asks for a link to the privacy notice", confirmed: "28 May", accounts: []string{"thuy"},
			}},
		},
		{
			key: "mateus", environment: "staging", name: "acme-payments-mateus-staging", client: "09f6b2d8e17c4a35a7c3", company: "acme",
			uris: []string{localhost, "https://stage.pay.acme.example/back"}, owners: []string{"mateus", "dana"}, on: "13 May", place: vault,
			description: "ACME Payments Connector: opens a Spaces meeting from a payment dispute, so that an agent and a customer can settle it by video.",
			tests:       14, passed: 14, testedFrom: "14 May", till: "12 Jun", committed: "12 Jun", confirmed: "15 Jun", lead: "helen",
			requests: []request{{key: "mateus", drafted: "15 Jun", accounts: []string{"mateus"}}},
		},
		{
			key: "kenji", environment: "staging", name: "acme-payments-kenji-staging", client: "e3a95d7c61f84b202f8a", company: "acme", uris: []string{localhost},
			owners: []string{"kenji"}, on: "25 May", place: vault, description: "Shows a cashier’s screen to the back office.",
			tests: 12, passed: 12, testedFrom: "27 May", till: "15 Jun", committed: "15 Jun",
		},
		{
			key: "jonas", environment: "staging", name: "acme-payments-jonas-staging", client: "46d1f8037be2c95a6b1d", company: "acme", uris: []string{localhost},
			owners: []string{"jonas"}, on: "3 Jun", place: vault, tests: 12, passed: 7, testedFrom: "8 Jun", till: "15 Jun",
		},
		{
			key: "noor", environment: "staging", name: "noor-rooms-staging", client: "fa02c7e6914d83b5d9e0", uris: []string{"http://localhost:4000/back"},
			owners: []string{"noor"}, on: "8 Jun", place: "Noor’s own vault", tests: 8, passed: 3, testedFrom: "10 Jun", till: "15 Jun", failed: true,
		},
	}
}

func platformApps() []app {
	return []app{
		{
			key: "farah", environment: "staging", name: "contact-centre-bridge-staging", client: "81c5e9d2f7063ab4c1a9", company: "bridge", uris: []string{localhost},
			owners: []string{"farah", "emeka"}, on: "7 Nov 2025", place: "Vault, bridge/spaces", description: "Contact Centre Bridge: hands a call over to a meeting.",
			tests: 11, passed: 11, testedFrom: "12 Nov 2025", till: "8 Dec 2025", committed: "8 Dec 2025", confirmed: "9 Dec 2025", lead: "lena",
			requests: []request{
				{key: "emeka-1", drafted: "9 Dec 2025", sent: "10 Dec 2025", decided: "7 Jan", decision: "rejected", reason: "It did not say that testing in staging is complete", accounts: []string{"emeka"}},
				{key: "emeka-2", drafted: "8 Jan", sent: "9 Jan", heard: "19 Jan", contact: "M. Abadi, Avaya", decided: "30 Jan", decision: "approved", confirmed: "9 Jan", accounts: []string{"farah", "emeka", "marek"}},
			},
		},
		{
			key: "hugo", environment: "staging", name: "meeting-notes-staging", client: "2b90d4c8e6a15f739c04", company: "labs", uris: []string{localhost},
			owners: []string{"hugo"}, on: "9 Oct 2025", tests: 6, passed: 6, testedFrom: "13 Oct 2025", till: "24 Oct 2025", committed: "24 Oct 2025", confirmed: "27 Oct 2025", lead: "lena",
			requests: []request{{key: "hugo", drafted: "27 Oct 2025", sent: "28 Oct 2025", decided: "18 Nov 2025", decision: "approved", accounts: []string{"hugo"}}},
		},
		{
			key: "sofia", environment: "staging", name: "demo-rooms-staging", client: "d67fa1302c9e58b4e7a2", uris: []string{localhost},
			owners: []string{"sofia"}, on: "1 Dec 2025", place: "Sofia’s own vault", tests: 7, passed: 7, testedFrom: "3 Dec 2025", till: "12 Dec 2025", committed: "12 Dec 2025", confirmed: "15 Dec 2025", lead: "lena",
			requests: []request{{key: "sofia", drafted: "15 Dec 2025", sent: "16 Dec 2025", decided: "9 Jan", decision: "approved", accounts: []string{"sofia"}}},
		},
		{
			key: "yuki", environment: "staging", name: "bridge-sandbox", client: "3f8e16b07d5ca924e255", company: "bridge", uris: []string{"http://localhost:5173/"},
			owners: []string{"yuki"}, sharing: "ana", on: "27 May", place: "Vault, bridge/spaces", tests: 10, passed: 4, testedFrom: "2 Jun", till: "12 Jun",
		},
	}
}

func liveApps() []app {
	return []app{
		{
			key: "connector-live", environment: "production", name: "Payments Connector", client: "ac6e03d9178bf2504f2c", company: "acme-live",
			uris: []string{"https://pay.acme.example/spaces/back", localhost}, owners: []string{"dana", "tomasz"}, on: "1 Jun", place: "Vault, payments/spaces/production", staging: "dana", rotated: "1 Jun", rotate: "1 Dec",
		},
		{
			key: "bridge-live", environment: "production", name: "Contact Centre Bridge", client: "70d2e8b5c31f6904a91e", company: "bridge-live",
			uris: []string{"https://bridge.acme.example/oauth"}, owners: []string{"farah", "emeka"}, on: "2 Feb", place: "Vault, bridge/spaces", staging: "farah", rotated: "2 Feb", rotate: "12 Jun",
		},
		{
			key: "notes-live", environment: "production", name: "Meeting Notes", client: "95b1c47fe02d8a3607bd", company: "labs-live",
			uris: []string{"https://notes.labs.acme.example/cb"}, owners: []string{"hugo"}, on: "19 Nov 2025", staging: "hugo",
		},
		{
			key: "rooms-live", environment: "production", name: "Demo Rooms", client: "18e5fc9a603b7d42c3d8", uris: []string{"https://rooms.papadaki.example/back"},
			owners: []string{"sofia"}, on: "12 Jan", place: "Sofia’s own vault", staging: "sofia",
		},
	}
}

package sample

// way is what a developer said of their own journey; grants, roles and apps stand in the other files.
type way struct {
	who, started     string
	signUp, password string
	// signingUp means that the sign-up is begun and not done.
	signingUp bool
	// skips gives a reason for the company and the roles.
	skips string
	// asked is the day Dana, or whoever it is, was asked for roles.
	asked, askedWhom string
	dashboard        string
	// building is the day the app was begun, where there is none yet.
	building string
	// sdk is "platform version" and the day it was fetched.
	sdk, sdkOn string
	// otherFile makes the file another one than everybody else has.
	otherFile string
	stuck     []stuckAt
	nudged    []nudged
}

// stuckAt is a blocker; solved ones have a day and an answer.
type stuckAt struct{ step, reason, words, day, solved, by, answer string }

type nudged struct{ step, by, words, day string }

const javascript, android, ios = "javascript 2.0.28", "android 2.0.11", "ios 2.0.9"

func ways() []way {
	return append([]way{
		{
			who: "samuel", started: "26 May", signUp: "26 May", password: "26 May", asked: "26 May", askedWhom: "dana", dashboard: "3 Jun", building: "3 Jun", sdk: javascript, sdkOn: "4 Jun",
			stuck: []stuckAt{
				{step: "password", reason: "mail-missing", day: "26 May", solved: "26 May", by: "samuel", answer: "It was in the spam folder"},
				{step: "oauth-app", reason: "redirect-uri", words: "I copied it letter by letter, and it still says no.", day: "3 Jun"},
			},
			nudged: []nudged{{step: "oauth-app", by: "helen", words: "Shall we look at it together?", day: "8 Jun"}},
		},
		{who: "lucia", started: "5 Jun", signUp: "8 Jun", password: "8 Jun", asked: "10 Jun", askedWhom: "dana"},
		{who: "oluwaseun", started: "8 Jun", signUp: "9 Jun", password: "9 Jun", asked: "10 Jun", askedWhom: "dana"},
		{who: "thuy", started: "5 May", signUp: "6 May", password: "6 May", asked: "6 May", askedWhom: "dana", dashboard: "8 May", sdk: javascript, sdkOn: "11 May"},
		{who: "ingrid", started: "10 Jun", signUp: "11 Jun"},
		{who: "aisha", started: "4 May", signUp: "5 May", password: "5 May", asked: "5 May", askedWhom: "dana", dashboard: "7 May", sdk: javascript, sdkOn: "8 May"},
		{who: "kenji", started: "15 May", signUp: "18 May", password: "18 May", asked: "18 May", askedWhom: "dana", dashboard: "20 May", sdk: android, sdkOn: "25 May"},
		{who: "mateus", started: "5 May", signUp: "6 May", password: "7 May", asked: "7 May", askedWhom: "dana", dashboard: "8 May", sdk: javascript, sdkOn: "14 May"},
		{who: "priya", started: "5 Jun", signUp: "8 Jun", password: "8 Jun", asked: "11 Jun", askedWhom: "dana", dashboard: "12 Jun", building: "12 Jun"},
		{who: "jonas", started: "19 May", signUp: "20 May", password: "20 May", asked: "20 May", askedWhom: "dana", dashboard: "26 May", sdk: javascript, sdkOn: "5 Jun", otherFile: " from a mirror"},
		{who: "noor", started: "1 Jun", signUp: "2 Jun", password: "2 Jun", skips: "I work as a freelancer", dashboard: "5 Jun", sdk: ios, sdkOn: "9 Jun"},
		{who: "chloe", started: "15 Jun", signingUp: true},
		{who: "dana", started: "29 Apr", signUp: "30 Apr", password: "30 Apr", dashboard: "4 May", sdk: javascript, sdkOn: "5 May"},
		{who: "tomasz", started: "1 May", signUp: "4 May", password: "4 May", asked: "4 May", askedWhom: "dana", dashboard: "6 May", sdk: javascript, sdkOn: "7 May"},
	}, platformWays()...)
}

func platformWays() []way {
	return []way{
		{who: "farah", started: "3 Nov 2025", signUp: "4 Nov 2025", password: "4 Nov 2025", dashboard: "6 Nov 2025", sdk: javascript, sdkOn: "7 Nov 2025"},
		{who: "hugo", started: "6 Oct 2025", signUp: "7 Oct 2025", password: "7 Oct 2025", dashboard: "8 Oct 2025", sdk: javascript, sdkOn: "9 Oct 2025"},
		{who: "emeka", started: "10 Nov 2025", signUp: "11 Nov 2025", password: "11 Nov 2025", asked: "11 Nov 2025", askedWhom: "farah", dashboard: "13 Nov 2025", sdk: javascript, sdkOn: "14 Nov 2025"},
		{who: "sofia", started: "24 Nov 2025", signUp: "25 Nov 2025", password: "25 Nov 2025", skips: "I work as a freelancer", dashboard: "28 Nov 2025", sdk: javascript, sdkOn: "1 Dec 2025"},
		{
			who: "yuki", started: "18 May", signUp: "19 May", password: "19 May", asked: "20 May", askedWhom: "farah", dashboard: "25 May", sdk: javascript, sdkOn: "28 May",
			nudged: []nudged{{step: "staging-tested", by: "lena", words: "How far are the tests?", day: "11 Jun"}},
		},
		{
			who: "ana", started: "20 May", signUp: "21 May", password: "21 May", asked: "22 May", askedWhom: "farah",
			stuck: []stuckAt{{step: "company-roles", reason: "admin-left", words: "Marek was our admin and he has left", day: "9 Jun"}},
		},
	}
}

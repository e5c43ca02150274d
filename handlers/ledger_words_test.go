package handlers

import (
	"testing"
	"time"

	"portico/internal/permission"
)

func TestTheAnswerIsASentenceForEveryCount(t *testing.T) {
	now := time.Date(2026, 6, 16, 9, 41, 7, 0, time.UTC)
	past := time.Date(2026, 3, 31, 23, 59, 59, 0, time.UTC)
	production := permission.Question{Environment: "production", AsOf: now}
	for name, c := range map[string]struct {
		q       permission.Question
		counts  permission.Counts
		company string
		want    string
	}{
		"many": {
			production,
			permission.Counts{Lines: 6, People: 6, ForCompany: 5, ForFreelance: 1, Verified: 3, Confirmed: 2, SelfReported: 1},
			"",
			"On 16 June 2026, 6 people hold developer permission in production: 5 for a company and 1 as freelance. 3 are verified by Avaya, 2 confirmed by a second person, and 1 is only self-reported.",
		},
		"nobody": {production, permission.Counts{}, "", "On 16 June 2026, nobody holds developer permission in production."},
		"one": {
			production,
			permission.Counts{Lines: 1, People: 1, ForCompany: 1, Confirmed: 1},
			"",
			"On 16 June 2026, 1 person holds developer permission in production, for a company. It is confirmed by a second person.",
		},
		"one as freelance": {
			production,
			permission.Counts{Lines: 1, People: 1, ForFreelance: 1, SelfReported: 1},
			"",
			"On 16 June 2026, 1 person holds developer permission in production, as freelance. It is only self-reported.",
		},
		"one with both": {
			permission.Question{AsOf: now},
			permission.Counts{Lines: 2, People: 1, ForCompany: 1, ForFreelance: 1, Verified: 1, SelfReported: 1},
			"",
			"On 16 June 2026, 1 person holds developer permission in staging or production, for a company and as freelance. Of 2 permissions, 1 is verified by Avaya, and 1 is only self-reported.",
		},
		"all of one grade": {
			production,
			permission.Counts{Lines: 2, People: 2, ForCompany: 2, Verified: 2},
			"",
			"On 16 June 2026, 2 people hold developer permission in production, all for a company. All are verified by Avaya.",
		},
		"two lines each, all of one grade": {
			production,
			permission.Counts{Lines: 4, People: 2, ForCompany: 2, SelfReported: 4},
			"",
			"On 16 June 2026, 2 people hold developer permission in production, all for a company. Of 4 permissions, all are only self-reported.",
		},
		"some with both": {
			production,
			permission.Counts{Lines: 4, People: 3, ForCompany: 3, ForFreelance: 1, Verified: 2, Confirmed: 2},
			"",
			"On 16 June 2026, 3 people hold developer permission in production: 3 for a company and 1 as freelance, 1 of them both. Of 4 permissions, 2 are verified by Avaya, and 2 confirmed by a second person.",
		},
		"the past, one company": {
			permission.Question{Environment: "staging", Company: "x", AsOf: past},
			permission.Counts{Lines: 2, People: 2, ForCompany: 2, Verified: 1, SelfReported: 1},
			"ACME",
			"On 31 March 2026, 2 people held developer permission for ACME in staging. 1 was verified by Avaya, and 1 was only self-reported.",
		},
		"the past, nobody, freelance": {
			permission.Question{Company: permission.Freelance, AsOf: past},
			permission.Counts{},
			"",
			"On 31 March 2026, nobody held developer permission as freelance in staging or production.",
		},
	} {
		s := answerSentence(permission.Answer{Question: c.q, Ready: true, Digest: permission.Digest{Counts: c.counts}}, readsAll, c.company, time.UTC, false, now)
		if got := s.Before + " " + s.Finding + s.After; got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestTheAnswerSpeaksOnlyOfTheRowsThatTheReaderSees(t *testing.T) {
	now := time.Date(2026, 6, 16, 9, 41, 7, 0, time.UTC)
	past := now.AddDate(0, -2, 0)
	one := permission.Counts{Lines: 1, People: 1, ForCompany: 1, SelfReported: 1}
	for _, c := range []struct {
		reader ledgerReader
		at     time.Time
		counts permission.Counts
		want   string
	}{
		{readsOwn, now, permission.Counts{}, "On 16 June 2026, you do not hold developer permission in staging."},
		{readsOwn, past, permission.Counts{}, "On 16 April 2026, you did not hold developer permission in staging."},
		{readsOwn, now, one, "On 16 June 2026, you hold developer permission in staging, for a company. It is only self-reported."},
		{readsTeam, now, permission.Counts{}, "On 16 June 2026, nobody of your team holds developer permission in staging."},
		{readsTeam, now, one, "On 16 June 2026, 1 person of your team holds developer permission in staging, for a company. It is only self-reported."},
	} {
		s := answerSentence(permission.Answer{Question: permission.Question{Environment: "staging", AsOf: c.at}, Ready: true, Digest: permission.Digest{Counts: c.counts}}, c.reader, "", time.UTC, false, now)
		if got := s.Before + " " + s.Finding + s.After; got != c.want {
			t.Errorf("%s\nwant\n%s", got, c.want)
		}
	}
}

func TestYesterdayIsOverFromTheFirstSecondAfterMidnight(t *testing.T) {
	now := time.Date(2026, 6, 17, 0, 0, 5, 0, time.UTC)
	for at, want := range map[time.Time]string{
		endOfDay(now.AddDate(0, 0, -1)): "On 16 June 2026, nobody held developer permission in staging.",
		now.Add(-4 * time.Second):       "On 17 June 2026, nobody holds developer permission in staging.",
	} {
		s := answerSentence(permission.Answer{Ready: true, Question: permission.Question{Environment: "staging", AsOf: at}}, readsAll, "", time.UTC, false, now)
		if got := s.Before + " " + s.Finding + s.After; got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
}

func TestADayIsReadInTheZoneOfTheReader(t *testing.T) {
	kolkata, err := time.LoadLocation("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 6, 16, 20, 0, 0, 0, time.UTC) // the 17th in Kolkata
	for text, want := range map[string]string{
		"":                          "0001-01-01T00:00:00Z",
		"2026-06-17":                "0001-01-01T00:00:00Z",
		"2026-06-16":                "2026-06-16T18:29:59.999999Z",
		"2026-06-16T09:41:07Z":      "2026-06-16T09:41:07Z",
		"2026-06-16T09:41:07+05:30": "2026-06-16T04:11:07Z",
	} {
		at, _, err := readMoment("as_of", text, kolkata, now)
		if err != nil || at.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%q is read as %s, want %s (%v)", text, at.UTC().Format(time.RFC3339Nano), want, err)
		}
	}
	for _, text := range []string{"today", "16.6.2026", "2026-13-01", "9999-12-31", "0000-01-01", "2026-06-16T25:00:00Z", "'; DROP TABLE event", "\x00"} {
		if _, _, err := readMoment("as_of", text, kolkata, now); err == nil {
			t.Errorf("%q was read", text)
		}
	}
	if got := quarterBefore(time.Date(2026, 1, 3, 0, 0, 0, 0, kolkata)).Format(time.DateOnly); got != "2025-12-31" {
		t.Errorf("the quarter before January ends on %s", got)
	}
}

func TestOnesOwnStockAnswerReadsAsASentence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what         string
		shown, lines int
		want         string
	}{
		{permission.Unproven, 0, 0, "On 1 June, you do not hold developer permission in staging."},
		{permission.Unproven, 1, 1, "On 1 June, your one developer permission in staging rests on your own word only."},
		{permission.Unproven, 2, 3, "On 1 June, 2 of your 3 developer permissions in staging rest on your own word only."},
		{permission.ShouldNot, 0, 3, "On 1 June, none of your developer permissions in staging should go."},
		{permission.ShouldNot, 1, 2, "On 1 June, 1 of your 2 developer permissions in staging should go."},
	} {
		a := permission.Answer{Question: permission.Question{What: c.what}}
		a.Shown, a.Counts.Lines = c.shown, c.lines
		s := ownStockSentence(a, "On 1 June,", " in staging")
		if got := s.Before + " " + s.Finding + s.After; got != c.want {
			t.Errorf("%s, %d of %d: %q, want %q", c.what, c.shown, c.lines, got, c.want)
		}
	}
}

func TestEndsThatNobodyConfirmedReadAsASentence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reader ledgerReader
		shown  int
		want   string
	}{
		{readsAll, 0, "On 1 June, every recorded end of developer permission in staging is confirmed."},
		{readsTeam, 1, "On 1 June, 1 person of your team is said not to hold developer permission in staging any more, and nobody else confirmed it: it is an open risk."},
		{readsAll, 2, "On 1 June, 2 people are said not to hold developer permission in staging any more, and nobody else confirmed it: each is an open risk."},
		{readsOwn, 0, "On 1 June, none of your own developer permission in staging ended without somebody else confirming it."},
		{readsOwn, 1, "On 1 June, 1 end of your own developer permission in staging waits for somebody else to confirm."},
	} {
		a := permission.Answer{Digest: permission.Digest{Shown: c.shown, ShownPeople: c.shown}}
		s := unconfirmedSentence(a, c.reader, "On 1 June,", " developer permission in staging")
		if got := s.Before + " " + s.Finding + s.After; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

package sample

import (
	"strings"
	"time"

	"portico/internal/audit"
	"portico/internal/oauthapp"
)

// tests writes the list of an app. Results are spread over the days between the first and the last.
func (w *writer) tests(a app) {
	for i, title := range testTitles()[:a.tests] {
		var result, by *string
		var at *time.Time
		if i < a.passed || (a.failed && i == a.passed) {
			verdict, who := "passed", id("member", a.owners[0])
			if i == a.passed {
				verdict = "failed"
			}
			t := w.at(a.testedFrom, 13)
			if i > 0 && i >= a.passed-1 {
				t = w.at(a.till, 13)
			}
			result, by, at = &verdict, &who, &t
			w.tx.Record(audit.TestDecided, audit.Entry{
				Subject: audit.Subject{Kind: "test", ID: id("test", a.key+"/"+title)}, MemberID: who,
				After: map[string]any{"result": verdict, "app": id("app", a.key), "on": on(t)},
			})
		}
		w.insert(`INSERT INTO app_test (id, app_id, position, title, result, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			id("test", a.key+"/"+title), id("app", a.key), i+1, title, result, by, at)
	}
	if a.committed == "" {
		return
	}
	if a.confirmed != "" {
		w.signature(a)
		for _, owner := range a.owners {
			w.confirm(owner, "staging-tested", a.key, a.lead, w.at(a.confirmed, 16))
		}
	}
}

// signature is the lead's, under the commitment to deploy.
func (w *writer) signature(a app) {
	at := w.at(a.confirmed, 15)
	w.insert(`INSERT INTO app_commitment (id, app_id, member_id, at, sentence) VALUES ($1, $2, $3, $4, $5)`, id("commitment", a.key), id("app", a.key),
		id("member", a.lead), at, oauthapp.CommitmentSentence(a.name))
	w.tx.Record(audit.AppCommitted, audit.Entry{Subject: audit.Subject{Kind: "app", ID: id("app", a.key)}, MemberID: id("member", a.lead), After: map[string]any{"on": on(at)}})
}

func (w *writer) confirm(who, step, app, by string, at time.Time) {
	if who == by {
		return
	}
	w.insert(`INSERT INTO confirmation (id, member_id, step_key, app_id, confirmed_by, at) VALUES ($1, $2, $3, $4, $5, $6)`,
		id("confirmation", who+"/"+step+"/"+app), id("member", who), step, maybe("app", app), id("member", by), at)
	after := map[string]any{"step": step, "state": "done", "on": on(at)}
	if app != "" {
		after["app_id"] = id("app", app)
	}
	w.tx.Record(audit.StepConfirmed, audit.Entry{
		Subject: audit.Subject{Kind: "step", ID: step}, MemberID: id("member", who), Grade: "confirmed",
		After: after,
	})
}

func (w *writer) request(a app, attempt int, r request) {
	by := id("member", r.accounts[0])
	var sentBy, decidedBy *string
	var sentAt, decidedAt *time.Time
	if r.sent != "" {
		t := w.at(r.sent, 9)
		sentAt, sentBy = &t, &by
	}
	if r.decided != "" {
		t := w.at(r.decided, 11)
		decidedAt, decidedBy = &t, &by
	}
	w.insert(`INSERT INTO production_request (id, app_id, attempt, body, body_sha256, created_by, created_at, submitted_on, submitted_by, submitted_at,
			contacted_on, contact, decided_on, decision, reason, decided_by, decided_at)
		VALUES ($1, $2, $3, $4, CASE WHEN $7::date IS NOT NULL THEN sha256(convert_to($4, 'UTF8')) END, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		id("request", r.key), id("app", a.key), attempt, w.body(a, r), by, w.at(r.drafted, 10), w.maybeDay(r.sent), sentBy, sentAt,
		w.maybeDay(r.heard), r.contact, w.maybeDay(r.decided), orNull(r.decision), r.reason, decidedBy, decidedAt)
	for _, who := range r.accounts {
		w.insert(`INSERT INTO production_request_account (request_id, member_id, added_at) VALUES ($1, $2, $3)`,
			id("request", r.key), id("member", who), w.at(r.drafted, 10))
	}
	if r.heard != "" {
		w.insert(`INSERT INTO request_contact (id, request_id, on_day, from_vendor, who, words, recorded_by, recorded_at) VALUES ($1, $2, $3, true, $4, $5, $6, $7)`,
			id("contact", r.key), id("request", r.key), w.day(r.heard), r.contact, r.asked, by, w.at(r.heard, 16))
	}
	if r.answered != "" {
		w.insert(`INSERT INTO request_contact (id, request_id, on_day, from_vendor, words, recorded_by, recorded_at) VALUES ($1, $2, $3, false, $4, $5, $6)`,
			id("answer", r.key), id("request", r.key), w.day(r.answered), r.answer, by, w.at(r.answered, 10))
	}
	w.requestEvents(r, by)
	if r.confirmed != "" {
		for _, who := range a.owners {
			w.confirm(who, "production-request", a.key, a.lead, w.at(r.confirmed, 16))
		}
	}
}

func (w *writer) requestEvents(r request, by string) {
	e := audit.Entry{Subject: audit.Subject{Kind: "request", ID: id("request", r.key)}, MemberID: by}
	tell := func(action audit.Action, day string) {
		if day != "" {
			e.After = map[string]any{"on": on(w.day(day))}
			w.tx.Record(action, e)
		}
	}
	tell(audit.RequestDrafted, r.drafted)
	tell(audit.RequestSubmitted, r.sent)
	tell(audit.RequestContacted, r.heard)
	tell(audit.RequestAnswered, r.answered)
	switch r.decision {
	case "approved":
		tell(audit.RequestApproved, r.decided)
	case "rejected":
		tell(audit.RequestRejected, r.decided)
	}
}

func (w *writer) maybeDay(written string) *time.Time {
	if written == "" {
		return nil
	}
	t := w.day(written)
	return &t
}

// begin puts somebody on the journey. A lead has one too, and need not walk it.
func (w *writer) begin(who string, at time.Time) {
	w.insert(`INSERT INTO member_journey (member_id, edition, started_at) VALUES ($1, 'zang-2020', $2)`, id("member", who), at)
	w.tx.Record(audit.JourneyStarted, w.about(who, map[string]any{"edition": "zang-2020", "on": on(at)}))
}

func (w *writer) way(v way) {
	w.begin(v.who, w.at(v.started, 9))
	if v.signingUp {
		w.mark(v.who, "staging-sign-up", "started", v.started, 10, "")
	}
	w.mark(v.who, "staging-sign-up", "done", v.signUp, 10, "")
	w.mark(v.who, "password", "done", v.password, 11, "")
	if v.skips != "" {
		w.mark(v.who, "company", "skipped", v.password, 12, v.skips)
		w.mark(v.who, "company-roles", "skipped", v.password, 13, v.skips)
	}
	w.mark(v.who, "developer-dashboard", "done", v.dashboard, 14, "")
	w.mark(v.who, "oauth-app", "started", v.building, 15, "")
	if v.asked != "" {
		w.asked(v)
	}
	if v.sdk != "" {
		w.download(v)
	}
	for _, s := range v.stuck {
		w.stuck(v.who, s)
	}
	for _, n := range v.nudged {
		sent := w.at(n.day, 9)
		w.insert(`INSERT INTO nudge (id, member_id, sent_by, step_key, words, at) VALUES ($1, $2, $3, $4, $5, $6)`,
			id("nudge", v.who+"/"+n.step), id("member", v.who), id("member", n.by), n.step, n.words, sent)
		w.tx.Record(audit.MemberNudged, w.about(v.who, map[string]any{"step": n.step, "on": on(sent)}))
	}
}

// about is an event whose subject is a developer.
func (w *writer) about(who string, after map[string]any) audit.Entry {
	return audit.Entry{Subject: audit.Subject{Kind: "member", ID: id("member", who)}, MemberID: id("member", who), After: after}
}

func (w *writer) mark(who, step, said, day string, hour int, reason string) {
	if day == "" {
		return
	}
	at := w.at(day, hour)
	w.insert(`INSERT INTO mark (id, member_id, step_key, state, reason, happened_on, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $2, $7)`,
		id("mark", who+"/"+step+"/"+said), id("member", who), step, said, reason, w.day(day), at)
	action := map[string]audit.Action{"started": audit.StepStarted, "done": audit.StepCompleted, "skipped": audit.StepSkipped}[said]
	w.tx.Record(action, audit.Entry{
		Subject: audit.Subject{Kind: "step", ID: step}, MemberID: id("member", who), Grade: "self-reported",
		After: map[string]any{"step": step, "state": said, "on": on(at)},
	})
}

// asked writes the question for roles. It is answered where the roles were given since.
func (w *writer) asked(v way) {
	company, given := "acme", ""
	for _, c := range companies() {
		if c.environment == "staging" && c.by == v.askedWhom {
			company = c.key
			for _, s := range c.admins {
				if s.who == v.who {
					given = s.day
				}
			}
		}
	}
	var answered *time.Time
	var answer *string
	if given != "" {
		t, yes := w.at(given, 11), "granted"
		answered, answer = &t, &yes
	}
	at := w.at(v.asked, 14)
	w.insert(`INSERT INTO company_role_request (id, company_id, member_id, asked_id, at, answered_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		id("role-request", v.who), id("company", company), id("member", v.who), id("member", v.askedWhom), at, answered, answer)
	w.tx.Record(audit.CompanyRoleAsked, audit.Entry{
		Subject: audit.Subject{Kind: "company-role-request", ID: id("role-request", v.who)}, MemberID: id("member", v.who),
		After: map[string]any{"company": id("company", company), "asked": id("member", v.askedWhom), "on": on(at)},
	})
}

func (w *writer) download(v way) {
	platform, version, _ := strings.Cut(v.sdk, " ")
	at := w.at(v.sdkOn, 14)
	name := "spaces-sdk-" + platform + "-" + version + ".zip"
	w.insert(`INSERT INTO sdk_download (id, member_id, platform, version, file_name, sha256, on_day, recorded_at) VALUES ($1, $2, $3, $4, $5, encode(sha256(convert_to($6, 'UTF8')), 'hex'), $7, $8)`,
		id("sdk", v.who), id("member", v.who), platform, version, name, name+v.otherFile, w.day(v.sdkOn), at)
	e := w.about(v.who, map[string]any{"step": "sdk", "platform": platform, "version": version, "on": on(at)})
	e.Subject = audit.Subject{Kind: "sdk", ID: id("sdk", v.who)}
	w.tx.Record(audit.SDKRecorded, e)
}

func (w *writer) stuck(who string, s stuckAt) {
	at := w.at(s.day, 15)
	var solved *time.Time
	if s.solved != "" {
		t := w.at(s.solved, 16)
		solved = &t
	}
	blocker := id("blocker", who+"/"+s.step)
	w.insert(`INSERT INTO blocker (id, member_id, step_key, reason_key, words, at, resolved_at, resolved_by, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		blocker, id("member", who), s.step, s.reason, s.words, at, solved, maybe("member", s.by), s.answer)
	e := audit.Entry{Subject: audit.Subject{Kind: "blocker", ID: blocker}, MemberID: id("member", who), After: map[string]any{"step": s.step, "reason": s.reason, "on": on(at)}}
	w.tx.Record(audit.BlockerRaised, e)
	if solved != nil {
		e.After = map[string]any{"step": s.step, "on": on(*solved)}
		w.tx.Record(audit.BlockerResolved, e)
	}
}

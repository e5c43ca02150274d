package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"portico/internal/audit"
)

// proofs writes the round trip with the vendor behind each verified grant of an app: in staging by a one-time address, in
// production by a sign-in.
func (w *writer) proofs(g grant) {
	if g.grade != "verified" || g.app == "" {
		return
	}
	var a app
	for _, one := range apps() {
		if one.key == g.app {
			a = one
		}
	}
	ended := w.at(g.since, 13)
	if made := w.at(a.on, 15); made.After(ended) {
		ended = made
	}
	key, kind := g.key()+"/"+g.app, "sign-in"
	started := ended.Add(-2 * time.Minute)
	var challenge *string
	if g.environment == "staging" {
		kind, challenge = "challenge", maybe("challenge", key)
		w.challenge(g, key, started.Add(-time.Hour), ended)
	}
	fingerprint := sha256.Sum256([]byte("what the vendor showed of " + key))
	state := sha256.Sum256([]byte("the state of " + key))
	w.insert(`INSERT INTO proof (id, member_id, app_id, environment, kind, challenge_id, client_id, state_hash, started_at, ended_at, outcome, seen_as, fingerprint)
		SELECT $1, m.id, $3, $4, $5, $6, $7, $8, $9, $10, 'succeeded', m.email, $11 FROM member m WHERE m.id = $2`,
		id("proof", key), id("member", g.who), id("app", g.app), g.environment, kind, challenge, a.client, state[:], started, ended, fingerprint[:])
	about := audit.Entry{Subject: audit.Subject{Kind: "proof", ID: id("proof", key)}, MemberID: id("member", g.who)}
	about.After = map[string]any{"app": id("app", g.app), "environment": g.environment, "kind": kind}
	w.tx.Record(audit.ProofStarted, about)
	about.Grade = "verified"
	about.After = map[string]any{
		"app": id("app", g.app), "environment": g.environment, "kind": kind, "outcome": "succeeded", "fingerprint": hex.EncodeToString(fingerprint[:]),
		"revoked": true,
	}
	w.tx.Record(audit.ProofSucceeded, about)
}

// challenge writes the one-time address that a proof used.
func (w *writer) challenge(g grant, key string, made, used time.Time) {
	path := sha256.Sum256([]byte("the path of " + key))
	expires := made.AddDate(0, 0, 7)
	w.insert(`INSERT INTO proof_challenge (id, member_id, app_id, path_hash, made_at, expires_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		id("challenge", key), id("member", g.who), id("app", g.app), path[:], made, expires, used)
	w.tx.Record(audit.ChallengeMade, audit.Entry{
		Subject: audit.Subject{Kind: "challenge", ID: id("challenge", key)}, MemberID: id("member", g.who),
		After: map[string]any{"app": id("app", g.app), "environment": g.environment, "expires": expires},
	})
}

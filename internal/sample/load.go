package sample

import (
	"context"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Load fills an empty installation with the sample, in one transaction. passwordHash is the password of the four accounts as
// it is kept; nobody else of the sample can sign in. Where the sample stands already only that password is set anew. Kinds:
// Conflict when people are here who are not the sample's: nothing is written then.
func Load(ctx context.Context, log *audit.Log, passwordHash string, now time.Time) error {
	return log.Change(ctx, access.SystemActor(), audit.SampleLoaded, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "sample", ID: "demonstration"}, After: map[string]any{"accounts": len(accounts())}}
		anybody, loaded, err := state(ctx, tx)
		if err != nil {
			return entry, err
		}
		w := &writer{clock: newClock(now), tx: tx}
		switch {
		case loaded:
		case anybody:
			return entry, apperr.New(apperr.Conflict, "There are people in this database already. Sample data goes into an empty one only.")
		default:
			w.everything()
		}
		w.setPassword(passwordHash)
		return entry, w.send(ctx)
	})
}

// everything writes the whole sample, each thing after what it refers to.
func (w *writer) everything() {
	for _, t := range teams() {
		w.team(t)
	}
	for _, p := range people() {
		w.person(p)
	}
	w.invited("wanjiru", "Wanjiru Mwangi", "wanjiru.mwangi@acme.example", "integration-platform", "lena", "9 Jun")
	for _, c := range companies() {
		w.company(c)
	}
	for _, a := range apps() {
		w.app(a)
	}
	for _, v := range ways() {
		w.way(v)
	}
	for _, g := range grants() {
		w.grant(g)
		w.proofs(g)
	}
}

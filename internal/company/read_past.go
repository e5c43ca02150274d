package company

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// readTwin finds the company's counterpart in the other environment, and for a company in production who waits for the
// vendor there.
func (v *View) readTwin(ctx context.Context, tx pgx.Tx) error {
	rows, err := queries(tx).CompanyTwins(ctx, v.Environment, v.Domains)
	if err != nil {
		return postgres.Translate(err)
	}
	companies := []string{v.ID}
	for _, r := range rows {
		v.Twin = Listed{Admins: int(r.Admins), Employees: int(r.Employees), Company: Company{
			ID: r.ID, Environment: r.Environment, Name: r.Name, CreatedOn: deref(r.CreatedOn), RecordedAt: r.RecordedAt,
		}}
		v.TwinWaiting = int(r.Waiting)
		companies = append(companies, r.ID)
	}
	if !v.SeesHoldings || v.Environment != Production {
		return nil
	}
	waiting, err := queries(tx).CompanyWaitingAtVendor(ctx, companies)
	v.Requested = map[string]time.Time{}
	for _, w := range waiting {
		v.Requested[w.MemberID] = w.SubmittedOn
	}
	return postgres.Translate(err)
}

// readPast reads what else is told of the company: domains that belong to others, merges, the reset, and the time line.
func (v *View) readPast(ctx context.Context, tx pgx.Tx) error {
	var err error
	if v.Below, err = belowOf(ctx, tx, v.Company); err != nil {
		return err
	}
	merges, err := mergesOf(ctx, tx, v.ID)
	if err != nil {
		return err
	}
	for i := range merges {
		if merges[i].From.ID == v.ID {
			v.Merged = &merges[i]
		} else {
			v.CameFrom = append(v.CameFrom, merges[i])
		}
	}
	if v.Merged != nil {
		stayed, err := stateOf(ctx, tx, v.Merged.Into.ID)
		if err != nil {
			return err
		}
		v.mayUndo = !stayed.Closed() && stayed.mayClose(v.actor) == nil
	}
	if v.Reset, err = resetOf(ctx, tx, v.ID); err != nil {
		return err
	}
	return v.readHistory(ctx, tx)
}

// readHistory reads the events of the company, its roles and the questions about them. An event about a person is left out
// for a reader who may not know of that person's role.
func (v *View) readHistory(ctx context.Context, tx pgx.Tx) error {
	ids, err := queries(tx).CompanyPast(ctx, v.ID)
	if err != nil {
		return postgres.Translate(err)
	}
	lines, err := audit.About(ctx, tx, audit.Related{
		Kinds: []string{"company", "company-role", "company-role-request"}, IDs: append(ids, v.ID),
		AlsoActions: []audit.Action{}, Actions: []audit.Action{}, Mentions: []string{},
	})
	if err != nil {
		return postgres.Translate(err)
	}
	known, err := knownTo(ctx, tx, v.actor, state{v.Company, v.all})
	if err != nil {
		return err
	}
	attests := slices.Contains(v.attestors, v.actor.ID)
	for _, l := range lines {
		if attests || l.MemberID == "" || known.Role(l.MemberID) {
			v.History = append(v.History, l)
		}
	}
	return nil
}

// MayClose says whether the reader may merge the company into another entry or, in staging, record that its environment was
// reset.
func (v View) MayClose() bool { return !v.Closed() && v.actor.May(access.CompanyClose, v.scope) }

// MatchesReader says whether the reader's mail domain counts as this company, and by which of its domains.
func (v View) MatchesReader() (bool, string) {
	domain, err := MailDomain(v.actor.Email)
	if err != nil || v.Closed() {
		return false, ""
	}
	how, by := MatchAny(domain, v.Domains, v.excludedNow())
	return how != NoMatch, by
}

// excludedNow is what does not count: said so, or because it belongs to another company.
func (v View) excludedNow() []string {
	all := slices.Clone(v.Excluded)
	for _, b := range v.Below {
		all = append(all, b.Domain)
	}
	return all
}

// Confirmed says whether a second person confirmed somebody of the company with an address at the domain.
func (v View) Confirmed(domain string) bool {
	return slices.ContainsFunc(v.all, func(h Held) bool {
		at, err := MailDomain(h.Member.Email)
		return err == nil && at == domain && h.Grade != SelfReported
	})
}

// Alone is the one person who can let others in today, with whoever could be made the second; ok is false when there are more
// such people, or none. Somebody whose account here is disabled has left.
func (v View) Alone() (admin, second Person, ok bool) {
	var active []Person
	for _, h := range v.all {
		if h.Role == Admin && !h.Disabled {
			active = append(active, h.Member)
		}
	}
	if len(active) != 1 || v.Closed() {
		return admin, second, false
	}
	var best Held
	for _, h := range v.Held {
		if h.Role == Employee && h.Member.ID != active[0].ID && !h.Disabled && (best.ID == "" || better(h, best)) {
			best = h
		}
	}
	return active[0], best.Member, true
}

// Left are the admins who have left, where nobody else can let others in.
func (v View) Left() []Person {
	var gone []Person
	for _, h := range v.all {
		if h.Role != Admin {
			continue
		}
		if !h.Disabled {
			return nil
		}
		gone = append(gone, h.Member)
	}
	return gone
}

// LetIn counts the admins whose account here is not disabled: the others let nobody in.
func (v View) LetIn() int {
	n := 0
	for _, h := range v.all {
		if h.Role == Admin && !h.Disabled {
			n++
		}
	}
	return n
}

// MayUndo says whether the reader may take the merge of this company back.
func (v View) MayUndo() bool { return v.Merged != nil && v.mayUndo }

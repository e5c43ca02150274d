package journey

// apps walks the edition once for every staging app of the member, and gives the progress the walk of the app that got
// furthest. Without an app it walks once.
func (e *evaluator) apps(p *Progress) {
	var best int
	var bestApp *App
	for i := range e.f.Apps {
		app := &e.f.Apps[i]
		if app.Environment != Staging || !app.RetiredAt.IsZero() || !e.owns(app) {
			continue
		}
		steps := e.walk(app)
		rank := distance(steps)
		if bestApp == nil || rank > best || rank == best && older(app, bestApp) {
			best, bestApp = rank, app
			p.Steps, p.AppID = steps, app.ID
		}
		p.Apps = append(p.Apps, AppProgress{AppID: app.ID, Name: app.Name, Steps: e.ofApp(steps)})
	}
	if bestApp == nil {
		p.Steps = e.walk(nil)
	}
	sortApps(p.Apps)
}

// ofApp are the steps of scope app.
func (e *evaluator) ofApp(steps []StepProgress) []StepProgress {
	n := 0
	for i := range steps {
		if steps[i].Step.Scope == ScopeApp {
			n++
		}
	}
	out := make([]StepProgress, 0, n)
	for i := range steps {
		if steps[i].Step.Scope == ScopeApp {
			out = append(out, steps[i])
		}
	}
	e.settle(out)
	return out
}

// sortApps orders apps by name, then id, so that the order of facts does not show.
func sortApps(apps []AppProgress) {
	for i := range apps {
		for j := i; j > 0 && (apps[j].Name < apps[j-1].Name || apps[j].Name == apps[j-1].Name && apps[j].AppID < apps[j-1].AppID); j-- {
			apps[j], apps[j-1] = apps[j-1], apps[j]
		}
	}
}

// distance says how far a walk got: the state of a later step outweighs all earlier ones.
func distance(steps []StepProgress) int {
	sum := 0
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Step.Scope != ScopeApp {
			continue
		}
		sum *= 8
		switch steps[i].State {
		case Done, Skipped:
			sum += 5
		case Waiting:
			sum += 4
		case Blocked:
			sum += 3
		case InProgress:
			sum += 2
		case NotStarted:
			sum++
		}
	}
	return sum
}

func older(a, b *App) bool {
	if a.CreatedOn != b.CreatedOn {
		return a.CreatedOn.Before(b.CreatedOn)
	}
	if !a.RecordedAt.Equal(b.RecordedAt) {
		return a.RecordedAt.Before(b.RecordedAt)
	}
	return a.ID < b.ID
}

// owns says whether the member is among the owners; an app without any is the one of whoever made it.
func (e *evaluator) owns(app *App) bool {
	return e.owner(app) != nil || len(app.Owners) == 0 && e.isMe(app.CreatedBy)
}

// owner is the member's standing line among the owners, or nil.
func (e *evaluator) owner(app *App) *AppOwner {
	var best *AppOwner
	for i := range app.Owners {
		o := &app.Owners[i]
		if !e.isMe(o.Member) || !o.EndedAt.IsZero() && !o.EndedAt.After(e.now) {
			continue
		}
		if best == nil || o.Since.Before(best.Since) || o.Since.Equal(best.Since) && (!o.Shared && best.Shared || o.Shared == best.Shared && o.AcceptedAt.Before(best.AcceptedAt)) {
			best = o
		}
	}
	return best
}

// registered is the rule for the app: it is known here with its client id. A client id that a co-worker brought first is
// shared, and waits for a lead's yes.
func (e *evaluator) registered(s *StepProgress) {
	app := e.app
	if app == nil {
		m := e.mark(s)
		if m != nil && m.State == MarkStarted {
			s.State = InProgress
		}
		if e.vendorsTurn(s, "client ID has not come") {
			s.Reason = "The client ID comes from " + s.WaitingOn.Name + ". Register it here when you have it."
		}
		return
	}
	s.AppID, s.RecordedAt, s.RecordedBy = app.ID, app.RecordedAt, app.CreatedBy
	s.Evidence = app.Name + ", client ID " + ending(app.ClientID)
	owner := e.owner(app)
	if owner != nil && owner.Shared && owner.AcceptedAt.IsZero() {
		s.NeedsLead = true
		s.Reason = app.Name + " belongs to " + firstOwner(app, e.me).Full() + " too. A lead has to say that you share it"
		e.wait(s, owner.Since, e.onLead("accept the shared app "+app.Name))
		return
	}
	at, grade, by := e.moment(app.CreatedOn, app.RecordedAt), SelfReported, Person{}
	if owner != nil && !e.isMe(app.CreatedBy) {
		at = later(at, owner.Since)
	}
	if owner != nil && owner.Shared {
		at = owner.AcceptedAt
		if owner.AcceptedBy.Known() && !e.isMe(owner.AcceptedBy) {
			grade, by = Confirmed, owner.AcceptedBy
		}
	}
	if app.Kind == serviceApp {
		if e.domainToCome(s, app, at) {
			return
		}
		at = later(at, e.moment(app.DomainMadeOn, app.RecordedAt))
	}
	e.done(s, at)
	e.grade(s, grade, by, app.RecordedAt)
	for _, g := range e.held {
		if g.Environment == Staging && g.AppID == app.ID && g.Grade == Verified {
			e.raise(s, &proof{grade: Verified, recorded: g.graded(), follows: "Proved together with the developer permission"})
		}
	}
	e.raise(s, e.provedApp(app))
}

// ending is the part of a client id that screens show.
func ending(clientID string) string {
	if len(clientID) <= 4 {
		return clientID
	}
	return "…" + clientID[len(clientID)-4:]
}

// firstOwner is who owned the app first, other than the person; else who made it.
func firstOwner(app *App, but Person) Person {
	var best *AppOwner
	for i := range app.Owners {
		o := &app.Owners[i]
		if o.Member.ID == but.ID || !o.Member.Known() {
			continue
		}
		if best == nil || o.Since.Before(best.Since) || o.Since.Equal(best.Since) && o.Member.ID < best.Member.ID {
			best = o
		}
	}
	if best == nil {
		return app.CreatedBy
	}
	return best.Member
}

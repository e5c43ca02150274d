package journey

// addApps builds each app once and hands it to every member who owns it.
func (r rows) addApps(all map[string]*loaded) {
	apps := make([]App, len(r.apps))
	at := make(map[string]*App, len(r.apps))
	for i, a := range r.apps {
		apps[i] = App{
			ID: a.ID, Environment: Environment(a.Environment), Name: a.Name, ClientID: a.ClientID, Kind: a.Kind,
			CompanyID: orZero(a.CompanyID), StagingAppID: orZero(a.StagingAppID), Description: a.Description, SecretPlace: a.SecretPlace,
			CreatedBy: person(a.CreatedBy, a.CreatorName, a.CreatorEmail), CreatedOn: DateOf(a.CreatedOn), RecordedAt: a.RecordedAt,
			DomainAskedOn: dateOf(a.DomainAskedOn), DomainMadeOn: dateOf(a.DomainMadeOn),
			RetiredAt: orZero(a.RetiredAt), RedirectURIs: a.Uris,
			Commitment: Commitment{By: person(a.CommittedBy, a.CommitterName, a.CommitterEmail), At: orZero(a.CommittedAt)},
		}
		at[a.ID] = &apps[i]
	}
	r.fillApps(at)
	for _, o := range r.owners {
		if app, ok := at[o.AppID]; ok && o.EndedAt == nil {
			edit(all, o.MemberID, func(l *loaded) { l.Apps = append(l.Apps, *app) })
		}
	}
}

// fillApps adds owners, tests and requests to the apps they belong to.
func (r rows) fillApps(at map[string]*App) {
	for _, o := range r.owners {
		if app, ok := at[o.AppID]; ok {
			app.Owners = append(app.Owners, AppOwner{
				Member: Person{o.MemberID, o.Name, o.Email}, Since: o.Since, Shared: o.Shared,
				AcceptedBy: person(o.AcceptedBy, o.AccepterName, o.AccepterEmail), AcceptedAt: orZero(o.AcceptedAt), EndedAt: orZero(o.EndedAt),
			})
		}
	}
	for _, t := range r.tests {
		if app, ok := at[t.AppID]; ok {
			app.Tests = append(app.Tests, AppTest{
				ID: t.ID, Position: int(t.Position), Title: t.Title, Result: TestResult(orZero(t.Result)), Note: t.Note,
				DecidedBy: person(t.DecidedBy, t.DeciderName, t.DeciderEmail), DecidedAt: orZero(t.DecidedAt),
			})
		}
	}
	accounts := map[string][]Person{}
	for _, a := range r.accounts {
		accounts[a.RequestID] = append(accounts[a.RequestID], Person{a.ID, a.Name, a.Email})
	}
	for _, p := range r.requests {
		if app, ok := at[p.AppID]; ok {
			app.Requests = append(app.Requests, Request{
				ID: p.ID, Attempt: int(p.Attempt), CreatedBy: person(p.CreatedBy, p.CreatorName, p.CreatorEmail), CreatedAt: p.CreatedAt,
				SubmittedOn: dateOf(p.SubmittedOn), SubmittedBy: person(p.SubmittedBy, p.SubmitterName, p.SubmitterEmail),
				SubmittedAt: orZero(p.SubmittedAt), Reference: p.Reference, ContactedOn: dateOf(p.ContactedOn), Contact: p.Contact,
				DecidedOn: dateOf(p.DecidedOn), Decision: Decision(orZero(p.Decision)), Reason: p.Reason,
				DecidedBy: person(p.DecidedBy, p.DeciderName, p.DeciderEmail), DecidedAt: orZero(p.DecidedAt),
				WithdrawnAt: orZero(p.WithdrawnAt), Accounts: accounts[p.ID],
			})
		}
	}
}

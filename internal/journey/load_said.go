package journey

// addSaid adds what the members and others said about steps.
func (r rows) addSaid(all map[string]*loaded) {
	for _, d := range r.sdks {
		edit(all, d.MemberID, func(l *loaded) {
			l.SDKs = append(l.SDKs, SDKDownload{
				ID: d.ID, Platform: d.Platform, Version: d.Version, FileName: d.FileName, SHA256: d.Sha256, OnDay: DateOf(d.OnDay),
				RecordedAt: d.RecordedAt,
			})
		})
	}
	for _, m := range r.marks {
		edit(all, m.MemberID, func(l *loaded) {
			l.Marks = append(l.Marks, Mark{
				ID: m.ID, StepKey: m.StepKey, AppID: orZero(m.AppID), State: MarkState(m.State), Reason: m.Reason, Evidence: m.Evidence,
				HappenedOn: dateOf(m.HappenedOn), RecordedBy: Person{m.RecordedBy, m.RecorderName, m.RecorderEmail}, RecordedAt: m.RecordedAt,
			})
		})
	}
	for _, c := range r.confirmations {
		edit(all, c.MemberID, func(l *loaded) {
			l.Confirmations = append(l.Confirmations, Confirmation{
				ID: c.ID, StepKey: c.StepKey, AppID: orZero(c.AppID), By: Person{c.ConfirmedBy, c.ConfirmerName, c.ConfirmerEmail},
				Note: c.Note, At: c.At, WithdrawnAt: orZero(c.WithdrawnAt), AsLead: c.AsLead,
			})
		})
	}
	r.addFiles(all)
	for _, n := range r.nudges {
		edit(all, n.MemberID, func(l *loaded) {
			l.Nudges = append(l.Nudges, Nudge{ID: n.ID, StepKey: n.StepKey, By: Person{n.SentBy, n.SenderName, n.SenderEmail}, Words: n.Words, At: n.At})
		})
	}
}

// addAsked adds what waits, or waited, on others.
func (r rows) addAsked(all map[string]*loaded) {
	for _, m := range r.refused {
		edit(all, m.MemberID, func(l *loaded) {
			l.RefusedMatches = append(l.RefusedMatches, RefusedMatch{CompanyID: m.CompanyID, At: m.At})
		})
	}
	for _, q := range r.roleRequests {
		edit(all, q.MemberID, func(l *loaded) {
			l.RoleRequests = append(l.RoleRequests, RoleRequest{
				ID: q.ID, CompanyID: q.CompanyID, Asked: Person{q.AskedID, q.AskedName, q.AskedEmail}, At: q.At,
				AnsweredAt: orZero(q.AnsweredAt), Answer: RoleAnswer(orZero(q.Answer)), Note: q.Note,
			})
		})
	}
	for _, b := range r.blockers {
		edit(all, b.MemberID, func(l *loaded) {
			l.Blockers = append(l.Blockers, Blocker{
				ID: b.ID, StepKey: b.StepKey, ReasonKey: b.ReasonKey, Words: b.Words, At: b.At, ResolvedAt: orZero(b.ResolvedAt),
				ResolvedBy: person(b.ResolvedBy, b.ResolverName, b.ResolverEmail), Answer: b.Answer,
			})
		})
	}
}

package handlers

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"portico/internal/oauthapp"
	"portico/views/app"
	"portico/views/components"
)

// firstAppsOnly stands where the list is as long as it gets.
func firstAppsOnly() string {
	return fmt.Sprintf("Only the first %d apps are listed, production first.", oauthapp.MostListed)
}

// appListView is the list as the filter leaves it, with what should be mended above it.
func appListView(all []oauthapp.Listed, f appFilter, now time.Time, zone *time.Location) app.List {
	today := dateHere(now, zone)
	shown := f.keep(all, today)
	l := app.List{Heading: countOf(len(shown), "app", "apps"), Filtered: f.any(), Chips: appChips(all, f, today)}
	production, used := 0, 0
	for _, a := range all {
		if a.Retired() {
			continue
		}
		used++
		if a.Environment == oauthapp.Production {
			production++
		}
		l.Notices = append(l.Notices, appNotices(a, today)...)
	}
	l.Lede = fmt.Sprintf("%s, %d in production. Portico keeps the end of each client ID and where the secret lies. It never keeps a secret.",
		countOf(used, "app", "apps"), production)
	if len(all) == oauthapp.MostListed {
		l.Lede = firstAppsOnly() + " " + l.Lede
	}
	for _, a := range shown {
		l.Rows = append(l.Rows, appRow(a, now, zone))
	}
	if len(shown) > 0 {
		l.CSVURL = "/apps.csv" + f.query()
	}
	return l
}

func appRow(a oauthapp.Listed, now time.Time, zone *time.Location) app.ListRow {
	r := app.ListRow{
		Name: a.Name, URL: "/apps/" + a.ID, Environment: a.Environment, ClientEnd: a.ClientEnd(), URIs: a.URIs, SecretPlace: a.SecretPlace,
		Grade: a.Grade, GradeDay: components.Day(a.RecordedAt, now, zone).Shown,
	}
	if a.Proof.Known() {
		r.GradeDay, r.ProofURL = components.Day(a.Proof.At, now, zone).Shown, "/apps/"+a.ID+"#proofs"
	}
	if a.Waiting {
		r.Name, r.URL, r.ProofURL, r.Grade, r.GradeDay = "Shared app, not yet accepted", "", "", "waiting", ""
		r.Owners = []string{"You, once a lead accepts it"}
		return r
	}
	var line []string
	if a.Company != "" {
		line = append(line, a.Company)
	}
	r.Line = strings.Join(append(line, a.Teams...), ", ")
	if a.Kind == oauthapp.ServiceKind {
		r.Kind = appKind(a.Kind)
	}
	if a.Retired() {
		r.Retired = "Retired " + components.Day(a.RetiredAt, now, zone).Shown
	}
	switch today := dateHere(now, zone); {
	case a.RotationDue(today):
		r.RotationStatus, r.Rotation = "problem", "Secret "+rotationOverdue(a.App, today)
	case !a.RotateBy.IsZero() && !a.Retired():
		r.Rotation = "Made anew by " + components.Day(a.RotateBy, now, time.UTC).Shown
	}
	if a.Environment == oauthapp.Production && oauthapp.LocalURI(a.URIs) != "" {
		r.URIWarning = "localhost in production"
	}
	for _, o := range fullOwners(a) {
		r.Owners = append(r.Owners, o.Member.Name)
	}
	if lonely(a) && !a.Retired() {
		r.OwnerStatus, r.OwnerWarning = "waiting", "Only owner"
		if fullOwners(a)[0].Disabled {
			r.OwnerStatus, r.OwnerWarning = "problem", "Only owner, left"
		}
	}
	return r
}

// dateHere is the date in a zone, as dates are kept.
func dateHere(now time.Time, zone *time.Location) time.Time {
	y, m, d := now.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func appNotices(a oauthapp.Listed, today time.Time) []app.Notice {
	if a.Waiting {
		return nil
	}
	var notices []app.Notice
	if a.RotationDue(today) {
		notices = append(notices, app.Notice{
			Kind: "problem", Title: "The secret of " + a.Name + " is to be made anew", Text: "That is " + rotationOverdue(a.App, today) + ". Make a new one in the Developer Dashboard, put it in the vault, and say so here.",
			Action: components.ButtonModel{Text: "Open it", Size: "small", URL: "/apps/" + a.ID + "#secret", Label: "Open it: the days of the secret of " + a.Name},
		})
	}
	if !a.Retired() && lonely(a) && fullOwners(a)[0].Disabled {
		notices = append(notices, app.Notice{
			Kind: "problem", Title: a.Name + " has one owner, who has left", Text: fullOwners(a)[0].Member.Name + "’s account is disabled, and nobody else can change this " + a.Environment + " app.",
			Action: components.ButtonModel{Text: "Name a second owner", Size: "small", URL: "/apps/" + a.ID + "#owners"},
		})
	}
	if uri := oauthapp.LocalURI(a.URIs); uri != "" && a.Environment == oauthapp.Production {
		notices = append(notices, app.Notice{
			Kind: "attention", Title: a.Name + " still allows localhost", Text: uri + " is registered in production. Remove it at Avaya, then here.",
			Action: components.ButtonModel{Text: "Open it", Size: "small", URL: "/apps/" + a.ID},
		})
	}
	if i := slices.IndexFunc(a.Owners, oauthapp.Owner.Waiting); i >= 0 {
		notices = append(notices, app.Notice{
			Kind: "attention", Title: a.Owners[i].Member.Name + " wants to share " + a.Name, Text: "They brought the same client ID. A lead of the owner’s team accepts it.",
			Action: components.ButtonModel{Text: "Look at it", Size: "small", URL: "/apps/" + a.ID + "#owners"},
		})
	}
	return notices
}

// query is the filter as a query string, with the question mark; empty for no filter.
func (f appFilter) query() string {
	q := url.Values{}
	if f.Environment != "" {
		q.Set("env", f.Environment)
	}
	if f.Team != "" {
		q.Set("team", f.Team)
	}
	if f.Kind != "" {
		q.Set("kind", f.Kind)
	}
	if f.Rotation {
		q.Set("secret", "overdue")
	}
	if f.Retired {
		q.Set("retired", "yes")
	}
	if f.OneOwner {
		q.Set("owners", "one")
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// appChips are the filters that leave something, each with how many; one at work takes itself away.
func appChips(all []oauthapp.Listed, f appFilter, today time.Time) []components.ChipModel {
	var chips []components.ChipModel
	add := func(text string, alone appFilter, on bool, put, take appFilter) {
		n := len(alone.keep(all, today))
		if n == 0 && !on {
			return
		}
		chip := components.ChipModel{Text: text, Count: strconv.Itoa(n), URL: "/apps" + put.query(), On: on}
		if on {
			chip.URL = "/apps" + take.query()
		}
		chips = append(chips, chip)
	}
	for _, env := range []string{oauthapp.Production, oauthapp.Staging} {
		put, take := f, f
		put.Environment, take.Environment = env, ""
		add(strings.ToUpper(env[:1])+env[1:], appFilter{Environment: env}, f.Environment == env, put, take)
	}
	put, take := f, f
	put.OneOwner, take.OneOwner = true, false
	add("One owner", appFilter{OneOwner: true}, f.OneOwner, put, take)
	put, take = f, f
	put.Rotation, take.Rotation = true, false
	add("Secret overdue", appFilter{Rotation: true}, f.Rotation, put, take)
	put, take = f, f
	put.Kind, take.Kind = oauthapp.ServiceKind, ""
	add("Service", appFilter{Kind: oauthapp.ServiceKind}, f.Kind != "", put, take)
	var teams []string
	for _, a := range all {
		teams = append(teams, a.Teams...)
	}
	slices.Sort(teams)
	for _, team := range slices.Compact(teams) {
		put, take := f, f
		put.Team, take.Team = team, ""
		add(team, appFilter{Team: team}, f.Team == team, put, take)
	}
	put, take = f, f
	put.Retired, take.Retired = true, false
	add("Retired", appFilter{Retired: true}, f.Retired, put, take)
	return chips
}

package handlers

import (
	"slices"
	"strings"
	"time"

	"portico/internal/oauthapp"
)

// appFilter is what the list's address asks for. Retired apps show only when they are asked for.
type appFilter struct {
	Environment, Kind, Team     string
	OneOwner, Rotation, Retired bool
}

func readAppFilter(c *call) appFilter {
	f := appFilter{Team: c.query("team"), OneOwner: c.query("owners") == "one", Rotation: c.query("secret") == "overdue", Retired: c.query("retired") == "yes"}
	if env := c.query("env"); env == oauthapp.Staging || env == oauthapp.Production {
		f.Environment = env
	}
	if c.query("kind") == oauthapp.ServiceKind {
		f.Kind = oauthapp.ServiceKind
	}
	return f
}

func (f appFilter) any() bool { return f != appFilter{} }

// keep leaves the apps that the filter asks for, as of today.
func (f appFilter) keep(all []oauthapp.Listed, today time.Time) []oauthapp.Listed {
	return slices.DeleteFunc(slices.Clone(all), func(a oauthapp.Listed) bool {
		return f.Retired != a.Retired() || f.Environment != "" && a.Environment != f.Environment || f.Kind != "" && a.Kind != f.Kind ||
			f.Team != "" && !slices.Contains(a.Teams, f.Team) || f.OneOwner && !lonely(a) || f.Rotation && !a.RotationDue(today)
	})
}

// rotationOverdue says in words by when the secret was to be made anew.
func rotationOverdue(a oauthapp.App, today time.Time) string {
	if n := oauthapp.WorkingDays(a.RotateBy, today); n > 0 {
		return countOf(n, "day", "days") + " overdue"
	}
	return "due today"
}

// dayCell is a day as a file has it.
func dayCell(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// lonely says that one person alone can act for the app.
func lonely(a oauthapp.Listed) bool { return !a.Waiting && len(fullOwners(a)) == 1 }

func fullOwners(a oauthapp.Listed) []oauthapp.Owner {
	return slices.DeleteFunc(slices.Clone(a.Owners), oauthapp.Owner.Waiting)
}

func appCells(a oauthapp.Listed) []string {
	var owners []string
	for _, o := range fullOwners(a) {
		owners = append(owners, o.Member.Name)
	}
	return []string{
		a.Name, a.Environment, a.ClientEnd(), strings.Join(a.URIs, " "), strings.Join(owners, ", "), strings.Join(a.Teams, ", "), a.Company,
		a.SecretPlace, dayCell(a.RotateBy), a.Grade, dayCell(a.Proof.At), appKind(a.Kind), dayCell(a.RetiredAt),
	}
}

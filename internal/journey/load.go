package journey

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/setting"
)

// LoadFacts reads what is known of the members' journeys in one round trip, however many they are. A member who does not
// exist has no entry. Companies and links are read once and shared. Kind: Unavailable.
func LoadFacts(ctx context.Context, tx pgx.Tx, memberIDs []string) (map[string]Facts, error) {
	loaded, err := load(ctx, tx, memberIDs)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Facts, len(loaded))
	for id, l := range loaded {
		out[id] = l.Facts
	}
	return out, nil
}

// loaded is a member's facts with what the service has to know beside them.
type loaded struct {
	Facts
	TeamIDs []string
}

func load(ctx context.Context, tx pgx.Tx, memberIDs []string) (map[string]*loaded, error) {
	r, err := readRows(ctx, tx, memberIDs)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*loaded, len(r.members))
	zones := make(Zones)
	companies, links, decided := r.companiesWithRoles(), r.linksByEdition(), r.decided()
	outages, checks, replaced := r.outagesOfAll(), r.linkChecks(), r.replaced()
	for _, m := range r.members {
		l := &loaded{}
		l.Edition = orZero(m.Edition)
		l.Member = Member{Person: Person{m.ID, m.Name, m.Email}, TimeZone: zones.Get(m.TimeZone), StartedAt: orZero(m.StartedAt)}
		l.Companies, l.StaleAfterDays, l.FileLimit = companies, decided.Get(setting.ProofAge), decided.Get(setting.EvidenceSize)<<10
		key, _, _ := strings.Cut(l.Edition, "@")
		l.Links, l.Outages, l.Checks, l.Replaced = links[key], outages, checks, replaced
		out[m.ID] = l
	}
	r.addTeams(out)
	r.addGrants(out)
	r.addApps(out)
	r.addSaid(out)
	r.addAsked(out)
	r.addProofs(out)
	return out, nil
}

// edit changes one member's facts in place; rows of a member who is not there are left out.
func edit(all map[string]*loaded, memberID string, change func(*loaded)) {
	if l, ok := all[memberID]; ok {
		change(l)
	}
}

// addTeams gives every member the team they develop in, or else lead, and the people who lead it.
func (r rows) addTeams(all map[string]*loaded) {
	leads := map[string][]Person{}
	for _, l := range r.leads {
		leads[l.TeamID] = append(leads[l.TeamID], Person{l.ID, l.Name, l.Email})
	}
	for _, t := range r.teams {
		edit(all, t.MemberID, func(l *loaded) {
			l.TeamIDs = append(l.TeamIDs, t.TeamID)
			if l.Member.TeamName == "" {
				l.Member.TeamName, l.Member.TeamSlug = t.Name, t.Slug
				l.Leads = leads[t.TeamID]
			}
		})
	}
}

func (r rows) companiesWithRoles() []Company {
	roles := map[string][]CompanyRole{}
	for _, c := range r.companyRoles {
		roles[c.CompanyID] = append(roles[c.CompanyID], CompanyRole{
			Member: Person{c.MemberID, c.Name, c.Email}, Role: Role(c.Role), Since: c.Since, Grade: Grade(c.Grade), Note: c.Note,
			RecordedBy: person(c.RecordedBy, c.RecorderName, c.RecorderEmail), RecordedAt: c.RecordedAt, EndedAt: orZero(c.EndedAt),
		})
	}
	out := make([]Company, 0, len(r.companies))
	for _, c := range r.companies {
		out = append(out, Company{
			ID: c.ID, Environment: Environment(c.Environment), Name: c.Name, Domains: c.Domains, Excluded: c.Excluded,
			ClosedAt: orZero(c.ClosedAt), ResetOn: dateOf(c.ResetOn),
			CreatedBy: person(c.CreatedBy, c.CreatorName, c.CreatorEmail), CreatedOn: dateOf(c.CreatedOn), RecordedAt: c.RecordedAt,
			Roles: roles[c.ID],
		})
	}
	return out
}

func (r rows) linksByEdition() map[string][]SuppliedLink {
	out := map[string][]SuppliedLink{}
	for _, l := range r.links {
		out[l.Edition] = append(out[l.Edition], SuppliedLink{
			Key: l.LinkKey, URL: l.Url, By: Person{l.SuppliedBy, l.SupplierName, l.SupplierEmail}, At: l.At,
		})
	}
	return out
}

func (r rows) addGrants(all map[string]*loaded) {
	for _, g := range r.grants {
		edit(all, g.MemberID, func(l *loaded) {
			l.Grants = append(l.Grants, Grant{
				ID: g.GrantID, Environment: Environment(g.Environment), CompanyID: orZero(g.CompanyID), Kind: GrantKind(g.Kind),
				HeldFrom: g.HeldFrom, HeldUntil: orZero(g.HeldUntil), Grade: Grade(g.Grade), GradedAt: g.GradedAt, Evidence: g.Evidence,
				ConfirmedBy: person(g.ConfirmedBy, g.ConfirmerName, g.ConfirmerEmail), AppID: orZero(g.AppID),
				RequestID: orZero(g.RequestID), EndReason: g.EndReason,
				RecordedBy: person(g.RecordedBy, g.RecorderName, g.RecorderEmail), RecordedAt: g.RecordedAt,
			})
		})
	}
}

// person is somebody out of a row where nobody may stand.
func person(id, name, email *string) Person {
	return Person{orZero(id), orZero(name), orZero(email)}
}

// dateOf is the day of a date column that may be empty.
func dateOf(t *time.Time) Day { return DateOf(orZero(t)) }

package handlers

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"portico/internal/access"
	"portico/internal/people"
	"portico/views/components"
	view "portico/views/people"
)

// fillPeople makes the rows, the chips and the pager.
func (s *Server) fillPeople(c *call, m *view.Page, list people.Page, filter people.Filter) {
	now, zone := s.Now(), c.location()
	for _, p := range list.People {
		row := view.Person{
			Name: p.Name, Email: p.Email, URL: "/people/" + p.ID, SignsIn: "Nothing yet",
			Seen: components.Moment(p.SeenAt, now, zone), Disabled: components.Day(p.DisabledAt, now, zone),
		}
		if p.HasPassword {
			row.SignsIn = "Password"
		}
		if people.ErasedAddress(p.Email) {
			row.Email, row.SignsIn = "", "Erased"
		}
		for _, r := range p.Roles {
			row.Roles = appendOnce(row.Roles, r.Role.Label())
			row.Teams = appendOnce(row.Teams, r.TeamName)
			if !r.Role.InTeam() {
				row.Teams = appendOnce(row.Teams, allTeams(r.Role))
			}
		}
		m.People = append(m.People, row)
	}
	m.Chips = peopleChips(list.Counts, filter)
	if list.Next != "" {
		next := filter
		next.After = list.Next
		m.Pager.NextURL = peopleURL(next)
	}
	if filter.After != "" {
		first := filter
		first.After = ""
		m.Pager.PreviousURL = peopleURL(first)
		m.Pager.Text = "Previous leads to the first page"
	}
}

func allTeams(r people.Role) string {
	if r == people.Auditor {
		return "All, read only"
	}
	return "All"
}

func appendOnce(words []string, word string) []string {
	if word == "" || slices.Contains(words, word) {
		return words
	}
	return append(words, word)
}

// peopleChips are the filters. A chip that is at work leads to the list without it.
func peopleChips(counts people.Counts, filter people.Filter) []components.ChipModel {
	all := components.ChipModel{Text: "All", Count: strconv.Itoa(counts.All), URL: peopleURL(people.Filter{Query: filter.Query})}
	chips := []components.ChipModel{all}
	for _, role := range people.Roles() {
		chip := components.ChipModel{Text: role.Label(), Count: strconv.Itoa(counts.ByRole[role]), On: filter.Role == role}
		next := people.Filter{Query: filter.Query, Role: role}
		if chip.On {
			next.Role = ""
		}
		chip.URL = peopleURL(next)
		chips = append(chips, chip)
	}
	if counts.Disabled > 0 || filter.Disabled {
		next := people.Filter{Query: filter.Query, Disabled: !filter.Disabled}
		chips = append(chips, components.ChipModel{
			Text: "Disabled", Count: strconv.Itoa(counts.Disabled), On: filter.Disabled, URL: peopleURL(next),
		})
	}
	return chips
}

// peopleURL is the list with a filter; it can be sent to someone else.
func peopleURL(f people.Filter) string {
	q := url.Values{}
	for name, value := range map[string]string{"role": string(f.Role), "q": f.Query, "after": f.After} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Disabled {
		q.Set("disabled", "1")
	}
	if len(q) == 0 {
		return "/people"
	}
	return "/people?" + q.Encode()
}

func teamTally(t people.Team) string {
	return counted(t.Developers, "developer", "developers") + ", " + counted(t.Leads, "lead", "leads")
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// fillInvitations makes the rows of the invitations.
func (s *Server) fillInvitations(c *call, m *view.Page, list []people.Invitation) {
	now, zone := s.Now(), c.location()
	open, accepted := 0, 0
	for _, i := range list {
		state := i.State(now)
		row := view.Invitation{
			ID: i.ID, Name: i.Name, Email: i.Email, Team: i.TeamName, Role: i.Role.Label(),
			Sent: components.Day(i.CreatedAt, now, zone), CanMail: s.People.Mails(),
		}
		if state == people.Accepted {
			accepted++
			row.Status, row.State = "confirmed", "Accepted "+components.Day(i.AcceptedAt, now, zone).Shown
			row.PersonURL = "/people/" + i.MemberID
		} else {
			open++
			row.Status, row.State = invitationState(i, state, components.Day(i.ExpiresAt, now, zone).Shown)
			scope := access.Scope{}
			if i.TeamID != "" {
				scope.TeamIDs = []string{i.TeamID}
			}
			row.CanWork = c.actor.May(access.PeopleInvite, scope)
		}
		m.Invitations = append(m.Invitations, row)
	}
	m.InvitationLine = fmt.Sprintf("%d open, %d accepted in the last 7 days", open, accepted)
	if len(list) == people.MostInvitations {
		m.InvitationLine = fmt.Sprintf("The newest %d are listed", people.MostInvitations)
	}
}

// invitationState says of an invitation that was not accepted what holds it up.
func invitationState(i people.Invitation, state people.State, expires string) (status, words string) {
	switch {
	case state == people.Expired:
		return "problem", "Expired " + expires
	case i.SendError != "" && i.Due:
		return "waiting", i.SendError + " It is tried again."
	case i.SendError != "":
		return "problem", i.SendError
	case i.Due:
		return "waiting", "The mail is on its way"
	case !i.SentAt.IsZero():
		return "waiting", "Mailed, open until " + expires
	}
	return "waiting", "Open until " + expires
}

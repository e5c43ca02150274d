package company

import (
	"slices"

	"portico/internal/access"
)

// MayChange says whether the reader may add and take away mail domains.
func (v View) MayChange() bool {
	return !v.Closed() && v.actor.May(access.CompanyWrite, v.scope)
}

// MayConfirm says whether the reader may attest a role that is only self-reported.
func (v View) MayConfirm(h Held) bool {
	return h.Grade == SelfReported && attests(v.actor, v.attestors, h.Member.ID, h.Teams)
}

// MayEnd says whether the reader may record that a role has ended.
func (v View) MayEnd(h Held) bool {
	return v.actor.ID != "" && (h.Member.ID == v.actor.ID || attests(v.actor, v.attestors, h.Member.ID, h.Teams))
}

// MayAnswer says whether the reader may answer a request for roles.
func (v View) MayAnswer(a Ask) bool {
	return mayAnswer(v.actor, state{v.Company, v.all}, ask{a.ID, a.Member.ID, a.Asked.ID, false, a.Teams}) == nil
}

// Mine are the reader's own roles: admin and employee.
func (v View) Mine() (admin, employee bool) {
	_, admin = find(v.Held, v.actor.ID, Admin)
	_, employee = find(v.Held, v.actor.ID, Employee)
	return admin, employee
}

// MayAsk says whether the reader may ask for roles: they walk a journey, miss one, and there is someone else to ask.
func (v View) MayAsk() bool {
	admin, employee := v.Mine()
	other := slices.ContainsFunc(v.admins, func(id string) bool { return id != v.actor.ID })
	return v.actor.HasJourney() && other && !(admin && employee)
}

// MayRefuse says whether the reader may say that this is not their company.
func (v View) MayRefuse() bool {
	admin, employee := v.Mine()
	if v.Refused || admin || employee || !v.actor.HasJourney() {
		return false
	}
	matches, _ := v.MatchesReader()
	return matches
}

// AskMessage is what to write to an admin to be let in, ready to send by other means.
func AskMessage(c Company, admin, member Person) string {
	return "Dear " + admin.Name + ",\n\ncould you make me admin and employee of " + c.Name + " in Avaya Spaces " + c.Environment +
		"? My account is " + member.Email + ". Without both, Avaya does not show me the check-box for the developer permission.\n\nThank you, " +
		member.Name
}

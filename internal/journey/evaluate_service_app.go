package journey

import "time"

// serviceApp is the kind of an app that signs in as itself. An admin of the company makes it, and it works once the vendor's
// support has made its domain.
const serviceApp = "service"

// domainToCome is the variant of the app's step for a service app: registered is not enough, its domain has to be there. It
// says whether it is still to come: asked for, which is the vendor's time, or not, which is ours. at is when the app was made.
func (e *evaluator) domainToCome(s *StepProgress, app *App, at time.Time) bool {
	vendor := e.onVendor("domain of " + app.Name + " has not come")
	switch {
	case !app.DomainMadeOn.IsZero():
		s.Evidence += ", domain made on " + e.day(app.DomainMadeOn)
		return false
	case app.DomainAskedOn.IsZero():
		s.State, s.Since = InProgress, at
		s.Reason = app.Name + " is a service app: ask " + vendor.Name + "’s support to make its domain, and say here on which day"
		s.WaitingOn = e.onYou("ask " + vendor.Name + "’s support for the domain")
	default:
		s.Reason = vendor.Name + "’s support was asked on " + e.day(app.DomainAskedOn) + " to make the domain of " + app.Name
		e.wait(s, e.moment(app.DomainAskedOn, app.RecordedAt), vendor)
		s.CanAct = true
	}
	return true
}

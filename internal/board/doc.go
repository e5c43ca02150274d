// Package board owns what a lead reads across features: a team's developers step by step, the three questions above them
// (who needs me, who is stuck, who waits for the vendor), the numbers, and one developer's history. It writes nothing.
//
// All but service.go and store.go is pure: facts come from package journey, states from journey.Evaluate. It may import
// access, apperr, audit, postgres, people, company, permission, oauthapp and journey; never echo, templ, net/http or views.
package board

package handlers

import (
	"net/http"

	"portico/internal/access"
	"portico/internal/audit"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// route is one line of the URL map. Every route declares the right that it asks for, and every route that changes anything
// the event that the change writes; tests hold both to be true.
type route struct {
	method, path string
	right        access.Right
	event        audit.Action
	handle       handlerFunc
}

// routes is the whole URL map.
func (s *Server) routes() []route {
	return []route{
		// The way in
		{get, "/", access.SignedIn, "", s.homeShow},

		// My journey
		{get, "/journey", access.SignedIn, "", s.journeyShow},
		{get, "/journey/record", access.SignedIn, "", s.journeyRecordShow},
		{get, "/journey/steps/:key", access.SignedIn, "", s.journeyStepShow},
		{post, "/journey/steps/:key/start", access.JourneyWrite, audit.StepStarted, s.journeyStepStart},
		{post, "/journey/steps/:key/complete", access.JourneyWrite, audit.StepCompleted, s.journeyStepComplete},
		{post, "/journey/steps/:key/undo", access.JourneyWrite, audit.StepUndone, s.journeyStepUndo},
		{post, "/journey/steps/:key/skip", access.JourneyWrite, audit.StepSkipped, s.journeyStepSkip},
		{post, "/journey/steps/:key/stuck", access.JourneyWrite, audit.BlockerRaised, s.journeyBlockerRaise},
		{post, "/journey/blockers/:id/resolve", access.JourneyWrite, audit.BlockerResolved, s.journeyBlockerResolve},
		{post, "/journey/sdk", access.JourneyWrite, audit.SDKRecorded, s.journeySDKRecord},
		{post, "/journey/sdk/:id/remove", access.JourneyWrite, audit.SDKRemoved, s.journeySDKRemove},
		{post, "/journey/links/:key", access.LinkSupply, audit.LinkSupplied, s.journeyLinkSupply},
		{post, "/teams/:slug/members/:id/steps/:key/confirm", access.JourneyConfirm, audit.StepConfirmed, s.memberStepConfirm},
		{post, "/teams/:slug/members/:id/steps/:key/confirm/withdraw", access.JourneyConfirm, audit.ConfirmWithdrawn, s.memberStepWithdraw},
		{post, "/teams/:slug/members/:id/steps/:key/nudge", access.JourneyNudge, audit.MemberNudged, s.memberStepNudge},

		// Teams and their boards
		{get, "/teams", access.SignedIn, "", s.teamsList},
		{get, "/teams/:slug", access.BoardRead, "", s.boardShow},
		{get, "/teams/:slug/board.csv", access.BoardRead, "", s.boardCSV},
		{get, "/teams/:slug/members/:id", access.JourneyRead, "", s.memberShow},
		{post, "/teams/:slug/links/:key", access.LinkSupply, audit.LinkSupplied, s.boardLinkSupply},

		// The ledger and the trail
		{get, "/ledger", access.LedgerRead, "", s.ledgerShow},
		{get, "/ledger.csv", access.LedgerExport, "", s.ledgerCSV},
		{get, "/ledger/grants/new", access.JourneyWrite, "", s.ledgerGrantNew},
		{get, "/ledger/grants/:id", access.LedgerRead, "", s.ledgerGrantShow},
		{post, "/ledger/grants", access.JourneyWrite, audit.GrantRecorded, s.ledgerGrantRecord},
		{post, "/ledger/grants/:id/confirm", access.GrantConfirm, audit.GrantConfirmed, s.ledgerGrantConfirm},
		{post, "/ledger/grants/:id/end", access.GrantWrite, audit.GrantEnded, s.ledgerGrantEnd},
		{post, "/ledger/grants/:id/correct", access.GrantWrite, audit.GrantCorrected, s.ledgerGrantCorrect},
		{get, "/trail", access.LedgerRead, "", s.trailShow},
		{get, "/trail.csv", access.LedgerExport, "", s.trailCSV},
		{get, "/trail/:id", access.LedgerRead, "", s.trailEventShow},

		// The process
		{get, "/metrics", access.SettingsRead, "", s.metricsShow},
	}
}

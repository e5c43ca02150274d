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
		{get, "/sign-in", access.Public, "", s.signInShow},
		{post, "/sign-in", access.Public, audit.SignedIn, s.signInSend},
		{post, "/sign-out", access.SignedIn, audit.SignedOut, s.signOut},
		{get, "/setup", access.Public, "", s.setupShow},
		{post, "/setup", access.Public, audit.SetupFinished, s.setupFinish},
		{get, "/forgot", access.Public, "", s.forgotShow},
		{post, "/forgot", access.Public, audit.PasswordResetMade, s.forgotSend},
		{get, "/reset/:token", access.Public, "", s.resetShow},
		{post, "/reset/:token", access.Public, audit.PasswordResetUsed, s.resetSend},
		{get, "/invitations/:token", access.Public, "", s.invitationShow},
		{post, "/invitations/:token", access.Public, audit.InvitationAccepted, s.invitationAccept},

		// Oneself
		{get, "/me", access.SignedIn, "", s.meShow},
		{get, "/me/data", access.SignedIn, "", s.meDataShow},
		{get, "/me/data.json", access.SignedIn, "", s.meDataFile},
		{post, "/me", access.SignedIn, audit.MemberChanged, s.meChange},
		{post, "/me/password", access.SignedIn, audit.PasswordChanged, s.mePassword},
		{post, "/me/sessions/:id/revoke", access.SignedIn, audit.SessionRevoked, s.meSessionRevoke},
		{post, "/me/sessions/revoke-others", access.SignedIn, audit.SessionRevoked, s.meSessionsRevoke},

		// People, invitations and teams
		{get, "/people", access.PeopleRead, "", s.peopleList},
		{get, "/people/invite", access.PeopleInvite, "", s.peopleInviteNew},
		{post, "/people/invite", access.PeopleInvite, audit.InvitationMade, s.peopleInvite},
		{get, "/people/import", access.PeopleInvite, "", s.peopleImportNew},
		{post, "/people/import", access.PeopleInvite, audit.InvitationMade, s.peopleImport},
		{post, "/people/invitations/:id/resend", access.PeopleInvite, audit.InvitationResent, s.invitationResend},
		{post, "/people/invitations/:id/link", access.PeopleInvite, audit.InvitationResent, s.invitationLink},
		{post, "/people/invitations/:id/withdraw", access.PeopleInvite, audit.InvitationRevoked, s.invitationWithdraw},
		{post, "/people/teams", access.PeopleWrite, audit.TeamCreated, s.teamCreate},
		{post, "/people/teams/:slug/rename", access.PeopleWrite, audit.TeamRenamed, s.teamRename},
		{get, "/people/leaving", access.PeopleRead, "", s.peopleLeft},
		{get, "/people/:id", access.PeopleRead, "", s.personShow},
		{get, "/people/:id/leaving", access.LeavingRead, "", s.personLeaving},
		{post, "/people/:id/leaving/removals", access.LeavingWrite, audit.GrantRemovalDecided, s.personLeavingDecide},
		{post, "/people/:id/roles", access.PeopleWrite, audit.RoleGranted, s.roleGrant},
		{post, "/people/:id/roles/:role/end", access.PeopleWrite, audit.RoleEnded, s.roleEnd},
		{post, "/people/:id/disable", access.PeopleWrite, audit.MemberDisabled, s.personDisable},
		{get, "/people/:id/erase", access.PeopleWrite, "", s.personEraseShow},
		{post, "/people/:id/erase", access.PeopleWrite, audit.MemberErased, s.personErase},
		{post, "/people/:id/enable", access.PeopleWrite, audit.MemberEnabled, s.personEnable},
		{post, "/people/:id/sign-out", access.PeopleWrite, audit.SessionRevoked, s.personSignOut},
		{post, "/people/:id/reset", access.PeopleWrite, audit.PasswordResetMade, s.personReset},

		// My journey
		{get, "/journey", access.SignedIn, "", s.journeyShow},
		{get, "/journey/record", access.SignedIn, "", s.journeyRecordShow},
		{get, "/journey/steps/:key", access.SignedIn, "", s.journeyStepShow},
		{post, "/journey/steps/:key/start", access.JourneyWrite, audit.StepStarted, s.journeyStepStart},
		{post, "/journey/steps/:key/complete", access.JourneyWrite, audit.StepCompleted, s.journeyStepComplete},
		{post, "/journey/steps/:key/files", access.JourneyWrite, audit.EvidenceAdded, s.journeyFileAdd},
		{get, "/evidence/:id", access.EvidenceRead, "", s.evidenceOpen},
		{post, "/evidence/:id/withdraw", access.EvidenceWithdraw, audit.EvidenceWithdrawn, s.evidenceWithdraw},
		{post, "/journey/steps/:key/undo", access.JourneyWrite, audit.StepUndone, s.journeyStepUndo},
		{post, "/journey/steps/:key/skip", access.JourneyWrite, audit.StepSkipped, s.journeyStepSkip},
		{post, "/journey/steps/:key/stuck", access.JourneyWrite, audit.BlockerRaised, s.journeyBlockerRaise},
		{post, "/journey/blockers/:id/resolve", access.JourneyWrite, audit.BlockerResolved, s.journeyBlockerResolve},
		{post, "/journey/sdk", access.JourneyWrite, audit.SDKRecorded, s.journeySDKRecord},
		{post, "/journey/sdk/:id/remove", access.JourneyWrite, audit.SDKRemoved, s.journeySDKRemove},
		{post, "/journey/links/:key", access.LinkSupply, audit.LinkSupplied, s.journeyLinkSupply},
		{post, "/teams/:slug/members/:id/steps/:key/confirm", access.JourneyAttest, audit.StepConfirmed, s.memberStepConfirm},
		{post, "/teams/:slug/members/:id/steps/:key/confirm/withdraw", access.JourneyAttest, audit.ConfirmWithdrawn, s.memberStepWithdraw},
		{post, "/teams/:slug/members/:id/steps/:key/nudge", access.JourneyNudge, audit.MemberNudged, s.memberStepNudge},

		// Editions of the journey
		{get, "/journeys", access.SignedIn, "", s.editionList},
		{post, "/journeys/default", access.EditionDefault, audit.EditionDefaultSet, s.editionDefault},
		{get, "/journeys/import", access.EditionWrite, "", s.editionImportShow},
		{post, "/journeys/import", access.EditionWrite, audit.EditionImported, s.editionImport},
		{get, "/journeys/:edition", access.SignedIn, "", s.editionShow},
		{get, "/journeys/:edition/preview", access.SignedIn, "", s.editionPreview},
		{get, "/journeys/:edition/file", access.SignedIn, "", s.editionFile},
		{post, "/journeys/:edition/copy", access.EditionWrite, audit.EditionCopied, s.editionCopy},
		{post, "/journeys/:edition/revise", access.EditionWrite, audit.EditionCopied, s.editionRevise},
		{get, "/journeys/:edition/edit", access.EditionWrite, "", s.editionEdit},
		{post, "/journeys/:edition/edit", access.EditionWrite, audit.EditionChanged, s.editionEditHead},
		{post, "/journeys/:edition/edit/steps", access.EditionWrite, audit.EditionChanged, s.editionStepAdd},
		{get, "/journeys/:edition/edit/steps/:key", access.EditionWrite, "", s.editionStepShow},
		{post, "/journeys/:edition/edit/steps/:key", access.EditionWrite, audit.EditionChanged, s.editionStepSave},
		{post, "/journeys/:edition/edit/steps/:key/move", access.EditionWrite, audit.EditionChanged, s.editionStepMove},
		{post, "/journeys/:edition/edit/steps/:key/remove", access.EditionWrite, audit.EditionChanged, s.editionStepRemove},
		{get, "/journeys/:edition/yaml", access.EditionWrite, "", s.editionYAML},
		{post, "/journeys/:edition/yaml", access.EditionWrite, audit.EditionChanged, s.editionYAMLSave},
		{post, "/journeys/:edition/publish", access.EditionWrite, audit.EditionPublished, s.editionPublish},
		{post, "/journeys/:edition/retire", access.EditionWrite, audit.EditionRetired, s.editionRetire},
		{post, "/journeys/:edition/drop", access.EditionWrite, audit.EditionRetired, s.editionDrop},
		{get, "/journeys/:edition/people", access.EditionMove, "", s.editionPeople},
		{post, "/journeys/:edition/people", access.EditionMove, audit.MemberMoved, s.editionMove},

		// Teams and their boards
		{get, "/teams", access.SignedIn, "", s.teamsList},
		{get, "/teams/:slug", access.BoardRead, "", s.boardShow},
		{get, "/teams/:slug/board.csv", access.BoardRead, "", s.boardCSV},
		{get, "/teams/:slug/members/:id", access.TeamRead, "", s.memberShow},
		{post, "/teams/:slug/links/:key", access.LinkSupply, audit.LinkSupplied, s.boardLinkSupply},

		// Companies at the vendor
		{get, "/companies", access.CompanyRead, "", s.companyList},
		{get, "/companies/new", access.JourneyWrite, "", s.companyNew},
		{get, "/companies/:id", access.CompanyRead, "", s.companyShow},
		{post, "/companies", access.JourneyWrite, audit.CompanyCreated, s.companyCreate},
		{post, "/companies/:id/roles", access.JourneyWrite, audit.CompanyRoleRecorded, s.companyRoleRecord},
		{post, "/companies/:id/roles/:role/confirm", access.JourneyWrite, audit.CompanyRoleRecorded, s.companyRoleConfirm},
		{post, "/companies/:id/roles/:role/end", access.JourneyWrite, audit.CompanyRoleEnded, s.companyRoleEnd},
		{post, "/companies/:id/ask", access.JourneyWrite, audit.CompanyRoleAsked, s.companyAsk},
		{post, "/companies/:id/asks/:ask/answer", access.JourneyWrite, audit.CompanyRoleAnswered, s.companyAskAnswer},
		{post, "/companies/:id/asks/:ask/withdraw", access.JourneyWrite, audit.CompanyRoleAnswered, s.companyAskWithdraw},
		{post, "/companies/:id/not-mine", access.JourneyWrite, audit.CompanyMatchRefused, s.companyNotMine},
		{post, "/companies/:id/mine", access.JourneyWrite, audit.CompanyMatchKept, s.companyMine},
		{post, "/companies/:id/domains", access.CompanyWrite, audit.CompanyDomainAdded, s.companyDomainAdd},
		{post, "/companies/:id/domains/end", access.CompanyWrite, audit.CompanyDomainEnded, s.companyDomainEnd},
		{post, "/companies/:id/exclusions", access.CompanyWrite, audit.CompanyDomainBarred, s.companyExclude},
		{post, "/companies/:id/exclusions/end", access.CompanyWrite, audit.CompanyDomainLetIn, s.companyInclude},
		{get, "/companies/:id/merge", access.CompanyClose, "", s.companyMergeShow},
		{post, "/companies/:id/merge", access.CompanyClose, audit.CompanyMerged, s.companyMerge},
		{post, "/companies/:id/merge/undo", access.CompanyClose, audit.CompanyMergeUndone, s.companyMergeUndo},
		{get, "/companies/:id/reset", access.CompanyClose, "", s.companyResetShow},
		{post, "/companies/:id/reset", access.CompanyClose, audit.EnvironmentReset, s.companyReset},

		// OAuth2 apps and their way to production
		{get, "/apps", access.SignedIn, "", s.appList},
		{get, "/apps.csv", access.SignedIn, "", s.appListCSV},
		{get, "/apps/new", access.JourneyWrite, "", s.appNew},
		{get, "/apps/:id", access.AppRead, "", s.appShow},
		{get, "/apps/:id/edit", access.AppWrite, "", s.appEdit},
		{post, "/apps", access.JourneyWrite, audit.AppRegistered, s.appRegister},
		{post, "/apps/:id", access.AppWrite, audit.AppChanged, s.appUpdate},
		{post, "/apps/:id/owners", access.AppWrite, audit.AppOwnerAdded, s.appOwnerAdd},
		{post, "/apps/:id/hand-over", access.AppWrite, audit.AppHandedOver, s.appHandOver},
		{post, "/apps/:id/secret", access.AppWrite, audit.SecretRotated, s.appSecret},
		{post, "/apps/:id/domain", access.AppWrite, audit.AppDomainTold, s.appDomain},
		{post, "/apps/:id/retire", access.AppWrite, audit.AppRetired, s.appRetire},
		{post, "/apps/:id/restore", access.AppWrite, audit.AppRestored, s.appRestore},
		{get, "/teams/:slug/tests", access.TeamRead, "", s.teamTests},
		{post, "/teams/:slug/tests", access.TestListWrite, audit.TestListChanged, s.teamTestsChange},
		{post, "/people/:id/leaving/hand-over", access.LeavingRead, audit.AppHandedOver, s.personHandOver},
		{post, "/apps/:id/owners/:owner/accept", access.AppAccept, audit.AppOwnerAccepted, s.appOwnerAccept},
		{post, "/apps/:id/owners/:owner/end", access.AppWrite, audit.AppOwnerEnded, s.appOwnerEnd},
		{post, "/apps/:id/tests", access.AppWrite, audit.TestAdded, s.appTestAdd},
		{post, "/apps/:id/tests/:test", access.AppWrite, audit.TestDecided, s.appTestDecide},
		{post, "/apps/:id/tests/:test/remove", access.AppWrite, audit.TestRemoved, s.appTestRemove},
		{post, "/apps/:id/commitment", access.AppWrite, audit.AppCommitted, s.appCommit},
		{post, "/apps/:id/commitment/withdraw", access.AppWrite, audit.CommitmentWithdrawn, s.appCommitWithdraw},
		{get, "/apps/:id/production", access.AppRead, "", s.productionShow},
		{post, "/apps/:id/requests", access.AppWrite, audit.RequestDrafted, s.productionDraft},
		{post, "/apps/:id/requests/:request", access.AppWrite, audit.RequestChanged, s.productionChange},
		{post, "/apps/:id/requests/:request/submit", access.AppWrite, audit.RequestSubmitted, s.productionSubmit},
		{post, "/apps/:id/requests/:request/contact", access.AppWrite, audit.RequestContacted, s.productionContact},
		{post, "/apps/:id/requests/:request/approve", access.AppWrite, audit.RequestApproved, s.productionApprove},
		{post, "/apps/:id/requests/:request/reject", access.AppWrite, audit.RequestRejected, s.productionReject},
		{post, "/apps/:id/requests/:request/resubmit", access.AppWrite, audit.RequestDrafted, s.productionResubmit},
		{post, "/apps/:id/requests/:request/withdraw", access.AppWrite, audit.RequestWithdrawn, s.productionWithdraw},

		// Proofs: round trips with the vendor
		{get, "/apps/:id/prove", access.AppRead, "", s.proofBegin},
		{post, "/apps/:id/prove", access.ProofStart, audit.ProofStarted, s.proofStart},
		{post, "/apps/:id/challenge", access.ProofStart, audit.ChallengeMade, s.proofChallenge},
		{get, "/proof/return", access.SignedIn, "", s.proofBack},
		{get, "/proof/return/:path", access.SignedIn, "", s.proofBack},
		{post, "/proof/return", access.SignedIn, audit.ProofSucceeded, s.proofReturn},
		{get, "/proofs/:id", access.ProofRead, "", s.proofShow},
		{post, "/proofs/:id/cancel", access.ProofCancel, audit.ProofCancelled, s.proofCancel},
		{post, "/proofs/:id/decide", access.ProofDecide, audit.ProofDecided, s.proofDecide},

		// The ledger and the trail
		{get, "/ledger", access.LedgerRead, "", s.ledgerShow},
		{get, "/ledger.csv", access.LedgerExport, "", s.ledgerCSV},
		{get, "/ledger/grants/new", access.JourneyWrite, "", s.ledgerGrantNew},
		{get, "/ledger/grants/:id", access.LedgerRead, "", s.ledgerGrantShow},
		{post, "/ledger/grants", access.JourneyWrite, audit.GrantRecorded, s.ledgerGrantRecord},
		{post, "/ledger/grants/:id/confirm", access.GrantConfirm, audit.GrantConfirmed, s.ledgerGrantConfirm},
		{post, "/ledger/grants/:id/removal", access.GrantRemove, audit.GrantRemovalDecided, s.ledgerGrantRemoval},
		{post, "/ledger/grants/:id/removal/withdraw", access.GrantRemove, audit.RemovalWithdrawn, s.ledgerGrantRemovalWithdraw},
		{post, "/ledger/grants/:id/end", access.GrantRemove, audit.GrantEnded, s.ledgerGrantEnd},
		{post, "/ledger/grants/:id/end/confirm", access.GrantConfirmEnd, audit.GrantEndConfirmed, s.ledgerGrantEndConfirm},
		{post, "/ledger/grants/:id/correct", access.GrantWrite, audit.GrantCorrected, s.ledgerGrantCorrect},
		{get, "/ledger/print", access.LedgerExport, "", s.ledgerPrint},
		{get, "/trail/print", access.LedgerExport, "", s.trailPrint},
		{get, "/exports", access.LedgerExport, "", s.exportList},
		{post, "/exports", access.LedgerExport, audit.ExportMade, s.exportMake},
		{get, "/exports/:id", access.LedgerExport, "", s.exportShow},
		{post, "/exports/:id/file", access.LedgerExport, audit.ExportFinished, s.exportFile},
		{post, "/exports/:id/stop", access.LedgerExport, audit.ExportStopped, s.exportStop},
		{get, "/trail", access.LedgerRead, "", s.trailShow},
		{get, "/trail.csv", access.LedgerExport, "", s.trailCSV},
		{get, "/trail/kinds", access.LedgerRead, "", s.trailKindsShow},
		{get, "/trail/:id", access.LedgerRead, "", s.trailEventShow},

		// The installation
		{get, "/settings", access.SettingsRead, "", s.settingsShow},
		{post, "/settings/retention/:class", access.SettingsWrite, audit.RetentionChanged, s.settingsRetention},
		{post, "/settings/values/:key", access.SettingsWrite, audit.SettingChanged, s.settingsValue},

		// Health
		{get, "/health", access.HealthRead, "", s.healthShow},
		{post, "/health/check", access.LinkSupply, audit.LinkCheckAsked, s.healthCheck},
		{post, "/health/links/replace", access.LinkSupply, audit.LinkReplaced, s.healthReplace},
		{post, "/health/links/replacements/:replacement/undo", access.LinkSupply, audit.LinkReplaceUndone, s.healthReplaceUndo},
		{post, "/health/jobs/:job/retry", access.SettingsWrite, audit.JobRetried, s.healthJobRetry},

		// The process
		{get, "/metrics", access.SettingsRead, "", s.metricsShow},
	}
}

package audit

// Action names what was done, as noun.verb in the words of the glossary.
type Action string

// Every action that can change anything. Change refuses an action without a sentence below.
const (
	SetupLinkMade       Action = "setup.link-made"
	SetupFinished       Action = "setup.finished"
	SignedIn            Action = "session.signed-in"
	SignedOut           Action = "session.signed-out"
	SessionRevoked      Action = "session.revoked"
	PasswordChanged     Action = "password.changed"
	PasswordResetMade   Action = "password.reset-made"
	PasswordResetUsed   Action = "password.reset-used"
	MemberCreated       Action = "member.created"
	MemberChanged       Action = "member.changed"
	MemberDisabled      Action = "member.disabled"
	MemberEnabled       Action = "member.enabled"
	MemberErased        Action = "member.erased"
	RoleGranted         Action = "role.granted"
	RoleEnded           Action = "role.ended"
	TeamCreated         Action = "team.created"
	TeamRenamed         Action = "team.renamed"
	InvitationMade      Action = "invitation.made"
	InvitationResent    Action = "invitation.resent"
	InvitationRevoked   Action = "invitation.revoked"
	InvitationAccepted  Action = "invitation.accepted"
	InvitationMailed    Action = "invitation.mailed"
	JourneyStarted      Action = "journey.started"
	StepStarted         Action = "step.started"
	StepCompleted       Action = "step.completed"
	StepUndone          Action = "step.undone"
	StepSkipped         Action = "step.skipped"
	StepConfirmed       Action = "step.confirmed"
	ConfirmWithdrawn    Action = "confirmation.withdrawn"
	EvidenceAdded       Action = "evidence.added"
	EvidenceWithdrawn   Action = "evidence.withdrawn"
	EvidenceCleared     Action = "evidence.cleared"
	BlockerRaised       Action = "blocker.raised"
	BlockerResolved     Action = "blocker.resolved"
	MemberNudged        Action = "member.nudged"
	LinkSupplied        Action = "link.supplied"
	LinkReplaced        Action = "link.replaced"
	LinkReplaceUndone   Action = "link.replace-undone"
	LinkCheckAsked      Action = "link.check-asked"
	LinkDied            Action = "link.died"
	LinkRecovered       Action = "link.recovered"
	LinkMoved           Action = "link.moved"
	JobRetried          Action = "job.retried"
	SDKRecorded         Action = "sdk.recorded"
	SDKRemoved          Action = "sdk.removed"
	CompanyCreated      Action = "company.created"
	CompanyDomainAdded  Action = "company.domain-added"
	CompanyDomainEnded  Action = "company.domain-ended"
	CompanyDomainBarred Action = "company.domain-excluded"
	CompanyDomainLetIn  Action = "company.domain-included"
	CompanyMerged       Action = "company.merged"
	CompanyMergeUndone  Action = "company.merge-undone"
	EnvironmentReset    Action = "environment.reset"
	CompanyRoleRecorded Action = "company-role.recorded"
	CompanyRoleEnded    Action = "company-role.ended"
	CompanyRoleAsked    Action = "company-role.asked"
	CompanyRoleAnswered Action = "company-role.answered"
	CompanyMatchRefused Action = "company-match.refused"
	CompanyMatchKept    Action = "company-match.restored"
	GrantRecorded       Action = "grant.recorded"
	GrantConfirmed      Action = "grant.confirmed"
	GrantRemovalDecided Action = "grant.removal-decided"
	GrantEnded          Action = "grant.ended"
	GrantEndConfirmed   Action = "grant.end-confirmed"
	GrantCorrected      Action = "grant.corrected"
	// RemovalWithdrawn says that a permission may stay after all.
	RemovalWithdrawn Action = "grant.removal-withdrawn"
	// GrantVerified says that a proof raised a grant.
	GrantVerified       Action = "grant.verified"
	ProofStarted        Action = "proof.started"
	ProofSucceeded      Action = "proof.succeeded"
	ProofFailed         Action = "proof.failed"
	ProofCancelled      Action = "proof.cancelled"
	ProofDecided        Action = "proof.decided"
	ChallengeMade       Action = "proof.challenge-made"
	AppRegistered       Action = "app.registered"
	AppChanged          Action = "app.changed"
	AppRetired          Action = "app.retired"
	AppRestored         Action = "app.restored"
	AppHandedOver       Action = "app.handed-over"
	SecretRotated       Action = "app.secret-told"
	AppDomainTold       Action = "app.domain-told"
	TestListChanged     Action = "test-list.changed"
	AppOwnerAdded       Action = "app-owner.added"
	AppOwnerAccepted    Action = "app-owner.accepted"
	AppOwnerEnded       Action = "app-owner.ended"
	TestAdded           Action = "test.added"
	TestRemoved         Action = "test.removed"
	TestDecided         Action = "test.decided"
	AppCommitted        Action = "app.committed"
	CommitmentWithdrawn Action = "commitment.withdrawn"
	RequestDrafted      Action = "request.drafted"
	RequestChanged      Action = "request.changed"
	RequestSubmitted    Action = "request.submitted"
	RequestContacted    Action = "request.contacted"
	RequestAnswered     Action = "request.answered"
	RequestApproved     Action = "request.approved"
	RequestRejected     Action = "request.rejected"
	RequestWithdrawn    Action = "request.withdrawn"
	RetentionChanged    Action = "retention.changed"
	SettingChanged      Action = "setting.changed"
	InvitationsCleared  Action = "invitation.cleared"
	ExportMade          Action = "export.made"
	ExportFinished      Action = "export.finished"
	ExportStopped       Action = "export.stopped"
	EditionCopied       Action = "edition.copied"
	EditionChanged      Action = "edition.changed"
	EditionPublished    Action = "edition.published"
	EditionRetired      Action = "edition.retired"
	EditionImported     Action = "edition.imported"
	EditionDefaultSet   Action = "edition.default-chosen"
	MemberMoved         Action = "member.moved"
	SampleLoaded        Action = "sample.loaded"
	// ContinuityBroken says that a checkpoint kept outside is not of this trail: the database was restored or rewritten.
	ContinuityBroken Action = "trail.continuity-broken"
)

// Sentence is how the trail reads an action, after the actor's name: "confirmed a step of". The second value is false for
// an action that nobody declared.
func Sentence(a Action) (string, bool) {
	s, ok := sentences[a]
	return s, ok
}

// Actions lists every declared action.
func Actions() []Action {
	all := make([]Action, 0, len(sentences))
	for a := range sentences {
		all = append(all, a)
	}
	return all
}

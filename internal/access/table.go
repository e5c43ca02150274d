package access

import "slices"

type rule struct {
	// may is the yes; sees tells a 403 from a 404 for the rest; who is the sentence of the 403.
	may  func(Actor, Scope) bool
	sees func(Actor, Scope) bool
	who  string
}

func self(a Actor, s Scope) bool       { return s.MemberID != "" && s.MemberID == a.ID }
func ownJourney(a Actor, s Scope) bool { return self(a, s) && walks(a) }
func walks(a Actor) bool               { return a.HasJourney() || a.Admin }
func owner(a Actor, s Scope) bool      { return slices.Contains(s.OwnerIDs, a.ID) }

// worker is an owner who may still change things: one who became an auditor, or lost every role, only reads.
func worker(a Actor, s Scope) bool  { return owner(a, s) && walks(a) }
func lead(a Actor, s Scope) bool    { return a.LeadsTeam(s.TeamIDs...) }
func inTeam(a Actor, s Scope) bool  { return a.InTeam(s.TeamIDs...) }
func admin(a Actor, _ Scope) bool   { return a.Admin }
func auditor(a Actor, _ Scope) bool { return a.Auditor }
func anyLead(a Actor, _ Scope) bool { return len(a.Leads) > 0 }
func everyone(Actor, Scope) bool    { return true }

func either(rules ...func(Actor, Scope) bool) func(Actor, Scope) bool {
	return func(a Actor, s Scope) bool {
		return slices.ContainsFunc(rules, func(r func(Actor, Scope) bool) bool { return r(a, s) })
	}
}

func other(r func(Actor, Scope) bool) func(Actor, Scope) bool {
	return func(a Actor, s Scope) bool { return !self(a, s) && r(a, s) }
}

// policy is the table of product.md, "Rights", as data. sees is wider than may where a person reads a thing that they may
// not change.
var policy = map[Right]rule{
	SignedIn:         {may: everyone},
	JourneyRead:      {may: either(self, lead, auditor, admin), sees: inTeam, who: "Only the person, their lead, an auditor or an admin may open this journey."},
	JourneyWrite:     {may: ownJourney, sees: either(self, lead, auditor, admin), who: "Only the person whose journey this is may say what they did."},
	JourneyConfirm:   {may: other(lead), sees: either(self, lead, auditor, admin), who: "A lead of the team may confirm this, and never their own step."},
	JourneyAttest:    {may: other(inTeam), sees: either(self, auditor, admin), who: "A lead or a co-worker of the same team may confirm this, and never their own step."},
	EvidenceRead:     {may: either(self, lead, owner, auditor, admin), sees: inTeam, who: "Only the person, their lead, whoever confirmed it, an auditor or an admin may open this file."},
	EvidenceWithdraw: {may: owner, sees: either(self, lead, auditor, admin), who: "Only whoever added the file may take it back."},
	JourneyNudge:     {may: other(lead), sees: either(self, lead, auditor, admin), who: "A lead of the team may nudge."},
	BoardRead:        {may: either(lead, auditor, admin, inTeam)},
	TeamRead:         {may: either(inTeam, auditor, admin)},
	TestListWrite:    {may: either(lead, admin), sees: either(inTeam, auditor), who: "A lead of the team or an admin may change its test list."},
	LinkSupply:       {may: either(anyLead, admin), sees: everyone, who: "A lead or an admin may supply this link."},
	AppRead:          {may: either(owner, lead, inTeam, auditor, admin)},
	AppWrite:         {may: worker, sees: either(owner, lead, inTeam, auditor, admin), who: "Only an owner of the app may change it."},
	AppAccept:        {may: lead, sees: either(owner, inTeam, auditor, admin), who: "A lead of the team may accept that two people share an app."},
	CompanyRead:      {may: everyone},
	CompanyWrite:     {may: either(worker, lead, admin), sees: everyone, who: "A known admin of the company at the vendor, a lead of one of its people or an admin may change this."},
	CompanyClose:     {may: either(lead, admin), sees: everyone, who: "An admin of Portico, or a lead of one of its people, may do this to a company. A merge needs it of both."},
	LedgerRead:       {may: everyone},
	LedgerExport:     {may: everyone},
	ExportRead:       {may: either(self, auditor, admin)},
	ExportFetch:      {may: self, sees: either(auditor, admin), who: "Only whoever made an export gets its file. Make one of your own."},
	ExportStop:       {may: either(self, admin), sees: auditor, who: "Whoever made the export, or an admin, may stop it."},
	GrantWrite:       {may: either(ownJourney, lead), sees: either(self, owner, auditor, admin), who: "The person or a lead of their team may change this."},
	GrantRemove:      {may: either(ownJourney, lead, admin), sees: either(self, owner, auditor), who: "The person, a lead of their team or an admin may remove this."},
	GrantConfirmEnd: {
		may: other(either(lead, worker, admin)), sees: either(self, lead, owner, auditor, admin),
		who: "A lead of the team, an admin of the company or an admin here may confirm that it is gone, and never the person themselves.",
	},
	GrantConfirm:   {may: other(either(lead, worker)), sees: either(self, lead, owner, auditor, admin), who: "A lead of the team or a co-worker who is admin of the company may confirm this, and never their own permission."},
	PeopleRead:     {may: either(anyLead, auditor, admin)},
	PeopleInvite:   {may: either(lead, admin), sees: either(anyLead, auditor), who: "A lead may invite into their own team, and an admin anywhere."},
	PeopleWrite:    {may: admin, sees: either(anyLead, auditor), who: "Only an admin may change roles, teams and accounts."},
	LeavingRead:    {may: either(lead, auditor, admin)},
	LeavingWrite:   {may: admin, sees: either(lead, auditor), who: "Only an admin may decide the removal of everything that somebody holds."},
	ProofStart:     {may: worker, sees: either(owner, lead, inTeam, auditor, admin), who: "Only an owner of the app who walks the journey may prove it."},
	ProofRead:      {may: either(self, lead, auditor, admin)},
	ProofCancel:    {may: self, sees: either(lead, auditor, admin), who: "Only whoever started it may stop it."},
	ProofDecide:    {may: other(lead), sees: either(self, lead, auditor, admin), who: "A lead of the team may decide this, and never about themselves."},
	EditionWrite:   {may: either(anyLead, admin), sees: everyone, who: "A lead or an admin may make and change editions of a journey."},
	EditionMove:    {may: either(other(lead), admin), sees: either(anyLead, auditor, inTeam), who: "A lead of the team or an admin may move somebody to another edition, and no lead themselves."},
	EditionDefault: {may: admin, sees: everyone, who: "Only an admin may choose the edition that new journeys begin with."},
	HealthRead:     {may: either(anyLead, auditor, admin)},
	SettingsRead:   {may: admin},
	SettingsWrite:  {may: admin},
}

// HasJourney reports whether the actor walks a journey of their own: developers and leads do, auditors do not.
func (a Actor) HasJourney() bool { return len(a.Develops) > 0 || len(a.Leads) > 0 }

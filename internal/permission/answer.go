package permission

import "time"

// Answer is what the ledger says to a question.
type Answer struct {
	// Question as it was settled: with the moments that were taken for now, and the company that was meant.
	Question Question
	// Digest is of all rows, whatever the page; Ready says whether it is worked out already: of a very long answer it comes
	// a little later, and is there when the question is asked again.
	Digest
	Ready bool
	Rows  []Row
	// Next is the cursor of the page after this one; empty on the last.
	Next string
	// Previous is the cursor of the page before this one; empty when that is the first page, or when this one is.
	Previous string
	// Changes since Question.Since, the newest first, at most maxChanges; MoreChanges says that there are more.
	Changes     []Row
	MoreChanges bool
	// AnyLine says whether the ledger has any line at all that the actor may see.
	AnyLine bool
	// Companies are all that can be asked about.
	Companies []Company
	// WrongEnvironment names the asked company when it is of the other environment, where nobody can hold permission for it.
	WrongEnvironment string
	// Whole says that the actor sees the whole ledger, not only the own rows or those of their teams.
	Whole bool
	// OpenInvitations counts people who were invited and have not answered; only for those who see the whole ledger.
	OpenInvitations int
	// FirstEvent is where the trail begins; only for those who see the whole ledger.
	FirstEvent time.Time
}

// Digest is what an answer comes to.
type Digest struct {
	Counts Counts
	// Shown is how many rows the answer has on all pages, and ShownPeople how many people those are.
	Shown, ShownPeople int
	// Fingerprint is the SHA-256 of the rows (see Canonical), in hexadecimal. The same question with the same moments
	// has the same fingerprint for good.
	Fingerprint string
}

// Counts are of everybody who holds it by the question, before What and Grade leave rows out.
type Counts struct {
	// Lines are spans, People are people: one person may hold it for two companies.
	Lines, People int
	// ForCompany and ForFreelance count people; someone with both counts in both.
	ForCompany, ForFreelance int
	// By grade, of Lines.
	Verified, Confirmed, SelfReported int
	// Of the lines of an answer about changes.
	Gained, Lost, Corrected int
}

// Row is one line of an answer.
type Row struct {
	GrantID     string
	Version     int
	MemberID    string
	Name        string
	Email       string
	Environment string
	// CompanyID and Company are empty for Freelance.
	CompanyID string
	Company   string
	AppID     string
	App       string
	ClientID  string
	RequestID string
	Kind      string
	HeldFrom  time.Time
	HeldUntil time.Time
	EndReason string
	Grade     string
	// GradedAt is since when the evidence stands as it does.
	GradedAt    time.Time
	Evidence    string
	ConfirmedBy string
	RecordedBy  string
	RecordedAt  time.Time
	// SupersededAt is since when another version counts; zero for the one that counts now.
	SupersededAt time.Time

	VersionID     string
	ConfirmedByID string
	RecordedByID  string
	// How far it is on its way out; each empty where it is not that far. RemovalDueOn is a day.
	RemovalDecidedAt, RemovalDueOn                                          time.Time
	RemovalDecidedBy, RemovalDueBy, EndGrade, EndExecutedBy, EndConfirmedBy string

	// Change is gained, lost or corrected in an answer about changes, and ChangedAt when.
	Change    string
	ChangedAt time.Time
	// Why they should not hold it, in an answer about that.
	LeftTeam, NoRole, Stale, MustGo bool

	// tie decides the order of rows of one moment.
	tie string
}

// Why is why they should not hold it: left-team, no-role, removal-decided, old-evidence.
func (r Row) Why() []string {
	why := []string{}
	for _, reason := range []struct {
		so   bool
		word string
	}{{r.LeftTeam, "left-team"}, {r.NoRole, "no-role"}, {r.MustGo, "removal-decided"}, {r.Stale, "old-evidence"}} {
		if reason.so {
			why = append(why, reason.word)
		}
	}
	return why
}

// Canonical is the row as its fingerprint has it.
func (r Row) Canonical() Canonical {
	c := Canonical{
		Form: rowVersion, Grant: r.GrantID, Version: r.Version, Member: r.MemberID, Environment: r.Environment, Company: r.CompanyID, App: r.AppID,
		Request: r.RequestID, Kind: r.Kind, HeldFrom: canonicalMoment(r.HeldFrom), HeldUntil: canonicalMoment(r.HeldUntil),
		Grade: r.Grade, ConfirmedBy: r.ConfirmedByID, RemovalDecidedAt: canonicalMoment(r.RemovalDecidedAt),
		RemovalDecidedBy: r.RemovalDecidedBy, RemovalDueOn: canonicalDay(r.RemovalDueOn), RemovalDueBy: r.RemovalDueBy,
		EndGrade: r.EndGrade, EndExecutedBy: r.EndExecutedBy, EndConfirmedBy: r.EndConfirmedBy, RecordedBy: r.RecordedByID,
		RecordedAt: canonicalMoment(r.RecordedAt),
	}
	if r.Change != "" {
		c.Change, c.At = r.Change, canonicalMoment(r.ChangedAt)
	}
	return c
}

// Company is one that can be asked about.
type Company struct{ ID, Name, Environment string }

// gradedAt is since when the first of the versions (the newest first) has had its grade.
func gradedAt(newestFirst []Row) time.Time {
	at := newestFirst[0].RecordedAt
	for _, older := range newestFirst[1:] {
		if older.Grade != newestFirst[0].Grade {
			break
		}
		at = older.RecordedAt
	}
	return at
}

package permission

import "time"

// Answer is what the ledger says to a question.
type Answer struct {
	// Question as it was settled: with the moments that were taken for now, and the company that was meant.
	Question Question
	Counts   Counts
	Rows     []Row
	// Next is the cursor of the page after this one; empty on the last.
	Next string
	// Previous is the cursor of the page before this one; empty when that is the first page, or when this one is.
	Previous string
	// Changes since Question.Since, the newest first, at most maxChanges; MoreChanges says that there are more.
	Changes     []Change
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

// Counts are of the whole answer, not of a page, and before the filter by grade.
type Counts struct {
	// Lines are spans, People are people: one person may hold it for two companies.
	Lines, People int
	// ForCompany and ForFreelance count people; someone with both counts in both.
	ForCompany, ForFreelance int
	// By grade, of Lines.
	Verified, Confirmed, SelfReported int
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
}

// Change is someone who gained or lost the permission between two moments.
type Change struct {
	GrantID     string
	Name        string
	Company     string
	Environment string
	Gained      bool
	At          time.Time
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

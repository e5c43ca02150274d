// Package permission owns the ledger: every span in which someone holds the vendor's developer permission, with what was
// known of it and since when. A line is never changed; an end, a confirmation or a correction is a new version. It may
// import access, apperr, audit and postgres, and below them nothing of another feature: it reads companies, apps and
// requests by SQL, and never writes them.
package permission

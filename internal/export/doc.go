// Package export makes files of the ledger and of the trail that can be checked without Portico: rows, who asked what and as of
// when, the head of the trail, and a signed manifest over all of it, streamed as one ZIP file. It owns the exports and their
// progress, and the ways in which a row becomes a cell of a spreadsheet.
//
// It may import access, apperr, postgres, audit, audit/seal and permission.
package export

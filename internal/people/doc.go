// Package people owns members, teams, roles and invitations: who is here, in which team, with which roles since when, and how
// someone comes to be here. It may import access, apperr, postgres and audit; signin and everything above imports it.
package people

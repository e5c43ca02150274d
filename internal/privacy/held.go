package privacy

import "strings"

// Held is a table that names members.
type Held struct {
	Table string
	// Title is what its rows are, in words.
	Title string
	// Refs are the columns that name a member.
	Refs []string
	// Hidden columns are never handed out: hashes and tokens that let people in.
	Hidden []string
}

// tables that name members, one a line: table, its references, hidden columns or -, title.
const held = `
member id - Account
member_role member_id - Roles here
name_history subject_id - Names and addresses over time
role_history member_id - Roles as they were known
invitation member_id,invited_by token_hash Invitations
password member_id hash Password (that there is one, never what it is)
password_reset member_id,made_by token_hash Links for a new password
session member_id token,data Sessions: browser and network address
submission member_id - Keys of forms that were sent
member_journey member_id,moved_by - Journey
edition made_by,changed_by,published_by,retired_by - Editions of a journey
edition_default chosen_by - The choice of the edition for new journeys
mark member_id,recorded_by - What was said about steps
confirmation member_id,confirmed_by,withdrawn_by - Confirmations of steps
evidence_file member_id,uploaded_by,withdrawn_by body Files of evidence (each can be downloaded where it is shown)
blocker member_id,resolved_by - Blockers
nudge member_id,sent_by - Nudges
sdk_download member_id - SDK downloads
journey_link supplied_by - Links supplied
link_replacement made_by,ended_by - Links replaced
link_letter member_id - Letters about links
permission_grant member_id,confirmed_by,recorded_by,removal_decided_by,removal_due_by,end_executed_by,end_confirmed_by - Developer permission
company created_by,recorded_by - Companies recorded
company_role member_id,recorded_by,ended_by - Roles at companies
company_role_request member_id,asked_id - Requests for company roles
company_match_refusal member_id - Companies refused as a match
company_exclusion added_by - Domains said not to be a company's
company_merge merged_by,undone_by - Merges of companies
environment_reset reset_by - Environments recorded as reset
app created_by - Apps registered
app_owner member_id,accepted_by - Apps owned
app_test decided_by - Tests decided
app_commitment member_id,withdrawn_by - Commitments to deploy
production_request created_by,submitted_by,decided_by - Production requests
production_request_account member_id - Named in production requests
request_contact recorded_by - Contacts with the vendor recorded
team_test_list saved_by - Test lists of teams
proof member_id,decided_by state_hash Proofs with the vendor
proof_challenge member_id path_hash One-time addresses for proofs
proof_colleague member_id - Listed by the vendor as somebody's colleague
retention changed_by - Retention changed
setting changed_by - Settings changed
export made_by - Exports made
event actor_id,member_id tx,reason_hash Events: done by or about the person
`

// HeldAbout lists every table that names members. A test holds it against the database.
func HeldAbout() []Held {
	var all []Held
	for line := range strings.Lines(strings.TrimSpace(held)) {
		parts := strings.SplitN(strings.TrimSpace(line), " ", 4)
		h := Held{Table: parts[0], Refs: strings.Split(parts[1], ","), Title: parts[3]}
		if parts[2] != "-" {
			h.Hidden = strings.Split(parts[2], ",")
		}
		all = append(all, h)
	}
	return all
}

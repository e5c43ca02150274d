package privacy

import "strings"

// Fate is what becomes of a column of words when a person is erased.
type Fate string

// The fates.
const (
	// Renamed columns hold the person's name and address; a label stands there afterwards.
	Renamed Fate = "replaced by a label"
	// Words are by or about the person: they are emptied in the rows that name the person in one of the column's Of, and lose
	// the person's name and address in all others.
	Words Fate = "emptied"
	// Text is about a thing: it stays with the thing and loses the person's name and address.
	Text Fate = "stays without name and address"
	// Ledger is as Words for the holder's own lines and as Text for others', in a table that only the database may empty.
	Ledger Fate = "emptied in the person's own lines, elsewhere without name and address"
	// Guarded is as Text, in a table that only the database may empty.
	Guarded Fate = "stays without name and address (by the database)"
	// Reason is an event's reason: erased where the event is by, about or of the person, or names them.
	Reason Fate = "erased; the event keeps its salted hash"
	// Gone columns stand in rows that are taken away, or are blanked with them.
	Gone Fate = "taken away"
	// Plain columns hold states, keys, days, digests, the vendor's public names and the team's own: nothing about a person.
	Plain Fate = "stays: nothing about a person"
)

// Column is a column that can hold words. Of are the columns of its table that name whose words they are.
type Column struct {
	Table, Name string
	Fate        Fate
	Of          []string
}

// words is the reviewed list, one table a line: table, then column:fate with the columns of Of behind a slash.
const words = `
member name:Renamed email:Renamed email_key:Renamed time_zone:Renamed
member_role role:Plain
team name:Plain slug:Plain
name_history kind:Plain name:Renamed detail:Renamed
role_history role:Plain
invitation email:Gone email_key:Gone name:Gone send_error:Gone role:Plain token_hash:Plain
password hash:Gone
password_reset token_hash:Gone
reset_wish email_key:Gone
setup_link token_hash:Plain
session token:Plain data:Gone address:Gone agent:Gone
sign_in_attempt key:Plain
server_key name:Plain key:Plain
submission key:Plain
retention class:Plain
setting key:Plain
company environment:Plain name:Plain
company_domain environment:Plain domain:Plain
company_exclusion domain:Plain
company_merge reason:Guarded
company_merge_item kind:Plain item:Plain how:Plain
environment_reset reason:Guarded
company_role role:Plain grade:Plain note:Words/member_id,recorded_by,ended_by
company_role_request answer:Plain note:Words/member_id,asked_id
app environment:Plain name:Plain client_id:Plain kind:Plain description:Text secret_place:Text domain_reference:Text
app_redirect_uri uri:Plain
app_test title:Text result:Plain note:Text
app_commitment sentence:Text withdrawn_why:Text
team_test_list titles:Text
request_contact who:Text words:Text
production_request body:Text body_sha256:Plain reference:Text contact:Text decision:Plain reason:Text
permission_grant environment:Plain kind:Plain grade:Plain end_grade:Plain evidence:Ledger/member_id end_reason:Ledger/member_id end_evidence:Ledger/member_id
proof environment:Plain kind:Plain client_id:Plain state_hash:Plain outcome:Plain code:Plain seen_as:Words/member_id fingerprint:Plain decision:Plain reason:Words/member_id,decided_by
proof_challenge path_hash:Plain
member_journey edition:Plain moved_from:Plain
edition key:Plain title:Plain source:Plain sha256:Plain state:Plain copied_from:Plain
edition_default key:Plain
mark step_key:Plain state:Plain reason:Words/member_id,recorded_by evidence:Words/member_id,recorded_by
confirmation step_key:Plain note:Words/member_id,confirmed_by
evidence_file about:Plain step_key:Plain name:Gone media_type:Plain sha256:Plain body:Gone
sdk_download platform:Plain version:Text file_name:Words/member_id sha256:Plain
blocker step_key:Plain reason_key:Plain words:Words/member_id answer:Words/member_id,resolved_by
nudge step_key:Plain words:Words/member_id,sent_by
journey_link edition:Plain link_key:Plain url:Plain
link_state url:Plain host:Plain state:Plain moved_to:Plain failure:Plain
link_check url:Plain state:Plain failure:Plain
link_outage url:Plain host:Plain
link_letter state:Plain
link_replacement kind:Plain old_text:Plain new_text:Plain
river_job state:Plain args:Plain attempted_by:Plain errors:Plain kind:Plain metadata:Plain queue:Plain tags:Plain unique_key:Plain unique_states:Plain
river_leader leader_id:Plain name:Plain
river_queue name:Plain metadata:Plain
river_notification payload:Plain topic:Plain
event actor_kind:Plain action:Plain subject_kind:Plain subject_id:Plain before:Plain after:Plain grade:Plain request_id:Plain reason_hash:Plain
event_reason salt:Plain words:Reason
seal line:Plain leaf:Plain link:Plain
seal_node hash:Plain
seal_position cluster:Plain
checkpoint root:Plain note:Plain
checkpoint_delivery target:Plain error:Plain
export what:Plain format:Plain query:Guarded question:Guarded root:Plain note:Plain
export_run state:Plain manifest:Guarded
`

// Columns lists every column of the database that can hold words, with its fate. A test holds it against the database.
func Columns() []Column {
	fates := map[string]Fate{
		"Renamed": Renamed, "Words": Words, "Text": Text, "Ledger": Ledger, "Guarded": Guarded, "Reason": Reason, "Gone": Gone, "Plain": Plain,
	}
	var all []Column
	for line := range strings.Lines(strings.TrimSpace(words)) {
		table, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, one := range strings.Fields(rest) {
			name, fate, _ := strings.Cut(one, ":")
			fate, of, owned := strings.Cut(fate, "/")
			c := Column{Table: table, Name: name, Fate: fates[fate]}
			if owned {
				c.Of = strings.Split(of, ",")
			}
			all = append(all, c)
		}
	}
	return all
}

package journey

import (
	"encoding/hex"
	"slices"
)

// addProofs adds what the vendor itself showed of the members. Of their own proofs only those that count say who their
// colleagues are.
func (r rows) addProofs(all map[string]*loaded) {
	counts := make(map[string]bool, len(r.proofs))
	for _, p := range r.proofs {
		counts[p.ID] = true
	}
	companies := map[string][]string{}
	for _, c := range r.colleagues {
		if c.Own && !counts[c.ProofID] {
			continue
		}
		if c.Own && !slices.Contains(companies[c.ProofID], c.CompanyID) {
			companies[c.ProofID] = append(companies[c.ProofID], c.CompanyID)
		}
		edit(all, c.MemberID, func(l *loaded) {
			l.Colleagues = append(l.Colleagues, Colleague{
				ProofID: c.ProofID, Person: Person{c.OtherID, c.OtherName, c.OtherEmail}, CompanyID: c.CompanyID, At: c.At,
			})
		})
	}
	for _, p := range r.proofs {
		edit(all, p.MemberID, func(l *loaded) {
			l.Proofs = append(l.Proofs, Proof{
				ID: p.ID, Environment: Environment(p.Environment), AppID: p.AppID, Kind: ProofKind(p.Kind), At: p.At,
				RecordedAt: p.RecordedAt, Accepted: p.Accepted, CompanyIDs: companies[p.ID], Fingerprint: hex.EncodeToString(p.Fingerprint),
			})
		})
	}
}

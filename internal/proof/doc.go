// Package proof is the round trips with the vendor: a member signs in there with the client id of an app, the vendor answers,
// and what it showed is kept. It owns the tables proof, proof_challenge and proof_colleague, and it alone raises a grade to
// verified.
//
// The client secret, the PKCE verifier and the state live only in this process's memory, bound to one proof and one person,
// for ten minutes and for one exchange. The database keeps a hash of the state; tokens are revoked and dropped. No call to
// the vendor runs inside a transaction, and each outcome is one transaction with its event.
//
// It may import access, apperr, postgres, audit, secret, spaces and the features to its left: company, permission, oauthapp
// and journey.
package proof

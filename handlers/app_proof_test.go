package handlers

import (
	"net/http"
	"testing"
	"time"
)

func TestThePageOfAnAppLeadsItsOwnersToAProofAndEverybodyToTheOnesMade(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.as("dev").register(nil)
	page, prove := "/apps/"+id, `.page-head a[href="/apps/`+id+`/prove"]`
	s.as("dev").get(page).wantStatus(http.StatusOK).wantText(prove, "Prove it").wantText("section[aria-labelledby=proofs]", "Not proved yet.")
	s.as("lead").get(page).wantNone(prove).wantText("section[aria-labelledby=proofs]", "An owner can")
	s.as("dev").submit(s.as("dev").get(page), `form[action$="/retire"]`, nil).wantStatus(http.StatusSeeOther)
	s.as("dev").get(page).wantNone(prove)
}

func TestTheProofsOfAnAppStandOnItsPage(t *testing.T) {
	t.Parallel()
	s := newSampleServer(t, time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC))
	var id string
	if err := s.db.Pool().QueryRow(t.Context(), `SELECT id::text FROM app WHERE name = 'acme-payments-kenji-staging'`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	s.as("kenji.watanabe").get("/apps/"+id).wantText(".page-head", "Prove again").wantText("section[aria-labelledby=proofs]", "Kenji Watanabe")
	if s.as("lead").get("/apps/"+id).Find(`section[aria-labelledby=proofs] a[href^="/proofs/"]`).Length() == 0 {
		t.Error("a lead is not led to the proofs of the team’s app")
	}
	s.as("chloe.martin").get("/apps/"+id).wantText("section[aria-labelledby=proofs]", "Kenji Watanabe").wantNone(`section[aria-labelledby=proofs] a`)
}

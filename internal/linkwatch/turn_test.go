package linkwatch

import (
	"fmt"
	"testing"
	"time"

	"portico/internal/journey"
)

func TestAnEditionFullOfLinksKeepsNoOtherFromItsTurn(t *testing.T) {
	t.Parallel()
	edition := func(key string, links ...string) journey.Edition {
		s := journey.Step{Number: 1}
		for _, l := range links {
			s.Links = append(s.Links, journey.Link{Key: l, URL: "https://" + l + ".example/"})
		}
		return journey.Edition{Key: key, Title: key, Steps: []journey.Step{s}}
	}
	var many []string
	for i := range 100 {
		many = append(many, fmt.Sprintf("slow%d", i))
	}
	shipped, now := edition("shipped", "vendor", "portal"), time.Now()
	all := targets([]journey.Edition{edition("full", many...), shipped, edition("small", "wiki")}, func(string, string) string { return "" })
	asked := map[string]time.Time{"https://wiki.example/": now.Add(-time.Hour), "https://slow99.example/": now.Add(-2 * time.Hour)}
	for i := range 99 {
		asked[fmt.Sprintf("https://slow%d.example/", i)] = now
	}
	got := inTurn(all, []journey.Edition{shipped}, func(url string) time.Time { return asked[url] })
	for i, want := range []string{"vendor", "portal", "slow99", "wiki", "slow0"} {
		if got[i].URL != "https://"+want+".example/" {
			t.Errorf("the turn %d is of %s, want %s", i, got[i].URL, want)
		}
	}
	if len(got) != len(all) {
		t.Errorf("%d of %d links have a turn", len(got), len(all))
	}
}

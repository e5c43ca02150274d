package people_test

import (
	"testing"

	"portico/internal/people"
)

func TestEveryZoneToChooseFromIsKnown(t *testing.T) {
	zones := people.Zones()
	if len(zones) < 300 || zones[0] != "UTC" {
		t.Fatalf("%d zones, the first is %s", len(zones), zones[0])
	}
	for _, z := range zones {
		if !people.KnownZone(z) {
			t.Errorf("%s is not known", z)
		}
	}
}

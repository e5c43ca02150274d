package people

import (
	_ "embed"
	"strings"
	"time"
)

// zoneText lists the names of the IANA time zone database that stand for a place of today.
//
//go:embed zones.txt
var zoneText string

// Zones are the time zones to choose from, UTC first, then by region and city.
func Zones() []string { return strings.Fields(zoneText) }

// KnownZone reports whether name is a time zone of the IANA list, not a path or the machine's own.
func KnownZone(name string) bool {
	if name == "" || name == "Local" {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

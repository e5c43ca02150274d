package journey

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

var elsewhere = map[string]string{
	"loganstaging.esna.com": "http://localhost:8091", "onesnastaging.esna.com": "http://localhost:8092/", "loganstagingapis.esna.com": "http://localhost:8093",
	"spaces.avayacloud.com": "http://localhost:8094", "accounts.avayacloud.com": "http://localhost:8095", "spacesapis.avayacloud.com": "http://localhost:8096",
	"onecare.avaya.com": "http://localhost:8097",
}

func TestAnEditionWithOtherHostsNamesNoneOfTheVendorsOwn(t *testing.T) {
	editions, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range editions {
		before := fmt.Sprintf("%#v", e)
		moved := e.WithHosts(elsewhere)
		text := fmt.Sprintf("%#v", moved)
		for name := range elsewhere {
			if strings.Contains(text, name) {
				at := strings.Index(text, name)
				t.Errorf("%s still says %q", e.Key, text[max(0, at-60):at+len(name)])
			}
		}
		if fmt.Sprintf("%#v", e) != before {
			t.Errorf("%s itself was changed", e.Key)
		}
		if len(moved.Steps) != len(e.Steps) || moved.Key != e.Key || !reflect.DeepEqual(moved.Source.ReadOn, e.Source.ReadOn) {
			t.Errorf("%s lost something on the way", e.Key)
		}
	}
}

func TestAnAddressGetsTheBaseURLAndABareNameItsHost(t *testing.T) {
	for text, want := range map[string]string{
		"https://loganstaging.esna.com/":                 "http://localhost:8091/",
		"https://onecare.avaya.com/spacesapi":            "http://localhost:8097/spacesapi",
		"Open onesnastaging.esna.com.":                   "Open localhost:8092.",
		"loganstaging.esna.com, onesnastaging.esna.com":  "localhost:8091, localhost:8092",
		"See https://onesnastaging.esna.com: sign in":    "See http://localhost:8092: sign in",
		"https://ONESNASTAGING.esna.com/x":               "http://localhost:8092/x",
		"notloganstaging.esna.com is another":            "notloganstaging.esna.com is another",
		"loganstaging.esna.com.evil.example":             "loganstaging.esna.com.evil.example",
		"me@loganstaging.esna.com":                       "me@loganstaging.esna.com",
		"https://loganstaging.esna.com:8443/":            "https://loganstaging.esna.com:8443/",
		"“Log in at onesnastaging.esna.com”, and reload": "“Log in at localhost:8092”, and reload",
	} {
		e := Edition{Overview: text}
		if got := e.WithHosts(elsewhere).Overview; got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestHostsThatAreNoAddressChangeNothing(t *testing.T) {
	e := Edition{Overview: "https://loganstaging.esna.com/"}
	for _, base := range []string{"", "nowhere", "://"} {
		if got := e.WithHosts(map[string]string{"loganstaging.esna.com": base}); got.Overview != e.Overview {
			t.Errorf("%q changed it to %q", base, got.Overview)
		}
	}
}

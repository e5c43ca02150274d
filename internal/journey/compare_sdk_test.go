package journey

import "testing"

func TestTheFileThatFewerPeopleHaveIsTheOddOne(t *testing.T) {
	cases := map[string]struct {
		others map[string]int
		want   SDKFile
	}{
		"nobody else":                    {nil, SDKFile{}},
		"the same as six others":         {map[string]int{"mine": 6}, SDKFile{Same: 6}},
		"one against one":                {map[string]int{"b": 1}, SDKFile{Other: 1}},
		"alone against six":              {map[string]int{"b": 6}, SDKFile{Other: 6, Odd: true, Common: "b", Most: 6}},
		"alone against six of two kinds": {map[string]int{"b": 4, "c": 2}, SDKFile{Other: 6, Odd: true, Common: "b", Most: 4}},
		"the many, and one odd one":      {map[string]int{"mine": 5, "b": 1}, SDKFile{Same: 5, Other: 1}},
		"two against two":                {map[string]int{"mine": 1, "b": 2}, SDKFile{Same: 1, Other: 2}},
	}
	for name, c := range cases {
		if got := JudgeFile("mine", c.others); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}

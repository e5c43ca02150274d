package journey

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// zang is the embedded default edition.
func zang(t testing.TB) Edition {
	t.Helper()
	all, err := Default()
	if err != nil {
		t.Fatalf("the embedded editions are refused:\n%v", err)
	}
	ed, ok := all.Get(DefaultEdition)
	if !ok {
		t.Fatalf("there is no edition %s", DefaultEdition)
	}
	return ed
}

func TestTheDefaultEditionHasElevenStepsInThreeStages(t *testing.T) {
	ed := zang(t)
	want := []string{
		"staging-sign-up", "password", "company", "company-roles", "developer-permission", "developer-dashboard",
		"oauth-app", "sdk", "staging-tested", "production-request", "production-review",
	}
	short := []string{"Sign-up", "Password", "Company", "Roles", "Permission", "Dashboard", "App", "SDK", "Tested", "Request", "Review"}
	var keys, heads []string
	for i, s := range ed.Steps {
		keys, heads = append(keys, s.Key), append(heads, s.Short)
		if s.Number != i+1 {
			t.Errorf("%s has number %d", s.Key, s.Number)
		}
		if stage, ok := ed.Stage(s.Stage); !ok || (s.Number <= 6) != (stage.Key == "staging") {
			t.Errorf("%s stands in stage %q", s.Key, s.Stage)
		}
	}
	if !slices.Equal(keys, want) || !slices.Equal(heads, short) {
		t.Errorf("steps are %v with heads %v", keys, heads)
	}
	if ed.Vendor != "Avaya" || ed.Source.ReadOn.String() != "2 June 2026" || ed.Number != 2 {
		t.Errorf("vendor %q, number %d, read on %s", ed.Vendor, ed.Number, ed.Source.ReadOn)
	}
	if _, ok := ed.Step("nowhere"); ok {
		t.Error("a step that is not there was found")
	}
	if s, ok := ed.StepBy(RuleReview); !ok || s.Key != "production-review" {
		t.Errorf("the step about the review is %q", s.Key)
	}
}

func TestEveryFactOfTheGuideStandsInItsStep(t *testing.T) {
	ed := zang(t)
	for key, facts := range map[string][]string{
		"staging-sign-up":      {"loganstaging.esna.com", "highly recommended", "create a company", "test all Spaces features", "personal e-mail", "freelancer", "limited"},
		"password":             {"invitation link", "accept it", "Create a password"},
		"company":              {"onesnastaging.esna.com", "e-mail and password", "User Settings", "Current Employers", "upper-right", "drop-down menu under your name", "Add Company", "Enter the name", "domain name that matches", "work e-mail", "co-worker", "skip this step"},
		"company-roles":        {"admin and employee", "Current Employers"},
		"developer-permission": {"User Settings", "check-boxes next to the label", "Developer permission", "both admin and employee", "Check the box of the company", "Freelance", "Reload"},
		"developer-dashboard":  {"Reload the page", "Developer Dashboard"},
		"oauth-app":            {"Developer Dashboard", "OAuth application", "Client ID", "Client Secret"},
		"sdk":                  {"JavaScript SDK", "sample code", "Android", "iOS", "reference client", "documentation is inside the downloaded zip files"},
		"staging-tested":       {"Test your application fully", "committed to deploy"},
		"production-request":   {"onecare.avaya.com/spacesapi", "Describe the application", "completed the testing in staging", "requesting production access", "submit your request"},
		"production-review":    {"someone from Avaya contacts you", "review your applications"},
	} {
		step, ok := ed.Step(key)
		if !ok {
			t.Errorf("there is no step %s", key)
			continue
		}
		var all strings.Builder
		for _, in := range step.Instructions {
			all.WriteString(strings.ReplaceAll(in.Text, "**", "") + "\n")
		}
		for _, fact := range facts {
			if !strings.Contains(all.String(), fact) {
				t.Errorf("the instructions of %s do not say %q", key, fact)
			}
		}
	}
	if !strings.Contains(ed.Overview, "developer permission") || !strings.Contains(ed.FreelanceNote, "limited") {
		t.Error("the overview or the note for freelancers lost its fact")
	}
}

func TestTheVendorsMissingLinkIsMissing(t *testing.T) {
	step, _ := zang(t).Step("company")
	i := slices.IndexFunc(step.Links, func(l Link) bool { return l.Key == "add-company-guide" })
	if i < 0 || !step.Links[i].Missing() || step.Links[i].Label != "How to add a company" {
		t.Fatalf("links are %+v", step.Links)
	}
}

func TestReasonsOfAStepComeBeforeThoseOfEveryStep(t *testing.T) {
	var keys []string
	for _, r := range zang(t).Reasons("password") {
		keys = append(keys, r.Key)
	}
	if want := []string{"mail-missing", "other-address", "portal-down", "link-dead", "two-hosts", "something-else"}; !slices.Equal(keys, want) {
		t.Errorf("reasons are %v, want %v", keys, want)
	}
}

func TestSpansMarkTheVendorsWords(t *testing.T) {
	got := Spans("choose **Add Company** now")
	want := []Span{{"choose ", false}, {"Add Company", true}, {" now", false}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

// broken is the embedded edition with one piece of text replaced.
func broken(t *testing.T, old, text string) (fstest.MapFS, int) {
	t.Helper()
	data, err := fs.ReadFile(embedded, "editions/zang-2020.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, _, found := strings.Cut(string(data), old)
	if !found {
		t.Fatalf("the edition does not hold %q", old)
	}
	return fstest.MapFS{"zang-2020.yaml": {Data: []byte(strings.Replace(string(data), old, text, 1))}}, strings.Count(before, "\n") + 1
}

func TestABrokenEditionNamesItsLine(t *testing.T) {
	for name, c := range map[string]struct {
		old, text string
		below     int
		says      string
	}{
		"an unknown key":               {"vendor: Avaya\n", "vendor: Avaya\ncolour: red\n", 1, `unknown key "colour"`},
		"an unknown key of a step":     {"    short: Sign-up\n", "    short: Sign-up\n    colour: red\n", 1, `unknown key "colour"`},
		"a key twice":                  {"vendor: Avaya\n", "vendor: Avaya\nvendor: Zang\n", 1, `mapping key "vendor" already defined at line 7`},
		"a wrong kind":                 {"number: 2", "number: two", 0, "cannot unmarshal !!str `two` into int"},
		"a step key twice":             {"  - key: password", "  - key: staging-sign-up", 0, `step key "staging-sign-up" is used twice`},
		"a step key in capitals":       {"  - key: password", "  - key: Pass_Word", 0, "not lower-case words"},
		"a missing prerequisite":       {"prerequisites: [developer-permission]", "prerequisites: [developer-licence]", 0, `prerequisite "developer-licence" is not a step`},
		"a step that needs itself":     {"prerequisites: [developer-permission]", "prerequisites: [developer-dashboard]", 0, "needs itself"},
		"steps in a circle":            {"prerequisites: [staging-sign-up]", "prerequisites: [developer-permission]", 0, "comes later"},
		"an unknown stage":             {"    stage: build", "    stage: construction", 0, `stage "construction" is unknown`},
		"an unknown rule":              {"    rule: sdk", "    rule: kit", 0, `rule "kit" is not one of`},
		"a rule twice":                 {"    rule: sdk", "    rule: app", 0, `rule "app" is used twice`},
		"an unknown scope":             {"    scope: grant", "    scope: grand", 0, `scope "grand"`},
		"a URL without https":          {`label: Open onecare.avaya.com/spacesapi, url: "https://`, `label: Open onecare.avaya.com/spacesapi, url: "http://`, 0, "is not an https address"},
		"a host that is not the URL’s": {`url: "https://onecare.avaya.com/spacesapi", host: onecare.avaya.com`, `url: "https://onecare.avaya.com/spacesapi", host: avaya.com`, 0, `host "avaya.com" is not the one of`},
		"an empty title":               {"title: Create your password", `title: ""`, 0, "title is empty"},
		"no title":                     {"    title: Create your password\n", "", -10, "title is empty"},
		"an instruction’s lost link":   {"link: add-company-guide", "link: add-company-help", 0, `link "add-company-help" is not one of the step’s links`},
		"an unknown value to copy":     {"copy: app-name", "copy: secret", 0, `copy "secret"`},
		"an open mark":                 {"choose **Developer Dashboard**.", "choose **Developer Dashboard.", 0, "a ** is not closed"},
		"an unknown filling":           {"make you {roles}", "make you {rolls}", 0, "{rolls} is not one of"},
		"a day that is none":           {`"2026-06-02"`, `"2026-06-31"`, 0, "is not a day"},
		"days below nothing":           {"expected_days: 4", "expected_days: -4", 0, "is not between"},
		"an unknown party":             {"    on: link\n", "    on: nobody\n", 0, `on "nobody"`},
	} {
		t.Run(name, func(t *testing.T) {
			files, line := broken(t, c.old, c.text)
			_, err := Load(files)
			if err == nil {
				t.Fatal("it was taken")
			}
			place := fmt.Sprintf("zang-2020.yaml:%d: ", line+c.below)
			if c.below < 0 {
				place = "zang-2020.yaml:"
			}
			for _, one := range strings.Split(err.Error(), "\n") {
				if strings.HasPrefix(one, place) && strings.Contains(one, c.says) {
					return
				}
			}
			t.Errorf("want %s... %s\ngot  %v", place, c.says, err)
		})
	}
}

func TestStepsThatNeedEachOtherAreNamedInACircle(t *testing.T) {
	files, _ := broken(t, "prerequisites: [staging-sign-up]", "prerequisites: [developer-dashboard]")
	_, err := Load(files)
	if err == nil || !strings.Contains(err.Error(), "in a circle: password, ") && !strings.Contains(err.Error(), "in a circle: developer-dashboard, ") {
		t.Errorf("got %v", err)
	}
}

func TestFilesThatAreNoEditionAreRefused(t *testing.T) {
	whole, _ := fs.ReadFile(embedded, "editions/zang-2020.yaml")
	for name, c := range map[string]struct {
		files fstest.MapFS
		says  string
	}{
		"nothing":       {fstest.MapFS{}, "there is no *.yaml file"},
		"an empty file": {fstest.MapFS{"a.yaml": {Data: nil}}, "a.yaml:1: the file is empty"},
		"a list":        {fstest.MapFS{"a.yaml": {Data: []byte("- one\n")}}, "a.yaml:1:"},
		"a bad indent":  {fstest.MapFS{"a.yaml": {Data: []byte("key: a\n  name: b\n")}}, "a.yaml:2:"},
		"two documents": {fstest.MapFS{"a.yaml": {Data: append(slices.Clone(whole), "\n---\nkey: b\n"...)}}, "only one document"},
		"two of a key":  {fstest.MapFS{"a.yaml": {Data: whole}, "b.yaml": {Data: whole}}, "b.yaml:1: another file has the key"},
		"only a key":    {fstest.MapFS{"a.yaml": {Data: []byte("key: a\n")}}, "there are no steps"},
	} {
		if _, err := Load(c.files); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: want %q, got %v", name, c.says, err)
		}
	}
}

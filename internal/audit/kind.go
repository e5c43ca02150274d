package audit

import (
	"slices"
	"strings"
)

// Kind is what every event of one action says: what it is about and what it keeps before and after. Change refuses an event
// that says anything else, so that the list which is shown to auditors is the truth.
type Kind struct {
	Action Action
	// Group is the part of Portico that it belongs to, in words.
	Group string
	// Subjects are the kinds of what it is about.
	Subjects []string
	Fields   []Field
	// Since is the version of Portico that first wrote it.
	Since string
}

// Field is one value before or after an event.
type Field struct {
	// Name is the key in the JSON text, with dots between the names of what lies deeper.
	Name string
	// Meaning is one sentence, without a full stop.
	Meaning string
	Form    Form
}

// Form says how the value of a field is to be read.
type Form string

// The forms of values. A member, company, app, team, request and grant are ids of one or, in a list, of several.
const (
	FormWord    Form = "word"
	FormNumber  Form = "number"
	FormYesNo   Form = "yes or no"
	FormDay     Form = "day"
	FormMoment  Form = "moment"
	FormHash    Form = "hash"
	FormStep    Form = "step"
	FormMember  Form = "member"
	FormCompany Form = "company"
	FormApp     Form = "app"
	FormTeam    Form = "team"
	FormRequest Form = "request"
	FormID      Form = "id"
)

// firstVersion is the release that brought the kinds without a version of their own.
const firstVersion = "1.0"

// KindOf is what the events of an action say; false for an action that nobody declared.
func KindOf(a Action) (Kind, bool) {
	spec, declared := kinds[a]
	if !declared {
		return Kind{}, false
	}
	k := Kind{Action: a, Group: groupOf(a), Since: firstVersion}
	spec, since, _ := strings.Cut(spec, "@")
	if since != "" {
		k.Since = since
	}
	subjects, fields, _ := strings.Cut(spec, ":")
	k.Subjects = strings.Split(strings.TrimSpace(subjects), "|")
	for _, name := range strings.Fields(fields) {
		k.Fields = append(k.Fields, fieldOf(a, name))
	}
	return k, true
}

// Kinds lists every kind of event by group, in the order of the groups and then of their names.
func Kinds() []Kind {
	var all []Kind
	for _, action := range Actions() {
		if k, declared := KindOf(action); declared {
			all = append(all, k)
		}
	}
	slices.SortFunc(all, func(a, b Kind) int {
		if d := slices.Index(groupNames(), a.Group) - slices.Index(groupNames(), b.Group); d != 0 {
			return d
		}
		return strings.Compare(string(a.Action), string(b.Action))
	})
	return all
}

// Field is the field of a name; false for one that the kind does not have.
func (k Kind) Field(name string) (Field, bool) {
	for _, f := range k.Fields {
		if f.Name == name || (strings.HasSuffix(f.Name, ".*") && strings.HasPrefix(name, strings.TrimSuffix(f.Name, "*"))) {
			return f, true
		}
	}
	if name == CommonField.Name {
		return CommonField, true
	}
	return Field{}, false
}

// CommonField may stand in any event.
var CommonField = Field{Name: "on", Form: FormDay, Meaning: "The day on which it was done, where it was written down later"}

func noun(a Action) string {
	n, _, _ := strings.Cut(string(a), ".")
	return n
}

// fieldOf finds a field in the list: as "noun.name" where a noun means something of its own by it, else by its name.
func fieldOf(a Action, name string) Field {
	for _, key := range []string{noun(a) + "/" + name, name} {
		if text, found := fields[key]; found {
			form, meaning, _ := strings.Cut(text, ": ")
			return Field{Name: name, Form: Form(form), Meaning: meaning}
		}
	}
	return Field{Name: name}
}

// groups are the parts of Portico, in order, with the nouns of their actions.
var groups = []struct{ name, nouns string }{
	{"Set-up and sign-in", "setup session password"},
	{"People and teams", "member role team invitation"},
	{"Journeys", "journey edition step confirmation evidence blocker link sdk"},
	{"Companies", "company company-role company-match environment"},
	{"Developer permission", "grant"},
	{"Proofs with the vendor", "proof"},
	{"Apps", "app app-owner test test-list commitment"},
	{"Production requests", "request"},
	{"The installation", "job"},
	{"The trail and what leaves Portico", "trail checkpoint export retention setting privacy sample"},
}

func groupNames() []string {
	var names []string
	for _, g := range groups {
		names = append(names, g.name)
	}
	return names
}

// groupOf is the part of Portico that an action belongs to; empty for a noun that stands in none.
func groupOf(a Action) string {
	for _, g := range groups {
		if slices.Contains(strings.Fields(g.nouns), noun(a)) {
			return g.name
		}
	}
	return ""
}

// Phrase is the sentence of an action with words for what an event fills in: "Someone confirmed a step of someone".
func Phrase(a Action) string {
	return "Someone " + Line{Action: a, ActorKind: "member", ActorID: "a", MemberID: "b", MemberName: "someone"}.said(func(string) string { return "" })
}

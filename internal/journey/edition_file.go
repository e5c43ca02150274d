package journey

import "time"

// editionFile is an edition as it is written in YAML.
type editionFile struct {
	Key           string      `yaml:"key"`
	Name          string      `yaml:"name"`
	Title         string      `yaml:"title"`
	Number        int         `yaml:"number"`
	Vendor        string      `yaml:"vendor"`
	Client        string      `yaml:"client"`
	Overview      string      `yaml:"overview"`
	FreelanceNote string      `yaml:"freelance_note"`
	Source        sourceFile  `yaml:"source"`
	Hosts         []hostFile  `yaml:"hosts"`
	Stages        []stageFile `yaml:"stages"`
	Stuck         []stuckFile `yaml:"stuck"`
	Steps         []stepFile  `yaml:"steps"`
}

type sourceFile struct {
	Title    string   `yaml:"title"`
	ReadOn   string   `yaml:"read_on"`
	Sections []string `yaml:"sections"`
}

type hostFile struct {
	Key         string      `yaml:"key"`
	Host        string      `yaml:"host"`
	URL         string      `yaml:"url"`
	Environment Environment `yaml:"environment"`
	Purpose     string      `yaml:"purpose"`
}

type stageFile struct {
	Key         string      `yaml:"key"`
	Title       string      `yaml:"title"`
	Short       string      `yaml:"short"`
	Board       string      `yaml:"board"`
	Environment Environment `yaml:"environment"`
}

type stuckFile struct {
	Key    string   `yaml:"key"`
	Label  string   `yaml:"label"`
	Phrase string   `yaml:"phrase"`
	Advice string   `yaml:"advice"`
	On     WaitKind `yaml:"on"`
}

type stepFile struct {
	Key               string            `yaml:"key"`
	Rule              Rule              `yaml:"rule"`
	Stage             string            `yaml:"stage"`
	Scope             Scope             `yaml:"scope"`
	Environment       Environment       `yaml:"environment"`
	Title             string            `yaml:"title"`
	Short             string            `yaml:"short"`
	AskTitle          string            `yaml:"ask_title"`
	Hint              string            `yaml:"hint"`
	Why               string            `yaml:"why"`
	Instructions      []instructionFile `yaml:"instructions"`
	Links             []linkFile        `yaml:"links"`
	Evidence          string            `yaml:"evidence"`
	Actor             Actor             `yaml:"actor"`
	Prerequisites     []string          `yaml:"prerequisites"`
	SkipRule          string            `yaml:"skip_rule"`
	IfThisFails       []remedyFile      `yaml:"if_this_fails"`
	Stuck             []stuckFile       `yaml:"stuck"`
	ExpectedDays      int               `yaml:"expected_days"`
	FollowUpDays      int               `yaml:"follow_up_days"`
	Minutes           int               `yaml:"minutes"`
	Optional          bool              `yaml:"optional"`
	Recommended       bool              `yaml:"recommended"`
	NeedsConfirmation bool              `yaml:"needs_confirmation"`
	Message           string            `yaml:"message"`
	Source            string            `yaml:"source"`
}

type instructionFile struct {
	Text string `yaml:"text"`
	Link string `yaml:"link"`
	Copy string `yaml:"copy"`
}

type linkFile struct {
	Key   string `yaml:"key"`
	Label string `yaml:"label"`
	URL   string `yaml:"url"`
	Host  string `yaml:"host"`
}

type remedyFile struct {
	Sign string `yaml:"sign"`
	Do   string `yaml:"do"`
}

// edition turns a checked file into an Edition.
func (f editionFile) edition() Edition {
	read, _ := time.Parse(time.DateOnly, f.Source.ReadOn)
	e := Edition{
		Key: f.Key, Name: f.Name, Title: f.Title, Number: f.Number, Vendor: f.Vendor, Client: f.Client, Overview: f.Overview,
		FreelanceNote: f.FreelanceNote, StuckReasons: reasons(f.Stuck),
		Source: Source{Title: f.Source.Title, ReadOn: DateOf(read), Sections: f.Source.Sections},
	}
	for _, h := range f.Hosts {
		e.Hosts = append(e.Hosts, Host(h))
	}
	for _, s := range f.Stages {
		e.Stages = append(e.Stages, Stage(s))
	}
	for i, s := range f.Steps {
		e.Steps = append(e.Steps, s.step(i+1))
	}
	return e
}

// step turns a checked step into a Step; its number is its place in the file.
func (f stepFile) step(number int) Step {
	s := Step{
		Key: f.Key, Number: number, Rule: f.Rule, Stage: f.Stage, Scope: f.Scope, Environment: f.Environment,
		Title: f.Title, Short: f.Short, AskTitle: f.AskTitle, Hint: f.Hint, Why: f.Why, Evidence: f.Evidence, Actor: f.Actor,
		Prerequisites: f.Prerequisites, SkipRule: f.SkipRule, StuckReasons: reasons(f.Stuck),
		ExpectedDays: f.ExpectedDays, FollowUpDays: f.FollowUpDays, Minutes: f.Minutes,
		Optional: f.Optional, Recommended: f.Recommended, NeedsConfirmation: f.NeedsConfirmation,
		Message: f.Message, Source: f.Source,
	}
	if s.Rule == "" {
		s.Rule = RuleMark
	}
	for _, i := range f.Instructions {
		s.Instructions = append(s.Instructions, Instruction(i))
	}
	for _, l := range f.Links {
		s.Links = append(s.Links, Link{Key: l.Key, Label: l.Label, URL: l.URL, Host: l.Host})
	}
	for _, r := range f.IfThisFails {
		s.IfThisFails = append(s.IfThisFails, Remedy(r))
	}
	return s
}

func reasons(files []stuckFile) []StuckReason {
	var out []StuckReason
	for _, f := range files {
		out = append(out, StuckReason(f))
	}
	return out
}

package journey

import "time"

// editionFile is an edition as it is written in YAML.
type editionFile struct {
	Key           string      `yaml:"key,omitempty"`
	Name          string      `yaml:"name,omitempty"`
	Title         string      `yaml:"title,omitempty"`
	Number        int         `yaml:"number,omitempty"`
	Vendor        string      `yaml:"vendor,omitempty"`
	Client        string      `yaml:"client,omitempty"`
	Overview      string      `yaml:"overview,omitempty"`
	FreelanceNote string      `yaml:"freelance_note,omitempty"`
	Source        sourceFile  `yaml:"source,omitempty"`
	Hosts         []hostFile  `yaml:"hosts,omitempty"`
	Stages        []stageFile `yaml:"stages,omitempty"`
	Stuck         []stuckFile `yaml:"stuck,omitempty"`
	Steps         []stepFile  `yaml:"steps,omitempty"`
}

type sourceFile struct {
	Title    string   `yaml:"title,omitempty"`
	ReadOn   string   `yaml:"read_on,omitempty"`
	Sections []string `yaml:"sections,omitempty"`
}

type hostFile struct {
	Key         string      `yaml:"key,omitempty"`
	Host        string      `yaml:"host,omitempty"`
	URL         string      `yaml:"url,omitempty"`
	Environment Environment `yaml:"environment,omitempty"`
	Purpose     string      `yaml:"purpose,omitempty"`
}

type stageFile struct {
	Key         string      `yaml:"key,omitempty"`
	Title       string      `yaml:"title,omitempty"`
	Short       string      `yaml:"short,omitempty"`
	Board       string      `yaml:"board,omitempty"`
	Environment Environment `yaml:"environment,omitempty"`
}

type stuckFile struct {
	Key    string   `yaml:"key,omitempty"`
	Label  string   `yaml:"label,omitempty"`
	Phrase string   `yaml:"phrase,omitempty"`
	Advice string   `yaml:"advice,omitempty"`
	On     WaitKind `yaml:"on,omitempty"`
}

type stepFile struct {
	Key               string            `yaml:"key,omitempty"`
	Rule              Rule              `yaml:"rule,omitempty"`
	Stage             string            `yaml:"stage,omitempty"`
	Scope             Scope             `yaml:"scope,omitempty"`
	Environment       Environment       `yaml:"environment,omitempty"`
	Title             string            `yaml:"title,omitempty"`
	Short             string            `yaml:"short,omitempty"`
	AskTitle          string            `yaml:"ask_title,omitempty"`
	Hint              string            `yaml:"hint,omitempty"`
	Why               string            `yaml:"why,omitempty"`
	Instructions      []instructionFile `yaml:"instructions,omitempty"`
	Links             []linkFile        `yaml:"links,omitempty"`
	Evidence          string            `yaml:"evidence,omitempty"`
	Actor             Actor             `yaml:"actor,omitempty"`
	Prerequisites     []string          `yaml:"prerequisites,omitempty"`
	SkipRule          string            `yaml:"skip_rule,omitempty"`
	IfThisFails       []remedyFile      `yaml:"if_this_fails,omitempty"`
	Stuck             []stuckFile       `yaml:"stuck,omitempty"`
	ExpectedDays      int               `yaml:"expected_days,omitempty"`
	FollowUpDays      int               `yaml:"follow_up_days,omitempty"`
	Minutes           int               `yaml:"minutes,omitempty"`
	Optional          bool              `yaml:"optional,omitempty"`
	Recommended       bool              `yaml:"recommended,omitempty"`
	NeedsConfirmation bool              `yaml:"needs_confirmation,omitempty"`
	Message           string            `yaml:"message,omitempty"`
	Source            string            `yaml:"source,omitempty"`
}

type instructionFile struct {
	Text string `yaml:"text,omitempty"`
	Link string `yaml:"link,omitempty"`
	Copy string `yaml:"copy,omitempty"`
}

type linkFile struct {
	Key   string `yaml:"key,omitempty"`
	Label string `yaml:"label,omitempty"`
	URL   string `yaml:"url"`
	Host  string `yaml:"host"`
}

type remedyFile struct {
	Sign string `yaml:"sign,omitempty"`
	Do   string `yaml:"do,omitempty"`
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

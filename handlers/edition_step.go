package handlers

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"portico/internal/apperr"
	"portico/internal/journey"
	"portico/views/components"
	view "portico/views/edition"
)

// stepForm is a step of a draft as it is typed. Lists are sent as columns: the first of each belong together.
type stepForm struct {
	Version       int      `form:"version"`
	Key           string   `form:"key" max:"200"`
	Title         string   `form:"title" max:"400"`
	Short         string   `form:"short" max:"100"`
	Hint          string   `form:"hint" max:"1000"`
	Why           string   `form:"why"`
	Evidence      string   `form:"evidence" max:"2000"`
	Source        string   `form:"source" max:"1000"`
	Stage         string   `form:"stage" max:"100"`
	Rule          string   `form:"rule" max:"100"`
	Scope         string   `form:"scope" max:"100"`
	Environment   string   `form:"environment" max:"100"`
	Actor         string   `form:"actor" max:"100"`
	SkipRule      string   `form:"skip_rule" max:"2000"`
	AskTitle      string   `form:"ask_title" max:"400"`
	Message       string   `form:"message"`
	Must          string   `form:"must" max:"20"`
	Confirm       bool     `form:"needs_confirmation"`
	ExpectedDays  int      `form:"expected_days"`
	FollowUpDays  int      `form:"follow_up_days"`
	Minutes       int      `form:"minutes"`
	Prerequisites []string `form:"prerequisites" max:"200"`
	DoText        []string `form:"do_text"`
	DoLink        []string `form:"do_link" max:"200"`
	DoCopy        []string `form:"do_copy" max:"100"`
	LinkKey       []string `form:"link_key" max:"200"`
	LinkLabel     []string `form:"link_label" max:"400"`
	LinkURL       []string `form:"link_url" max:"2000"`
	LinkHost      []string `form:"link_host" max:"400"`
	FailSign      []string `form:"fail_sign" max:"1000"`
	FailDo        []string `form:"fail_do" max:"2000"`
	StuckKey      []string `form:"stuck_key" max:"200"`
	StuckLabel    []string `form:"stuck_label" max:"400"`
	StuckPhrase   []string `form:"stuck_phrase" max:"400"`
	StuckAdvice   []string `form:"stuck_advice" max:"2000"`
	StuckOn       []string `form:"stuck_on" max:"100"`
}

// at is the value of a column in a row; a row that is not there is empty.
func at(column []string, row int) string {
	if row < len(column) {
		return column[row]
	}
	return ""
}

// step is what was typed as a step. Rows that are empty are left out.
func (in stepForm) step() journey.Step {
	s := journey.Step{
		Key: in.Key, Title: in.Title, Short: in.Short, Hint: in.Hint, Why: in.Why, Evidence: in.Evidence, Source: in.Source, Stage: in.Stage,
		Rule: journey.Rule(in.Rule), Scope: journey.Scope(in.Scope), Environment: journey.Environment(in.Environment), Actor: journey.Actor(in.Actor),
		SkipRule: in.SkipRule, AskTitle: in.AskTitle, Message: in.Message, Optional: in.Must == "optional", Recommended: in.Must == "recommended",
		NeedsConfirmation: in.Confirm, ExpectedDays: in.ExpectedDays, FollowUpDays: in.FollowUpDays, Minutes: in.Minutes,
	}
	for _, need := range in.Prerequisites {
		if need != "" && !slices.Contains(s.Prerequisites, need) {
			s.Prerequisites = append(s.Prerequisites, need)
		}
	}
	for i, text := range in.DoText {
		if text != "" {
			s.Instructions = append(s.Instructions, journey.Instruction{Text: text, Link: at(in.DoLink, i), Copy: at(in.DoCopy, i)})
		}
	}
	for i, key := range in.LinkKey {
		if key != "" || at(in.LinkLabel, i) != "" || at(in.LinkURL, i) != "" {
			l := journey.Link{Key: key, Label: at(in.LinkLabel, i), URL: at(in.LinkURL, i), Host: at(in.LinkHost, i)}
			s.Links = append(s.Links, l)
		}
	}
	for i, sign := range in.FailSign {
		if sign != "" || at(in.FailDo, i) != "" {
			s.IfThisFails = append(s.IfThisFails, journey.Remedy{Sign: sign, Do: at(in.FailDo, i)})
		}
	}
	for i, key := range in.StuckKey {
		if key != "" || at(in.StuckLabel, i) != "" {
			s.StuckReasons = append(s.StuckReasons, journey.StuckReason{
				Key: key, Label: at(in.StuckLabel, i), Phrase: at(in.StuckPhrase, i), Advice: at(in.StuckAdvice, i), On: journey.WaitKind(at(in.StuckOn, i)),
			})
		}
	}
	return s
}

// editionStepShow is the form of one step of a draft.
func (s *Server) editionStepShow(c *call) error {
	return s.renderStep(c, nil, nil, "", http.StatusOK)
}

// renderStep shows a step of a draft, as it was typed or as it is kept, with what is wrong beside each field.
func (s *Server) renderStep(c *call, typed *stepForm, fields map[string]string, message string, status int) error {
	e, m, problems, err := s.draft(c)
	if err != nil {
		return err
	}
	key := c.Param("key")
	step, ok := e.Step(key)
	if !ok {
		return apperr.Missing()
	}
	version := m.Version
	b := stepBuilder{e: e, step: step, wrong: fields}
	if typed != nil {
		b.step, version = typed.step(), typed.Version
		if source, err := journey.WithStep(m.Source, key, b.step); err == nil {
			_, problems = journey.ParseEdition(source)
		}
	}
	if b.wrong == nil {
		b.wrong = map[string]string{}
	}
	for _, p := range problems {
		if i, field, in := p.Step(); in && i == step.Number-1 {
			if _, known := b.wrong[field]; !known {
				b.wrong[field] = sentence(upperFirst(p.Say))
			}
		}
	}
	p := view.FormPage{
		Frame: c.readingFrame(cmp.Or(step.Title, key)), Eyebrow: []string{m.Ref(), "Draft", "Step " + itoa(step.Number)}, Title: step.Title, Tabs: editionTabs(m, "", c.actor),
		Lede: "Texts may hold **bold**, lists and [links](https://…). What is empty is left out; each list ends with rows to fill in.",
		Form: view.Form{
			ID: "step", Action: "/journeys/" + m.Key + "/edit/steps/" + key, Once: c.once(), Hidden: []components.Hidden{{Name: "version", Value: itoa(version)}},
			Groups: b.groups(), Button: components.ButtonModel{Text: "Save the step", Kind: "primary"}, Cancel: "/journeys/" + m.Key + "/edit#step-" + key,
		},
	}
	if p.Title == "" {
		p.Title = key
	}
	p.Summary = components.Summary(b.shown...)
	p.Summary.Title = message
	for name, text := range b.wrong {
		if !b.placed[name] {
			p.Problems = append(p.Problems, view.Problem{Text: strings.ReplaceAll(name, "_", " ") + ": " + text})
		}
	}
	return c.render(status, view.OneForm(p))
}

// editionStepSave keeps a step of a draft, whole or not: what is wrong then stands beside its field.
func (s *Server) editionStepSave(c *call) error {
	var in stepForm
	key := c.Param("key")
	err := c.bind(&in)
	if err == nil {
		in.fillHosts()
		err = s.change(c, in.Version, func(source string) (string, error) {
			e, _ := journey.ParseEdition(source)
			if _, taken := e.Step(in.Key); taken && in.Key != key {
				return "", apperr.Field("key", "Another step has this key. Choose another one.")
			}
			if !journey.IsKey(in.Key) {
				return "", apperr.Field("key", "Write the key in lower-case words joined by hyphens.")
			}
			return journey.WithStep(source, key, in.step())
		})
	}
	if err == nil {
		c.flash("done", "Saved: "+cmp.Or(in.Title, key)+".")
		if e, _, problems, err := s.draft(c); err == nil && stepHasProblem(e, problems, in.Key) {
			return c.redirect("/journeys/" + c.Param("edition") + "/edit/steps/" + in.Key)
		}
		return c.redirect("/journeys/" + c.Param("edition") + "/edit#step-" + in.Key)
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	return s.renderStep(c, &in, fields, message, status)
}

// fillHosts names the host of an address where the form left it empty.
func (in *stepForm) fillHosts() {
	for i, address := range in.LinkURL {
		for len(in.LinkHost) <= i {
			in.LinkHost = append(in.LinkHost, "")
		}
		if in.LinkHost[i] == "" {
			in.LinkHost[i] = journey.HostOf(address)
		}
	}
}

func stepHasProblem(e journey.Edition, problems []journey.Problem, key string) bool {
	step, _ := e.Step(key)
	return slices.ContainsFunc(problems, func(p journey.Problem) bool {
		i, _, in := p.Step()
		return in && i == step.Number-1
	})
}

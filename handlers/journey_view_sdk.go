package handlers

import (
	"fmt"

	"portico/internal/journey"
	"portico/views/components"
	journeyview "portico/views/journey"
)

// sdk lists the downloads and takes another one.
func (b *journeyBuilder) sdk(s journey.StepProgress, out *journeyview.Step) {
	key := s.Step.Key
	for _, d := range b.f.SDKs {
		name := platformNames[d.Platform] + " " + d.Version
		line := name + ", " + d.OnDay.Short(b.p.Today)
		if d.FileName != "" {
			line += ", " + d.FileName
		}
		out.Downloads = append(out.Downloads, journeyview.Download{
			Text: line, Code: d.SHA256, Standing: b.standing(d),
			Remove: components.PostModel{
				Action: "/journey/sdk/" + d.ID + "/remove", Once: b.once(key),
				Button: components.ButtonModel{Text: "Remove", Label: "Remove " + name, Size: "small", Icon: "undo"},
			},
		})
	}
	platform := components.ChoiceModel{FieldModel: b.field(key, components.FieldModel{Name: "platform", Label: "Which one did you download?", Required: true})}
	for _, p := range []string{"javascript", "android", "ios"} {
		platform.Options = append(platform.Options, components.ChoiceOption{Value: p, Label: platformNames[p]})
	}
	line := func(f components.FieldModel) journeyview.Control { return journeyview.Line(b.field(key, f)) }
	form := journeyview.Form{
		ID: key + "-record", Title: "I have downloaded an SDK", Action: "/journey/sdk", Once: b.once(key),
		Fields: []journeyview.Control{
			journeyview.Choice(platform),
			line(components.FieldModel{Name: "version", Label: "Version", Hint: "As the file says it, for example 2.0.28.", Required: true, MaxLength: 60}),
			line(components.FieldModel{Name: "on", Label: "Downloaded on", Hint: "Today, if you leave it.", Type: "date", Value: b.todayField(), Max: b.todayField()}),
			line(components.FieldModel{Name: "file_name", Label: "File name", Optional: true, MaxLength: 300}),
			line(components.FieldModel{Name: "sha256", Label: "SHA-256", Optional: true, Mono: true, Autocomplete: "off"}),
		},
		Button: components.ButtonModel{Text: "Record the download", Kind: "primary", Icon: "done"},
		Grade:  "Self-reported", Says: "With the SHA-256, co-workers can compare files.",
	}
	if s.State == journey.Done {
		form.Title, form.Icon, form.Folded = "I have downloaded another one", "download", true
		form.Open = b.cameBack(key, "platform", "version", "on", "file_name", "sha256")
		form.Button.Kind = ""
	}
	out.SDK = b.sdkHelp(key)
	out.Forms = append(out.Forms, form)
}

// standing compares a file with what others downloaded; nil where nobody can compare.
func (b *journeyBuilder) standing(d journey.SDKDownload) *journeyview.Standing {
	f, ok := b.sdkFiles[d.ID]
	others := func(n int) string { return countOf(n, "other", "others") }
	switch {
	case !ok:
		return nil
	case f.Odd:
		return &journeyview.Standing{
			Status: "problem", Text: fmt.Sprintf("Not the file that %s have", others(f.Most)),
			Do: "Most have the one that begins with " + fingerprint(f.Common, 3) + ". Download it again from the Developer Dashboard; if it still differs, tell your lead, and do not run it.",
		}
	case f.Other > 0 && f.Same == 0:
		return &journeyview.Standing{
			Status: "waiting", Text: "Not the same file as that of " + others(f.Other),
			Do: "The platform and the version are the same, so the files should be. Compare where you each got yours.",
		}
	}
	return &journeyview.Standing{Status: "confirmed", Text: "The same file as " + others(f.Same)}
}

// sdkHelp works out a fingerprint for the form of the step.
func (b *journeyBuilder) sdkHelp(key string) *journeyview.SDKHelp {
	h := journeyview.SDKHelp{SumField: key + "-sha256", NameField: key + "-file-name", VersionField: key + "-version"}
	for i, c := range [][2]string{
		{"Linux", "sha256sum spaces-sdk.zip"}, {"macOS", "shasum -a 256 spaces-sdk.zip"}, {"Windows", "Get-FileHash -Algorithm SHA256 spaces-sdk.zip"},
	} {
		h.Commands = append(h.Commands, journeyview.Command{System: c[0], Copy: components.CopyableModel{
			ID: fmt.Sprintf("%s-command-%d", key, i), Value: c[1], Label: "the command for " + c[0],
		}})
	}
	if step, ok := b.ed.StepBy(journey.RuleSDK); ok && step.Key == key && b.ed.Client != "" {
		h.Traps = sampleTraps()
	}
	return &h
}

// sampleTraps are the known mistakes in what the vendor of the Spaces API publishes about signing in.
func sampleTraps() []string {
	return []string{
		"Avaya’s text writes grand_type in the token request. It is grant_type.",
		"Avaya’s text separates the scopes by commas. Separate them by spaces: email profile spaces.",
		"The redirect URI has to be the registered one to the letter: a slash, a port or http for https makes it another.",
	}
}

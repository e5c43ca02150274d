package oauthapp

import (
	"fmt"
	"strings"
	"time"
)

// TextFacts is what the text for "Describe the application" is written from.
type TextFacts struct {
	App      App
	Accounts []Person
	Tests    []Test
	SDKs     []string
	// Contacts are the people whom the vendor may write to, the first one first.
	Contacts []Person
}

// GenerateText writes the text for "Describe the application" from facts. It says the two things that the vendor asks for:
// the testing in staging is complete, and production access is requested.
func GenerateText(f TextFacts) string {
	var b strings.Builder
	fmt.Fprintf(&b, "We have completed the testing of %s in the Spaces staging environment, and we are requesting production access. We are committed to deploy the application into Spaces production.\n\n", f.App.Name)
	if f.App.Description != "" {
		b.WriteString(strings.TrimSpace(f.App.Description) + " ")
	}
	b.WriteString("The application signs in on behalf of the user (OAuth2 authorization code, scopes email, profile and spaces).\n\n")
	for _, line := range f.lines() {
		b.WriteString("- " + line + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func (f TextFacts) lines() []string {
	var lines []string
	if f.App.Company != "" {
		line := "Company: " + f.App.Company
		if len(f.App.Domains) > 0 {
			line += ", domain " + f.App.Domains[0]
		}
		lines = append(lines, line)
	}
	if len(f.Accounts) > 0 {
		word := "Account that needs"
		if len(f.Accounts) > 1 {
			word = "Accounts that need"
		}
		lines = append(lines, word+" the developer permission: "+strings.Join(mails(f.Accounts), ", "))
	}
	lines = append(lines, "Staging client ID ending in "+f.App.ClientEnd(), f.testLine())
	if len(f.SDKs) > 0 {
		lines = append(lines, "SDK: "+strings.Join(f.SDKs, ", "))
	}
	if len(f.Contacts) > 0 {
		var named []string
		for _, p := range f.Contacts {
			named = append(named, p.Name+", "+p.Email)
		}
		lines = append(lines, "Contacts: "+strings.Join(named, "; "))
	}
	return lines
}

func (f TextFacts) testLine() string {
	count := map[string]int{}
	var last time.Time
	for _, t := range f.Tests {
		count[t.Result]++
		if t.DecidedAt.After(last) {
			last = t.DecidedAt
		}
	}
	line := fmt.Sprintf("Tested from %s", day(f.App.CreatedOn))
	if !last.IsZero() {
		line += " to " + day(last)
	}
	line += fmt.Sprintf(": %s passed", tally(count[Passed], "test"))
	if n := count[Excused]; n > 0 {
		line += fmt.Sprintf(", %d did not apply", n)
	}
	return line + fmt.Sprintf(", %s", tally(count[Failed]+count[Open], "open fault"))
}

// Marks are the facts that stand in a text, so that a page can show which parts come from the record.
func (f TextFacts) Marks() []string {
	marks := []string{f.App.Name, f.App.Company, f.App.ClientEnd()}
	if len(f.App.Domains) > 0 {
		marks = append(marks, f.App.Domains[0])
	}
	marks = append(marks, mails(f.Accounts)...)
	marks = append(marks, f.SDKs...)
	for _, p := range f.Contacts {
		marks = append(marks, p.Name, p.Email)
	}
	return append(marks, day(f.App.CreatedOn))
}

// Unsaid says which of the two things that the vendor asks for a text does not say; empty when it says both.
func Unsaid(body string) string {
	text := strings.ToLower(body)
	tested := strings.Contains(text, "staging") && strings.Contains(text, "test") && strings.Contains(text, "complet")
	asks := strings.Contains(text, "production access") || (strings.Contains(text, "request") && strings.Contains(text, "production"))
	switch {
	case !tested && !asks:
		return "The text says neither that the testing in staging is complete nor that production access is requested."
	case !tested:
		return "The text does not say that the testing in staging is complete."
	case !asks:
		return "The text does not say that production access is requested."
	}
	return ""
}

func mails(people []Person) []string {
	all := make([]string, 0, len(people))
	for _, p := range people {
		all = append(all, p.Email)
	}
	return all
}

func day(t time.Time) string { return t.UTC().Format("2 January 2006") }

func tally(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

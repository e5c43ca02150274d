package sample

import (
	"slices"
	"testing"
)

func TestTheVendorKnowsEverybodyWhoHoldsSomethingThere(t *testing.T) {
	at := Vendor()
	known := func(environment, mail string) bool {
		return slices.ContainsFunc(at.Accounts, func(a VendorAccount) bool { return a.Environment == environment && a.Mail == mail })
	}
	for _, a := range at.Apps {
		if a.ClientID == "" || len(a.Owners) == 0 || len(a.RedirectURIs) == 0 {
			t.Errorf("%s lacks something: %+v", a.Name, a)
		}
		for _, owner := range a.Owners {
			if !known(a.Environment, owner) {
				t.Errorf("%s owns %s and has no account in %s", owner, a.Name, a.Environment)
			}
		}
	}
	for _, c := range at.Companies {
		for _, d := range c.Developers {
			if !slices.Contains(c.Admins, d) || !slices.Contains(c.Employees, d) {
				t.Errorf("%s is a developer of %s and not both admin and employee", d, c.Name)
			}
		}
	}
	if len(at.Apps) != len(apps())+1 || len(at.Companies) != len(companies()) {
		t.Errorf("%d apps, %d companies", len(at.Apps), len(at.Companies))
	}
}

func TestWhoHasLeftOrNotYetSignedUpHoldsNothingAtTheVendor(t *testing.T) {
	for _, c := range Vendor().Companies {
		if slices.Contains(c.Developers, "marek.zeman@bridge.acme.example") {
			t.Errorf("somebody who left still has the permission of %s", c.Name)
		}
	}
	for _, a := range Vendor().Accounts {
		if a.Mail == "chloe.martin@acme-nord.example" || a.Mail == "ingrid.sorensen@acme-nord.example" {
			t.Errorf("%s has not created a password and has an account", a.Mail)
		}
		if (a.Mail == "noor@haddad.example" && a.Environment == "staging" || a.Mail == "sofia@papadaki.example") != a.Freelance {
			t.Errorf("Freelance of %s in %s is %v", a.Mail, a.Environment, a.Freelance)
		}
	}
}

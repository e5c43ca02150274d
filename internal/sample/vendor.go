package sample

import "slices"

// DeveloperApp is the client id of an app that the developer of the demonstration has at the vendor and has not written down
// here yet: with it a proof can be tried at once.
const DeveloperApp = "a83f51d0c97be2641f0b"

// AtVendor is what the vendor must know for the sample to be true there.
type AtVendor struct {
	Accounts  []VendorAccount
	Companies []VendorCompany
	Apps      []VendorApp
}

// VendorAccount is an account that opens.
type VendorAccount struct {
	Environment, Mail, Name string
	// Freelance has the developer permission without a company.
	Freelance bool
}

// VendorCompany is a company with its people by mail address. Developers have its permission.
type VendorCompany struct {
	Environment, Name             string
	Domains                       []string
	Admins, Employees, Developers []string
}

// VendorApp is an app; an empty company is Freelance.
type VendorApp struct {
	Environment, Name, ClientID, Company string
	RedirectURIs, Owners                 []string
}

// Vendor tells what the vendor must know. Whoever has not finished signing up is not known to it.
func Vendor() AtVendor {
	var at AtVendor
	address := map[string]string{}
	for _, p := range people() {
		address[p.key] = p.email
	}
	at.accounts(address)
	names := map[string]string{}
	for _, c := range companies() {
		names[c.key] = c.name
		made := VendorCompany{Environment: c.environment, Name: c.name, Domains: c.domains, Admins: []string{address[c.by]}}
		for _, s := range c.admins {
			made.Admins = append(made.Admins, address[s.who])
		}
		for _, g := range grants() {
			if g.company == c.key && holds(g) {
				made.Developers = append(made.Developers, address[g.who])
				if !slices.Contains(made.Admins, address[g.who]) {
					made.Admins = append(made.Admins, address[g.who])
				}
			}
		}
		made.Employees = slices.Clone(made.Admins)
		for _, s := range c.employees {
			if !slices.Contains(made.Employees, address[s.who]) {
				made.Employees = append(made.Employees, address[s.who])
			}
		}
		at.Companies = append(at.Companies, made)
	}
	for _, a := range apps() {
		made := VendorApp{Environment: a.environment, Name: a.name, ClientID: a.client, Company: names[a.company], RedirectURIs: a.uris}
		for _, who := range a.owners {
			made.Owners = append(made.Owners, address[who])
		}
		at.Apps = append(at.Apps, made)
	}
	at.Apps = append(at.Apps, VendorApp{
		Environment: "staging", Name: "acme-payments-priya-staging", ClientID: DeveloperApp, Company: "ACME",
		RedirectURIs: []string{localhost}, Owners: []string{DeveloperEmail},
	})
	return at
}

// accounts adds those who have a password in staging, and those who have a permission or a company in production.
func (at *AtVendor) accounts(address map[string]string) {
	ready := map[string]map[string]bool{"staging": {}, "production": {}}
	freelance := map[string]map[string]bool{"staging": {}, "production": {}}
	for _, w := range ways() {
		if w.password != "" {
			ready["staging"][w.who] = true
		}
	}
	for _, c := range companies() {
		ready[c.environment][c.by] = true
		for _, s := range append(slices.Clone(c.admins), c.employees...) {
			ready[c.environment][s.who] = true
		}
	}
	for _, g := range grants() {
		ready[g.environment][g.who] = true
		if g.company == "" && holds(g) {
			freelance[g.environment][g.who] = true
		}
	}
	for _, environment := range []string{"staging", "production"} {
		for _, p := range people() {
			if ready[environment][p.key] {
				at.Accounts = append(at.Accounts, VendorAccount{Environment: environment, Mail: address[p.key], Name: p.name, Freelance: freelance[environment][p.key]})
			}
		}
	}
}

// holds says that a grant stands on the pictured day.
func holds(g grant) bool { return g.until == "" || parse(g.until).After(pictured) }

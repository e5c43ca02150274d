package spacestest

import (
	"slices"

	"portico/internal/spaces"
)

// Account is a person's account.
type Account struct {
	Mail, Name string
	// Password opens it; empty means the one of the package.
	Password string
	// Freelance has ticked the developer permission without a company; in production it means that Avaya has given it.
	Freelance bool
}

// Company is a company, its people by their mail addresses.
type Company struct {
	Name                          string
	Domains                       []string
	Admins, Employees, Developers []string
}

// App is an OAuth2 application. Without a client id or a secret it gets new ones; an empty company is Freelance.
type App struct {
	Name, ClientID, Secret, Company string
	RedirectURIs, Owners            []string
	// Public may exchange without a secret where Options allow it.
	Public bool
}

// AddAccount adds an open account; one that stands under the address already is left as it is.
func (v *Vendor) AddAccount(env spaces.Environment, a Account) {
	v.mu.Lock()
	defer v.mu.Unlock()
	w := v.kept.Worlds[env]
	if w.account(a.Mail) != nil {
		return
	}
	made := w.newAccount(env, a.Mail, a.Name)
	made.Open, made.Freelance = true, a.Freelance
	if a.Password != "" {
		made.setPassword(a.Password)
	}
	_ = v.save()
}

// AddCompany adds a company; one of the same name is left as it is. Its people need not have an account yet.
func (v *Vendor) AddCompany(env spaces.Environment, c Company) {
	v.mu.Lock()
	defer v.mu.Unlock()
	w := v.kept.Worlds[env]
	if slices.ContainsFunc(w.Companies, func(o *company) bool { return o.Name == c.Name }) {
		return
	}
	w.Companies = append(w.Companies, &company{
		ID: random(8), Name: c.Name, Domains: slices.Clone(c.Domains),
		Admins: slices.Clone(c.Admins), Employees: slices.Clone(c.Employees), Developers: slices.Clone(c.Developers),
	})
	if env == spaces.Production {
		w.Permitted = append(w.Permitted, c.Developers...)
	}
	_ = v.save()
}

// AddApp adds an app, and gives it back with its client id and secret. One with the same client id is left as it is, but for
// redirect URIs that it did not have.
func (v *Vendor) AddApp(env spaces.Environment, a App) App {
	v.mu.Lock()
	defer v.mu.Unlock()
	w := v.kept.Worlds[env]
	made := w.app(a.ClientID)
	if made == nil {
		made = &app{
			ID: random(8), Name: a.Name, ClientID: or(a.ClientID, random(10)), Secret: or(a.Secret, random(20)),
			Owners: slices.Clone(a.Owners), Public: a.Public,
		}
		for _, c := range w.Companies {
			if c.Name == a.Company {
				made.Company = c.ID
			}
		}
		w.Apps = append(w.Apps, made)
	}
	for _, uri := range a.RedirectURIs {
		if !slices.Contains(made.RedirectURIs, uri) {
			made.RedirectURIs = append(made.RedirectURIs, uri)
		}
	}
	_ = v.save()
	a.ClientID, a.Secret, a.RedirectURIs = made.ClientID, made.Secret, slices.Clone(made.RedirectURIs)
	return a
}

// AddRedirectURI is what somebody does in the Developer Dashboard. It says whether there is such an app.
func (v *Vendor) AddRedirectURI(env spaces.Environment, clientID, uri string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	a := v.kept.Worlds[env].app(clientID)
	if a == nil {
		return false
	}
	if !slices.Contains(a.RedirectURIs, uri) {
		a.RedirectURIs = append(a.RedirectURIs, uri)
	}
	_ = v.save()
	return true
}

// Permit gives the production permission, as a reviewer does.
func (v *Vendor) Permit(mail string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	w := v.kept.Worlds[spaces.Production]
	w.Permitted = with(w.Permitted, mail, true)
	_ = v.save()
}

// Mailbox is what the environment sent to an address, the newest first.
func (v *Vendor) Mailbox(env spaces.Environment, mail string) []Letter {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.kept.Worlds[env].letters(mail)
}

// letters are the newest 100 to an address, or to anybody where it is empty.
func (w *world) letters(mail string) []Letter {
	var out []Letter
	for _, l := range slices.Backward(w.Letters) {
		if (mail == "" || key(l.To) == key(mail)) && len(out) < 100 {
			out = append(out, *l)
		}
	}
	return out
}

// Apps are the apps of an environment, with their secrets.
func (v *Vendor) Apps(env spaces.Environment) []App {
	v.mu.Lock()
	defer v.mu.Unlock()
	var out []App
	for _, a := range v.kept.Worlds[env].Apps {
		made := App{Name: a.Name, ClientID: a.ClientID, Secret: a.Secret, RedirectURIs: slices.Clone(a.RedirectURIs), Owners: slices.Clone(a.Owners), Public: a.Public}
		if c := v.kept.Worlds[env].company(a.Company); c != nil {
			made.Company = c.Name
		}
		out = append(out, made)
	}
	return out
}

package spacestest

import "portico/internal/spaces"

// hostLine is a host of the vendor and what stands for it.
type hostLine struct {
	Name, Base, Purpose string
	Environment         spaces.Environment
}

// faultLine is a fault that can be set.
type faultLine struct {
	Fault Fault
	On    bool
}

// controlPage is the stand-in's own first page.
type controlPage struct {
	Hosts    []hostLine
	Faults   []faultLine
	Password string
	Accounts []accountLine
}

type accountLine struct {
	Mail, Name  string
	Environment spaces.Environment
	Own         bool
}

func purpose(part string) string {
	switch part {
	case partWeb:
		return "Spaces, sign-up"
	case partIdentity:
		return "User Settings, companies, Developer Dashboard, sign-in"
	case partAPI:
		return "REST API"
	}
	return "Request form for production"
}

func control(s *visit) reply {
	d := controlPage{Password: Password}
	on := map[Fault]bool{}
	for _, p := range places() {
		d.Hosts = append(d.Hosts, hostLine{Name: p.name, Base: s.v.hosts[p.name], Purpose: purpose(p.part), Environment: p.env})
		for f := range s.v.faults[p.name] {
			on[f] = true
		}
	}
	for _, f := range Faults() {
		d.Faults = append(d.Faults, faultLine{f, on[f]})
	}
	for _, env := range []spaces.Environment{spaces.Staging, spaces.Production} {
		for _, a := range s.v.kept.Worlds[env].Accounts {
			d.Accounts = append(d.Accounts, accountLine{Mail: a.Mail, Name: a.Name, Environment: env, Own: len(a.Hash) > 0 || !a.Open})
		}
	}
	return reply{page: "control", title: "The stand-in", data: d}
}

// controlFaults sets the faults that are ticked, at every host, and mends all others.
func controlFaults(s *visit) reply {
	clear(s.v.faults)
	for _, f := range Faults() {
		if !s.r.PostForm.Has(string(f)) {
			continue
		}
		for _, p := range places() {
			if s.v.faults[p.name] == nil {
				s.v.faults[p.name] = map[Fault]bool{}
			}
			s.v.faults[p.name][f] = true
		}
	}
	close(s.v.mended)
	s.v.mended = make(chan struct{})
	return reply{to: "/stand-in"}
}

// letterLine is a letter, with the environment it came from.
type letterLine struct {
	Letter
	Environment spaces.Environment
}

// mailboxPage is somebody's mailbox, or everybody's.
type mailboxPage struct {
	Address string
	Letters []letterLine
}

func mailbox(s *visit) reply {
	d := mailboxPage{Address: s.r.URL.Query().Get("address")}
	for _, env := range []spaces.Environment{spaces.Staging, spaces.Production} {
		for _, l := range s.v.kept.Worlds[env].letters(d.Address) {
			d.Letters = append(d.Letters, letterLine{l, env})
		}
	}
	return reply{page: "mailbox", title: "The mailbox", data: d}
}

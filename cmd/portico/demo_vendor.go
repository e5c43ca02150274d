package main

import (
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strconv"

	"portico/internal/sample"
	"portico/internal/spaces"
	"portico/internal/spaces/spacestest"
)

// standInFile keeps the stand-in's accounts and apps beside the demo's data.
const standInFile = "stand-in.json"

// firstStandInPort is how far the first port of the stand-in is from Portico's own.
const firstStandInPort = 11

// startVendor starts the stand-in for the vendor on loopback and points the journey at it; nil where the vendor's hosts are
// set already.
func (d *demoCmd) startVendor() (*spacestest.Vendor, error) {
	if len(d.Vendor.Hosts) > 0 {
		return nil, nil
	}
	o := spacestest.Options{Addresses: standInAddresses(d.Addr)}
	if d.DataDir != "" {
		o.File = filepath.Join(d.DataDir, standInFile)
	}
	v, err := spacestest.Start(o)
	if err != nil {
		return nil, err
	}
	for host, base := range v.Hosts() {
		d.Vendor.Hosts = append(d.Vendor.Hosts, host+"="+base)
	}
	slices.Sort(d.Vendor.Hosts)
	return v, nil
}

// standInAddresses are ports next to Portico's own, so that they are the same at every start: 8091 and on for 8080.
func standInAddresses(addr string) map[string]string {
	_, text, err := net.SplitHostPort(addr)
	port, wrong := strconv.Atoi(text)
	if err != nil || wrong != nil || port == 0 || port+firstStandInPort+10 > 65535 {
		return nil
	}
	out := map[string]string{}
	for i, host := range []string{
		spacestest.StagingWeb, spacestest.StagingIdentity, spacestest.StagingAPI,
		spacestest.ProductionWeb, spacestest.ProductionIdentity, spacestest.ProductionAPI, spacestest.RequestForm,
	} {
		out[host] = net.JoinHostPort("127.0.0.1", strconv.Itoa(port+firstStandInPort+i))
	}
	return out
}

// fillVendor makes the sample true at the stand-in. What is there already stays as people left it; the sample's apps can be
// proved, since they know where Portico wants people back.
func fillVendor(v *spacestest.Vendor, baseURL string) {
	at := sample.Vendor()
	for _, a := range at.Accounts {
		v.AddAccount(spaces.Environment(a.Environment), spacestest.Account{Mail: a.Mail, Name: a.Name, Freelance: a.Freelance})
	}
	for _, c := range at.Companies {
		v.AddCompany(spaces.Environment(c.Environment), spacestest.Company{
			Name: c.Name, Domains: c.Domains, Admins: c.Admins, Employees: c.Employees, Developers: c.Developers,
		})
	}
	for _, a := range at.Apps {
		v.AddApp(spaces.Environment(a.Environment), spacestest.App{
			Name: a.Name, ClientID: a.ClientID, Company: a.Company, Owners: a.Owners,
			RedirectURIs: append(slices.Clone(a.RedirectURIs), baseURL+"/proof/return"),
		})
	}
}

// tellVendor prints where the stand-in is.
func tellVendor(v *spacestest.Vendor) {
	hosts := v.Hosts()
	fmt.Println("A stand-in for Avaya Spaces runs on this machine; the journey leads there:")
	for _, line := range []struct{ what, host string }{
		{"staging, sign-up", spacestest.StagingWeb},
		{"staging, settings and apps", spacestest.StagingIdentity},
		{"production", spacestest.ProductionIdentity},
		{"request form", spacestest.RequestForm},
	} {
		fmt.Printf("  %-27s %s\n", line.what, hosts[line.host])
	}
	own := hosts[spacestest.RequestForm] + "/stand-in"
	fmt.Printf("  %-27s %s/mailbox\n", "its mailbox", own)
	fmt.Printf("  %-27s %s/reviewer\n", "its reviewer's desk", own)
	fmt.Printf("The sample's people sign in there with the same password. The app of %s there has the client ID %s;\n", sample.DeveloperEmail, sample.DeveloperApp)
	fmt.Println("its client secret is in the Developer Dashboard.")
}

package spacestest

import "net/http"

// handler is everything that one host answers. What belongs to the stand-in itself works however broken the vendor is.
func (v *Vendor) handler(p place) http.Handler {
	vendor := http.NewServeMux()
	switch p.part {
	case partWeb:
		v.webRoutes(vendor, p)
	case partIdentity:
		v.identityRoutes(vendor, p)
	case partAPI:
		v.apiRoutes(vendor, p)
	case partForm:
		v.formRoutes(vendor, p)
	}
	all := http.NewServeMux()
	v.controlRoutes(all, p)
	all.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if !v.failing(p, w, r) {
			vendor.ServeHTTP(w, r)
		}
	})
	return http.NewCrossOriginProtection().Handler(all)
}

func (v *Vendor) identityRoutes(mux *http.ServeMux, p place) {
	get := func(path string, f func(*visit) reply) { mux.HandleFunc("GET "+path, v.page(p, f)) }
	post := func(path string, f func(*visit) reply) { mux.HandleFunc("POST "+path, v.page(p, f)) }
	get("/{$}", func(*visit) reply { return reply{to: "/settings"} })
	get("/sign-in", signInForm)
	post("/sign-in", signInTry)
	post("/sign-out", signOut)
	get("/invitation", invitationForm)
	post("/invitation", invitationAccept)
	get("/settings", signedIn(settings))
	post("/settings/permission", signedIn(tick))
	get("/company/add", signedIn(companyForm))
	post("/company/add", signedIn(companyAdd))
	get("/company/{id}", signedIn(companyShow))
	post("/company/{id}/people", signedIn(companyPeople))
	post("/company/{id}/domains", signedIn(companyDomain))
	get("/developer", signedIn(dashboard(apps)))
	post("/developer", signedIn(dashboard(appCreate)))
	get("/developer/apps/{id}", signedIn(dashboard(appShow)))
	post("/developer/apps/{id}", signedIn(dashboard(appChange)))
	mux.HandleFunc("GET /developer/sdk/{file}", v.sdk(p))
	get("/oauth2/authorize", authorize)
	post("/oauth2/authorize", decide)
	mux.HandleFunc("POST /oauth2/access_token", v.json(p, exchange))
	mux.HandleFunc("POST /oauth2/revoke_token", v.json(p, revoke))
	mux.HandleFunc("GET /api/1.0/users/self/colleagues/{$}", v.json(p, colleagues))
}

func (v *Vendor) webRoutes(mux *http.ServeMux, p place) {
	mux.HandleFunc("GET /{$}", v.page(p, webHome))
	mux.HandleFunc("GET /sign-up", v.page(p, signUpForm))
	mux.HandleFunc("POST /sign-up", v.page(p, signUp))
}

func (v *Vendor) apiRoutes(mux *http.ServeMux, p place) {
	mux.HandleFunc("GET /{$}", v.json(p, configurations))
	mux.HandleFunc("GET /api/users/me", v.json(p, me))
	mux.HandleFunc("POST /api/anonymous/auth", v.json(p, guest))
	mux.HandleFunc("GET /api/service-configurations", v.json(p, configurations))
}

func (v *Vendor) formRoutes(mux *http.ServeMux, p place) {
	mux.HandleFunc("GET /{$}", v.page(p, func(*visit) reply { return reply{to: "/spacesapi"} }))
	mux.HandleFunc("GET /spacesapi", v.page(p, requestForm))
	mux.HandleFunc("POST /spacesapi", v.page(p, requestSend))
}

func (v *Vendor) controlRoutes(mux *http.ServeMux, p place) {
	get := func(path string, f func(*visit) reply) { mux.HandleFunc("GET "+path, v.page(p, f)) }
	post := func(path string, f func(*visit) reply) { mux.HandleFunc("POST "+path, v.page(p, f)) }
	get("/stand-in", control)
	post("/stand-in/faults", controlFaults)
	get("/stand-in/mailbox", mailbox)
	get("/stand-in/reviewer", reviewer)
	post("/stand-in/reviewer", reviewerDecide)
}

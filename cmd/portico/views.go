package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"portico/internal/config"
	"portico/static"
	"portico/views/app"
	"portico/views/board"
	"portico/views/company"
	editionview "portico/views/edition"
	"portico/views/export"
	"portico/views/gallery"
	healthview "portico/views/health"
	"portico/views/journey"
	"portico/views/layout"
	"portico/views/ledger"
	"portico/views/people"
	"portico/views/problem"
	proofview "portico/views/proof"
	settingsview "portico/views/settings"
	"portico/views/signin"
	"portico/views/trail"
)

type viewsCmd struct{ config.Config }

// Run serves every view with its sample models, for the people who draw them.
func (v *viewsCmd) Run(ctx context.Context) error {
	server := &http.Server{Addr: v.Addr, Handler: viewsHandler(samples()), ReadHeaderTimeout: readHeaders}
	go func() {
		<-ctx.Done()
		ending, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = server.Shutdown(ending)
	}()
	fmt.Printf("Every view: http://%s/\n", v.Addr)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// samples are the views of all packages.
func samples() []layout.Sample {
	return slices.Concat(
		gallery.Samples(), signin.Samples(), problem.Samples(),
		journey.Samples(), app.Samples(), company.Samples(), board.Samples(),
		ledger.Samples(), trail.Samples(), export.Samples(), people.Samples(), settingsview.Samples(), healthview.Samples(), proofview.Samples(), editionview.Samples(),
	)
}

// viewsPrefix is where samples are, apart from the addresses of the site: a link in a sample leads nowhere.
const viewsPrefix = "/views/"

// viewsPolicy is the content policy of the site; a test compares them.
const viewsPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// viewsHandler serves a list of samples and each of them.
func viewsHandler(list []layout.Sample) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", viewsPolicy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		view := gallery.List(layout.SampleFrame("All views", ""), viewsPrefix, list)
		if r.URL.Path != "/" {
			path, _ := strings.CutPrefix(r.URL.Path, viewsPrefix)
			at := slices.IndexFunc(list, func(s layout.Sample) bool { return s.Path == path })
			if at < 0 {
				http.NotFound(w, r)
				return
			}
			view = list[at].Component
		}
		if err := view.Render(r.Context(), w); err != nil {
			fmt.Println(r.URL.Path, err)
		}
	})
	return mux
}

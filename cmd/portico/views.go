package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"portico/internal/config"
	"portico/static"
	"portico/views/gallery"
)

type viewsCmd struct{ config.Config }

// Run serves every view with its sample models, for the people who draw them and for the accessibility run.
func (v *viewsCmd) Run(ctx context.Context) error {
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	mux.Handle("/", gallery.Handler())
	server := &http.Server{Addr: v.Addr, Handler: mux, ReadHeaderTimeout: readHeaders}
	go func() {
		<-ctx.Done()
		ending, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = server.Shutdown(ending)
	}()
	fmt.Printf("Every view: http://%s/\n", v.Addr)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return nil
}

# Portico's commands. `make` alone lists them; `make run` is all a new machine
# needs. Kept to what the make of macOS (GNU 3.81) understands.

SHELL := /bin/sh
GO ?= go
TOOL := $(GO) tool -modfile=tools/go.mod
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)

.DEFAULT_GOAL := help

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: build ## build and start everything; prints the address
	@exec bin/portico serve

.PHONY: demo
demo: build ## the same with sample data and an account for each role
	@exec bin/portico demo

# Text of a page changes in place; anything else restarts the program. The proxy
# loads the page anew in the browser.
.PHONY: dev
dev: go ## live reload at every change: open http://127.0.0.1:7331
	@exec $(GO) tool templ generate --watch --log-level=warn --open-browser=false \
		--watch-pattern='(.+\.(go|templ|css|js|svg|sql|yaml)$$)' \
		--proxy="http://$${PORTICO_ADDR:-127.0.0.1:8080}" --cmd="$(GO) run ./cmd/portico serve"

.PHONY: test
test: go chromium ## run all tests, on a PostgreSQL of their own
	@$(GO) run ./internal/testdb/testserver $(GO) test ./...

.PHONY: browser
browser: go chromium ## run the tests that need a browser
	@$(GO) run ./internal/testdb/testserver $(GO) test ./cmd/portico -run Browser

.PHONY: bench
bench: go ## measure pages on small and big data; FULL=1 takes ten million events
	@PORTICO_BENCH_EVENTS=$${PORTICO_BENCH_EVENTS:-$(if $(FULL),10000000,1000000)} \
		$(GO) run ./internal/testdb/testserver $(GO) run ./cmd/bench

.PHONY: lint
lint: go ## check the rules of the house; the first run builds the linter
	$(TOOL) golangci-lint run

.PHONY: fmt
fmt: go ## lay out the Go code as lint wants it
	$(TOOL) golangci-lint fmt

.PHONY: gen
gen: go ## write the generated code anew (templ, sqlc)
	$(GO) tool templ generate
	CGO_ENABLED=0 $(TOOL) sqlc generate

.PHONY: build
build: go ## build bin/portico
	@CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false -ldflags '$(LDFLAGS)' -o bin/portico ./cmd/portico

.PHONY: clean
clean: ## remove what was built; data is kept
	rm -rf bin

# One line about a missing or old Go instead of pages of errors. From 1.21 on,
# Go fetches the version that go.mod asks for by itself.
.PHONY: go
go:
	@command -v $(GO) >/dev/null 2>&1 || { echo "Go is missing: install Go 1.26 from https://go.dev/dl/ (or: brew install go) and run make again" >&2; exit 1; }
	@case "$$(cd / && $(GO) env GOVERSION 2>/dev/null)" in \
	go1.2[1-9]*|go1.[3-9][0-9]*|go[2-9]*|devel*) ;; \
	*) echo "This Go is too old ($$(cd / && $(GO) version)): install Go 1.26 from https://go.dev/dl/ and run make again" >&2; exit 1;; esac

# The browser tests need Chromium or Chrome. Without it they fail and say so;
# everything else still runs.
.PHONY: chromium
chromium:
	@test -z "$$PORTICO_CHROMIUM" || exit 0; \
	for name in chromium chromium-browser google-chrome google-chrome-stable headless-shell headless_shell; do \
		command -v $$name >/dev/null 2>&1 && exit 0; done; \
	for app in "/Applications/Google Chrome.app" "/Applications/Chromium.app"; do test -d "$$app" && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Chromium is missing: installing the package chromium with apt-get"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null && exit 0; \
	fi; \
	echo "Chromium is missing, so the browser tests will fail: install Chromium or Google Chrome (Debian: apt-get install chromium; macOS: brew install --cask google-chrome)" >&2

# What one can do here. `make help` lists it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Where `make run` keeps its database, and what else it tells the server: make run SERVE='--listen 0.0.0.0:8080'
DATA ?= data
SERVE ?=
# The profile that `make run` and `make build` compile with: dev is built in half the time, release runs faster.
PROFILE ?= dev
# How often `make soak` kills the server, on each database.
KILLS ?= 50
# For how many seconds `make soak` abuses the server, and holds its memory and its answers to their bounds.
ABUSE ?= 600
# How many survey rounds `make soak` attacks on SQLite; a tenth as many on PostgreSQL.
ATTACKS ?= 1000
# Which parts `make bench` measures (all), whether only briefly (1), a Markdown file for the results, and further flags.
PART ?=
QUICK ?=
RESULTS ?=
BENCH ?=

READYROOM := cargo run --locked --profile $(PROFILE) --package cli --bin readyroom --

# No tests' browser is downloaded: the system's Chromium is used.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
export npm_config_fund := false
export npm_config_audit := false
export npm_config_update_notifier := false

WEB_SOURCES := $(shell find web \( -name node_modules -o -name dist \) -prune -o -type f -print 2>/dev/null)

.PHONY: help run build dev test e2e pictures looks soak bench ballots compare fmt notices tools

help: ## Lists these
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

run: tools web/dist/index.html ## Builds what changed, and serves http://localhost:7070 from ./data
	@echo "Server (the first time takes a few minutes)"
	@$(READYROOM) serve --data $(DATA) $(SERVE)

build: tools web/dist/index.html ## Builds the binary, optimised, with the front end inside
	@echo "Binary (release; the first time takes some ten minutes)"
	@cargo build --locked --release --package cli --bin readyroom
	@node scripts/pages.mjs hash

dev: tools web/node_modules/.installed ## Serves with the front end reloading as you edit: http://localhost:5173
	@scripts/dev.sh $(DATA) $(SERVE)

test: ## Runs every check and every test, and counts them
	@scripts/ensure-tools.sh test
	@node scripts/test.mjs

e2e: tools web/dist/index.html e2e/node_modules/.installed ## Runs the tests in a browser; E2E='a.spec.ts' picks some
	@scripts/ensure-tools.sh test
	@cargo build --locked --package cli --bin readyroom
	@cd e2e && npx playwright test $(E2E)

pictures: tools web/dist/index.html e2e/node_modules/.installed ## Takes the pictures in docs/pictures
	@scripts/ensure-tools.sh test
	@cargo build --locked --package cli --bin readyroom
	@cd e2e && npx playwright test --config playwright.pictures.config.ts

looks: tools web/dist/index.html e2e/node_modules/.installed ## Takes every screen, empty to overflowing: e2e/results/looks
	@scripts/ensure-tools.sh test
	@cargo build --locked --package cli --bin readyroom
	@cd e2e && npx playwright test --config playwright.looks.config.ts

soak: build ## Kills the server again and again under load, on both databases, and abuses it
	@scripts/ensure-tools.sh test
	@READYROOM_BIN=$(CURDIR)/target/release/readyroom READYROOM_KILLS=$(KILLS) READYROOM_ABUSE=$(ABUSE) \
		cargo test --locked --package cli --test kills -- --nocapture --test-threads 1
	@READYROOM_ATTACKS=$(ATTACKS) cargo test --locked --package server --test attack -- --nocapture

bench: build bench/peers/.installed e2e/node_modules/.installed ## Measures the release binary beside other servers; PART='fan limit', QUICK=1 (docs/performance.md)
	@scripts/ensure-tools.sh test
	@echo "Benchmark (release)"
	@cargo build --locked --release --package bench
	@target/release/bench run $(if $(QUICK),--quick) $(foreach part,$(PART),--part $(part)) $(if $(RESULTS),--markdown $(RESULTS)) $(BENCH)

ballots: tools web/dist/index.html ## Measures how many ballots of the monthly question a server takes in a second
	@cargo bench --locked --package server --bench ballots

compare: tools web/dist/index.html ## Compares the pages that a server sends with this source: URL=https://…
	@node scripts/pages.mjs compare $(URL)

fmt: web/node_modules/.installed e2e/node_modules/.installed ## Formats everything
	@cargo fmt --all
	@cd web && npm run --silent format
	@cd e2e && npm run --silent format

notices: web/node_modules/.installed ## Writes THIRD-PARTY-NOTICES.md
	@node scripts/notices.mjs

tools:
	@scripts/ensure-tools.sh build

%/node_modules/.installed: %/package.json %/package-lock.json
	@echo "Packages of $*/"
	@cd $* && npm ci
	@touch $@

# Others' programs that the tests bring together with Readyroom: npm's and PyPI's.
counterparts/.installed: counterparts/package.json counterparts/package-lock.json counterparts/requirements.txt
	@echo "Counterparts"
	@cd counterparts && npm ci --ignore-scripts
	@cd counterparts && python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

# Other servers that `make bench` measures beside Readyroom.
bench/peers/.installed: bench/peers/package.json bench/peers/package-lock.json
	@echo "Other servers for the benchmark"
	@cd bench/peers && npm ci --ignore-scripts
	@touch $@

web/dist/index.html: web/node_modules/.installed $(WEB_SOURCES)
	@echo "Front end"
	@cd web && npm run build

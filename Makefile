# `make site` is all a new machine needs. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
export PIP_NO_INPUT := 1

SITE_STAMP := $(VENV)/.site-stamp
TEST_STAMP := $(VENV)/.test-stamp
NODE_STAMP := tests/node/node_modules/.stamp

.PHONY: site build check fix links test bench cards pictures lock clean help

site: $(SITE_STAMP) ## make the environment, check, build and serve the site (the default)
	@exec $(BIN)/cam preview

build: $(SITE_STAMP) ## check and build the site into site/
	@exec $(BIN)/cam build

check: $(SITE_STAMP) ## only check data/ and docs/
	@exec $(BIN)/cam check

fix: $(SITE_STAMP) ## put files in canonical form, and bring the ledger of translations up to date
	@exec $(BIN)/cam fix

links: $(SITE_STAMP) ## ask every address outside of the site whether it still answers (ARGS=--write: see HACKING.md)
	@exec $(BIN)/cam links $(ARGS)

test: $(TEST_STAMP) tests-node ## everything the tests need, then linters, types and the whole suite
	@echo "== Chromium"
	@tests/ensure_chromium.sh
	@echo "== ruff check"
	@$(BIN)/ruff check
	@echo "== ruff format --check"
	@$(BIN)/ruff format --check
	@echo "== mypy"
	@$(BIN)/mypy
	@echo "== pytest"
	@CHROMIUM="$$(tests/ensure_chromium.sh)" $(BIN)/python -m pytest $(ARGS)

bench: $(TEST_STAMP) ## build time a page: this site, the plain theme, one changed record
	@$(BIN)/python tests/bench.py

cards: $(TEST_STAMP) ## draw the pictures that other sites show beside a link (after a change of the site's name)
	@CHROMIUM="$$(tests/ensure_chromium.sh)" $(BIN)/python tests/draw_cards.py

pictures: $(TEST_STAMP) ## take the pictures in the guides anew from the built site (after a change of what they show)
	@CHROMIUM="$$(tests/ensure_chromium.sh)" $(BIN)/python tests/draw_pictures.py

lock: ## lock the newest versions that requirements/*.in admit
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@for name in site test; do \
	  echo "== requirements/$$name.lock"; \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --no-header --no-config \
	    --output-file requirements/$$name.lock requirements/$$name.in; \
	done

clean: ## remove the environment, the built site and all caches
	rm -rf $(VENV) site .cache build tests/node/node_modules hooks/*.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment. Made anew if its Python is not there any more.
$(SITE_STAMP): requirements/site.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11, 3.12 or 3.13." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
	  echo "$(PYTHON) is $$($(PYTHON) -V 2>&1): this needs Python 3.11, 3.12 or 3.13. Say which one: make PYTHON=python3.12 ..." >&2; \
	  exit 1; }
	@if ! $(BIN)/python -c 'import pip' 2>/dev/null; then \
	  echo "== making the environment in $(VENV)/ ($$($(PYTHON) -V))"; \
	  $(PYTHON) -m venv --clear $(VENV) || { \
	    echo "$(PYTHON) cannot make an environment: install its venv module (on Debian: apt-get install python3-venv)." >&2; exit 1; }; \
	fi
	@echo "== installing requirements/site.lock (the first time: a minute or two)"
	@$(PIP) install --require-hashes -r requirements/site.lock
	@echo "== installing the command cam"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST_STAMP): requirements/test.lock $(SITE_STAMP)
	@echo "== installing requirements/test.lock"
	@$(PIP) install --require-hashes -r requirements/test.lock
	@touch $@

# Lighthouse. The tests that need it are skipped, with their reason, where there is no Node.js.
.PHONY: tests-node
tests-node:
	@if command -v npm >/dev/null; then $(MAKE) $(NODE_STAMP); else echo "== no Node.js here: no Lighthouse"; fi

$(NODE_STAMP): tests/node/package.json tests/node/package-lock.json
	@echo "== npm ci in tests/node"
	@cd tests/node && npm ci --no-audit --no-fund --loglevel=error </dev/null
	@touch $@

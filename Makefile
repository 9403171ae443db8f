# newsdesk: `make run` shows it, `make test` proves it. `make` alone prints this help.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

BASE_PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
VNU := $(VENV)/package/build/dist/vnu.jar
TRAINING := env -u DATABASE_URL TRAINING=1 NEWSDESK_VAR=var/training $(PY) manage.py
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
UV := uv==0.13.9
PIP := $(PY) -m pip --disable-pip-version-check
LOCK := $(PY) -m uv pip compile pyproject.toml --quiet --universal --generate-hashes \
	--no-emit-index-url --no-header

DJADE := find templates -name '*.html' -exec $(VENV)/bin/djade --target-version 5.2

# What a production server sets, with stand-ins: `check --deploy` must be content with it.
PRODUCTION := PRODUCTION=1 SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	ALLOWED_HOSTS=desk.example.org

.PHONY: help
help: ## Print every target with a line of help
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# --- To use it ---------------------------------------------------------------------------------

.PHONY: run
run: $(VENV)/runtime ## Install, migrate, take in seeds/, make demo people, serve (PORT=8000)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py ingest_wire seeds
	@$(PY) manage.py make_demo_people
	@exec $(PY) manage.py serve

.PHONY: demo
demo: $(VENV)/runtime ## Practise on a made-up wire night, live, on a database of its own (PORT=8000)
	@$(TRAINING) migrate --verbosity 0
	@$(TRAINING) make_demo_people
	@exec $(TRAINING) train --port $${PORT:-8000}

.PHONY: install
install: $(VENV)/dev ## Make .venv with everything that runs and checks

.PHONY: system
system: ## Install what apt has to: Chromium, PostgreSQL, venv, fonts (asks for sudo)
	$(SUDO) apt-get update
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
		chromium chromium-sandbox postgresql python3-venv fonts-noto-core fonts-liberation

# --- To prove it -------------------------------------------------------------------------------

.PHONY: test
test: $(VENV)/dev ## Run the suite on SQLite; needs nothing but Python
	$(PY) -m pytest

.PHONY: test-pg
test-pg: $(VENV)/dev ## Run the same suite on PostgreSQL (TEST_DATABASE_URL, or a server of its own)
	$(PY) -m dispatches.tests.postgres -- $(PY) -m pytest

.PHONY: test-browser
test-browser: $(VENV)/dev ## Go the whole way in Chromium
	$(PY) -m pytest -m browser

.PHONY: test-faults
test-faults: $(VENV)/dev ## Kill the receiver, fill disks, stop servers, on both databases (FAULT_KILLS=300)
	$(PY) -m pytest -m faults dispatches/tests/faults
	$(PY) -m dispatches.tests.postgres -- $(PY) -m pytest -m faults dispatches/tests/faults

.PHONY: test-all
test-all: test test-pg test-browser test-faults ## Run all four

.PHONY: check
check: lint ## Check all that is not a test: style, types, imports, templates, settings, migrations
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command as main; main()'
	$(DJADE) --check {} +
	$(PY) -m djlint templates --lint
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest --quiet dispatches/tests/house

.PHONY: lint
lint: $(VENV)/dev ## Check style alone
	$(PY) -m ruff check
	$(PY) -m ruff format --check

# --- To work on it -----------------------------------------------------------------------------

.PHONY: format
format: $(VENV)/dev ## Put code and templates in the house format
	$(PY) -m ruff check --fix-only
	$(PY) -m ruff format
	$(DJADE) {} + || true # it tells of what it changed by its status

.PHONY: pictures
pictures: $(VENV)/dev ## Take the guide's pictures of the real pages in Chromium
	$(PY) -m pytest -m pictures

.PHONY: figures
figures: $(VENV)/dev $(VNU) ## Measure, and write docs/figures (Chromium, java, npm, the evaluation streams)
	VNU_JAR=$(abspath $(VNU)) $(PY) -m pytest -m figures

.PHONY: eval
eval: $(VENV)/dev ## Score the engine and its checks, compare with the last release, write docs/figures
	$(PY) -m dispatches.tests.figures.evaluate

.PHONY: bench
bench: $(VENV)/dev ## Measure how fast it is on one core, on both databases (quiet machine, some minutes)
	$(PY) -m pytest -p benchmark -m bench
	$(PY) -m dispatches.tests.postgres -- $(PY) -m pytest -p benchmark -m bench -k database

.PHONY: bench-peers
bench-peers: $(VENV)/dev ## Measure the desk beside Wagtail, each with 100,000 stories (quiet machine)
	test -d $(VENV)/peers || $(BASE_PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip install --quiet --upgrade wagtail 'psycopg[binary]'
	$(PY) -m dispatches.tests.bench.peers $(VENV)/peers/bin/python

.PHONY: damage
damage: $(VENV)/dev ## Read a million damaged inputs, and write docs/figures/damage.json (MUTANTS=...)
	MUTANTS=$${MUTANTS:-1000000} $(PY) -m pytest -m figures dispatches/tests/figures/test_damage.py

.PHONY: memory
memory: $(VENV)/dev ## Take in 100,000 items and note what memory that holds, on both databases (ITEMS=...)
	ITEMS=$${ITEMS:-100000} $(PY) -m pytest -m figures dispatches/tests/figures/test_memory.py
	ITEMS=$${ITEMS:-100000} $(PY) -m dispatches.tests.postgres -- $(PY) -m pytest -m figures dispatches/tests/figures/test_memory.py

.PHONY: lock
lock: $(VENV)/runtime ## Pin what pyproject.toml names, with hashes, in both requirement files
	$(PIP) install --quiet $(UV)
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

.PHONY: audit
audit: $(VENV)/runtime ## Ask the advisory database about every pinned package (needs the network)
	$(PIP) install --quiet $(UV)
	$(PY) -m uv tool run pip-audit --requirement requirements.txt --require-hashes --disable-pip

.PHONY: clean
clean: ## Remove .venv and every cache; the database in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find newsdesk dispatches -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The virtual environment: made once, and again only when a requirement file changes --------

$(PY):
	@test -n "$(BASE_PYTHON)" || { echo "Python 3.11 is needed and there is no python3 here: run “make system”." >&2; exit 1; }
	@$(BASE_PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' \
		|| { echo "Python 3.11 or 3.12 is needed; $(BASE_PYTHON) is another. Name one: make BASE_PYTHON=python3.11" >&2; exit 1; }
	@$(BASE_PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "This Python cannot make a virtual environment: run “make system”, which installs python3-venv." >&2; exit 1; }
	$(BASE_PYTHON) -m venv $(VENV)

$(VNU): | $(PY)
	cd $(VENV) && tar xzf $$(npm pack --silent vnu-jar@26.9.27)

$(VENV)/runtime: requirements.txt | $(PY)
	$(PIP) install --quiet --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt requirements.txt | $(PY)
	$(PIP) install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $(VENV)/runtime $@

# PPK Online. `make run` does everything; `make` lists the rest. Needs make and Python 3.11 or newer.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run setup setup-dev basis test check lint lock bench clean

PY := .venv/bin/python
FLASK := $(PY) -m flask --app run
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
S := .setup
DATA := $(or $(PORTAL_DATA_DIR),instance)
# One stamp per database, kept beside the data: a deleted instance/ is set up afresh.
BASIS := $(DATA)/.siap-$(shell printf '%s' '$(PORTAL_DATABASE_URL)' | cksum | cut -d' ' -f1)
ASET := $(shell find portal/assets -name node_modules -prune -o -type f -print)

help:
	@sed -n 's/^# PPK/PPK/p; s/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: setup basis ## portal, worker and e-absensi simulator; first run sets everything up
	@exec $(PY) run.py

setup: $(S)/paket $(S)/aset $(S)/bahasa ## .venv, packages, browser assets, catalogues

setup-dev: setup $(S)/paket-dev

basis: $(BASIS)

$(S)/venv: scripts/venv.sh
	@mkdir -p $(S)
	@sh scripts/venv.sh
	@touch $@

$(S)/paket: requirements.txt $(S)/venv
	@echo "Memasang paket ... (installing packages)"
	@$(PIP) -r requirements.txt
	@touch $@

$(S)/paket-dev: requirements.txt requirements-dev.txt $(S)/paket
	@echo "Memasang paket pengujian ... (installing test packages)"
	@$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@

$(S)/aset: $(ASET) scripts/aset.sh scripts/node.sh requirements-node.txt $(S)/venv
	@echo "Membangun aset peramban ... (building browser assets)"
	@scripts/aset.sh
	@touch $@

$(S)/bahasa: $(wildcard portal/translations/*/LC_MESSAGES/*.po) scripts/terjemah.sh $(S)/paket
	@scripts/terjemah.sh bangun
	@touch $@

$(BASIS): $(wildcard migrations/versions/*.py) portal/roles.py $(wildcard workflows/bpmn/*) | $(S)/paket $(S)/bahasa
	@echo "Menyiapkan basis data ... (preparing the database)"
	@$(FLASK) db upgrade
	@$(FLASK) peran sinkron
	@if [ "$$PORTAL_ENV" != production ]; then $(FLASK) seed demo --bila-kosong; fi
	@$(FLASK) proses muat
	@mkdir -p $(DATA)
	@touch $@

# One shuffled order for everybody: what is green here is green there. `pytest` alone shuffles anew each time.
URUTAN := --randomly-seed=20261123
# A process for each core, four at most: each has databases, and a browser, of its own.
BAGI := --numprocesses auto --maxprocesses 4 --dist worksteal

test: setup-dev ## the whole suite: SQLite, PostgreSQL, browser
	@$(PY) -m pytest $(URUTAN) $(BAGI) --ignore tests/browser
	@$(PY) -m pytest $(URUTAN) $(BAGI) tests/browser # by themselves: the browser's driver keeps an event loop running

check: test lint ## what CI runs; schema drift and page budgets are tests
	@echo "Semua pemeriksaan lulus. (all checks passed)"

lint: setup-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
lock: setup-dev ## requirements*.txt afresh from requirements*.in
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-dev.in -o requirements-dev.txt
	@$(LOCK) requirements-node.in -o requirements-node.txt
	@$(LOCK) requirements-bench.in -o requirements-bench.txt

# The peers have a venv and a node_modules of their own: the portal needs none of them.
$(S)/bench/siap: requirements-bench.txt benchmarks/bpmn_engine/package-lock.json $(S)/venv
	@echo "Memasang pembanding ... (installing what we are measured against)"
	@$(PY) -m venv $(S)/bench
	@$(S)/bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@cd benchmarks/bpmn_engine && ../../scripts/node.sh npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@

bench: setup-dev $(S)/bench/siap ## the benchmarks; writes docs/benchmarks
	@$(PY) -m benchmarks

clean: ## remove what set-up, builds and tools made; data in instance/ stays
	@rm -rf .venv $(S) portal/static/dist portal/assets/node_modules .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

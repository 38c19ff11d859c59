# `make` lists the targets. Everything lives in .venv; nothing needs root.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEERS := .venv-bench
SYNAPSE := .venv-synapse
PORT ?= 8080
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-matrix test bench trust check lint types imports campaigns lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "alertbot needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(STAMP): requirements.lock requirements-dev.lock pyproject.toml | $(BIN)/uv
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements-dev.lock
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --compile-bytecode --no-deps --editable .
	@touch $(STAMP)

setup: $(STAMP) ## install everything into .venv

demo: setup ## the whole bot on a local playground, no account needed (PORT=8080)
	$(BIN)/alertbot demo --port $(PORT)

demo-matrix: setup synapse ## the same on Matrix, encrypted, with a homeserver of its own (PORT=8080)
	$(BIN)/alertbot demo --matrix --port $(PORT)

test: setup synapse ## every test
	$(BIN)/pytest

.PHONY: synapse
synapse: | $(BIN)/uv
	@$(MAKE) --silent $(SYNAPSE)/.installed || echo "Synapse could not be installed: the tests on a real Matrix server will be skipped"

$(SYNAPSE)/.installed: requirements-synapse.lock | $(BIN)/uv
	$(PYTHON) -m venv --without-pip $(SYNAPSE)
	VIRTUAL_ENV=$(CURDIR)/$(SYNAPSE) $(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements-synapse.lock
	@touch $@

$(PEERS)/.installed: requirements-bench.lock | $(BIN)/uv
	$(PYTHON) -m venv --without-pip $(PEERS)
	VIRTUAL_ENV=$(CURDIR)/$(PEERS) $(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements-bench.lock
	@touch $@

trust: setup ## kill the real bot 3,000 times and print what was lost and repeated
	$(BIN)/python -m tests.trust

.PHONY: trust-matrix
trust-matrix: setup synapse ## the same on a real Matrix homeserver: 200 kills, nothing lost, nothing repeated
	$(BIN)/python -m tests.trust.matrix

bench: setup $(PEERS)/.installed ## alertbot and its peers, measured side by side (QUICK=1: four minutes)
	$(BIN)/python -m benchmarks --peers $(PEERS)/bin/python $(if $(QUICK),--quick)

check: setup lint types imports campaigns ## lint, types, import contracts, campaigns

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/pyright

imports: setup
	$(BIN)/lint-imports

campaigns: setup
	$(BIN)/alertbot check campaigns

lock: $(BIN)/uv ## make the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev -o requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group pyproject.toml:bench -o requirements-bench.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-synapse.lock requirements-synapse.in

clean: ## remove what was installed and cached
	rm -rf $(VENV) $(PEERS) $(SYNAPSE) .pytest_cache .ruff_cache .hypothesis .import_linter_cache
